"""Ballots on the themes of the board: opened, voted in, closed and revealed."""

from dataclasses import dataclass

from sqlmodel import Session, delete

from app.cafes import reading as cafes
from app.cafes.models import Cafe, Participant, Phase, Role
from app.db import now
from app.deciding import reading, tallies
from app.deciding.models import MOST_DOTS, Ballot, BallotMode, Vote
from app.deciding.tallies import SCALE
from app.errors import BadInput, CafeIsClosed, MovedOn, NotAllowed, NotFound, marked
from app.events import BallotChanged, VotesChanged, record
from app.seating import reading as seating
from app.synthesis import reading as synthesis

PHASES = (Phase.synthesis, Phase.harvest)
A_NUMBER = marked("Bitte eine Zahl von %(lowest)d bis %(highest)d.")
IS_CLOSED = marked("Diese Abstimmung ist schon zu.")


def open_ballot(db: Session, cafe: Cafe, *, mode: BallotMode, budget: int, is_stacking: bool) -> Ballot:
    """A vote on all themes that are on the board now; raises MovedOn while another one is open.

    Themes that come later are not in it, and those that are renamed or merged stay in it as they are called now.
    """
    _must_be_time(cafe)
    if not 1 <= budget <= MOST_DOTS:
        raise BadInput("budget", A_NUMBER, lowest=1, highest=MOST_DOTS)
    before = reading.latest(db, cafe)
    if before is not None and before.is_open:
        raise MovedOn
    themes = synthesis.themes(db, cafe)
    if not themes:
        raise BadInput("mode", marked("Abgestimmt wird über Themen; noch liegt keines auf der Tafel."))
    ballot = Ballot(
        cafe_id=cafe.id_,
        mode=mode,
        budget=budget,
        is_stacking=is_stacking,
        theme_ids=[each.id_ for each in themes],
        theme_names=[each.name for each in themes],
    )
    db.add(ballot)
    db.flush()
    record(db, BallotChanged(cafe_id=cafe.id_, ballot_id=ballot.id_))
    return ballot


def close(db: Session, cafe: Cafe, ballot_id: int) -> None:
    """Nobody votes any more; to close what is closed changes nothing."""
    _must_be_time(cafe)
    ballot = reading.ballot(db, cafe, ballot_id)
    if ballot.is_open:
        ballot.closed_at = now()
        db.add(ballot)
        record(db, BallotChanged(cafe_id=cafe.id_, ballot_id=ballot.id_))


def reveal(db: Session, cafe: Cafe, ballot_id: int) -> None:
    """Counts a closed ballot, keeps the result and deletes the votes, so that it stays nobody's business who gave what.

    Raises MovedOn while people still vote. To reveal again changes nothing.
    """
    _must_be_time(cafe)
    ballot = reading.ballot(db, cafe, ballot_id)
    if ballot.is_open:
        raise MovedOn(marked("Schließ die Abstimmung, bevor du das Ergebnis zeigst."))
    if ballot.revealed_at is not None:
        return
    count = tallies.of_matrix if ballot.mode == BallotMode.matrix else tallies.of_dots
    tally = count(reading.casts(db, ballot), ballot.themes, reading.present(db, cafe))
    ballot.result, ballot.revealed_at = tallies.packed(tally), now()
    db.add(ballot)
    db.execute(delete(Vote).where(Vote.ballot_id == ballot.id))  # type: ignore[arg-type]
    record(db, BallotChanged(cafe_id=cafe.id_, ballot_id=ballot.id_))


@dataclass(frozen=True)
class Wish:
    """What somebody gives to one theme; neither dots nor scales takes back what was given."""

    theme_id: int
    dots: int = 0
    urgency: int | None = None
    feasibility: int | None = None


