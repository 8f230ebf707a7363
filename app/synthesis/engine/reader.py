"""Contributions as the engine reads them: telling words, and stems with parts of compounds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.synthesis.engine import languages
from app.synthesis.engine.fields import fields_of
from app.synthesis.engine.words import fold, stem, tells, words

SHORTEST_COMPOUND = 8
SHORTEST_PART = 4
LEXICON = Path(__file__).with_name("lexicon_de_en.txt")


@dataclass(frozen=True)
class Reading:
    """All contributions, by position."""

    words: list[tuple[str, ...]]
    """All words in their own spelling, without those that the host ignores."""
    stems: list[list[str | None]]
    """The stem of each of these words; none for a stop word."""
    terms: list[list[str]]
    """Stems, parts of compounds, and where both languages are written the German stems of English words."""
    fields: list[list[str]]
    """The fields of life that it touches."""
    telling: list[tuple[str, ...]]
    """The words that have a stem."""
    languages: list[str]


def read(texts: Sequence[str], ignored: Sequence[str] = (), usual: str = "de") -> Reading:
    """Reads all contributions of a café; `usual` is its language, where the texts do not tell."""
    whole = [words(text) for text in texts]
    unheard = {part for word in ignored for part in words(word)}
    if unheard:
        deaf = {fold(part) for part in unheard} | {
            stem(part, language) for part in unheard for language in ("de", "en")
        }
        whole = [tuple(w for w in text if not {fold(w), stem(w, "de"), stem(w, "en")} & deaf) for text in whole]
    spoken, is_mixed = languages.of_each(whole, usual if usual in ("de", "en") else "de")
    pairs = list(zip(whole, spoken, strict=True))
    stems = [[stem(w, language) if tells(w, language) else None for w in text] for text, language in pairs]
    terms = _with_parts(whole, stems)
    if is_mixed:
        for found, own, language in zip(terms, stems, spoken, strict=True):
            if language == "en":
                found += [german for one in dict.fromkeys(own) if one for german in bridges().get(one, ())]
    telling = [
        tuple(w for w, one in zip(text, own, strict=True) if one) for text, own in zip(whole, stems, strict=True)
    ]
    touched = [fields_of(own, language) for own, language in zip(stems, spoken, strict=True)]
    return Reading(whole, stems, terms, touched, telling, spoken)


def _with_parts(whole: Sequence[Sequence[str]], stems: Sequence[Sequence[str | None]]) -> list[list[str]]:
    pairs = (zip(text, own, strict=True) for text, own in zip(whole, stems, strict=True))
    forms = {fold(word): one for word, one in dict.fromkeys(pair for each in pairs for pair in each) if one}
    used = dict.fromkeys(one for own in stems for one in own if one)
    found = {one: parts(one, used, forms) for one in used}
    return [[term for one in own if one for term in (one, *found[one])] for own in stems]


def parts(compound: str, used: Collection[str], forms: Mapping[str, str]) -> list[str]:
    """Stems of the beginning and the end of a compound (itself a stem), those that stand alone elsewhere.

    `used` are stems, `forms` lead from a folded word to its stem: a beginning is inflected as the language likes, which
    also covers the letters that German puts between two parts.
    """
    found: dict[str, None] = {}
    if len(compound) >= SHORTEST_COMPOUND:
        for cut in range(SHORTEST_PART, len(compound) - SHORTEST_PART + 1):
            head, tail = compound[:cut], compound[cut:]
            if tail in used:
                found[tail] = None
            if head in used or head in forms:
                found[head if head in used else forms[head]] = None
    found.pop(compound, None)
    return list(found)


@cache
def bridges() -> Mapping[str, tuple[str, ...]]:
    """English stem -> German stems of the same concept, from the list beside this file."""
    found: dict[str, dict[str, None]] = {}
    for line in LEXICON.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            english, german = (side.split(",") for side in line.split("|"))
            for word in english:
                meant = found.setdefault(stem(word.strip(), "en"), {})
                meant.update(dict.fromkeys(stem(each.strip(), "de") for each in german))
    return {english: tuple(german) for english, german in found.items()}
