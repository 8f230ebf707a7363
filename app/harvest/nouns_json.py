"""The nouns of a café out of the objects of an exported document, one function each; wrong ones raise BadInput."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from app.afterword.models import LINE_LIMIT, TEXT_LIMIT
from app.cafes.models import Address, Photographers
from app.harvest import report as r
from app.harvest.fields import LONG, Place
from app.harvest.occasion import Authors
from app.rounds.kinds import RoundKind

MOST_MINUTES = 180
MOST_NUMBER = 99_999
PHASES = ("lobby", "impulse", "rounds", "synthesis", "harvest")
CATEGORIES = ("change", "optimise", "tackle")
KINDS = ("idea", "question")
FOREIGN_KINDS = ("tension", "quote", "action")
"""Kinds of the format that Tischdecke does not know; they come in as ideas."""


@dataclass(frozen=True)
class Known:
    """The ids that a document holds."""

    rounds: frozenset[str]
    tables: frozenset[str]
    people: frozenset[str]
    contributions: frozenset[str]
    themes: frozenset[str]


def privacy(place: Place, *, photos: bool) -> r.Privacy:
    """`photos`: whether there is an archive that they may lie in."""
    if not photos:
        place.expect("includes_photos", False)
    authors = place.one_of("authors", ("none", "pseudonyms", "names"), "names")
    return r.Privacy(cast(Authors, authors), place.flag("includes_hidden"), photos and place.flag("includes_photos"))


def event(place: Place, rounds: int, at: datetime) -> r.Event:
    """`at` stands for the time at which the café was laid if the document does not say."""
    return r.Event(
        id=place.text("id"),
        title=place.text("title", required=True),
        date=place.day("date"),
        place=place.text("place"),
        organiser=place.text("organiser"),
        participants=place.number("participants", 0, MOST_NUMBER, 0),
        phase=place.one_of("phase", PHASES, "harvest"),
        round_no=place.number("round_no", 1, rounds, rounds),
        template=place.text("template") or "blank",
        expected=place.number("expected", 1, MOST_NUMBER, 24),
        round_ending=place.one_of("round_ending", ("host", "clock"), "host"),
        laid_at=place.moment("laid_at") or at,
        subtitle=place.text("subtitle", LINE_LIMIT),
        contact=place.text("contact", LINE_LIMIT),
        thanks=place.text("thanks", TEXT_LIMIT),
        photographers=place.one_of("photographers", tuple(Photographers), Photographers.everybody),
        address=place.one_of("address", tuple(Address), Address.informal),
    )


def impulse(place: Place) -> r.Impulse:
    return r.Impulse(
        place.text("speaker"), place.text("core_message", LONG), place.text("title", LINE_LIMIT), place.web("link")
    )


def round_(place: Place, no: int) -> r.Round:
    started_at, ended_at = place.moment("started_at"), place.moment("ended_at")
    return r.Round(
        id=place.text("id", required=True),
        no=place.number("no", 1, MOST_NUMBER, no),
        question=place.text("question", LONG),
        kind=place.one_of("kind", tuple(RoundKind), RoundKind.travel),
        minutes=place.number("minutes", 1, MOST_MINUTES, 20),
        started_at=started_at,
        ended_at=ended_at if started_at else None,
    )


def table(place: Place, no: int) -> r.Table:
    """The host is taken from the people and where they sat, so that it is said once."""
    for told_elsewhere in ("host", "host_id"):
        place.value(told_elsewhere)
    return r.Table(
        id=place.text("id", required=True),
        no=place.number("no", 1, MOST_NUMBER, no),
        name=place.text("name"),
        question=place.text("question", LONG),
        seats=place.number("seats", 1, 1000, 5),
        language=place.text("language"),
        host_id=None,
        host="",
        cleared_at=place.moment("cleared_at"),
    )


def participant(place: Place, no: int, at: datetime) -> r.Participant:
    id_, name = place.text("id", required=True), place.text("name")
    return r.Participant(
        id=id_,
        no=place.number("no", 1, MOST_NUMBER, no),
        name=name,
        label=name or id_,
        trade=place.text("trade"),
        role=place.one_of("role", ("traveller", "table_host", "table_device"), "traveller"),
        has_phone=place.flag("has_phone"),
        joined_at=place.moment("joined_at") or at,
        left_at=place.moment("left_at"),
    )


def seating(place: Place, known: Known) -> r.Seating:
    return r.Seating(
        round_id=place.reference("round_id", known.rounds),
        table_id=place.reference("table_id", known.tables),
        participant_ids=place.references("participant_ids", known.people),
    )


def handover(place: Place, known: Known, at: datetime) -> r.Handover:
    return r.Handover(
        table_id=place.reference("table_id", known.tables),
        round_id=place.reference("round_id", known.rounds),
        points=tuple(point for point in place.texts("points", 3, LONG) if point),
        open_question=place.text("open_question", LONG),
        written_at=place.moment("written_at") or at,
    )


def contribution(place: Place, known: Known, theme_of: Mapping[str, str], at: datetime) -> r.Contribution:
    """`theme_of`: theme by contribution, as the themes tell it."""
    id_ = place.text("id", required=True)
    author = place.maybe_reference("author_id", known.people)
    category = place.one_of("category", CATEGORIES, None)
    stars = place.references("starred_by", known.people)
    themes = place.references("theme_ids", known.themes) or ((theme_of[id_],) if id_ in theme_of else ())
    place.expect("votes", len(stars))  # stars without givers are not taken over, and listed
    place.expect("source", "typed")
    if author:
        place.value("author")
    return r.Contribution(
        id=id_,
        table_id=place.reference("table_id", known.tables),
        round_id=place.reference("round_id", known.rounds),
        kind="idea" if place.has("kind", FOREIGN_KINDS) else place.one_of("kind", KINDS, "idea"),
        category=category,
        column=cast(r.ColumnKey, place.one_of("column", r.COLUMNS, category or "unsorted")),
        text=place.text("text", LONG),
        pen=place.one_of("pen", ("black", "blue", "red", "green"), "black"),
        author_id=author,
        author=place.text("author") if author else "",
        scribe=place.one_of("scribe", ("host", "table_host", "table_device"), None),
        created_at=place.moment("created_at") or at,
        edited_at=place.moment("edited_at"),
        votes=len(stars),
        starred_by=stars,
        theme_ids=themes[:1],
        hidden=place.flag("hidden"),
        brought_from_table_id=place.maybe_reference("brought_from_table_id", known.tables),
        brought_from_id=place.maybe_reference("brought_from_id", known.contributions),
        single_voice=place.flag("single_voice"),
        twin_of_id=place.maybe_reference("twin_of_id", known.contributions),
    )


def theme_of(places: Iterable[Place], known: Known) -> dict[str, str]:
    """Theme by contribution, as the themes' own lists tell it."""
    found: dict[str, str] = {}
    for place in places:
        for one in place.references("contribution_ids", known.contributions):
            found.setdefault(one, place.text("id"))
    return found
