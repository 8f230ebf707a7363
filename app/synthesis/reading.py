"""Questions about the board: columns, themes, and what the host has decided there."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from app.cafes.models import Cafe
from app.cafes.remembering import remembered
from app.errors import NotFound
from app.synthesis.grouping import Material
from app.synthesis.models import Column, MadeBy, Placement, Theme
from app.tablecloth.models import Contribution
from app.tablecloth.reading import Laid, laid_in_cafe


@dataclass(frozen=True)
class BoardTheme:
    """A theme, or within a column its part of a theme; `id` none is what lies there without a theme."""

    id: int | None
    name: str
    cards: list[Laid]
    """Most stars first, then oldest first."""
    made_by: MadeBy = MadeBy.person

    column_mix: dict[str, int] = field(default_factory=dict)
    """Column -> number of cards, in the order of the columns, without empty ones; empty inside a column."""

    @property
    def count(self) -> int:
        return len(self.cards)


@dataclass(frozen=True)
class BoardColumn:
    """One of the four columns, with its cards by theme; the last group may be the cards without theme."""

    key: Column
    themes: list[BoardTheme]

    @property
    def count(self) -> int:
        return sum(theme.count for theme in self.themes)


@dataclass(frozen=True)
class Board:
    """All cards that may be seen, each once in `columns` and, if it has a theme, once in `themes`."""

    columns: list[BoardColumn]
    themes: list[BoardTheme]


@remembered
def board(db: Session, cafe: Cafe) -> Board:
    """What the room sees in the synthesis; never what was taken back or hidden."""
    cards = sorted(laid_in_cafe(db, cafe), key=lambda card: (-card.stars, card.created_at, card.id))
    placed = placements(db, cafe)
    column_of = {card.id: _column(card, placed.get(card.id)) for card in cards}
    theme_of = {card.id: placed[card.id].theme_id if card.id in placed else None for card in cards}
    laid = themes(db, cafe)
    columns = []
    for column in Column:
        here = [card for card in cards if column_of[card.id] == column]
        parts = [BoardTheme(theme.id_, theme.name, _of(here, theme_of, theme.id_), theme.made_by) for theme in laid]
        parts.append(BoardTheme(None, "", _of(here, theme_of, None)))
        columns.append(BoardColumn(column, [part for part in parts if part.cards]))
    whole = []
    for theme in laid:
        own = _of(cards, theme_of, theme.id_)
        mix = Counter(column_of[card.id] for card in own)
        in_order = {column.value: mix[column] for column in Column if mix[column]}
        whole.append(BoardTheme(theme.id_, theme.name, own, theme.made_by, in_order))
    return Board(columns, whole)


def themes(db: Session, cafe: Cafe) -> list[Theme]:
    """All themes of a café in their order on the board."""
    query = select(Theme).where(Theme.cafe_id == cafe.id_).order_by(col(Theme.position), col(Theme.id))
    return list(db.exec(query))


def theme(db: Session, cafe: Cafe, theme_id: int) -> Theme:
    """A theme of this café; raises NotFound."""
    found = db.get(Theme, theme_id)
    if found is None or found.cafe_id != cafe.id_:
        raise NotFound
    return found


def contribution(db: Session, cafe: Cafe, contribution_id: int) -> Contribution:
    """A contribution of this café that lies on the board; raises NotFound."""
    found = db.get(Contribution, contribution_id)
    if found is None or found.cafe_id != cafe.id_ or not found.is_shown:
        raise NotFound
    return found


def placements(db: Session, cafe: Cafe) -> dict[int, Placement]:
    """Contribution id -> placement, for those that have one; also of contributions that may not be seen."""
    query = select(Placement).join(Contribution, col(Contribution.id) == col(Placement.contribution_id))
    return {each.contribution_id: each for each in db.exec(query.where(Contribution.cafe_id == cafe.id_))}


def material(db: Session, cafe: Cafe) -> Material:
    """What a grouping may sort, and what it has to leave as the host has laid it.

    The host decides by putting a contribution somewhere, and by making or naming a theme: whatever lies in such a
    theme stays there.
    """
    mine = select(Contribution).where(Contribution.cafe_id == cafe.id_).order_by(col(Contribution.id))
    texts = {each.id_: each.text for each in db.exec(mine) if each.is_shown}
    all_themes, placed = themes(db, cafe), placements(db, cafe)
    by_hand = {each.id_ for each in all_themes if each.made_by == MadeBy.person}
    decided = [p for p in placed.values() if p.laid_by == MadeBy.person or p.theme_id in by_hand]
    kept = by_hand | {p.theme_id for p in decided}
    return Material(
        texts,
        {p.contribution_id: p.theme_id for p in decided if p.contribution_id in texts},
        {each.id_: each.name for each in all_themes if each.id_ in kept},
    )


def _column(card: Laid, placement: Placement | None) -> Column:
    if placement and placement.column:
        return placement.column
    return Column(card.category.value) if card.category else Column.unsorted


def _of(cards: Sequence[Laid], theme_of: Mapping[int, int | None], theme_id: int | None) -> list[Laid]:
    return [card for card in cards if theme_of[card.id] == theme_id]
