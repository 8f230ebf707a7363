"""The two languages: German sentences are the msgids, English ones come from locales/."""

import io
from collections.abc import Iterable
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel.messages import mofile, pofile

LANGUAGES = ("de", "en")
LOCALES = Path(__file__).parent.parent / "locales"
DOMAIN = "tischdecke"


@cache
def translations(language: str) -> NullTranslations:
    """The sentences of one language; German for any that we do not speak."""
    path = LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    if language not in LANGUAGES or not path.exists():
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as source:
        mofile.write_mo(compiled, pofile.read_po(source, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def translate(language: str, sentence: str, **words: object) -> str:
    """A German sentence in another language, its `%(name)s` places filled."""
    translated = translations(language).gettext(sentence) if sentence else ""
    return translated % words if words else translated


def preferred(accept_language: str) -> str:
    """The first language of an Accept-Language header that we speak; German otherwise."""
    for wanted in _by_wish(accept_language):
        if wanted in LANGUAGES:
            return wanted
    return LANGUAGES[0]


def _by_wish(header: str) -> Iterable[str]:
    wishes = []
    for order, part in enumerate(header.split(",")):
        tag, _, weight = part.strip().partition(";q=")
        try:
            wishes.append((-float(weight or 1), order, tag.split("-")[0].lower()))
        except ValueError:
            continue
    return [tag for _, _, tag in sorted(wishes)]
