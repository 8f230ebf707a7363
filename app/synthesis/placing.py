"""The work on cards: laid into columns and themes, confirmed, pinned, set apart, each one step that can be undone."""

from collections.abc import Sequence
from enum import Enum

from sqlmodel import Session

from app.cafes.models import Cafe
from app.errors import BadInput, marked
from app.synthesis import categories, reading
from app.synthesis.models import Column, MadeBy, Placement
from app.synthesis.undoing import changing

MOST_AT_ONCE = 3000


class Keep(Enum):
    """Says "as it is" where none already means "no theme"."""

    keep = "keep"


KEEP = Keep.keep


def place(
    db: Session,
    cafe: Cafe,
    contributions: Sequence[int],
    *,
    column: Column | None = None,
    theme_id: int | Keep | None = KEEP,
) -> None:
    """Lays cards into a column, into a theme (none: into no theme), or both; the rest stays as it is.

    The column overrides the author's category on the board only. A card that lies in a theme or column is no single
    voice any more. Raises BadInput for no cards, NotFound, also for what is hidden.
    """
    home = theme_id if isinstance(theme_id, Keep) or theme_id is None else reading.theme(db, cafe, theme_id).id_
    chosen = chosen_cards(db, cafe, contributions)
    with changing(db, cafe, "placed", _excerpt(db, cafe, contributions)):
        for placement in chosen:
            if column is not None:
                placement.column = column
            if not isinstance(home, Keep):
                placement.theme_id, placement.laid_by = home, MadeBy.person
            placement.is_voice = False
            db.add(placement)


def confirm(db: Session, cafe: Cafe, contributions: Sequence[int]) -> None:
    """Takes over what the wording suggests, for cards whose column nobody has chosen. Raises BadInput, NotFound."""
    chosen = chosen_cards(db, cafe, contributions)
    with changing(db, cafe, "confirmed", _excerpt(db, cafe, contributions)):
        for placement in chosen:
            one = reading.contribution(db, cafe, placement.contribution_id)
            suggestion = categories.suggest(one.text)
            if suggestion and placement.column is None and one.category is None:
                placement.column = Column(suggestion.category.value)
                db.add(placement)


def pin(db: Session, cafe: Cafe, contributions: Sequence[int], *, pinned: bool) -> None:
    """Says that cards belong where they lie, or that a grouping may lay them elsewhere. Raises BadInput, NotFound."""
    chosen = chosen_cards(db, cafe, contributions)
    with changing(db, cafe, "pinned" if pinned else "unpinned", _excerpt(db, cafe, contributions)):
        for placement in chosen:
            placement.laid_by = MadeBy.person if pinned else MadeBy.software
            db.add(placement)


def set_apart(db: Session, cafe: Cafe, contributions: Sequence[int], *, apart: bool) -> None:
    """Gives single voices a place of their own beside the themes, or takes them back. Raises BadInput, NotFound."""
    chosen = chosen_cards(db, cafe, contributions)
    with changing(db, cafe, "set_apart" if apart else "taken_back", _excerpt(db, cafe, contributions)):
        for placement in chosen:
            placement.is_voice = apart
            placement.laid_by = MadeBy.person if apart else placement.laid_by
            if apart:
                placement.theme_id = None
            db.add(placement)


def part_twins(db: Session, cafe: Cafe, contribution_id: int) -> None:
    """Shows those that were taken for nearly the same as cards of their own again. Raises NotFound."""
    reading.contribution(db, cafe, contribution_id)
    with changing(db, cafe, "parted", _excerpt(db, cafe, [contribution_id])):
        for placement in reading.placements(db, cafe).values():
            if placement.twin_of_id == contribution_id:
                placement.twin_of_id, placement.laid_by = None, MadeBy.person
                db.add(placement)


def chosen_cards(db: Session, cafe: Cafe, contributions: Sequence[int]) -> list[Placement]:
    """The placements of cards and of those shown with them; new ones where they lie as their authors laid them."""
    if not contributions:
        raise BadInput("contribution", marked("Wähl zuerst eine Karte aus."))
    if len(contributions) > MOST_AT_ONCE:
        raise BadInput("contribution", marked("So viele Karten auf einmal gehen nicht."))
    for each in contributions:
        reading.contribution(db, cafe, each)
    together = dict.fromkeys(reading.shown_together(db, cafe, contributions))
    return [db.get(Placement, each) or Placement(contribution_id=each, laid_by=MadeBy.software) for each in together]


def _excerpt(db: Session, cafe: Cafe, contributions: Sequence[int]) -> str:
    """How a step names its cards: the words of a single one, else nothing."""
    return reading.contribution(db, cafe, contributions[0]).text[:60] if len(contributions) == 1 else ""
