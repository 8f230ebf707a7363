"""The spots of a cloth: which words, drawings, lines and stars lie together, and when each says it came: pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.doodles.reading import Drawn
from app.harvest.happening import Key, Lines
from app.tablecloth.reading import Laid


@dataclass(frozen=True)
class Spot:
    """Words with everything that belongs to them, or a drawing that lies between the words."""

    round_no: int
    laid: Laid | None
    drawings: list[Drawn]
    links: dict[Key, str]
    """By the line: the words at its other end."""
    came: dict[Key, datetime]

    @property
    def lasting(self) -> list[Key]:
        """The words and the strokes: the first of them opens the spot."""
        return [key for key in self.came if key[0] in ("words", "stroke")]


def spots_of(laid: Iterable[Laid], doodles: Iterable[Drawn], lines: Lines) -> list[Spot]:
    """A drawing whose words are not shown lies between the others."""
    there = {one.id: one for one in laid}
    drawn = [doodle for doodle in doodles if doodle.strokes]
    alone = [doodle for doodle in drawn if doodle.contribution_id not in there]
    return [
        *(_spot_of(one, drawn, there, lines) for one in there.values()),
        *(Spot(doodle.round_no, None, [doodle], {}, _came(doodle)) for doodle in alone),
    ]


def _spot_of(one: Laid, drawn: Iterable[Drawn], there: Mapping[int, Laid], lines: Lines) -> Spot:
    own = [doodle for doodle in drawn if doodle.contribution_id == one.id]
    came: dict[Key, datetime] = {("words", one.id, 0): one.created_at}
    for doodle in own:
        came |= _came(doodle)
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


def _came(doodle: Drawn) -> dict[Key, datetime]:
    return {("stroke", stroke.id, 0): stroke.drawn_at for stroke in doodle.strokes}
