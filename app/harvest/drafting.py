"""A draft for the organiser's own words out of the room's: pure. It is offered, marked as ours, never put in unasked.

Nothing is invented: themes in the order of their weight, and under each what its strongest contributions say, word for
word.
"""

from collections.abc import Iterator

from app.afterword.models import LINE_LIMIT
from app.harvest import wording
from app.harvest.outcome import Theme, weights
from app.harvest.report import Contribution, Report
from app.harvest.wording import Translator

THEMES, QUOTES = 3, 2
LINES = 5
LONGEST_QUOTE = 240
"""Characters; what is longer is cut between two words."""


def conclusion(report: Report, _: Translator) -> str:
    """The heaviest themes with their strongest words, then what pulls apart; empty while there is nothing to cite."""
    paragraphs = list(_paragraphs(report, _))
    if not paragraphs:
        return ""
    opening = _("Das war am stärksten, in den Worten der Gäste:")
    return "\n\n".join([opening, *paragraphs, *_apart(report, _)])


def at_a_glance(report: Report, _: Translator) -> list[str]:
    """A line for each of the heaviest themes, or for the contributions with the most stars where there is no theme."""
    lines = [_line(theme, cards[0], _) for theme, cards in _themes(report)]
    return (lines or [_quoted(one, LINE_LIMIT - 8, _) for one in _starred(report)])[:LINES]


def _line(theme: Theme, card: Contribution, _: Translator) -> str:
    room = max(LINE_LIMIT - len(theme.title) - 8, LINE_LIMIT // 4)
    return (_("%(theme)s: %(words)s") % {"theme": theme.title, "words": _quoted(card, room, _)})[:LINE_LIMIT]


def strongest(report: Report, theme: Theme, most: int) -> list[Contribution]:
    """What a theme is cited with: most stars first."""
    return report.cards(theme)[:most]


def _paragraphs(report: Report, _: Translator) -> Iterator[str]:
    themes = _themes(report)[:THEMES]
    for theme, cards in themes:
        cited = " – ".join(_from_table(report, one, _) for one in cards[:QUOTES])
        yield _("%(theme)s: %(words)s") % {"theme": theme.title, "words": cited}
    if not themes:
        yield from (_from_table(report, one, _) for one in _starred(report)[:THEMES])


def _apart(report: Report, _: Translator) -> Iterator[str]:
    poles = [f"{one.pole_a} ↔ {one.pole_b}" for one in report.tensions if one.pole_a and one.pole_b]
    if poles:
        yield _("Auseinander zieht: %(poles)s.") % {"poles": "; ".join(poles[:THEMES])}


def _themes(report: Report) -> list[tuple[Theme, list[Contribution]]]:
    """Those with anything to cite, the heaviest first: by dots, then stars, then contributions."""
    dots = weights(report.ballots, "dots")

    def weight(held: tuple[Theme, list[Contribution]]) -> tuple[int, int, int]:
        theme, cards = held
        given = dots[theme.id].dots if theme.id in dots else 0
        return given, sum(card.votes for card in cards), len(cards)

    held = [(theme, report.cards(theme)) for theme in report.themes]
    return sorted((one for one in held if one[1]), key=weight, reverse=True)


def _starred(report: Report) -> list[Contribution]:
    return sorted((one for one in report.shown if one.votes), key=lambda one: -one.votes)


def _from_table(report: Report, one: Contribution, _: Translator) -> str:
    table = wording.table(report.table_of[one.table_id], _)
    return _("%(words)s (%(table)s)") % {"words": _quoted(one, LONGEST_QUOTE, _), "table": table}


def _quoted(one: Contribution, most: int, _: Translator) -> str:
    text = " ".join(one.text.split())
    if len(text) > most:
        text = (text[:most].rpartition(" ")[0] or text[:most]) + " …"
    return _("„%(text)s“") % {"text": text}
