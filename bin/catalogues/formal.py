"""Keeps the catalogue of formal German: what says du in the sources has a sentence with Sie there, nothing else is new.

formal.py FOUND CATALOGUE [--check]: FOUND is what was extracted from the sources. Tells what is still to be written.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog, Message
from informal import INFORMAL

HEADER = """\
# Sentences that are said otherwise where people are addressed with Sie; all others are as in the code.
# bin/translate adds what says du, with an empty msgstr, and takes away what is gone.
msgid ""
msgstr ""
"Language: de\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
PLACES = re.compile(r"%\(\w+\)[a-z]|\{\w+\}|</?\w+>")
AS_IT_IS = ("Mit du", "„Was bringst du mit?“")
"""These are about du; nobody is addressed."""


def main(found: Path, path: Path, *, is_check: bool) -> int:
    catalogue = kept(read(found), read(path))
    text = written(catalogue)
    wrong = list(complaints(catalogue))
    if is_check and text != path.read_text("utf-8"):
        wrong.append(f"{path} is not what the sources say.")
    if not is_check:
        path.write_text(text, "utf-8")
    for each in wrong:
        print(each)
    print(f"{sum(bool(message.id) for message in catalogue)} formal sentences, {len(wrong)} to look at.")
    return 1 if wrong and is_check else 0


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return pofile.read_po(file, locale="de")


def kept(found: Catalog, before: Catalog) -> Catalog:
    """Of what was found all that says du, with the sentences that there are for it already."""
    catalogue = Catalog(locale="de")
    for message in found:
        known = before.get(message.id) if message.id else None
        if known or any(INFORMAL.search(form) for form in forms(message.id)):
            empty = ("", "") if message.pluralizable else ""
            catalogue.add(message.id, known.string if known else empty, flags=message.flags)
    return catalogue


def written(catalogue: Catalog) -> str:
    file = io.BytesIO()
    pofile.write_po(file, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    return HEADER + file.getvalue().decode()


def complaints(catalogue: Catalog) -> Iterator[str]:
    for message in catalogue:
        if message.id and message.id not in AS_IT_IS:
            yield from _complaints(message)


def _complaints(message: Message) -> Iterator[str]:
    for informal, formal in zip(forms(message.id), forms(message.string), strict=True):
        if not formal:
            yield f"There is no formal sentence for: {informal}"
        elif INFORMAL.search(formal):
            yield f"This still says du: {formal}"
        elif sorted(PLACES.findall(informal)) != sorted(PLACES.findall(formal)):
            yield f"Other places than in the code: {formal}"


def forms(sentence: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (sentence,) if isinstance(sentence, str) else tuple(sentence)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), is_check="--check" in sys.argv))
