"""What lies on the tablecloths: words, lines between them, drawings, photos, cards."""

from dataclasses import dataclass

from app.events.event import Event


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
