"""A short proposed name for a theme, out of its members' own words, and its most typical contribution."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

from app.synthesis import wording

WORDS = 2
NOUN = 1.4
"""German writes nouns with a capital, and nouns name subjects."""
LONGEST = 80
EXCERPT = 40


def names(texts: Sequence[str], themes: Sequence[Sequence[int]], language: str = "de") -> list[str]:
    """One name per theme (positions in `texts`): its two most telling words in their commonest spelling.

    Telling is what many members say and few others: share of the members times the log-odds against all the rest. A
    theme without any telling word gets the beginning of its first member.
    """
    spellings = [_spellings(text) for text in texts]
    everywhere = Counter(stem for found in spellings for stem in found)
    return [_name(texts, theme, spellings, everywhere, language) for theme in themes]


def most_typical(near: Sequence[Mapping[int, float]], members: Sequence[int]) -> int:
    """The member most like all others of its theme; of equals the first."""
    return max(members, key=lambda i: (sum(near[i].get(j, 0.0) for j in members if j != i), -i))


def _spellings(text: str) -> dict[str, str]:
    """Stem -> how the text spells it first."""
    found: dict[str, str] = {}
    for word in wording.telling(text):
        found.setdefault(wording.stem(word), word)
    return found


def _name(
    texts: Sequence[str],
    theme: Sequence[int],
    spellings: Sequence[Mapping[str, str]],
    everywhere: Mapping[str, int],
    language: str,
) -> str:
    inside = Counter(stem for i in theme for stem in spellings[i])
    spelt = {stem: Counter(spellings[i][stem] for i in theme if stem in spellings[i]) for stem in inside}
    best = {stem: counted.most_common(1)[0][0] for stem, counted in spelt.items()}

    def score(stem: str) -> float:
        a, b = inside[stem], everywhere[stem] - inside[stem]
        odds = log((a + 0.5) / (len(theme) - a + 0.5)) - log((b + 0.5) / (len(texts) - len(theme) - b + 0.5))
        noun = NOUN if language == "de" and best[stem][0].isupper() else 1.0
        return noun * max(odds, 0.01) * a / len(theme)

    shared = [stem for stem in inside if inside[stem] > 1] or list(inside)
    chosen = sorted(shared, key=lambda stem: (-score(stem), stem))[:WORDS]
    name = " · ".join(best[stem] for stem in chosen) or (_excerpt(texts[theme[0]]) if theme else "")
    return (name[:1].upper() + name[1:])[:LONGEST]


def _excerpt(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= EXCERPT else folded[: EXCERPT - 1].rstrip() + "…"
