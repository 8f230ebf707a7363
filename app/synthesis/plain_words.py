"""Words made comparable, for what the server itself compares; the engine, in its own process, has finer means."""

import re
import unicodedata
from functools import lru_cache

_ENGLISH_END = re.compile(r"(?<=[a-z]{4})(?:ings?|edly|ed|ly|ness)$|(?<=[a-z]{3})(?:ies)$")


def fold(word: str) -> str:
    """Lower-case, without umlauts, accents and apostrophes."""
    parts = unicodedata.normalize("NFD", word.casefold())
    return "".join(sign for sign in parts if sign not in "'’" and not unicodedata.combining(sign))


@lru_cache(65536)
def stem(word: str) -> str:
    """A light stem for German and English alike; only good for comparing ("Häuser" and "Haus" -> "haus").

    Endings as CISTEM strips them (Weissweiler and Fraser 2017), after the commonest English ones.
    """
    word = _ENGLISH_END.sub("", fold(word))
    while len(word) > 3:
        if len(word) > 5 and word.endswith(("em", "er", "nd")):
            word = word[:-2]
        elif word[-1] in "tesn":
            word = word[:-1]
        else:
            break
    return word
