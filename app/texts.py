"""Texts from people: cleaned and bounded in one place, before any verb sees them."""

import re
import unicodedata

from app.errors import BadInput, marked

_UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_WANTED = {"\n", "\u200d", "\ufe0f"}
_MARKS_IN_A_ROW = re.compile(
    r"(\w|\W)([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)


def cleaned(text: str, *, lines: bool = False) -> str:
    """NFC, no control or direction-turning signs, no towers of accents, blanks folded; line breaks only if `lines`."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    text = "".join(sign for sign in text if sign in _WANTED or unicodedata.category(sign) not in _UNWANTED)
    text = _MARKS_IN_A_ROW.sub(r"\1\2", text)
    if not lines:
        return " ".join(text.split())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(" ".join(line.split()) for line in text.split("\n"))).strip()


def bounded(field: str, text: str, limit: int, *, required: bool = False, lines: bool = False) -> str:
    """The cleaned text if it has 1 (or 0) to `limit` characters; raises BadInput for `field` otherwise."""
    text = cleaned(text, lines=lines)
    if required and not text:
        raise BadInput(field, marked("Hier fehlt noch etwas."))
    if len(text) > limit:
        raise BadInput(
            field,
            marked("Das sind %(length)d Zeichen, höchstens %(limit)d passen hierher."),
            length=len(text),
            limit=limit,
        )
    return text
