"""From a contribution as typed to words, stems and character n-grams that can be compared; German and English.

Other scripts are split at what Unicode calls a letter; Chinese, Japanese and Korean, which put no spaces, into pairs of
neighbouring signs.
"""

import re
import unicodedata
from functools import lru_cache

from snowballstemmer import stemmer

from app.synthesis.engine.stopwords import ENGLISH, GERMAN, MEAN_MORE_IN_ENGLISH, MEAN_MORE_IN_GERMAN

LONGEST_WORD = 60
"""Letters that count; nobody types longer words on purpose."""

_STEMMERS = {"de": stemmer("german"), "en": stemmer("english")}
_STOPS = {
    "de": GERMAN | (ENGLISH - MEAN_MORE_IN_GERMAN),
    "en": ENGLISH | (GERMAN - MEAN_MORE_IN_ENGLISH),
}
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufe0e\ufe0f]")
_GENDER = re.compile(r"(?<=[a-zäöüß])(?:(?:[*:_·]|/-?)[Ii]n(?:nen)?|Innen|\(innen\)|\(in\))\b")
_HASHTAG = re.compile(r"#(\w+)")
_HUMP = re.compile(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
_SPACELESS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_FOLD = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "é": "e", "è": "e", "à": "a", "'": None, "’": None})


@lru_cache(maxsize=20_000)
def words(text: str) -> tuple[str, ...]:
    """The words in their own spelling; no addresses, no emoji, hashtags and words with hyphens taken apart.

    "Mehr #SocialMedia für Kolleg*innen 🎉" -> ("Mehr", "Social", "Media", "für", "Kolleg").
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    text = _GENDER.sub("", _ADDRESS.sub(" ", text))
    text = _HASHTAG.sub(lambda tag: " " + _HUMP.sub(" ", tag[1]).replace("_", " ") + " ", text)
    text = _SPACELESS.sub(lambda run: " " + " ".join(_pairs(run[0])) + " ", text)
    return tuple(word[:LONGEST_WORD] for word in _WORD.findall(text))


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(max(1, len(run) - 1))]


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Lower-case, without umlauts, accents and apostrophes."""
    return word.lower().translate(_FOLD)


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """What is the same for all forms of a word: "Häuser", "Hauses" -> "haus"; folded after stemming."""
    lowered = word.lower().replace("’", "'")
    return str(_STEMMERS[language].stemWord(lowered)).translate(_FOLD)


@lru_cache(maxsize=50_000)
def tells(word: str, language: str) -> bool:
    """Whether a word says something about a subject: no stop word, no lone letter or digit."""
    folded = fold(word)
    return len(folded) > 1 and folded not in _STOPS[language]
