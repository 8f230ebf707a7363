"""The languages we speak: German sentences are the msgids, each other language is one file in locales/.

A file `locales/de@formal/…` is no further language: it holds the sentences that are said otherwise where people are
addressed formally. A tongue is a language with its address, `de@formal`; without one it is named as the language, `de`.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages import mofile, pofile

SOURCE = "de"
"""The language of the msgids."""
FALLBACK = "en"
"""What a further language lacks, its readers rather find in English than in German."""
LOCALES = Path(__file__).parent.parent / "locales"
DOMAIN = "tischdecke"
_REGIONS = {"de": "de_DE", "en": "en_GB"}
"""Whose dates and numbers are meant where a language has several ways."""


@dataclass(frozen=True)
class Language:
    """`tag` as in addresses and `<html lang>`; `name` in the language itself; `direction` is `ltr` or `rtl`."""

    tag: str
    name: str
    english: str
    direction: str


@cache
def languages() -> dict[str, Language]:
    """All that we speak by tag: German first, then by tag."""
    found = sorted(path.parent.parent.name for path in LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
    tags = [name.replace("_", "-") for name in found if "@" not in name and name != SOURCE]
    return {tag: by_tag(tag) for tag in (SOURCE, *tags)}


@cache
def by_tag(tag: str) -> Language:
    """Any language, whether we speak it or not: a café may have been laid where one more was spoken."""
    try:
        known = Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return Language(tag, tag, tag, "ltr")
    name = known.get_display_name() or tag
    return Language(tag, name[:1].upper() + name[1:], known.english_name or tag, known.text_direction)


def tongue(language: str, address: str) -> str:
    """How somebody is spoken to: the language, with the address if it has sentences of its own for that."""
    addressed = f"{language}@{address}"
    return addressed if _file(addressed).exists() else language


def language_of(tongue: str) -> str:
    """A tongue without its address."""
    return tongue.partition("@")[0]


@cache
def locale(tongue: str) -> str:
    """Whose dates and numbers belong to a tongue, as Babel names it; German ones for a language nobody knows."""
    language = language_of(tongue)
    name = _REGIONS.get(language, language.replace("-", "_"))
    try:
        return str(Locale.parse(name))
    except (ValueError, UnknownLocaleError):
        return _REGIONS[SOURCE]


@cache
def translations(tongue: str) -> NullTranslations:
    """The sentences of one tongue; a formal one leaves out what it says no differently."""
    language = language_of(tongue)
    path = _file(tongue)
    if language not in languages() or not path.exists():
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as source:
        mofile.write_mo(compiled, pofile.read_po(source, locale=language.replace("-", "_")))
    compiled.seek(0)
    found = GNUTranslations(compiled)
    if tongue != language:
        found.add_fallback(translations(language))
    elif language not in (SOURCE, FALLBACK):
        found.add_fallback(translations(FALLBACK))
    return found


def _file(tongue: str) -> Path:
    return LOCALES / tongue.replace("-", "_") / "LC_MESSAGES" / f"{DOMAIN}.po"


def translate(tongue: str, sentence: str, **words: object) -> str:
    """A German sentence in another tongue, its `%(name)s` places filled."""
    translated = translations(tongue).gettext(sentence) if sentence else ""
    return translated % words if words else translated


def preferred(accept_language: str) -> str:
    """The first language of an Accept-Language header that we speak; empty for none."""
    known = {tag.lower(): tag for tag in languages()}
    for wanted in _by_wish(accept_language):
        found = known.get(wanted) or known.get(wanted.split("-")[0])
        if found:
            return found
    return ""


def _by_wish(header: str) -> Iterable[str]:
    wishes = []
    for order, part in enumerate(header.split(",")):
        tag, _, weight = part.strip().partition(";q=")
        try:
            wishes.append((-float(weight or 1), order, tag.lower()))
        except ValueError:
            continue
    return [tag for _, _, tag in sorted(wishes)]
