"""What the simulated guests of a rehearsal are to have done by now and have not, found in the database alone."""

from collections.abc import Callable, Iterator
from itertools import chain, islice

from sqlmodel import Session

from app.cafes.models import Cafe
from app.evening import reading as evening
from app.evening.steps import Stage
from app.extras import answering, coming, sketching, talking
from app.extras.scene import Act, Scene, look

AT_ONCE = 3
"""Acts after one look: nobody does everything at the same moment, also after a server was down."""

_SKETCHING = (sketching.drawings, sketching.lines)
_PARTS: dict[Stage, tuple[Callable[[Scene], Iterator[Act]], ...]] = {
    Stage.waiting: (coming.arrivals, coming.offers),
    Stage.impulse: (coming.arrivals, coming.offers),
    Stage.round: (coming.arrivals, talking.thoughts, talking.stars, talking.cards, *_SKETCHING),
    Stage.change: (coming.arrivals, coming.offers, talking.cards, coming.choices),
    Stage.rounds_over: (talking.cards,),
    Stage.synthesis: (answering.read_backs, answering.votes),
    Stage.harvest: (answering.votes, answering.commitments),
}


def due(db: Session, cafe: Cafe) -> list[Act]:
    """At most as many as people would do within a second; nothing while the clock stands."""
    scene = look(db, cafe)
    if scene.round.paused_at is not None:
        return []
    parts = _PARTS.get(evening.stage(cafe, scene.round), ())
    return list(islice(chain.from_iterable(part(scene) for part in parts), AT_ONCE))
