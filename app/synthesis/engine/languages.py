"""In which language each contribution is written, and whether the whole is mixed."""

from collections.abc import Sequence
from functools import lru_cache

from app.synthesis.engine.stopwords import ENGLISH, GERMAN
from app.synthesis.engine.words import fold

ENDING = 0.4
"""What the ending of a word counts, where a function word counts 1."""
ONE_LANGUAGE = 0.93
"""From this share on a whole is in one language, and only a clear vote makes an exception."""
CLEAR = 2.0
MIXED = 0.12
"""Both languages have at least this share of the decided contributions: the bilingual list is used."""

_ONLY_GERMAN = GERMAN - ENGLISH
_ONLY_ENGLISH = ENGLISH - GERMAN
_GERMAN_ENDINGS = ("ung", "ungen", "keit", "heit", "lich", "liche", "lichen", "isch", "ische", "schaft", "ieren")
_ENGLISH_ENDINGS = ("ing", "ings", "ed", "ly", "ness", "ful", "ment", "ments")


@lru_cache(maxsize=20_000)
def leaning(words: tuple[str, ...]) -> float:
    """Above 0 for German, below for English, 0 if undecided."""
    vote = 0.0
    for word in words:
        folded = fold(word)
        if folded in _ONLY_GERMAN or set("äöüß") & set(word.lower()):
            vote += 1
        elif folded in _ONLY_ENGLISH:
            vote -= 1
        elif len(folded) > 5 and folded.endswith(_GERMAN_ENDINGS):
            vote += ENDING
        elif len(folded) > 5 and folded.endswith(_ENGLISH_ENDINGS):
            vote -= ENDING
    return vote


def of_each(texts: Sequence[tuple[str, ...]], usual: str) -> tuple[list[str], bool]:
    """The language of each text, "de" or "en", and whether both are written here; `usual` if nothing decides."""
    votes = [leaning(text) for text in texts]
    german, english = sum(vote > 0 for vote in votes), sum(vote < 0 for vote in votes)
    decided = max(1, german + english)
    main = usual if german == english else "de" if german > english else "en"
    least = CLEAR if max(german, english) > ONE_LANGUAGE * decided else 0.0
    other = "en" if main == "de" else "de"
    sign = -1 if main == "de" else 1
    found = [other if sign * vote > least or (least == 0.0 and sign * vote > 0) else main for vote in votes]
    return found, min(german, english) >= MIXED * decided
