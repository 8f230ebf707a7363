"""Addresses on the web, as people type or paste them: pure."""

import re
from urllib.parse import urlsplit

from app.afterword.models import LINK_LIMIT
from app.errors import BadInput, marked
from app.texts import bounded

WEB = re.compile(r"https?://[^\s<>\"\\^`{|}]+", re.IGNORECASE)
NO_ADDRESS = marked("Bitte eine Adresse wie https://beispiel.de/folien.")


def web_address(field: str, text: str) -> str:
    """A whole address, or nothing for nothing; `https://` is put before one that was typed without it.

    Raises BadInput for `field`, also for addresses that would run something instead of leading somewhere.
    """
    text = bounded(field, text, LINK_LIMIT)
    if text and ":" not in text.split("/", maxsplit=1)[0] and "." in text:
        text = bounded(field, f"https://{text}", LINK_LIMIT)
    if text and not is_web_address(text):
        raise BadInput(field, NO_ADDRESS)
    return text


def is_web_address(text: str) -> bool:
    """Whether this is an http or https address with a host."""
    if not WEB.fullmatch(text):
        return False
    try:
        return bool(urlsplit(text).hostname)
    except ValueError:
        return False
