"""What an event is, and how a verb says that one happened."""

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
