"""The spots of a cloth: which words, drawings, lines and stars lie together, and when each says it came: pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.harvest.happening import Key, Lines
from app.tablecloth.reading import Laid

Row = sa.Row[Any]


@dataclass(frozen=True)
class Spot:
    """Words with everything that belongs to them, or a drawing that lies between the words."""

    round_no: int
    laid: Laid | None
    drawings: list[tuple[Row, list[Row]]]
    """Each doodle with its strokes."""
    links: dict[Key, str]
    """By the line: the words at its other end."""
    came: dict[Key, datetime]

    @property
    def lasting(self) -> list[Key]:
        """The words and the strokes: the first of them opens the spot."""
        return [key for key in self.came if key[0] in ("words", "stroke")]


def spots_of(laid: Iterable[Laid], lines: Lines, round_no: Mapping[int, int]) -> list[Spot]:
    """`round_no`: the number of each round by its row."""
    there = {one.id: one for one in laid}
    strokes: dict[int, list[Row]] = defaultdict(list)
    for stroke in lines.strokes:
        strokes[stroke.doodle_id].append(stroke)
    drawn = [(doodle, strokes[doodle.id]) for doodle in lines.doodles if strokes[doodle.id]]
    beside = [_spot_of(one, drawn, there, lines) for one in there.values()]
    alone = [
        Spot(round_no[doodle.round_id], None, [(doodle, own)], {}, dict(_came(own)))
        for doodle, own in drawn
        if doodle.contribution_id not in there
    ]
    return [*beside, *alone]


def _spot_of(one: Laid, drawn: list[tuple[Row, list[Row]]], there: Mapping[int, Laid], lines: Lines) -> Spot:
    own = [(doodle, strokes) for doodle, strokes in drawn if doodle.contribution_id == one.id]
    came: dict[Key, datetime] = {("words", one.id, 0): one.created_at}
    for _, strokes in own:
        came |= _came(strokes)
    links: dict[Key, str] = {}
    for line in lines.connections:
        ends = {line.first_id, line.second_id}
        if one.id in ends and ends <= there.keys():
            key = ("line", line.first_id, line.second_id)
            (other,) = ends - {one.id}
            links[key], came[key] = there[other].text, line.drawn_at
    for star in lines.stars:
        if star.contribution_id == one.id:
            came["star", one.id, star.participant_id] = star.given_at
    return Spot(one.round_no, one, own, links, came)


def _came(strokes: Iterable[Row]) -> Iterator[tuple[Key, datetime]]:
    for stroke in strokes:
        yield ("stroke", stroke.id, 0), stroke.drawn_at
