"""What the database holds of one café, read with a fixed number of queries."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.cafes.models import Participant
from app.rounds.models import Round
from app.seating.models import Seat
from app.synthesis.models import Placement, Theme
from app.tablecloth.models import Contribution, Handover, Star
from app.tables.models import Table


@dataclass
class Rows:
    """What the database holds of a café, each kind in the order in which it came to be."""

    rounds: list[Round]
    tables: list[Table]
    people: list[Participant]
    seats: list[Seat]
    contributions: list[Contribution]
    stars: list[Star]
    handovers: list[Handover]
    themes: list[Theme]
    placements: list[Placement]


def read(db: Session, cafe_id: int) -> Rows:
    """Everything of this café, also what was taken back."""
    mine = Contribution.cafe_id == cafe_id
    stars = select(Star).join(Contribution).where(mine)
    placements = select(Placement).join(Contribution).where(mine)
    themes = select(Theme).where(Theme.cafe_id == cafe_id, col(Theme.gone_at).is_(None))
    return Rows(
        rounds=list(db.exec(select(Round).where(Round.cafe_id == cafe_id).order_by(col(Round.number)))),
        tables=list(db.exec(select(Table).where(Table.cafe_id == cafe_id).order_by(col(Table.number)))),
        people=list(
            db.exec(
                select(Participant)
                .where(Participant.cafe_id == cafe_id, col(Participant.joined_at).is_not(None))
                .order_by(col(Participant.number))
            )
        ),
        seats=list(db.exec(select(Seat).where(Seat.cafe_id == cafe_id))),
        contributions=list(db.exec(select(Contribution).where(mine).order_by(col(Contribution.id)))),
        stars=list(db.exec(stars)),
        handovers=list(db.exec(select(Handover).where(Handover.cafe_id == cafe_id))),
        themes=list(db.exec(themes.order_by(col(Theme.position), col(Theme.id)))),
        placements=list(db.exec(placements)),
    )
