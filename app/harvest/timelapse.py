"""A table's cloth as it filled, round by round, from the logbook: what lies there now, and when each piece came.

Words are as they read today. What was taken back, hidden or undone is not in it, and nobody's name is, so every
audience that may read all contributions may see it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from sqlmodel import Session, select

from app.cafes.models import Cafe
from app.cafes.remembering import remembered
from app.doodles import reading as doodles
from app.errors import NotFound
from app.harvest import happening, pacing
from app.harvest.cropping import Frame, frame
from app.harvest.happening import Key, Moment
from app.harvest.spots import Spot, spots_of
from app.rounds import reading as rounds
from app.tablecloth import reading
from app.tablecloth.reading import Laid
from app.tables import reading as tables
from app.tables.models import Table


@dataclass(frozen=True)
class Cue:
    """When something is shown: after so many milliseconds; and when it was, in the evening."""

    ms: int
    round_no: int
    at: datetime
    is_later: bool
    """Whether the clock or the round is another one than at the cue before."""


@dataclass(frozen=True)
class Stroke:
    pen: str
    path: str
    cue: Cue


@dataclass(frozen=True)
class Drawing:
    description: str
    frame: Frame
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True)
class Link:
    """The words that this piece belongs with."""

    text: str
    cue: Cue


@dataclass(frozen=True)
class Piece:
    """Words with what is drawn beside them, or a drawing between the words."""

    laid: Laid | None
    cue: Cue
    """Of the words; of a drawing alone its first stroke's."""
    stars: tuple[Cue, ...]
    drawings: tuple[Drawing, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Part:
    """What was laid on the cloth in one round, in the order in which it came."""

    round_no: int
    question: str
    cue: Cue
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Timelapse:
    table: Table
    parts: tuple[Part, ...]
    total: int = pacing.TOTAL
    """Milliseconds."""


def numbered(db: Session, cafe: Cafe, number: int) -> Timelapse:
    """The cloth of the table with this number, also of one that was cleared; raises NotFound."""
    found = db.exec(select(Table).where(Table.cafe_id == cafe.id, Table.number == number)).first()
    if found is None:
        raise NotFound
    return at_table(db, cafe, found.id_)


@remembered
def at_table(db: Session, cafe: Cafe, table_id: int) -> Timelapse:
    """The cloth of a table of this café; raises NotFound."""
    table = tables.by_id(db, cafe.id_, table_id)
    told = rounds.in_cafe(db, cafe)
    questions = {round_.number: rounds.question(cafe, round_) for round_ in told}
    laid, drawn = reading.laid_at_table(db, cafe, table_id), doodles.at_table(db, cafe, table_id)
    spots = spots_of(laid, drawn, happening.lines(db, table))
    cues = cued(spots, happening.entries(db, table))
    parts = [
        Part(number, questions[number], cues["round", number, 0], tuple(_piece(spot, cues) for spot in there))
        for number, there in _by_round(spots, cues)
    ]
    return Timelapse(table, tuple(parts))


def cued(spots: Iterable[Spot], known: Mapping[Key, Moment]) -> dict[Key, Cue]:
    """For each thing that came, and for each round in which something did, when it is shown."""
    moments = {key: known.get(key) or Moment(0, at) for spot in spots for key, at in spot.came.items()}
    round_of = {key: spot.round_no for spot in spots for key in spot.came}
    begun: set[int] = set()
    order: list[tuple[Key, Moment]] = []
    for key, moment in sorted(moments.items(), key=lambda item: item[1]):
        if round_of[key] not in begun:
            begun.add(round_of[key])
            order.append((("round", round_of[key], 0), moment))
        order.append((key, moment))
    marks = {no for no, (key, _) in enumerate(order) if key[0] == "round"}
    times = pacing.paced([*accumulate((moment.at.timestamp() for _, moment in order), max)], marks)
    return dict(_cues(order, times))


def _cues(order: list[tuple[Key, Moment]], times: list[int]) -> Iterable[tuple[Key, Cue]]:
    round_no, told = 0, ""
    for (key, moment), ms in zip(order, times, strict=True):
        round_no = max(round_no, key[1]) if key[0] == "round" else round_no
        tells = f"{round_no} {moment.at:%H:%M}"
        yield key, Cue(ms, round_no, moment.at, tells != told)
        told = tells


def _by_round(spots: Iterable[Spot], cues: Mapping[Key, Cue]) -> list[tuple[int, list[Spot]]]:
    found: dict[int, list[Spot]] = defaultdict(list)
    for spot in sorted(spots, key=lambda spot: min(cues[key].ms for key in spot.lasting)):
        found[spot.round_no].append(spot)
    return sorted(found.items())


def _piece(spot: Spot, cues: Mapping[Key, Cue]) -> Piece:
    drawings = [
        Drawing(
            doodle.description,
            frame(one.path for one in doodle.strokes),
            tuple(Stroke(one.pen, one.path, cues["stroke", one.id, 0]) for one in doodle.strokes),
        )
        for doodle in spot.drawings
    ]
    first = ("words", spot.laid.id, 0) if spot.laid else spot.lasting[0]
    return Piece(
        laid=spot.laid,
        cue=cues[first],
        stars=tuple(sorted((cues[key] for key in spot.came if key[0] == "star"), key=lambda cue: cue.ms)),
        drawings=tuple(drawings),
        links=tuple(Link(text, cues[key]) for key, text in spot.links.items()),
    )
