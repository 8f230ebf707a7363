"""The report as sheets with typed cells: plain dictionaries, a JSON document as they are."""

from typing import Literal, TypedDict

Kind = Literal["text", "number", "moment", "day", "flag"]
"""What a column holds: text; a number; local time as `2026-11-22T19:05:00`; `2026-11-22`; true or false."""
Cell = str | int | float | bool | None


class SheetColumn(TypedDict):
    name: str
    kind: Kind
    width: int
    """Characters."""


class WorkSheet(TypedDict):
    name: str
    """At most 31 characters, each once."""
    columns: list[SheetColumn]
    rows: list[list[Cell]]


class Workbook(TypedDict):
    language: str
    """A tag as `de` or `pt-BR`."""
    title: str
    organiser: str
    read_me: list[str]
    """Paragraphs of the last sheet."""
    read_me_name: str
    yes: str
    no: str
    sheets: list[WorkSheet]
