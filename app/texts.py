"""Texts from people: cleaned and bounded in one place, before any verb sees them."""

import re
import unicodedata

from app.errors import BadInput, marked

_UNWANTED = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_WANTED = {"\n", "\u200c", "\u200d", "\ufe0f"}
"""Line breaks, and the joiners that Persian, Indic scripts and emoji are written with."""
_MARKS = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_TOWER = re.compile(f"({_MARKS}{{3}}){_MARKS}+")


def cleaned(text: str, *, lines: bool = False) -> str:
    """NFC, no control or direction-turning signs, no towers of accents, blanks folded; line breaks only if `lines`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = unicodedata.normalize("NFC", text.translate({ord(sign): None for sign in set(text) if not _is_wanted(sign)}))
    text = _TOWER.sub(r"\1", text)
    if not lines:
        return " ".join(text.split())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(" ".join(line.split()) for line in text.split("\n"))).strip()


def _is_wanted(sign: str) -> bool:
    """Signs younger than this Python's Unicode tables are let through; what can never be a sign is not."""
    return sign in _WANTED or (unicodedata.category(sign) not in _UNWANTED and ord(sign) & 0xFFFE != 0xFFFE)


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
