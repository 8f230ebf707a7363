"""From a contribution as typed to stems and character n-grams that can be compared; German and English."""

import re
import unicodedata
from collections.abc import Collection

from app.synthesis.stopwords import STOP_WORDS

GRAM_SIZES = (3, 4, 5)
SHORTEST_COMPOUND = 8
SHORTEST_PART = 4
LINKS = ("", "s", "es", "n", "en", "er", "e")
"""What German puts between the parts of a compound."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\ufe0e\ufe0f]")
_GENDER = re.compile(r"(?<=[a-zäöüß])(?:[*:_/·]-?[Ii]n(?:nen)?|Innen)\b")
_HASHTAG = re.compile(r"#(\w+)")
_HUMP = re.compile(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+")
_FOLD = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "é": "e", "è": "e", "à": "a", "'": None, "’": None})
_ENGLISH_END = re.compile(r"(?<=[a-z]{4})(?:ings?|edly|ed|ly|ness)$|(?<=[a-z]{3})(?:ies)$")


def words(text: str) -> list[str]:
    """The words in their own spelling; no addresses, no emoji, hashtags and compounds with hyphens taken apart.

    "Mehr #SocialMedia für Kolleg*innen 🎉" -> ["Mehr", "Social", "Media", "für", "Kolleg"].
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    text = _GENDER.sub("", _ADDRESS.sub(" ", text))
    text = _HASHTAG.sub(lambda tag: " " + _HUMP.sub(" ", tag[1]).replace("_", " ") + " ", text)
    return [part for word in _WORD.findall(text) for part in word.split("-") if part]


def fold(word: str) -> str:
    """Lower-case, without umlauts, accents and apostrophes."""
    return word.lower().translate(_FOLD)


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


def tells(word: str) -> bool:
    """Whether a word says something about a subject: no stop word, no lone sign, no number."""
    folded = fold(word)
    return len(folded) > 1 and not folded.isdigit() and folded not in STOP_WORDS


def telling(text: str) -> list[str]:
    """The telling words, in order, with repetitions."""
    return [word for word in words(text) if tells(word)]


def parts(word: str, known: Collection[str]) -> list[str]:
    """Stems of the beginning and the end of a German compound, those that are `known` from another contribution.

    "Redaktionspläne" -> ["redaktio", "pla"] where others write of a "Redaktion" and of a "Plan".
    """
    word = fold(word)
    found: dict[str, None] = {}
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1) if len(word) >= SHORTEST_COMPOUND else ():
        heads = [word[:cut].removesuffix(link) for link in LINKS if word[:cut].endswith(link)]
        for part in (*(head for head in heads if len(head) >= SHORTEST_PART), word[cut:]):
            if stem(part) in known:
                found[stem(part)] = None
    found.pop(stem(word), None)
    return list(found)


def grams(text: str) -> list[str]:
    """Character n-grams inside the borders of telling words; they forgive typing errors and compounds."""
    found = []
    for word in telling(text):
        bordered = f" {fold(word)} "
        found += [bordered[i : i + size] for size in GRAM_SIZES for i in range(len(bordered) - size + 1)]
    return found
