"""Draws the evening up as one page: what of the board, the ballots and the commitments goes onto it."""

from collections.abc import Iterable, Mapping, Sequence

from app.deciding.summary import Part, Promise, Quote, Summary, Tension, Theme
from app.deciding.tallies import Outcome, Standing
from app.synthesis.board import Board, BoardColumn, BoardTension, BoardTheme, Card
from app.synthesis.models import Column

FEW, SOME = 6, 12
"""Up to so many themes each may be quoted three times, twice; more get one quotation each."""
ALONE = 5
"""Quotations in a column without any theme."""
MOST_VOICES = 6
MOST_TENSIONS = 4
MOST_COMMITMENTS = 6
OF_MANY = 4
"""Themes in a column where there are more than some."""


def draw_up(board: Board, outcomes: Sequence[Outcome], promises: Sequence[Promise]) -> Summary:
    """The page of a board; `outcomes` and `promises` come oldest first."""
    quotes = 3 if len(board.themes) <= FEW else 2 if len(board.themes) <= SOME else 1
    dots, ratings = _standings(outcomes, is_matrix=False), _standings(outcomes, is_matrix=True)
    most = OF_MANY if len(board.themes) > SOME else SOME
    parts = [_part(column, quotes, most, dots, ratings) for column in board.columns]
    newest = tuple(reversed(promises))
    return Summary(
        parts=tuple(part for part in parts if part.key != Column.unsorted or part.themes),
        heap=sum(card.count for card in board.heap),
        voices=_quotes(board.voices, MOST_VOICES),
        tensions=tuple(_tension(each) for each in board.agreed_tensions[:MOST_TENSIONS]),
        outcomes=tuple(outcomes),
        promises=newest[:MOST_COMMITMENTS],
        more_promises=max(len(newest) - MOST_COMMITMENTS, 0),
    )


def _standings(outcomes: Iterable[Outcome], *, is_matrix: bool) -> dict[int, Standing]:
    """Theme -> what the latest ballot of this kind gave it."""
    latest = next((each for each in reversed(tuple(outcomes)) if each.is_matrix == is_matrix), None)
    return {each.theme: each for each in latest.tally.standings} if latest else {}


def _part(
    column: BoardColumn, quotes: int, most: int, dots: Mapping[int, Standing], ratings: Mapping[int, Standing]
) -> Part:
    themes = [
        _theme(theme, quotes, dots.get(theme.id), ratings.get(theme.id)) for theme in column.themes if theme.cards
    ]
    is_heap = column.key == Column.unsorted
    loose = [] if is_heap else column.loose
    return Part(
        key=column.key.value,
        count=sum(theme.count for theme in themes) + sum(card.count for card in loose),
        themes=tuple(sorted(themes, key=_weight, reverse=True)[:most]),
        loose=_quotes(loose, min(quotes, 2) if themes else ALONE),
        loose_count=sum(card.count for card in loose),
        more_themes=max(len(themes) - most, 0),
    )


def _theme(theme: BoardTheme, quotes: int, dots: Standing | None, rating: Standing | None) -> Theme:
    return Theme(
        id=theme.id,
        name=theme.name,
        count=theme.count,
        words=_quotes(theme.strongest, quotes),
        dots=dots.dots if dots else None,
        urgency=rating.urgency if rating else None,
        feasibility=rating.feasibility if rating else None,
    )


def _weight(theme: Theme) -> tuple[int, float, int]:
    return theme.dots or 0, (theme.urgency or 0) * (theme.feasibility or 0), theme.count


def _tension(tension: BoardTension) -> Tension:
    return Tension(
        tension.subject,
        tension.left_name,
        tension.right_name,
        _quotes(tension.left, 1),
        _quotes(tension.right, 1),
    )


def _quotes(cards: Sequence[Card], most: int) -> tuple[Quote, ...]:
    return tuple(Quote(card.laid.text, tuple(card.table_numbers), card.stars) for card in cards[:most])
