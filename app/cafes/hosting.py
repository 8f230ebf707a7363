"""What the café's host does outside the rounds: the door, one line to all screens, new keys."""

from sqlmodel import Session

from app.cafes.models import Cafe
from app.events import AnnouncementMade, DoorsChanged, LinksRenewed, record
from app.texts import bounded

ANNOUNCEMENT_LIMIT = 140


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


def renew_links(db: Session, cafe: Cafe) -> None:
    """Makes the old host and wall links worthless, and every device that came in by them a stranger."""
    record(db, LinksRenewed(cafe_id=cafe.id_, old_generation=cafe.link_generation))
    cafe.link_generation += 1
    db.add(cafe)
