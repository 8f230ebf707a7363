"""Categories: how many contributions get a suggestion, how many of these are right, beside the plainest guess."""

from collections import Counter
from collections.abc import Iterator

from app.synthesis.categories import suggest
from bench import Figure
from bench._sessions import CAFES, Session, cafe, every


def of_categories() -> Iterator[Figure]:
    for session in (*(cafe(name) for name in CAFES), *(each for each in every() if each.name == "notes, mixed")):
        friendly = " (written along with the rules: too friendly)" if session.name == "notes, mixed" else ""
        answered, right, lenient = _judged(session)
        commonest = _commonest(session)
        name = f"{session.name}, categories{friendly}"
        yield Figure(f"{name}: suggestions", answered * 100, "%")
        yield Figure(f"{name}: right of these", right * 100, "%")
        yield Figure(f"{name}: right, or defensible", lenient * 100, "%")
        yield Figure(f"{name}: right if each round's commonest is guessed for all", commonest * 100, "%")


def _judged(session: Session) -> tuple[float, float, float]:
    found = [(card, suggestion.category.value) for card in session.cards if (suggestion := suggest(card.text))]
    count = max(1, len(found))
    return (
        len(found) / len(session.cards),
        sum(card.category == category for card, category in found) / count,
        sum(category in (card.category, card.other_category) for card, category in found) / count,
    )


def _commonest(session: Session) -> float:
    """Of those that have a category."""
    right = total = 0
    for number in {card.round for card in session.cards}:
        counts = Counter(card.category for card in session.cards if card.round == number and card.category != "none")
        right += max(counts.values(), default=0)
        total += counts.total()
    return right / max(1, total)