def vote(
    db: Session, cafe_id: int, sender_id: int | None, ballot_id: int, wish: Wish, *, voter_id: int | None = None
) -> None:
    """Gives to one theme what is wished, instead of what was given before; sending it again changes nothing.

    `sender_id` none means the café's host. Whoever has no phone (`voter_id`) votes by the device of their table's host,
    by their table's own, or by the café's host. Raises BadInput, NotAllowed, NotFound, MovedOn, CafeIsClosed.
    """
    cafe = cafes.open_for_changes(db, cafe_id)
    _must_be_time(cafe)
    ballot = reading.ballot(db, cafe, ballot_id)
    if not ballot.is_open:
        raise MovedOn(IS_CLOSED)
    if wish.theme_id not in ballot.theme_ids:
        raise NotFound
    voter = may_vote_for(db, cafe, sender_id, voter_id or sender_id)
    given = reading.votes_of(db, ballot, voter.id_)
    _check(ballot, wish, sum(vote.dots for theme, vote in given.items() if theme != wish.theme_id))
    _give(db, ballot, voter, wish, given.get(wish.theme_id))
    if voter.id != sender_id and (now_given := db.get(Vote, (ballot.id, voter.id, wish.theme_id))):
        now_given.cast_by = f"p{sender_id}" if sender_id else "host"
    actor = f"p{sender_id}" if sender_id else "host"
    record(db, VotesChanged(cafe_id=cafe_id, actor=actor, ballot_id=ballot.id_))


def may_vote_for(db: Session, cafe: Cafe, sender_id: int | None, voter_id: int | None) -> Participant:
    """Whose vote a device casts; raises NotAllowed where that is not its business."""
    if voter_id is None:
        raise NotAllowed(marked("Sag erst, für wen du abstimmst."))
    voter = cafes.participant(db, cafe.id_, voter_id)
    if not voter.is_person:
        raise NotAllowed(marked("Ein Tischgerät stimmt für Menschen ab; wähl aus, für wen."))
    if voter.id == sender_id:
        return voter
    if voter.has_phone:
        raise NotAllowed(marked("Wer ein eigenes Handy hat, stimmt damit selbst ab."))
    if sender_id is not None:
        sender = cafes.participant(db, cafe.id_, sender_id)
        is_near = seating.table_id_now(db, cafe, sender) == seating.table_id_now(db, cafe, voter)
        if sender.role == Role.traveller or not is_near:
            raise NotAllowed(marked("Für andere stimmen nur Gastgeber:innen und Tischgeräte an deren Tisch ab."))
    return voter


def _give(db: Session, ballot: Ballot, voter: Participant, wish: Wish, before: Vote | None) -> None:
    if not wish.dots and wish.urgency is None:
        if before is not None:
            db.delete(before)
    else:
        vote = before or Vote(ballot_id=ballot.id_, participant_id=voter.id_, theme_id=wish.theme_id)
        vote.dots, vote.urgency, vote.feasibility, vote.cast_by = wish.dots, wish.urgency, wish.feasibility, None
        db.add(vote)
    db.flush()


def _check(ballot: Ballot, wish: Wish, elsewhere: int) -> None:
    """`elsewhere`: dots that this person has given to the other themes."""
    if ballot.mode == BallotMode.matrix:
        scales = (wish.urgency, wish.feasibility)
        if wish.dots or scales.count(None) == 1:
            raise BadInput("urgency", marked("Wähl beides: wie dringend und wie machbar."))
        if any(step is not None and not 1 <= step <= SCALE for step in scales):
            raise BadInput(
                "urgency", marked("Bitte eine Zahl von %(lowest)d bis %(highest)d."), lowest=1, highest=SCALE
            )
        return
    if wish.urgency is not None or wish.feasibility is not None or wish.dots < 0:
        raise BadInput("dots", marked("Diese Angaben konnten wir nicht lesen. Bitte prüf sie noch einmal."))
    if wish.dots > 1 and not ballot.is_stacking:
        raise BadInput("dots", marked("Hier bekommt jedes Thema höchstens einen Punkt von dir."))
    if elsewhere + wish.dots > ballot.budget:
        raise BadInput("dots", marked("Mehr als %(budget)d Punkte hast du nicht."), budget=ballot.budget)


def _must_be_time(cafe: Cafe) -> None:
    if cafe.phase == Phase.closed:
        raise CafeIsClosed
    if cafe.phase not in PHASES:
        raise MovedOn(marked("Abgestimmt wird beim Sortieren und bei der Ernte."))
