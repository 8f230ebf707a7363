"""What was drawn on the cloths, out of the objects of an exported document; wrong ones raise BadInput."""

from collections.abc import Mapping
from datetime import datetime

from app.doodles.drawing import MOST_STROKES
from app.doodles.models import DESCRIPTION_LIMIT
from app.doodles.paths import LONGEST, is_stroke
from app.harvest import drawn as d
from app.harvest.fields import TOO_MANY, WRONG, Place, refuse
from app.harvest.nouns_json import Known
from app.harvest.report import Contribution
from app.tablecloth.models import Pen

MOST_DOODLES = 5_000
MOST_DRAWN = 50_000
"""Strokes of a whole café."""
MOST_CONNECTIONS = 20_000

Words = Mapping[str, Contribution]
"""The contributions of the document by their ids, in its order."""


def doodles(document: Place, known: Known, words: Words, at: datetime) -> tuple[d.Doodle, ...]:
    """`at` stands for times that the document does not say."""
    found = tuple(_doodle(place, known, words, at) for place in document.parts("doodles", MOST_DOODLES))
    if sum(len(one.strokes) for one in found) > MOST_DRAWN:
        refuse(TOO_MANY, place="doodles[].strokes", most=MOST_DRAWN)
    return found


def connections(document: Place, known: Known, words: Words, at: datetime) -> tuple[d.Connection, ...]:
    """The older contribution of a pair is its first, whichever the document names first."""
    order = {id_: no for no, id_ in enumerate(words)}
    found = []
    for place in document.parts("connections", MOST_CONNECTIONS):
        ends = [place.reference(name, known.contributions) for name in ("first_id", "second_id")]
        first, second = sorted(ends, key=order.__getitem__)
        if first == second or words[first].table_id != words[second].table_id:
            refuse(WRONG, place=place.way("second_id"))
        found.append(d.Connection(first, second, place.moment("drawn_at") or at))
    return tuple(found)


def _doodle(place: Place, known: Known, words: Words, at: datetime) -> d.Doodle:
    table, beside = (
        place.reference("table_id", known.tables),
        place.maybe_reference("contribution_id", known.contributions),
    )
    begun_at = place.moment("begun_at") or at
    strokes = tuple(_stroke(each, begun_at) for each in place.parts("strokes", MOST_STROKES))
    if not strokes:
        refuse(WRONG, place=place.way("strokes"))
    if beside and words[beside].table_id != table:
        refuse(WRONG, place=place.way("contribution_id"))
    return d.Doodle(
        id=place.text("id", required=True),
        table_id=table,
        round_id=place.reference("round_id", known.rounds),
        author_id=place.maybe_reference("author_id", known.people),
        author="",
        contribution_id=beside,
        description=place.text("description", DESCRIPTION_LIMIT),
        begun_at=begun_at,
        strokes=strokes,
        hidden=place.flag("hidden"),
    )


def _stroke(place: Place, at: datetime) -> d.Stroke:
    """Nothing but a stroke may stand where pages expect one."""
    path = place.value("path")
    if not isinstance(path, str) or len(path) > LONGEST or not is_stroke(path):
        refuse(WRONG, place=place.way("path"))
    return d.Stroke(place.one_of("pen", tuple(Pen), Pen.black), path, place.moment("drawn_at") or at)
