"""Cards found on the board by words, table, round, trade, star and place: pure."""

from dataclasses import dataclass

from app.synthesis.board import Board, Card
from app.synthesis.models import Column


@dataclass(frozen=True)
class Asked:
    """What somebody looks for; what is left empty does not matter."""

    words: str = ""
    table: int | None = None
    """A table's number."""
    round_no: int | None = None
    trade: str = ""
    is_starred: bool = False
    is_open: bool = False
    """Nobody has said yet what is to become of it."""
    is_loose: bool = False
    """It lies in no theme and is no single voice."""
    theme_id: int | None = None
    column: Column | None = None

    def __bool__(self) -> bool:
        return self != Asked()


def search(board: Board, asked: Asked) -> list[Card]:
    """The cards that fit everything that was asked, most stars first; a card fits if one of its twins does."""
    found = [card for card in board.cards if _fits(card, asked)]
    return sorted(found, key=lambda card: (-card.stars, card.laid.created_at, card.id))


def _fits(card: Card, asked: Asked) -> bool:
    words = asked.words.casefold().split()
    return (
        any(all(word in each.text.casefold() for word in words) for each in card.everybody)
        and (asked.table is None or asked.table in card.table_numbers)
        and (asked.round_no is None or any(each.round_no == asked.round_no for each in card.everybody))
        and (not asked.trade or asked.trade.casefold() in card.trade.casefold())
        and (not asked.is_starred or card.stars > 0)
        and (not asked.is_open or card.column == Column.unsorted)
        and (not asked.is_loose or (card.theme_id is None and not card.is_voice))
        and (asked.theme_id is None or card.theme_id == asked.theme_id)
        and (asked.column is None or card.column == asked.column)
    )
