"""Questions about what the room decides."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from app.cafes import reading as cafes
from app.cafes.models import Cafe
from app.cafes.remembering import remembered
from app.deciding import tallies
from app.deciding.models import Ballot, Commitment, ReadBack, Vote
from app.deciding.tallies import Cast, Outcome
from app.errors import NotFound
from app.synthesis.models import Theme
from app.tables.models import Table


def read_backs(db: Session, cafe: Cafe) -> dict[int, ReadBack]:
    """Table id -> what was asked and answered there, by number of the table; empty before the host has asked."""
    query = select(ReadBack).join(Table, col(Table.id) == col(ReadBack.table_id))
    asked = db.exec(query.where(ReadBack.cafe_id == cafe.id_).order_by(col(Table.number)))
    return {each.table_id: each for each in asked}


def read_back(db: Session, cafe: Cafe, table_id: int) -> ReadBack:
    """What one table was asked; raises NotFound if it was not."""
    found = db.exec(select(ReadBack).where(ReadBack.cafe_id == cafe.id_, ReadBack.table_id == table_id)).first()
    if found is None:
        raise NotFound
    return found


def ballots(db: Session, cafe: Cafe) -> list[Ballot]:
    """All of them, the oldest first."""
    return list(db.exec(select(Ballot).where(Ballot.cafe_id == cafe.id_).order_by(col(Ballot.id))))


def ballot(db: Session, cafe: Cafe, ballot_id: int) -> Ballot:
    """A ballot of this café; raises NotFound."""
    found = db.get(Ballot, ballot_id)
    if found is None or found.cafe_id != cafe.id_:
        raise NotFound
    return found


def latest(db: Session, cafe: Cafe) -> Ballot | None:
    """The ballot that the room is busy with: the newest, open or closed."""
    query = select(Ballot).where(Ballot.cafe_id == cafe.id_).order_by(col(Ballot.id).desc())
    return db.exec(query.limit(1)).first()


@remembered
def outcomes(db: Session, cafe: Cafe) -> tuple[Outcome, ...]:
    """What was revealed so far, the oldest first; themes are called as they were when people voted on them."""
    return tuple(
        Outcome(each.id_, each.mode, each.budget, each.is_stacking, tallies.unpacked(each.result))
        for each in ballots(db, cafe)
        if each.result is not None
    )


def names(db: Session, theme_ids: Sequence[int]) -> dict[int, str]:
    """Names of themes by id; also of those that were taken off the board since."""
    return {each.id_: each.name for each in db.exec(select(Theme).where(col(Theme.id).in_(set(theme_ids))))}


def casts(db: Session, ballot: Ballot) -> list[Cast]:
    """All votes of a ballot; whoever asks shows at most how many took part."""
    votes = db.exec(select(Vote).where(Vote.ballot_id == ballot.id))
    return [Cast(one.participant_id, one.theme_id, one.dots, one.urgency, one.feasibility) for one in votes]


def votes_of(db: Session, ballot: Ballot, participant_id: int) -> dict[int, Vote]:
    """Theme id -> what one person gave it, for this person's own eyes."""
    own = select(Vote).where(Vote.ballot_id == ballot.id, Vote.participant_id == participant_id)
    return {each.theme_id: each for each in db.exec(own)}


@remembered
def turnout(db: Session, cafe: Cafe, ballot_id: int) -> tuple[int, int]:
    """How many have voted, of how many who could."""
    voted = tallies.voters(casts(db, ballot(db, cafe, ballot_id)))
    return len(voted), len(voted | present(db, cafe))


def present(db: Session, cafe: Cafe) -> set[int]:
    """Ids of the people who are here."""
    return {each.id_ for each in cafes.present(db, cafe.id_)}


def commitments_of(db: Session, participant_id: int) -> list[Commitment]:
    """What somebody will do, the oldest first, without what was withdrawn."""
    own = select(Commitment).where(Commitment.participant_id == participant_id, col(Commitment.withdrawn_at).is_(None))
    return list(db.exec(own.order_by(col(Commitment.id))))


def commitment(db: Session, participant_id: int, commitment_id: int) -> Commitment:
    """One of somebody's own; raises NotFound for anybody else's and for what was withdrawn."""
    found = db.get(Commitment, commitment_id)
    if found is None or found.participant_id != participant_id or found.withdrawn_at is not None:
        raise NotFound
    return found


def by_token(db: Session, cafe: Cafe, token: str) -> Commitment:
    """The commitment of a link, even if it was withdrawn since; raises NotFound."""
    found = db.exec(select(Commitment).where(Commitment.cafe_id == cafe.id_, Commitment.token == token)).first()
    if found is None:
        raise NotFound
    return found


def shared(db: Session, cafe: Cafe) -> list[Commitment]:
    """What people chose to share, the oldest first."""
    all_of_them = select(Commitment).where(
        Commitment.cafe_id == cafe.id_, col(Commitment.is_shared), col(Commitment.withdrawn_at).is_(None)
    )
    return list(db.exec(all_of_them.order_by(col(Commitment.id))))
