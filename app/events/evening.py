"""The café, its tables, and the people in it."""

from dataclasses import dataclass

from app.events.event import Event


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
