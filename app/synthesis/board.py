"""The board as screens draw it: every contribution in exactly one place. Pure; `reading` brings what lies where.

A contribution lies among the single voices, or in a theme, or without a theme in the column of its category, or on the
heap. A theme lies as a whole in one column: where the host put it, else where most of its contributions belong.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.synthesis.categories import Suggestion
from app.synthesis.models import Column, MadeBy, TensionState
from app.tablecloth.reading import Laid

VERBS = (Column.change, Column.optimise, Column.tackle)


@dataclass(frozen=True)
class Card:
    """A contribution on the board, with the others that say nearly the same."""

    laid: Laid
    column: Column
    """Its own: the host's choice, else the author's category, else unsorted; not the one of its theme."""
    chosen_by: str = ""
    """Who chose the column: `author`, `host`, or nobody."""
    suggestion: Suggestion | None = None
    """Only where nobody chose."""
    trade: str = ""
    theme_id: int | None = None
    is_pinned: bool = False
    """The host decided where it lies; a grouping leaves it there."""
    is_voice: bool = False
    twins: tuple[Laid, ...] = ()

    @property
    def id(self) -> int:
        return self.laid.id

    @property
    def everybody(self) -> tuple[Laid, ...]:
        """The contribution itself and its twins."""
        return (self.laid, *self.twins)

    @property
    def count(self) -> int:
        return len(self.everybody)

    @property
    def stars(self) -> int:
        return sum(each.stars for each in self.everybody)

    @property
    def table_numbers(self) -> list[int]:
        return sorted({each.table_number for each in self.everybody})


@dataclass(frozen=True)
class BoardTheme:
    """A theme with its cards, most stars first, then oldest first."""

    id: int
    name: str
    words: str
    colour: int
    column: Column
    is_column_chosen: bool
    """The host put it there; otherwise it follows its contributions."""
    is_kept: bool
    """A person made, named or kept it; a grouping leaves it."""
    cards: list[Card]
    typical: Card | None
    """The card that resembles the others most."""

    @property
    def count(self) -> int:
        """Contributions, twins included."""
        return sum(card.count for card in self.cards)

    @property
    def stars(self) -> int:
        return sum(card.stars for card in self.cards)

    @property
    def mix(self) -> dict[Column, int]:
        """Column -> contributions in it by their own, in the order of the columns, without empty ones."""
        counted = Counter(card.column for card in self.cards for _ in card.everybody)
        return {column: counted[column] for column in Column if counted[column]}

    @property
    def table_numbers(self) -> list[int]:
        return sorted({number for card in self.cards for number in card.table_numbers})

    @property
    def strongest(self) -> list[Card]:
        """The cards to quote: most stars first, and of equals the most typical one."""
        typical = self.typical.id if self.typical else None
        return sorted(self.cards, key=lambda card: (-card.stars, card.id != typical))


@dataclass(frozen=True)
class BoardColumn:
    """Themes in their order on the board, then what lies in this column without a theme (in `unsorted`: the heap)."""

    key: Column
    themes: list[BoardTheme]
    loose: list[Card]

    @property
    def count(self) -> int:
        return sum(theme.count for theme in self.themes) + sum(card.count for card in self.loose)


@dataclass(frozen=True)
class BoardTension:
    """Two poles with their voices, most stars first."""

    id: int
    subject: str
    left_name: str
    right_name: str
    left: list[Card]
    right: list[Card]
    state: TensionState

    @property
    def is_confirmed(self) -> bool:
        return self.state == TensionState.confirmed


@dataclass(frozen=True)
class Board:
    """All that may be seen, each contribution once in `columns` or in `voices`."""

    columns: list[BoardColumn]
    themes: list[BoardTheme]
    """All of them, in their order on the board."""
    voices: list[Card]
    """Single voices that the host set apart."""
    tensions: list[BoardTension]
    """Confirmed ones first; dismissed ones are not here."""

    @property
    def heap(self) -> list[Card]:
        return self.columns[-1].loose

    @property
    def cards(self) -> list[Card]:
        """Every card once."""
        laid = [card for column in self.columns for theme in column.themes for card in theme.cards]
        return [*laid, *(card for column in self.columns for card in column.loose), *self.voices]

    @property
    def count(self) -> int:
        return sum(card.count for card in self.cards)

    @property
    def agreed_tensions(self) -> list[BoardTension]:
        """What the room may see: the host has confirmed them."""
        return [each for each in self.tensions if each.is_confirmed]


@dataclass(frozen=True)
class Sketch:
    """What is known of a theme beside its cards."""

    id: int
    name: str
    words: str
    colour: int
    column: Column | None
    made_by: MadeBy
    typical_id: int | None


def lay_out(cards: Sequence[Card], sketches: Iterable[Sketch], tensions: Sequence[BoardTension] = ()) -> Board:
    """Lays cards (most stars first, then oldest first) into columns, themes, heap and voices."""
    themes = [_theme(sketch, [card for card in cards if _lies_in(card, sketch.id)]) for sketch in sketches]
    known = {theme.id for theme in themes}
    loose = [card for card in cards if not card.is_voice and card.theme_id not in known]
    columns = [
        BoardColumn(
            key,
            [theme for theme in themes if theme.column == key],
            [card for card in loose if card.column == key],
        )
        for key in Column
    ]
    by_state = sorted(tensions, key=lambda each: not each.is_confirmed)
    return Board(columns, themes, [card for card in cards if card.is_voice], by_state)


def _lies_in(card: Card, theme_id: int) -> bool:
    return card.theme_id == theme_id and not card.is_voice


def _theme(sketch: Sketch, cards: list[Card]) -> BoardTheme:
    return BoardTheme(
        id=sketch.id,
        name=sketch.name,
        words=sketch.words,
        colour=sketch.colour,
        column=sketch.column or _majority(cards),
        is_column_chosen=sketch.column is not None,
        is_kept=sketch.made_by == MadeBy.person,
        cards=cards,
        typical=next((card for card in cards if any(one.id == sketch.typical_id for one in card.everybody)), None),
    )


def _majority(cards: Sequence[Card]) -> Column:
    """Where most contributions with a verb belong; of equals the one with more stars, then the first."""
    votes = Counter(card.column for card in cards for _ in card.everybody if card.column in VERBS)
    stars = Counter({column: sum(card.stars for card in cards if card.column == column) for column in VERBS})
    return max(VERBS, key=lambda column: (votes[column], stars[column])) if votes else Column.unsorted
