"""Paper for the room, ready to be drawn: plain dictionaries, a JSON document as they are, in one language."""

from typing import Literal, TypedDict


class Mat(TypedDict):
    """The sign of a table."""

    number: int
    colour: int
    """1 to 8."""
    striped: bool
    """Tables from the ninth on."""


class Code(TypedDict):
    """A QR code: `app/press/qr_code.py` makes the path."""

    path: str
    """The dark modules, as SVG path data."""
    size: int
    """Modules on a side, the quiet zone included."""
    alt: str


class Step(TypedDict):
    """Something to do, with its drawing (`app/press/drawings`)."""

    drawing: str
    title: str
    text: str


class Sign(TypedDict):
    """What stands on one table."""

    mat: Mat
    number: str
    """ "Tisch 3"."""
    title: str
    """The largest words: topic, name or number."""
    name: str
    """Empty if it is the title already."""
    question: str
    code: Code
    typed: str
    """The table's code for fingers."""


class Signs(TypedDict):
    """`tents`: a sheet of A4 for each table, folded, the same on both faces. `cards`: A5, two on a sheet, to be cut."""

    kind: Literal["tents", "cards"]
    fold: str
    """Small words on the line to fold or to cut."""
    steps: list[Step]
    typed_label: str
    address: str
    """Where the code is typed."""
    network: str
    """The WLAN in words; empty without one."""
    signs: list[Sign]


class Part(TypedDict):
    """A label and what belongs to it, in one line."""

    label: str
    text: str


class Way(TypedDict):
    """One step of getting in."""

    title: str
    parts: list[Part]
    note: str
    code: Code | None


class Poster(TypedDict):
    kind: Literal["poster"]
    welcome: str
    title: str
    question: str
    facts: str
    """Day and place, in one line."""
    ways: list[Way]
    """The network first, if there is one; the last leads to a chair."""


class Etiquette(TypedDict):
    kind: Literal["etiquette"]
    title: str
    lead: str
    rules: list[Step]
    last: str


class Case(TypedDict):
    when: str
    do: str


class HostCard(TypedDict):
    """What the host keeps; opens the desk, so it is for nobody else."""

    kind: Literal["host"]
    title: str
    cafe: str
    warning: str
    code: Code
    code_label: str
    typed: str
    typed_label: str
    address_label: str
    address: str
    cases_title: str
    cases: list[Case]


class TableSheet(TypedDict):
    heading: str
    mat: Mat
    parts: list[Part]


class PlanSheets(TypedDict):
    """Who sits where, for those without a phone."""

    kind: Literal["plan"]
    title: str
    cafe: str
    facts: str
    note: str
    by_name: str
    header: list[str]
    """Name, round 1, round 2 …"""
    people: list[list[str]]
    by_table: str
    tables: list[TableSheet]
    by_rule: str
    """Heading of the rule; empty where the plan follows none."""
    rule: str
    starts: list[TableSheet]


Paper = Signs | Poster | Etiquette | HostCard | PlanSheets


class Stationery(TypedDict):
    """Papers that become one file."""

    language: str
    """A tag as `de` or `pt-BR`."""
    title: str
    organiser: str
    day: str
    """ISO date for the file's properties."""
    papers: list[Paper]
