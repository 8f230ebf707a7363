"""The report as slides: plain dictionaries, a JSON document as they are."""

from typing import Literal, TypedDict

from app.press.manuscript import Bar, Picture, Pole


class Cover(TypedDict):
    kind: Literal["cover"]
    title: str
    subtitle: str
    facts: list[str]


class Statement(TypedDict):
    """Large words alone: the central question, the conclusion."""

    kind: Literal["statement"]
    title: str
    text: str
    notes: str
    """For the speaker: the full text where the slide had to be cut."""


class ThemeSlide(TypedDict):
    kind: Literal["theme"]
    title: str
    category: str
    """change, optimise, tackle or nothing: the colour."""
    category_name: str
    summary: str
    quotes: list[str]
    """Four at most."""
    facts: list[str]
    notes: str
    """Every contribution of the theme, one a line."""


class PolesSlide(TypedDict):
    kind: Literal["poles"]
    title: str
    subject: str
    left: Pole
    right: Pole
    notes: str


class ChartSlide(TypedDict):
    kind: Literal["chart"]
    title: str
    items: list[Bar]
    notes: str


class ListSlide(TypedDict):
    kind: Literal["list"]
    title: str
    items: list[str]
    notes: str


class AlbumSlide(TypedDict):
    """Four pictures at most."""

    kind: Literal["album"]
    title: str
    pictures: list[Picture]


Slide = Cover | Statement | ThemeSlide | PolesSlide | ChartSlide | ListSlide | AlbumSlide


class Deck(TypedDict):
    language: str
    """A tag as `de` or `pt-BR`."""
    title: str
    organiser: str
    day: str
    slides: list[Slide]
