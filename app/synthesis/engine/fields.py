"""In which fields of life a contribution moves: what ties "pünktlich" to "Kalender", which share no letter.

The list beside this file is general vocabulary, German and English in the same line, so it also ties the languages.
A field says little about two contributions; that is why it counts little (decision 0017).
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from app.synthesis.engine.words import stem

LIST = Path(__file__).with_name("fields_de_en.txt")
SHORTEST_COMPOUND = 8
SHORTEST_PART = 4


def fields_of(stems: Sequence[str | None], language: str) -> list[str]:
    """The fields of a contribution's words, one for each time that one is touched."""
    return [field for one in stems if one for field in _of_word(one, language)]


@lru_cache(maxsize=50_000)
def _of_word(one: str, language: str) -> tuple[str, ...]:
    """A German compound moves where its end moves, or else its beginning."""
    known = _known()[language]
    if one in known or language != "de" or len(one) < SHORTEST_COMPOUND:
        return known.get(one, ())
    cuts = range(SHORTEST_PART, len(one) - SHORTEST_PART + 1)
    ends = (known[one[cut:]] for cut in cuts if one[cut:] in known)
    beginnings = (known[one[:cut]] for cut in reversed(cuts) if one[:cut] in known)
    return next(ends, None) or next(beginnings, ())


@cache
def _known() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Language -> stem -> fields; a field is called after its first word."""
    found: dict[str, dict[str, dict[str, None]]] = {"de": {}, "en": {}}
    for line in LIST.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            field = line.split(",", 1)[0]
            for side, language in zip(line.split("|"), ("de", "en"), strict=True):
                for word in side.split(","):
                    found[language].setdefault(stem(word.strip(), language), {})[field] = None
    return {language: {one: tuple(own) for one, own in known.items()} for language, known in found.items()}
