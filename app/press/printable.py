"""Texts as the press can set them: no sign that a font lacks or a strict PDF forbids, no word wider than a page.

One such sign would stop the whole report: PDF/UA and PDF/A want every sign drawn by a font that is in the file.
"""

import re
import unicodedata
from typing import Any

from app.press.coverage import coverage

LOST = "\ufffd"
"""Stands where a sign was that no font has."""
BREAK = "\u200b"
"""A line may end here; has no width."""
LONG_RUN = 40
"""Signs in a row without a place to end the line that still fit."""
PIECE = 20
MOST_MARKS = 4
"""Marks on one sign; more would run into the lines above."""
FOR_MACHINES = frozenset({"id", "file", "link", "url", "path", "svg"})
"""Fields that no one reads: they stay as they are, but for control signs."""

_UNWANTED = frozenset({"Cc", "Cf", "Cs", "Co"})
_JOINERS = frozenset("\u200c\u200d\ufe0f")
"""Persian, Indic scripts and emoji are written with them; fonts need not have them."""
_SIMPLE = re.compile(
    "[\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u017e\u2013\u2014\u2018-\u201e\u2026\u20ac\u2605"
    "\u0401\u0410-\u044f\u0451\u05d0-\u05ea\u0621-\u063a\u0641-\u064a\u060c\u061f]*"
)
"""Signs that need no second look: some font has them, and nothing joins them."""
_UNBROKEN = re.compile(rf"[^\s\u200b-]{{{LONG_RUN + 1},}}")
_SKIN = range(0x1F3FB, 0x1F400)
_BLANKS = str.maketrans(
    dict.fromkeys("\t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u205f\u3000", " ")
    | dict.fromkeys("\r\u2028\u2029", "\n")
)


def printable(data: Any, lost: set[str]) -> Any:
    """A copy of a document, or of one text, that can be set; what had to be left out is added to `lost`."""
    if isinstance(data, str):
        return _with_breaks(_drawn(data, lost))
    if isinstance(data, dict):
        return {key: _value(key, value, lost) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [printable(one, lost) for one in data]
    return data


def _value(key: str, value: Any, lost: set[str]) -> Any:
    if key in FOR_MACHINES and isinstance(value, str):
        return "".join(sign for sign in value if unicodedata.category(sign) not in _UNWANTED)
    return printable(value, lost)


def _drawn(text: str, lost: set[str]) -> str:
    if _SIMPLE.fullmatch(text):
        return text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_BLANKS))
    wanted = [sign for sign in text if sign == "\n" or sign in _JOINERS or _is_sign(sign)]
    return "".join(_as_one(cluster, lost) for cluster in _clusters(wanted))


def _is_sign(sign: str) -> bool:
    return unicodedata.category(sign) not in _UNWANTED and ord(sign) & 0xFFFE != 0xFFFE


def _clusters(signs: list[str]) -> list[list[str]]:
    """A sign with its marks, or several joined to one: what a font draws as a whole."""
    clusters: list[list[str]] = []
    for sign in signs:
        goes_on = clusters and (clusters[-1][-1] == "\u200d" or _is_mark(sign)) and clusters[-1][0] != "\n"
        if not goes_on:
            clusters.append([sign])
        elif len(clusters[-1]) <= MOST_MARKS or not unicodedata.combining(sign):
            clusters[-1].append(sign)
    return clusters


def _is_mark(sign: str) -> bool:
    return sign in _JOINERS or ord(sign) in _SKIN or unicodedata.category(sign).startswith("M")


def _as_one(cluster: list[str], lost: set[str]) -> str:
    """The cluster if one font has all of it, else what can be drawn without marks."""
    covered, fonts = coverage(), -1
    for sign in cluster:
        if sign != "\n" and sign not in _JOINERS:
            fonts &= covered.get(ord(sign), 0)
    if fonts:
        return "".join(cluster)
    missing = {sign for sign in cluster if sign not in _JOINERS and ord(sign) not in covered}
    lost |= missing or {"".join(cluster)}
    return "".join(LOST if sign in missing else sign for sign in cluster if not _is_mark(sign)) or LOST


def _with_breaks(text: str) -> str:
    return _UNBROKEN.sub(_broken, text) if len(text) > LONG_RUN else text


def _broken(run: re.Match[str]) -> str:
    """The run in pieces; marks and what is joined stay with their sign."""
    clusters = ["".join(cluster) for cluster in _clusters(list(run[0]))]
    return BREAK.join("".join(clusters[at : at + PIECE]) for at in range(0, len(clusters), PIECE))
