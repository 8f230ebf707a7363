"""The work on the board: themes proposed, named, merged and split, contributions laid where they belong.

What the host has decided is law: a grouping never moves it. `Placement.laid_by` tells who chose the theme; the column
is always a person's choice.
"""

from collections.abc import Sequence
from enum import Enum

from sqlmodel import Session

from app.cafes import reading as cafes
from app.cafes.models import Cafe
from app.errors import BadInput, NotFound, marked
from app.events import ContributionPlaced, ThemesChanged, record
from app.synthesis import reading
from app.synthesis.grouping import Material, Proposal, propose
from app.synthesis.models import Column, MadeBy, Placement, Theme
from app.texts import bounded

NAME_LIMIT = 80


class Keep(Enum):
    """Says "as it is" where none already means "no theme"."""

    keep = "keep"


KEEP = Keep.keep


def group(db: Session, cafe: Cafe) -> None:
    """Proposes themes for all that the host has not placed, at once: for few contributions, and for tests.

    Where others wait for the writer: `texts_to_group` and `propose` first, beside it, then `accept_grouping`.
    """
    accept_grouping(db, cafe, propose(texts_to_group(db, cafe), cafe.language))


def texts_to_group(db: Session, cafe: Cafe) -> Material:
    """What `propose` wants to know; only reads."""
    return reading.material(db, cafe)


def accept_grouping(db: Session, cafe: Cafe, proposal: Proposal) -> None:
    """Lays the board as proposed, and clears away what an earlier grouping left; raises CafeIsClosed.

    The board may have changed since the proposal was asked for: what was placed by hand, taken back or hidden in the
    meantime is left alone, and a theme that is gone takes nothing.
    """
    cafes.open_for_changes(db, cafe.id_)
    now = reading.material(db, cafe)
    placed = reading.placements(db, cafe)
    for each, placement in placed.items():
        if each not in now.pinned and placement.laid_by == MadeBy.software:
            placement.theme_id = None
            db.add(placement)
    db.flush()
    themes = {theme.id_: theme for theme in reading.themes(db, cafe)}
    for theme_id in themes.keys() - now.names.keys():
        db.delete(themes[theme_id])
    for proposed in proposal.groups:
        members = [each for each in proposed.contributions if each in now.texts and each not in now.pinned]
        home = proposed.theme_id
        if not members or (home is not None and home not in now.names):
            continue
        if home is None:
            home = _new_theme(db, cafe, proposed.name, MadeBy.software).id_
        for each in members:
            _lay(db, placed.get(each), each, home, MadeBy.software)
    record(db, ThemesChanged(cafe_id=cafe.id_))


def add_theme(db: Session, cafe: Cafe, name: str) -> Theme:
    """A new empty theme at the end; raises BadInput for a name without or with more than 80 characters."""
    cafes.open_for_changes(db, cafe.id_)
    theme = _new_theme(db, cafe, _checked(name), MadeBy.person)
    record(db, ThemesChanged(cafe_id=cafe.id_))
    return theme


def name_theme(db: Session, cafe: Cafe, theme_id: int, name: str) -> None:
    """Gives a theme the host's name; from then on it and all that lies in it stay. Raises BadInput, NotFound."""
    cafes.open_for_changes(db, cafe.id_)
    theme = reading.theme(db, cafe, theme_id)
    theme.name, theme.made_by = _checked(name), MadeBy.person
    db.add(theme)
    record(db, ThemesChanged(cafe_id=cafe.id_))


def merge_themes(db: Session, cafe: Cafe, theme_id: int, into_id: int) -> None:
    """Lays all of one theme into another, which keeps its name; raises BadInput, NotFound."""
    cafes.open_for_changes(db, cafe.id_)
    gone, into = reading.theme(db, cafe, theme_id), reading.theme(db, cafe, into_id)
    if gone is into:
        raise BadInput("into", marked("Wähl ein anderes Thema: Mit sich selbst lässt sich keines zusammenlegen."))
    for placement in reading.placements(db, cafe).values():
        if placement.theme_id == gone.id_:
            placement.theme_id, placement.laid_by = into.id_, MadeBy.person
            db.add(placement)
    into.made_by = MadeBy.person
    db.add(into)
    db.flush()
    db.delete(gone)
    record(db, ThemesChanged(cafe_id=cafe.id_))


def split_theme(db: Session, cafe: Cafe, theme_id: int, contributions: Sequence[int], name: str) -> Theme:
    """A new theme, right behind the old one, of some of its contributions; raises BadInput, NotFound."""
    cafes.open_for_changes(db, cafe.id_)
    old, placed = reading.theme(db, cafe, theme_id), reading.placements(db, cafe)
    if not contributions:
        raise BadInput("contribution", marked("Wähl zuerst aus, was in das neue Thema soll."))
    if any(each not in placed or placed[each].theme_id != old.id_ for each in contributions):
        raise NotFound
    theme = _new_theme(db, cafe, _checked(name), MadeBy.person, after=old)
    for each in contributions:
        _lay(db, placed[each], each, theme.id_, MadeBy.person)
    record(db, ThemesChanged(cafe_id=cafe.id_))
    return theme


def place(
    db: Session,
    cafe: Cafe,
    contribution_id: int,
    *,
    column: Column | None = None,
    theme_id: int | Keep | None = KEEP,
) -> None:
    """Lays a contribution into a column, into a theme (none: into no theme), or both; the rest stays as it is.

    The column overrides the author's category on the board only. Raises NotFound, also for what is hidden.
    """
    cafes.open_for_changes(db, cafe.id_)
    one = reading.contribution(db, cafe, contribution_id)
    placement = db.get(Placement, one.id_) or Placement(contribution_id=one.id_, laid_by=MadeBy.software)
    if column is not None:
        placement.column = column
    if not isinstance(theme_id, Keep):
        placement.theme_id = None if theme_id is None else reading.theme(db, cafe, theme_id).id_
        placement.laid_by = MadeBy.person
    db.add(placement)
    record(db, ContributionPlaced(cafe_id=cafe.id_, contribution_id=one.id_))


def _checked(name: str) -> str:
    return bounded("name", name, NAME_LIMIT, required=True)


def _new_theme(db: Session, cafe: Cafe, name: str, made_by: MadeBy, after: Theme | None = None) -> Theme:
    laid = reading.themes(db, cafe)
    position = after.position + 1 if after else max((theme.position for theme in laid), default=0) + 1
    for theme in laid if after else []:
        if theme.position >= position:
            theme.position += 1
            db.add(theme)
    new = Theme(cafe_id=cafe.id_, name=name, position=position, made_by=made_by)
    db.add(new)
    db.flush()
    return new


def _lay(db: Session, placement: Placement | None, contribution_id: int, theme_id: int, laid_by: MadeBy) -> None:
    placement = placement or Placement(contribution_id=contribution_id)
    placement.theme_id, placement.laid_by = theme_id, laid_by
    db.add(placement)
