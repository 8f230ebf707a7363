"""What a theme comes to in a report: pure."""

from collections import Counter

from app.harvest.outcome import Theme
from app.harvest.report import COLUMNS, ColumnKey, Report

VERBS = COLUMNS[:3]


def column(report: Report, theme: Theme) -> ColumnKey:
    """Where the host put it, else where most of its contributions with a verb belong; of equals the starred ones."""
    if theme.column:
        return next(key for key in COLUMNS if key == theme.column)
    cards = report.cards(theme)
    counts = Counter(card.column for card in cards)
    stars = {key: sum(card.votes for card in cards if card.column == key) for key in VERBS}
    best = max(VERBS, key=lambda key: (counts[key], stars[key]))
    return best if counts[best] else "unsorted"


def stars(report: Report, theme: Theme) -> int:
    return sum(card.votes for card in report.cards(theme))
