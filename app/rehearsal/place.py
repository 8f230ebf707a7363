"""Reads typed fields out of a parsed JSON document; says in English, for the author of the file, where it is wrong."""

from collections.abc import Collection
from datetime import date
from typing import Any, NoReturn


class BadScenario(ValueError):
    """The file is no scenario; the text says where and why."""


class Place:
    """An object of the document and the way to it, such as `contributions[3]`."""

    def __init__(self, found: object, way: str) -> None:
        self._way = way
        if not isinstance(found, dict):
            raise BadScenario(f"{way or 'the file'}: this should be an object")
        self._found: dict[str, Any] = found

    def wrong(self, name: str, why: str) -> NoReturn:
        raise BadScenario(f"{self._way}.{name}: {why}".lstrip("."))

    def text(self, name: str, otherwise: str | None = None) -> str:
        """A text; `otherwise` if there is none, which is wrong without one."""
        there = self._found.get(name)
        if there is None and otherwise is not None:
            return otherwise
        if not isinstance(there, str) or (otherwise is None and not there.strip()):
            self.wrong(name, "a text is missing")
        return there

    def number(self, name: str, least: int, most: int) -> int:
        there = self._found.get(name)
        if not isinstance(there, int) or isinstance(there, bool) or not least <= there <= most:
            self.wrong(name, f"a whole number from {least} to {most} is missing")
        return there

    def day(self, name: str) -> date | None:
        there = self.text(name, "")
        try:
            return date.fromisoformat(there) if there else None
        except ValueError:
            self.wrong(name, f"{there!r} is no date like 2026-03-19")

    def key(self, name: str, known: Collection[str]) -> str:
        """The key of something the file holds."""
        there = self.text(name)
        if there not in known:
            self.wrong(name, f"there is no {there!r} in this file")
        return there

    def keys(self, name: str, known: Collection[str]) -> tuple[str, ...]:
        there = self.texts(name)
        for key in there:
            if key not in known:
                self.wrong(name, f"there is no {key!r} in this file")
        return tuple(dict.fromkeys(there))

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; empty if there is none."""
        there = self._list(name)
        if not all(isinstance(text, str) for text in there):
            self.wrong(name, "only texts may stand in this list")
        return tuple(there)

    def part(self, name: str) -> "Place":
        return Place(self._found.get(name) or {}, f"{self._way}.{name}".lstrip("."))

    def parts(self, name: str) -> list["Place"]:
        way = f"{self._way}.{name}".lstrip(".")
        return [Place(part, f"{way}[{at}]") for at, part in enumerate(self._list(name))]

    def _list(self, name: str) -> list[Any]:
        there = self._found.get(name)
        if there is not None and not isinstance(there, list):
            self.wrong(name, "this should be a list")
        return there or []


def unique(way: str, keys: Collection[str]) -> frozenset[str]:
    """The keys as a set; raises BadScenario when one is there twice."""
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise BadScenario(f"{way}: {key!r} is there twice")
        seen.add(key)
    return frozenset(seen)
