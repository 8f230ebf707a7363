"""A language that nobody speaks, as one file: every German sentence in ⟦brackets⟧, its words accented and longer.

What stands on a page without brackets did not come out of a catalogue; what is cut off has too little room.
"""

import re
from math import ceil
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog, Message

HOUSE = Path(__file__).parent.parent
ENGLISH = HOUSE / "locales/en/LC_MESSAGES/tischdecke.po"
"""Its keys are all sentences of the sources."""
FAR = "eo"
"""The tag under which it is found: a language that Babel knows and we do not speak."""
FAR_FROM_RIGHT = "he"
"""One that runs from right to left."""
LONGER = 0.4
"""By how much, as translators expect of labels."""
KEPT = re.compile(r"%\(\w+\)[a-z]|%%|\{\w+\}|</?\w+>|\s+|\d+|[^\w\s]")
VOWELS = str.maketrans("aeiouyAEIOUYäöüÄÖÜß", "àéîôûÿÀÉÎÔÛŸâøùÂØÙš")


def sentence(german: str) -> str:
    """⟦Tîîschdéééckéé⟧: each word by two fifths longer, what is filled in and marked up as it was."""
    return f"⟦{_words(german)}⟧"


def _words(german: str) -> str:
    parts, at = [], 0
    for kept in KEPT.finditer(german):
        parts += [_longer(german[at : kept.start()]), kept[0]]
        at = kept.end()
    return "".join([*parts, _longer(german[at:])])


def _longer(word: str) -> str:
    """The word with vowels drawn out: it may be broken nowhere else than before."""
    missing, drawn = ceil(len(word) * LONGER), []
    for sign in word.translate(VOWELS):
        more = min(missing, 2) if sign in "àéîôûÿâøùÀÉÎÔÛŸÂØÙ" else 0
        drawn.append(sign + sign.lower() * more)
        missing -= more
    return "".join(drawn) + (word[-1:].lower() * missing)


def write(folder: Path, *tags: str) -> None:
    """The language as one file for each tag, beside those that we speak."""
    for ours in (HOUSE / "locales").iterdir():
        (folder / ours.name).symlink_to(ours)
    for tag in tags:
        path = folder / tag / "LC_MESSAGES" / "tischdecke.po"
        path.parent.mkdir(parents=True)
        with path.open("wb") as file:
            pofile.write_po(file, _catalogue(tag))


def _catalogue(tag: str) -> Catalog:
    with ENGLISH.open("rb") as file:
        known = pofile.read_po(file, locale="en", abort_invalid=True)
    catalogue = Catalog(locale=tag)
    for message in known:
        if message.id:
            catalogue.add(message.id, _forms(message, catalogue.num_plurals), flags=message.flags)
    return catalogue


def _forms(message: Message, plurals: int) -> str | tuple[str, ...]:
    if not message.pluralizable:
        return sentence(message.id)
    one, many = (sentence(each) for each in message.id)
    return (one, *[many] * (plurals - 1))
