"""The past-tense events, and `record`, by which a verb says what happened."""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Self

from sqlmodel import Session


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened in a café; fields beside `cafe_id` and `actor` are references, never texts."""

    kinds: ClassVar[dict[str, type["Event"]]] = {}

    cafe_id: int
    actor: str = "host"
    """`host`, `clock` or `p<participant id>`."""

    def __init_subclass__(cls) -> None:
        Event.kinds[cls.__name__] = cls

    @property
    def kind(self) -> str:
        return type(self).__name__

    @property
    def payload(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if name not in ("cafe_id", "actor")}

    @classmethod
    def read(cls, cafe_id: int, kind: str, actor: str, payload: dict[str, Any]) -> Self | None:
        """The event a logbook entry tells of; none for a kind that this release does not know."""
        event = cls.kinds.get(kind)
        return event(cafe_id=cafe_id, actor=actor, **payload) if event else None  # type: ignore[return-value]


@dataclass(frozen=True, kw_only=True)
class CafeLaid(Event):
    pass


@dataclass(frozen=True, kw_only=True)
class CafeChanged(Event):
    """Title, question, WiFi or another setting."""


@dataclass(frozen=True, kw_only=True)
class LinksRenewed(Event):
    """The host and wall links of `old_generation` and all devices that came in by them are worthless now."""

    old_generation: int


@dataclass(frozen=True, kw_only=True)
class PhaseChanged(Event):
    """The café went one step on or back; every screen looks different now."""


@dataclass(frozen=True, kw_only=True)
class ClockChanged(Event):
    """A round was paused, went on, or got more or less time."""

    round_id: int


@dataclass(frozen=True, kw_only=True)
class DoorsChanged(Event):
    pass


@dataclass(frozen=True, kw_only=True)
class AnnouncementMade(Event):
    pass


class HushChanged(Event):
    """The host asks for silence on all screens, or has it."""


class WallTurned(Event):
    """The wall shows another part of the room."""


class GongChanged(Event):
    """The wall is to sound when a round is over, or to be silent."""


@dataclass(frozen=True, kw_only=True)
class TableLaid(Event):
    table_id: int


@dataclass(frozen=True, kw_only=True)
class TableCleared(Event):
    table_id: int


class GuestListChanged(Event):
    """Somebody was put on the list of awaited guests, or taken off."""


class PlanChanged(Event):
    """The seats of rounds to come, or what they are planned for: wishes, rules, printed or not."""


@dataclass(frozen=True, kw_only=True)
class TopicChosen(Event):
    """Somebody wants to a topic in the coming round of free choice."""

    participant_id: int
    table_id: int


@dataclass(frozen=True, kw_only=True)
class ParticipantJoined(Event):
    participant_id: int
    table_id: int
    chair_added: bool = False


@dataclass(frozen=True, kw_only=True)
class ParticipantMoved(Event):
    participant_id: int
    from_table_id: int
    to_table_id: int


@dataclass(frozen=True, kw_only=True)
class RoleGiven(Event):
    participant_id: int
    table_id: int


@dataclass(frozen=True, kw_only=True)
class ParticipantLeft(Event):
    participant_id: int
    table_id: int | None


@dataclass(frozen=True, kw_only=True)
class ContributionEvent(Event):
    contribution_id: int
    table_id: int


class ContributionPosted(ContributionEvent):
    pass


class ContributionEdited(ContributionEvent):
    pass


class ContributionWithdrawn(ContributionEvent):
    pass


class ContributionHidden(ContributionEvent):
    pass


class ContributionShown(ContributionEvent):
    pass


class ContributionStarred(ContributionEvent):
    """Stars given or taken back; the drawing counts them afresh."""


@dataclass(frozen=True, kw_only=True)
class ConnectionEvent(Event):
    first_id: int
    second_id: int
    table_id: int


class ConnectionDrawn(ConnectionEvent):
    pass


class ConnectionErased(ConnectionEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class DoodleEvent(Event):
    doodle_id: int
    table_id: int


@dataclass(frozen=True, kw_only=True)
class StrokeDrawn(DoodleEvent):
    stroke_id: int


@dataclass(frozen=True, kw_only=True)
class StrokeUndone(DoodleEvent):
    stroke_id: int


class DoodleMended(DoodleEvent):
    """Its description, or the words it belongs to."""


class DoodleWithdrawn(DoodleEvent):
    pass


class DoodleHidden(DoodleEvent):
    pass


class DoodleShown(DoodleEvent):
    pass


@dataclass(frozen=True, kw_only=True)
class HandoverWritten(Event):
    table_id: int
    round_id: int


class ThemesChanged(Event):
    """Something on the board or beside it is another: themes, cards, tensions, a proposal."""


@dataclass(frozen=True, kw_only=True)
class ReadBackAsked(Event):
    """The host wants each table to read its own summary."""


@dataclass(frozen=True, kw_only=True)
class ReadBackGiven(Event):
    table_id: int


@dataclass(frozen=True, kw_only=True)
class BallotChanged(Event):
    """A ballot was opened, closed or revealed."""

    ballot_id: int


@dataclass(frozen=True, kw_only=True)
class VotesChanged(Event):
    """Somebody voted, or took a vote back; what they gave is not said."""

    ballot_id: int


@dataclass(frozen=True, kw_only=True)
class CommitmentsChanged(Event):
    """Somebody who sits at this table made, mended or withdrew a commitment; `is_shared`: others may see it."""

    table_id: int | None
    is_shared: bool


class AfterwordWritten(Event):
    """Something in the organiser's own words is another; it is on no screen but in the report."""


@dataclass(frozen=True, kw_only=True)
class PhotoEvent(Event):
    photo_id: int
    table_id: int | None
    """None: of the room."""


class PhotoPosted(PhotoEvent):
    pass


class PhotoMended(PhotoEvent):
    """Its words, its place in the album, or that people agree to its publication."""


class PhotoWithdrawn(PhotoEvent):
    pass


class PhotoHidden(PhotoEvent):
    pass


class PhotoShown(PhotoEvent):
    pass


def record(db: Session, event: Event) -> None:
    """Says what a verb did; it is numbered and kept in the verb's own transaction, and announced after the commit."""
    db.info.setdefault("events", []).append(event)


def how_many(db: Session) -> int:
    """How many events were recorded since they were taken last."""
    return len(db.info.get("events", ()))


def forget(db: Session, after: int) -> None:
    """Drops what was recorded after the first `after` events: their verb failed."""
    del db.info.get("events", [])[after:]


def recorded(db: Session) -> list[Event]:
    """Takes what was recorded since the last call."""
    events: list[Event] = db.info.pop("events", [])
    return events
