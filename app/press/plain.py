"""Texts as office programs can hold them: their files are XML, which has no place for some signs."""

import re
import unicodedata
from typing import Any

_LOCALES = {"de": "de-DE", "en": "en-GB"}
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Control signs, halves of signs, and what can never be a sign (XML 1.0, production 2)."""


def locale(language: str) -> str:
    """A language as office files name it."""
    return _LOCALES.get(language, language)


def plain(text: str) -> str:
    """The text without what XML cannot hold, every line break a line feed."""
    return _NO_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text)


def plainly(data: Any) -> Any:
    """A copy of a document in which every text is plain."""
    if isinstance(data, str):
        return plain(data)
    if isinstance(data, list):
        return [plainly(one) for one in data]
    if isinstance(data, dict):
        return {key: plainly(value) for key, value in data.items()}
    return data


def is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
