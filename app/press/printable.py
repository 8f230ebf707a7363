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
_SIMPLE = re.compile("[\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u017e\u2013\u2014\u2018-\u201e\u2026\u20ac]*")
"""What every one of our fonts for text has."""
_CLUSTER = re.compile(
    "[^\u0300-\u036f](?:[\u0300-\u036f\u200c\u200d\ufe0f\U0001f3fb-\U0001f3ff]|(?<=\u200d).|(?![\u0000-\u02ff])\\W)*", re.S
)
_UNBROKEN = re.compile(rf"[^\s\u200b-]{{{LONG_RUN + 1},}}")
