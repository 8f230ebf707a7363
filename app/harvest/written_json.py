"""What the organiser wrote, and the photos, out of the objects of an exported document; wrong ones raise BadInput."""

import re
from collections.abc import Collection

from app.afterword.models import LINE_LIMIT, TEXT_LIMIT, Progress
from app.errors import marked
from app.harvest import written as w
from app.harvest.fields import WRONG, Place, refuse
from app.harvest.nouns_json import MOST_NUMBER, Known
from app.photos.models import CAPTION_LIMIT, DESCRIPTION_LIMIT

LARGEST_SIDE = 12_000
"""Pixels."""
_DIGEST = re.compile(r"[0-9a-f]{64}")
NOT_THERE = marked("Das Foto „%(file)s“ fehlt im Archiv.")


def link(place: Place) -> w.Link:
    return w.Link(place.text("label", LINE_LIMIT), place.web("url", required=True))


def action(place: Place) -> w.Action:
    return w.Action(
        id=place.text("id", required=True),
        what=place.text("what", LINE_LIMIT, required=True),
        who=place.text("who", LINE_LIMIT),
        due=place.day("due"),
        status=place.one_of("status", tuple(Progress), Progress.open),
        revision=place.number("revision", 0, MOST_NUMBER, 0),
    )


def next_date(place: Place) -> w.NextDate:
    start, end = place.moment("start"), place.moment("end")
    if start is None or (end is not None and end < start):
        refuse(WRONG, place=place.way("end" if start else "start"))
    return w.NextDate(
        id=place.text("id", required=True),
        title=place.text("title", LINE_LIMIT, required=True),
        start=start,
        end=end,
        whole_day=place.flag("whole_day"),
        place=place.text("place", LINE_LIMIT),
        link=place.web("link"),
        note=place.text("note", TEXT_LIMIT),
        revision=place.number("revision", 0, MOST_NUMBER, 0),
    )


def photo(place: Place, known: Known, files: Collection[str]) -> w.Photo:
    """`files`: what there is in the archive."""
    taken_at = place.moment("taken_at")
    digest, file = place.text("sha256", required=True), place.text("file", required=True)
    if taken_at is None or not _DIGEST.fullmatch(digest):
        refuse(WRONG, place=place.way("sha256" if taken_at else "taken_at"))
    if file not in files:
        refuse(NOT_THERE, file=file)
    return w.Photo(
        id=place.text("id", required=True),
        file=file,
        table_id=place.maybe_reference("table_id", known.tables),
        round_id=place.maybe_reference("round_id", known.rounds),
        author_id=place.maybe_reference("author_id", known.people),
        caption=place.text("caption", CAPTION_LIMIT),
        alt=place.text("alt", DESCRIPTION_LIMIT),
        width=place.number("width", 1, LARGEST_SIDE),
        height=place.number("height", 1, LARGEST_SIDE),
        sha256=digest,
        taken_at=taken_at,
        agreed_at=place.moment("agreed_at"),
        in_album=place.flag("in_album"),
        hidden=place.flag("hidden"),
    )
