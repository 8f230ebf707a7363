"""What happens to a contribution after it was laid: edited, taken back, starred, hidden."""

from sqlmodel import Session

from app.cafes import reading as cafes
from app.db import now
from app.errors import NotAllowed, NotFound, marked
from app.events import (
    ContributionEdited,
    ContributionHidden,
    ContributionShown,
    ContributionStarred,
    ContributionWithdrawn,
    record,
)
from app.tablecloth.models import TEXT_LIMIT, Category, Contribution, Kind, Star
from app.texts import bounded


def contribution(db: Session, cafe_id: int, contribution_id: int) -> Contribution:
    """A contribution of this café that was not taken back; raises NotFound."""
    found = db.get(Contribution, contribution_id)
    if found is None or found.cafe_id != cafe_id or found.withdrawn_at is not None:
        raise NotFound
    return found


def edit(
    db: Session,
    cafe_id: int,
    participant_id: int,
    contribution_id: int,
    *,
    text: str,
    kind: Kind,
    category: Category | None,
) -> None:
    """New words by whoever wrote the old ones; raises BadInput, NotAllowed, NotFound, CafeIsClosed."""
    mine = _mine(db, cafe_id, participant_id, contribution_id)
    mine.text = bounded("text", text, TEXT_LIMIT, required=True, lines=True)
    mine.kind, mine.category = kind, category
    mine.edited_at = now()
    db.add(mine)
    record(
        db,
        ContributionEdited(
            cafe_id=cafe_id, actor=f"p{participant_id}", contribution_id=mine.id_, table_id=mine.table_id
        ),
    )


def withdraw(db: Session, cafe_id: int, participant_id: int, contribution_id: int) -> None:
    """Takes back for good: the text itself is forgotten, only the place in the logbook stays."""
    mine = _mine(db, cafe_id, participant_id, contribution_id)
    mine.withdrawn_at = now()
    mine.text = ""
    db.add(mine)
    record(
        db,
        ContributionWithdrawn(
            cafe_id=cafe_id, actor=f"p{participant_id}", contribution_id=mine.id_, table_id=mine.table_id
        ),
    )


def toggle_star(
    db: Session, cafe_id: int, participant_id: int, contribution_id: int, *, given: bool | None = None
) -> bool:
    """Gives my star, or takes it back; returns whether I now star it.

    A phone that sends again, because it missed the answer, says with `given` which of both it wishes.
    """
    cafes.open_for_changes(db, cafe_id)
    cafes.participant(db, cafe_id, participant_id)
    starred = contribution(db, cafe_id, contribution_id)
    if not starred.is_shown:
        raise NotFound
    mine = db.get(Star, (contribution_id, participant_id))
    if given is not None and given == (mine is not None):
        return given
    if mine is not None:
        db.delete(mine)
    else:
        db.add(Star(contribution_id=contribution_id, participant_id=participant_id))
    record(
        db,
        ContributionStarred(
            cafe_id=cafe_id, actor=f"p{participant_id}", contribution_id=contribution_id, table_id=starred.table_id
        ),
    )
    return mine is None


def hide(db: Session, cafe_id: int, contribution_id: int, *, hidden: bool) -> None:
    """The host takes an unfit line off all screens, or puts it back."""
    chosen = contribution(db, cafe_id, contribution_id)
    if (chosen.hidden_at is not None) == hidden:
        return
    chosen.hidden_at = now() if hidden else None
    db.add(chosen)
    happened = ContributionHidden if hidden else ContributionShown
    record(db, happened(cafe_id=cafe_id, contribution_id=chosen.id_, table_id=chosen.table_id))


def _mine(db: Session, cafe_id: int, participant_id: int, contribution_id: int) -> Contribution:
    cafes.open_for_changes(db, cafe_id)
    cafes.participant(db, cafe_id, participant_id)
    found = contribution(db, cafe_id, contribution_id)
    if participant_id != found.author_id and found.posted_by != f"p{participant_id}":
        raise NotAllowed(marked("Ändern kann einen Beitrag nur, wer ihn geschrieben hat."))
    return found
