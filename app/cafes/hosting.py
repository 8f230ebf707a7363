"""What the café's host does outside the rounds: the door, one line to all screens, silence, new keys."""

from datetime import timedelta

from sqlmodel import Session

from app.cafes.models import Cafe
from app.db import now
from app.events import AnnouncementMade, DoorsChanged, HushChanged, LinksRenewed, record
from app.texts import bounded

ANNOUNCEMENT_LIMIT = 140
LONGEST_HUSH = timedelta(minutes=3)
"""After that the screens let go of it by themselves: a sign that a host forgot must not keep people from writing."""


def set_doors(db: Session, cafe: Cafe, *, is_open: bool) -> None:
    """Opens or locks the café for newcomers; who is in stays in."""
    if cafe.is_open != is_open:
        cafe.is_open = is_open
        db.add(cafe)
        record(db, DoorsChanged(cafe_id=cafe.id_))


def announce(db: Session, cafe: Cafe, text: str) -> None:
    """One line (up to 140 characters) on all screens; an empty one takes it down."""
    cafe.announcement = bounded("text", text, ANNOUNCEMENT_LIMIT)
    db.add(cafe)
    record(db, AnnouncementMade(cafe_id=cafe.id_))


def hush(db: Session, cafe: Cafe) -> None:
    """Every screen asks for silence at once; asked again, it lasts as long from now on."""
    if cafe.hushed_at is None:
        record(db, HushChanged(cafe_id=cafe.id_))
    cafe.hushed_at = now()
    db.add(cafe)


def unhush(db: Session, cafe: Cafe, *, actor: str = "host") -> None:
    """The screens are again as they were."""
    if cafe.hushed_at is not None:
        cafe.hushed_at = None
        db.add(cafe)
        record(db, HushChanged(cafe_id=cafe.id_, actor=actor))


def renew_links(db: Session, cafe: Cafe) -> None:
    """Makes the old host and wall links worthless, and every device that came in by them a stranger."""
    record(db, LinksRenewed(cafe_id=cafe.id_, old_generation=cafe.link_generation))
    cafe.link_generation += 1
    db.add(cafe)
