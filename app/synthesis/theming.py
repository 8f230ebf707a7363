"""The work on themes: made, named, put, kept, merged and split, each one step that can be undone.

What the host has decided is law: a theme that a person made or named is kept by every grouping, and so is what lies in
it by hand.
"""

from collections.abc import Sequence

from sqlmodel import Session

from app.cafes.models import Cafe
from app.db import now
from app.errors import BadInput, NotFound, marked
from app.synthesis import reading
from app.synthesis.models import Column, MadeBy, Placement, Theme
from app.synthesis.placing import chosen_cards
from app.synthesis.undoing import changing
from app.tables.models import COLOURS
from app.texts import bounded

NAME_LIMIT = 80
WORDS_LIMIT = 120


def add_theme(
    db: Session,
    cafe: Cafe,
    name: str,
    words: str = "",
    column: Column | None = None,
    contributions: Sequence[int] = (),
) -> Theme:
    """A new theme at the end, empty or of these cards; raises BadInput for a name without or with more than 80
    characters, NotFound."""
    checked, known = _name(name), _words(words)
    chosen = chosen_cards(db, cafe, contributions) if contributions else []
    with changing(db, cafe, "added", checked):
        theme = lay_theme(db, cafe, checked, MadeBy.person, words=known, column=column)
        for placement in chosen:
            placement.theme_id, placement.laid_by, placement.is_voice = theme.id_, MadeBy.person, False
            db.add(placement)
        return theme


def name_theme(db: Session, cafe: Cafe, theme_id: int, name: str, words: str | None = None) -> None:
    """Gives a theme the host's name, and words by which more of the same is recognised (none: as they are).

    From then on the theme stays. Raises BadInput, NotFound.
    """
    theme, checked = reading.theme(db, cafe, theme_id), _name(name)
    known = theme.words if words is None else _words(words)
    with changing(db, cafe, "named", checked):
        theme.name, theme.words, theme.made_by = checked, known, MadeBy.person
        db.add(theme)


def put_theme(db: Session, cafe: Cafe, theme_id: int, column: Column | None, before_id: int | None = None) -> None:
    """Lays a theme as a whole into a column (none: where its contributions belong), before another one or at the end.

    Raises NotFound.
    """
    theme = reading.theme(db, cafe, theme_id)
    before = reading.theme(db, cafe, before_id) if before_id is not None else None
    with changing(db, cafe, "put", theme.name):
        theme.column = column
        db.add(theme)
        others = [each for each in reading.themes(db, cafe) if each.id != theme.id]
        at = next((index for index, each in enumerate(others) if before and each.id == before.id), len(others))
        for position, each in enumerate([*others[:at], theme, *others[at:]], 1):
            each.position = position
            db.add(each)


def keep_theme(db: Session, cafe: Cafe, theme_id: int, *, kept: bool) -> None:
    """Says that a theme the software found stays, or that a grouping may do with it as it likes. Raises NotFound."""
    theme = reading.theme(db, cafe, theme_id)
    with changing(db, cafe, "kept" if kept else "let_go", theme.name):
        theme.made_by = MadeBy.person if kept else MadeBy.software
        db.add(theme)


def merge_themes(db: Session, cafe: Cafe, theme_id: int, into_id: int) -> None:
    """Lays all of one theme into another, which keeps its name and gets both words; raises BadInput, NotFound."""
    gone, into = reading.theme(db, cafe, theme_id), reading.theme(db, cafe, into_id)
    if gone is into:
        raise BadInput("into", marked("Wähl ein anderes Thema: Mit sich selbst lässt sich keines zusammenlegen."))
    with changing(db, cafe, "merged", f"{gone.name} → {into.name}"):
        for placement in _lying_in(db, cafe, gone):
            placement.theme_id, placement.laid_by = into.id_, MadeBy.person
            db.add(placement)
        joined = ", ".join(words for words in (into.words, gone.words) if words)
        into.words, into.made_by = joined if len(joined) <= WORDS_LIMIT else into.words, MadeBy.person
        gone.gone_at = now()
        db.add_all([into, gone])


def split_theme(db: Session, cafe: Cafe, theme_id: int, contributions: Sequence[int], name: str) -> Theme:
    """A new theme, right behind the old one, of some of its contributions; raises BadInput, NotFound."""
    old, checked = reading.theme(db, cafe, theme_id), _name(name)
    if not contributions:
        raise BadInput("contribution", marked("Wähl zuerst aus, was in das neue Thema soll."))
    inside = {placement.contribution_id: placement for placement in _lying_in(db, cafe, old)}
    if any(each not in inside for each in contributions):
        raise NotFound
    chosen = dict.fromkeys(reading.shown_together(db, cafe, contributions))
    with changing(db, cafe, "split", f"{old.name} → {checked}"):
        theme = lay_theme(db, cafe, checked, MadeBy.person, column=old.column, after=old)
        for each in chosen:
            inside[each].theme_id, inside[each].laid_by = theme.id_, MadeBy.person
            db.add(inside[each])
        return theme


def dissolve_theme(db: Session, cafe: Cafe, theme_id: int) -> None:
    """Takes a theme off the board; what lay in it lies where it lay without, free for any grouping. Raises NotFound."""
    theme = reading.theme(db, cafe, theme_id)
    with changing(db, cafe, "dissolved", theme.name):
        for placement in _lying_in(db, cafe, theme):
            placement.theme_id, placement.laid_by = None, MadeBy.software
            db.add(placement)
        theme.gone_at = now()
        db.add(theme)


def lay_theme(
    db: Session,
    cafe: Cafe,
    name: str,
    made_by: MadeBy,
    *,
    words: str = "",
    column: Column | None = None,
    after: Theme | None = None,
) -> Theme:
    """A new theme on the board, as a part of a larger change: behind another one, or at the end."""
    laid = reading.themes(db, cafe)
    position = after.position + 1 if after else max((theme.position for theme in laid), default=0) + 1
    for theme in laid if after else []:
        if theme.position >= position:
            theme.position += 1
            db.add(theme)
    new = Theme(
        cafe_id=cafe.id_,
        name=name,
        words=words,
        position=position,
        column=column,
        colour=_rarest_colour(laid),
        made_by=made_by,
    )
    db.add(new)
    db.flush()
    return new


def _rarest_colour(laid: Sequence[Theme]) -> int:
    used = [theme.colour for theme in laid]
    return min(range(COLOURS), key=lambda colour: (used.count(colour), colour))


def _lying_in(db: Session, cafe: Cafe, theme: Theme) -> list[Placement]:
    return [each for each in reading.placements(db, cafe).values() if each.theme_id == theme.id]


def _name(name: str) -> str:
    return bounded("name", name, NAME_LIMIT, required=True)


def _words(words: str) -> str:
    """Words or phrases parted by commas, each once."""
    parts = [part.strip() for part in bounded("words", words, WORDS_LIMIT).replace(";", ",").split(",")]
    return ", ".join(dict.fromkeys(part for part in parts if part))
