"""What a room found and decided out of the objects of an exported document; wrong ones raise BadInput."""

from collections.abc import Mapping
from datetime import datetime

from app.afterword.models import TEXT_LIMIT
from app.deciding.models import LINE_LIMIT, MOST_DOTS, NOTE_LIMIT, Answer, BallotMode
from app.deciding.tallies import SCALE
from app.harvest import outcome as o
from app.harvest.fields import LONG, Place
from app.harvest.nouns_json import MOST_NUMBER, Known
from app.harvest.report import COLUMNS

MADE_BY = ("person", "software")
MOST_RESULTS = 1_000


def theme(place: Place, no: int, known: Known, cards: Mapping[str, list[str]], at: datetime) -> o.Theme:
    """`cards`: contributions by theme."""
    id_ = place.text("id")
    return o.Theme(
        id=id_,
        no=place.number("no", 1, MOST_NUMBER, no),
        title=place.text("title"),
        made_by=place.one_of("made_by", MADE_BY, "person"),
        made_at=place.moment("made_at") or at,
        contribution_ids=tuple(cards.get(id_, ())),
        column=place.one_of("column", COLUMNS, None),
        words=place.text("words"),
        typical_id=place.maybe_reference("typical_id", known.contributions),
        summary=place.text("summary", TEXT_LIMIT),
    )


def tension(place: Place, no: int, known: Known, at: datetime) -> o.Tension:
    return o.Tension(
        id=place.text("id") or f"tn{no}",
        text=place.text("text", LONG),
        pole_a=place.text("pole_a"),
        pole_b=place.text("pole_b"),
        voices_a=place.references("voices_a", known.contributions),
        voices_b=place.references("voices_b", known.contributions),
        made_at=place.moment("made_at") or at,
    )


def ballot(place: Place, no: int, known: Known, at: datetime) -> o.Ballot:
    return o.Ballot(
        id=place.text("id") or f"b{no}",
        mode=place.one_of("mode", tuple(BallotMode), BallotMode.dots),
        budget=place.number("budget", 1, MOST_DOTS, 3),
        stacking=place.flag("stacking"),
        opened_at=place.moment("opened_at") or at,
        closed_at=place.moment("closed_at") or at,
        revealed_at=place.moment("revealed_at") or at,
        voters=place.number("voters", 0, MOST_NUMBER, 0),
        eligible=place.number("eligible", 0, MOST_NUMBER, 0),
        results=tuple(_result(each, known) for each in place.parts("results", MOST_RESULTS)),
    )


def _result(place: Place, known: Known) -> o.Result:
    return o.Result(
        theme_id=place.maybe_reference("theme_id", known.themes),
        title=place.text("title"),
        people=place.number("people", 0, MOST_NUMBER, 0),
        dots=place.number("dots", 0, MOST_NUMBER, 0),
        urgency=place.decimal("urgency", 1, SCALE),
        feasibility=place.decimal("feasibility", 1, SCALE),
    )


def read_back(place: Place, known: Known, at: datetime) -> o.ReadBack:
    answer = place.one_of("answer", tuple(Answer), None)
    return o.ReadBack(
        table_id=place.reference("table_id", known.tables),
        asked_at=place.moment("asked_at") or at,
        answer=answer,
        note=place.text("note", NOTE_LIMIT),
        author_id=place.maybe_reference("author_id", known.people),
        answered_at=(place.moment("answered_at") or at) if answer else None,
    )


def commitment(place: Place, no: int, known: Known, at: datetime) -> o.Commitment:
    place.value("author")
    return o.Commitment(
        id=place.text("id") or f"s{no}",
        author_id=place.reference("author_id", known.people),
        author="",
        what=place.text("what", LINE_LIMIT, required=True),
        first_step=place.text("first_step", LINE_LIMIT),
        until=place.day("until"),
        theme_id=place.maybe_reference("theme_id", known.themes),
        made_at=place.moment("made_at") or at,
    )
