"""The report as blocks, in one language and for one audience, before it is set in any format.

Everything is decided here: order, headings, wording, who is named. PDF, Word, web page and Markdown only draw blocks.
Plain dictionaries, so that a manuscript is a JSON document as it is. Texts of people are texts, never markup.
"""

from typing import Literal, TypedDict

from app.press.leaf import Drawing, Drawings

Voice = Literal["room", "organisers", "software"]
"""Whose words these are; every format keeps the three visibly apart."""


class Heading(TypedDict):
    kind: Literal["heading"]
    level: int
    """1 chapter, 2 section, 3 part of it."""
    text: str
    id: str
    """The target of links and of the list of contents; each once."""


class Text(TypedDict):
    """A paragraph; line breaks are kept."""

    kind: Literal["text"]
    voice: Voice
    text: str


class Note(TypedDict):
    """A small remark of ours: what follows is a draft, how many are left out."""

    kind: Literal["note"]
    text: str


class Question(TypedDict):
    """Large type."""

    kind: Literal["question"]
    text: str


class Points(TypedDict):
    """A short list."""

    kind: Literal["points"]
    voice: Voice
    items: list[str]


class Line(TypedDict):
    """One contribution."""

    id: str
    text: str
    notes: list[str]
    """What is known of it, ready to be read: the author, "★ 3", "mitgebracht von Tisch 2"."""
    pen: str
    """black, blue, red or green."""
    right_to_left: bool
    hidden: bool
    drawings: list[Drawing]
    """What is drawn beside the words."""


class Lines(TypedDict):
    """Contributions word for word. `is_quote`: they stand in full somewhere else and are cited here."""

    kind: Literal["lines"]
    items: list[Line]
    is_quote: bool


class Card(TypedDict):
    """A table host's card for the next guests."""

    kind: Literal["card"]
    title: str
    points: list[str]
    question_label: str
    question: str
    """Empty without one."""


class Figure(TypedDict):
    value: str
    label: str


class Figures(TypedDict):
    """A few large numbers side by side."""

    kind: Literal["figures"]
    items: list[Figure]


class Bar(TypedDict):
    label: str
    value: float
    shown: str
    """The value as it is written."""
    table: int
    """Colour 1 to 8 of a table; 0 for none."""


class Bars(TypedDict):
    """A chart of horizontal bars from zero; `alt` says in a sentence what it shows."""

    kind: Literal["bars"]
    title: str
    alt: str
    items: list[Bar]


class Sheet(TypedDict):
    """A table with a header row; `widths`: parts of the whole."""

    kind: Literal["sheet"]
    header: list[str]
    rows: list[list[str]]
    widths: list[float]


class Pole(TypedDict):
    name: str
    quotes: list[str]


class Poles(TypedDict):
    """A tension: two sides that pull apart, neither weaker than the other."""

    kind: Literal["poles"]
    subject: str
    left: Pole
    right: Pole


class Cloth(TypedDict):
    """A tablecloth as a picture: `cloths/<id>.svg` and `.png`; its words stand in the lines after it."""

    kind: Literal["cloth"]
    id: str
    """Such as `table-03`."""
    alt: str
    number: int
    colour: int
    """1 to 8."""
    striped: bool
    """Tables from the ninth on."""
    name: str
    cards: list[Line]
    together: list[int]
    """How many cards a line joins, from the first card on; 1 for a card by itself."""
    drawings: list[Drawing]
    """Between the cards."""
    more: str
    """How many there was no room for, in words; empty if all are there."""


class Picture(TypedDict):
    file: str
    """Below the job's folder."""
    alt: str
    caption: str
    width: int
    height: int


class Album(TypedDict):
    kind: Literal["album"]
    pictures: list[Picture]


class Appointment(TypedDict):
    title: str
    when: str
    details: list[str]
    """Place, remark."""
    link: str


class Appointments(TypedDict):
    kind: Literal["appointments"]
    items: list[Appointment]


class Reference(TypedDict):
    label: str
    url: str


class References(TypedDict):
    kind: Literal["references"]
    items: list[Reference]


Block = (
    Heading
    | Text
    | Note
    | Question
    | Points
    | Lines
    | Drawings
    | Card
    | Figures
    | Bars
    | Sheet
    | Poles
    | Cloth
    | Album
    | Appointments
    | References
)


class Labels(TypedDict):
    """Words that a format adds by itself."""

    kind: str
    """ "World Café" above the title."""
    contents: str
    page: str
    of: str
    room: str
    """Legend: words of the participants."""
    organisers: str
    software: str


class Manuscript(TypedDict):
    language: str
    """A tag as `de` or `pt-BR`."""
    title: str
    subtitle: str
    facts: list[str]
    """On the cover: date, place, who invited, how many came."""
    version: str
    """ "Stand: …", with what is left out for this audience."""
    day: str
    """ISO date of the event, for the properties of files and for page footers."""
    organiser: str
    labels: Labels
    blocks: list[Block]
