"""A short proposed name for a theme, out of its members' own words in their own spelling."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

from app.synthesis.engine.reader import Reading
from app.synthesis.engine.stopwords import LIGHT
from app.synthesis.engine.words import fold

PHRASES = 2
LONGEST_PHRASE = 3
"""Words that tell something; one that does not may stand between."""
TOOLTIP = 5
NOUN = 1.4
"""German writes nouns with a capital, and nouns name subjects."""
RAREST = 0.08
"""A phrase is said in at least this share of a theme, and twice."""
LONGEST = 60
EXCERPT = 40

Phrase = tuple[str, ...]
"""The stems of its words."""


@dataclass(frozen=True)
class Name:
    name: str
    words: tuple[str, ...]
    """Single telling words, the most telling first."""


def names(
    reading: Reading, themes: Sequence[Sequence[int]], texts: Sequence[str], typical: Sequence[int]
) -> list[Name]:
    """One name for each theme (positions): its two most telling phrases, or the beginning of its `typical` text.

    Telling is what many members say and few others: share of the members times the log-odds against all the rest. No
    two themes get the same name, as long as there are words.
    """
    said = [_phrases(reading, i) for i in range(len(texts))]
    everywhere = Counter(phrase for one in said for phrase in one)
    taken: set[str] = set()
    found = []
    for theme, example in zip(themes, typical, strict=True):
        named = _name([said[i] for i in theme], everywhere, len(texts), taken)
        if not named.name:
            named = Name(excerpt(texts[example]), named.words)
        taken.add(named.name)
        found.append(named)
    return found


def excerpt(text: str) -> str:
    """The beginning of a text, on one line."""
    folded = " ".join(text.split())
    return folded if len(folded) <= EXCERPT else folded[: EXCERPT - 1].rstrip() + "…"


def _phrases(reading: Reading, i: int) -> dict[Phrase, str]:
    """What the contribution says -> how it spells it first; nouns keep their capital, the first word proves none."""
    words, stems = reading.words[i], reading.stems[i]
    found: dict[Phrase, str] = {}
    for start in range(len(words)):
        phrase: list[str] = []
        gaps = 0
        for end in range(start, min(len(words), start + LONGEST_PHRASE + 1)):
            stem = stems[end]
            if stem is None:
                gaps += 1
                if gaps > 1 or not phrase:
                    break
                continue
            if len(phrase) == LONGEST_PHRASE:
                break
            phrase.append(stem)
            if _may_end(words[start]) and _may_end(words[end]) and not all(map(str.isdigit, phrase)):
                found.setdefault(tuple(phrase), " ".join(words[start : end + 1]))
    return found


def _may_end(word: str) -> bool:
    return fold(word) not in LIGHT


def _name(said: Sequence[dict[Phrase, str]], everywhere: Counter[Phrase], n: int, taken: set[str]) -> Name:
    inside = Counter(phrase for one in said for phrase in one)
    spelt: dict[Phrase, Counter[str]] = defaultdict(Counter)
    for one in said:
        for phrase, spelling in one.items():
            spelt[phrase][spelling] += 1
    best = {phrase: _commonest(counted) for phrase, counted in spelt.items()}
    score = {phrase: _score(phrase, best[phrase], inside, everywhere, len(said), n) for phrase in inside}
    order = sorted(inside, key=lambda phrase: (-score[phrase], -len(phrase), phrase))
    words = tuple(best[phrase] for phrase in order if len(phrase) == 1)[:TOOLTIP]
    least = max(2, RAREST * len(said))
    shared = [phrase for phrase in order if inside[phrase] >= least]
    for skipped in range(max(1, len(shared) - 1)):
        name = _joined([best[phrase] for phrase in _chosen(shared, skipped)])
        if name not in taken:
            return Name(name, words)
    return Name("", words)


def _chosen(order: Sequence[Phrase], skipped: int) -> list[Phrase]:
    """The best and the best that says something else, but for so many that another theme already has."""
    chosen = list(order[:1])
    for phrase in order[1 + skipped :]:
        if len(chosen) < PHRASES and not any(set(phrase) & set(other) for other in chosen):
            chosen.append(phrase)
    return chosen


def _joined(spellings: Sequence[str]) -> str:
    capital = [each[:1].upper() + each[1:] for each in spellings]
    name = " · ".join(capital)
    return name if len(name) <= LONGEST else capital[0][:LONGEST]


def _score(
    phrase: Phrase, spelling: str, inside: Counter[Phrase], everywhere: Counter[Phrase], size: int, n: int
) -> float:
    a, b = inside[phrase], everywhere[phrase] - inside[phrase]
    odds = log((a + 0.5) / (size - a + 0.5)) - log((b + 0.5) / (max(0, n - size - b) + 0.5))
    noun = NOUN if any(word[0].isupper() for word in spelling.split()) else 1.0
    return noun * max(odds, 0.01) * a / size * sqrt(len(phrase))


def _commonest(counted: Counter[str]) -> str:
    return min(counted, key=lambda spelling: (-counted[spelling], spelling))
