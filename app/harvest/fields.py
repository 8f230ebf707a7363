"""Reads typed fields out of a parsed JSON document and says in a sentence where something is wrong.

It remembers which fields were read, so that the others can be listed as left out.
"""

import re
from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NoReturn, TypeVar

from app.afterword.addresses import is_web_address
from app.afterword.models import LINK_LIMIT
from app.errors import BadInput, marked
from app.texts import cleaned

SHORT = 300
"""Characters of a name, a title, a place at most."""
LONG = 10_000
"""Characters of a contribution or a talk's message at most."""
FIELD = "file"
"""The form field that every sentence stands beside."""

Otherwise = TypeVar("Otherwise", str, None)

_INDEX = re.compile(r"\[\d+\]")
_EMPTY: tuple[object, ...] = (None, "", [], {}, False)


class Place:
    """An object of the document and the way to it, such as `contributions[3]`."""

    def __init__(self, found: object, way: str = "", root: "Place | None" = None) -> None:
        if not isinstance(found, dict):
            refuse(WRONG, place=way)
        self._found: dict[str, Any] = found
        self._read: set[str] = set()
        self._way = way
        self._root = root or self
        self._places: list[Place] = []
        self._root._places.append(self)

    def way(self, name: str) -> str:
        return f"{self._way}.{name}" if self._way else name

    def value(self, name: str) -> Any:
        """Whatever stands there, none if nothing does."""
        self._read.add(name)
        return self._found.get(name)

    def has(self, name: str, values: Collection[Any]) -> bool:
        """Whether one of these values stands there; the field counts as not read."""
        return self._found.get(name) in values

    def expect(self, name: str, value: Any) -> None:
        """Reads a field that can only have this value; any other is listed as left out."""
        if self._found.get(name) == value:
            self._read.add(name)

    def text(self, name: str, limit: int = SHORT, *, required: bool = False) -> str:
        """The cleaned text, empty if there is none; raises BadInput when it is too long, missing or no text."""
        there = self.value(name)
        if there is None and not required:
            return ""
        if not isinstance(there, str) or (required and not there):
            refuse(WRONG, place=self.way(name))
        if len(there) > limit:
            refuse(TOO_LONG, place=self.way(name), limit=limit)
        return cleaned(there, lines=True)

    def web(self, name: str, *, required: bool = False) -> str:
        """An address that leads somewhere and runs nothing; empty if there is none."""
        found = self.text(name, LINK_LIMIT, required=required)
        if found and not is_web_address(found):
            refuse(WRONG, place=self.way(name))
        return found

    def maybe(self, name: str) -> str | None:
        """A short text or none."""
        return self.text(name) if self.value(name) is not None else None

    def number(self, name: str, least: int, most: int, otherwise: int | None = None) -> int:
        """A whole number from `least` to `most`; `otherwise` if none stands there, which is wrong without one."""
        there = self.value(name)
        if there is None and otherwise is not None:
            return otherwise
        if not isinstance(there, int) or isinstance(there, bool) or not least <= there <= most:
            refuse(WRONG, place=self.way(name))
        return there

    def decimal(self, name: str, least: float, most: float) -> float | None:
        """A number from `least` to `most`, to one decimal; none if nothing stands there."""
        there = self.value(name)
        if there is None:
            return None
        if not isinstance(there, int | float) or isinstance(there, bool) or not least <= there <= most:
            refuse(WRONG, place=self.way(name))
        return round(float(there), 1)

    def flag(self, name: str) -> bool:
        """True or false; false if nothing stands there."""
        there = self.value(name)
        if there is not None and not isinstance(there, bool):
            refuse(WRONG, place=self.way(name))
        return bool(there)

    def one_of(self, name: str, values: Collection[str], otherwise: Otherwise) -> str | Otherwise:
        """One of `values`; `otherwise` if none stands there."""
        there = self.value(name)
        if there is None:
            return otherwise
        if not isinstance(there, str) or there not in values:
            refuse(WRONG, place=self.way(name))
        return there

    def moment(self, name: str) -> datetime | None:
        """An ISO 8601 time with offset, between 1971 and 2199; none if nothing stands there."""
        there = self.value(name)
        if there is None:
            return None
        try:
            found = datetime.fromisoformat(there)
        except (TypeError, ValueError):
            refuse(WRONG, place=self.way(name))
        if found.tzinfo is None or not 1971 <= found.year <= 2199:
            refuse(WRONG, place=self.way(name))
        return found

    def day(self, name: str) -> date | None:
        """An ISO 8601 date; none if nothing stands there."""
        there = self.value(name)
        if there is None:
            return None
        try:
            return date.fromisoformat(there)
        except (TypeError, ValueError):
            refuse(WRONG, place=self.way(name))

    def part(self, name: str) -> "Place":
        """An object in this one; an empty one if nothing stands there."""
        there = self.value(name)
        return Place({} if there is None else there, self.way(name), self._root)

    def parts(self, name: str, most: int) -> list["Place"]:
        """A list of at most `most` objects; empty if nothing stands there."""
        found = enumerate(self._list(name, most))
        return [Place(part, f"{self.way(name)}[{at}]", self._root) for at, part in found]

    def texts(self, name: str, most: int, limit: int = SHORT) -> tuple[str, ...]:
        """A list of at most `most` texts; empty if nothing stands there."""
        found = self._list(name, most)
        if not all(isinstance(text, str) and len(text) <= limit for text in found):
            refuse(WRONG, place=self.way(name))
        return tuple(cleaned(text, lines=True) for text in found)

    def reference(self, name: str, known: Collection[str]) -> str:
        """The id of something that the document holds; raises BadInput when it does not."""
        there = self.value(name)
        if not isinstance(there, str):
            refuse(WRONG, place=self.way(name))
        if there not in known:
            refuse(UNKNOWN, place=self.way(name), id=there[:SHORT])
        return there

    def maybe_reference(self, name: str, known: Collection[str]) -> str | None:
        return None if self.value(name) is None else self.reference(name, known)

    def references(self, name: str, known: Collection[str]) -> tuple[str, ...]:
        """Ids of things that the document holds, each once."""
        found = self._list(name, len(known))
        for id_ in found:
            if not isinstance(id_, str):
                refuse(WRONG, place=self.way(name))
            if id_ not in known:
                refuse(UNKNOWN, place=self.way(name), id=id_[:SHORT])
        return tuple(dict.fromkeys(found))

    def left_out(self) -> tuple[str, ...]:
        """All filled fields of the document that nobody read, such as `contributions[].photo_id`, each once."""
        found = {
            _INDEX.sub("[]", place.way(name)): None
            for place in self._root._places
            for name, there in place._found.items()
            if name not in place._read and there not in _EMPTY
        }
        return tuple(found)

    def _list(self, name: str, most: int) -> list[Any]:
        there = self.value(name)
        if there is None:
            return []
        if not isinstance(there, list):
            refuse(WRONG, place=self.way(name))
        if len(there) > most:
            refuse(TOO_MANY, place=self.way(name), most=most)
        return there


WRONG = marked("An der Stelle „%(place)s“ steht etwas, das wir dort nicht lesen können.")
TOO_LONG = marked("Der Text an der Stelle „%(place)s“ ist zu lang; höchstens %(limit)d Zeichen passen hierher.")
TOO_MANY = marked("An der Stelle „%(place)s“ stehen zu viele Einträge; höchstens %(most)d passen in ein Café.")
UNKNOWN = marked("An der Stelle „%(place)s“ wird „%(id)s“ genannt, das in der Datei nicht vorkommt.")


def refuse(sentence: str, **words: object) -> NoReturn:
    """Raises BadInput for the uploaded file."""
    raise BadInput(FIELD, sentence, **words)
