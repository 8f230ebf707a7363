"""What comes through a door, socket or form, turned into one and the same draft: words, a photo, or a stroke."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from app.doodles import drawing
from app.doodles.paths import is_stroke
from app.errors import BadInput, marked
from app.photos import taking
from app.tablecloth.models import Category, Kind, Pen
from app.tablecloth.posting import Draft

KEY_LIMIT = 64
NUMBER_LIMIT = 9
"""Digits; PostgreSQL's whole numbers end soon after."""
LONGEST_TEXT = 20_000
"""Characters; longer ones are cut before they are looked at (the verb refuses anything above its own limit)."""

Choice = TypeVar("Choice", bound=StrEnum)


def draft(fields: Mapping[str, Any]) -> Draft:
    """The draft that a phone's fields describe; raises BadInput for what is none."""
    table_no, _, line = _string(fields, "brought_from").partition(":")
    return Draft(
        key=_key(fields),
        text=_string(fields, "text")[:LONGEST_TEXT],
        round_no=_number("round", _string(fields, "round")) or 0,
        table_id=_number("table", _string(fields, "table")) or 0,
        kind=_choice(Kind, _string(fields, "kind")) or Kind.idea,
        category=_choice(Category, _string(fields, "category")),
        pen=_choice(Pen, _string(fields, "pen")) or Pen.black,
        brought_from_table_no=_number("brought_from", table_no),
        brought_from_id=_number("brought_from", line),
        author_id=_number("author", _string(fields, "author")),
        composed_at=_moment(_string(fields, "composed_at")),
    )


def photo(fields: Mapping[str, Any]) -> taking.Draft:
    """The draft of a photo without its pixels; raises BadInput for what is none."""
    return taking.Draft(
        key=_key(fields),
        caption=_string(fields, "caption")[:LONGEST_TEXT],
        description=_string(fields, "description")[:LONGEST_TEXT],
        is_agreed=_string(fields, "agreed") == "1",
        table_id=_number("table", _string(fields, "table")),
        round_no=_number("round", _string(fields, "round")),
    )


def stroke(fields: Mapping[str, Any]) -> drawing.Draft:
    """The draft of a stroke; raises BadInput for what is none."""
    return drawing.Draft(
        doodle=key(_string(fields, "doodle")),
        key=_key(fields),
        path=_string(fields, "path"),
        round_no=_number("round", _string(fields, "round")) or 0,
        table_id=_number("table", _string(fields, "table")) or 0,
        pen=_choice(Pen, _string(fields, "pen")) or Pen.black,
        beside=_number("beside", _string(fields, "beside")),
        composed_at=_moment(_string(fields, "composed_at")),
    )


def glimpse(fields: Mapping[str, Any]) -> dict[str, object]:
    """A stroke while it grows, as others may see it; without a path the pen is up. Raises BadInput for what is none."""
    told = _string(fields, "path")
    path = told if is_stroke(told) else ""
    found = {name: _number(name, _string(fields, name)) for name in ("doodle", "beside")}
    return {"key": _key(fields), "pen": _choice(Pen, _string(fields, "pen")) or Pen.black, "path": path, **found}


def _key(fields: Mapping[str, Any]) -> str:
    return key(_string(fields, "key"))


def key(text: str) -> str:
    """A key as devices make them; raises BadInput for anything else."""
    if not 8 <= len(text) <= KEY_LIMIT or not text.isascii() or not text.replace("-", "").isalnum():
        raise BadInput("key", marked("Diese Angaben konnten wir nicht lesen. Bitte prüf sie noch einmal."))
    return text


def category(text: str) -> Category | None:
    """One of the three verbs, or none."""
    return _choice(Category, text)


def kind(text: str) -> Kind:
    return _choice(Kind, text) or Kind.idea


def _string(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name, "")
    if isinstance(value, bool):
        return ""
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


def _number(name: str, text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or len(text) > NUMBER_LIMIT:
        raise BadInput(name, marked("Diese Angaben konnten wir nicht lesen. Bitte prüf sie noch einmal."))
    return int(text)


def _choice(options: type[Choice], text: str) -> Choice | None:
    """The option of this name; none for an empty or unknown one, which is no reason to lose a thought."""
    return options(text) if text in list(options) else None


def _moment(text: str) -> datetime | None:
    """Milliseconds since 1970 as a phone sends them."""
    digits = text.partition(".")[0]
    if not digits.isdecimal() or len(digits) > 14:
        return None
    return datetime.fromtimestamp(int(digits) / 1000, UTC)
