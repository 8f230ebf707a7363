"""A rehearsal at one moment: what its simulated guests go by."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from sqlmodel import Session, col, select

from app.cafes import reading as cafes
from app.cafes.models import Cafe, LogbookEntry, Participant
from app.db import now
from app.events import PhaseChanged
from app.extras.script import KEY, Script, script
from app.rounds import reading as rounds
from app.rounds.models import Round
from app.seating import reading as seating

Act = Callable[[Session], object]
"""Something a simulated guest does; done twice it changes nothing more."""


@dataclass(frozen=True)
class Scene:
    """One look at a rehearsal."""

    db: Session
    cafe: Cafe
    round: Round
    since: float
    """Seconds since the evening's last step."""

    @property
    def script(self) -> Script:
        return script(self.cafe.language)

    @cached_property
    def everybody(self) -> list[Participant]:
        """All simulated guests who ever came, by number."""
        people = cafes.everybody(self.db, self.cafe.id_).values()
        return [person for person in people if person.arrival_key.startswith(KEY)]

    @cached_property
    def people(self) -> list[Participant]:
        """Those who are here."""
        return [person for person in self.everybody if person.is_here]

    @cached_property
    def seats(self) -> dict[int, int]:
        """Person to table in the round that is on or comes next."""
        return seating.in_round(self.db, self.round)

    @cached_property
    def tables(self) -> dict[int, list[Participant]]:
        """Table to the simulated guests who sit there."""
        sitting: dict[int, list[Participant]] = {}
        for person in self.people:
            if person.id_ in self.seats:
                sitting.setdefault(self.seats[person.id_], []).append(person)
        return sitting

    @cached_property
    def quiet(self) -> int | None:
        """The table that falls silent, as it happens: the last of several."""
        return max(self.tables, default=0) if len(self.tables) > 2 else None


def look(db: Session, cafe: Cafe) -> Scene:
    """The rehearsal as it is now."""
    stepped = select(LogbookEntry.at).where(LogbookEntry.cafe_id == cafe.id, LogbookEntry.kind == PhaseChanged.__name__)
    last = db.exec(stepped.order_by(col(LogbookEntry.seq).desc())).first() or cafe.laid_at
    return Scene(db, cafe, rounds.current(db, cafe), (now() - last).total_seconds())
