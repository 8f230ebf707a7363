"""Simulated guests draw a little, and join on the cloth what belongs together."""

from collections import Counter
from collections.abc import Iterator

from sqlmodel import col, select

from app.cafes.models import Participant
from app.doodles import drawing, mending
from app.doodles.models import Doodle, Stroke
from app.extras.scene import Act, Scene
from app.extras.script import chance
from app.extras.shapes import SHAPES
from app.tablecloth import connecting
from app.tablecloth.models import Connection, Contribution

DRAWERS, JOINERS = 0.3, 0.4
"""Of all who sit at a table, in each round."""
FIRST_STROKE, FIRST_LINE = 15.0, 30.0
"""Seconds after a round began, at the earliest."""
STROKE = 2.5
"""Seconds for each stroke, and for saying what there is to see."""


def drawings(scene: Scene) -> Iterator[Act]:
    """Stroke by stroke, then its description; half of them beside words of their own."""
    begun = _begun(scene)
    for table, person in _awake(scene):
        told = chance("draws", person.number, scene.round.number) / DRAWERS
        if told < 1:
            doodle, done = begun.get(f"p{person.id_}", (None, 0))
            due = int((scene.since - FIRST_STROKE - 90 * told) / STROKE)
            yield from _next(scene, table, person, doodle, done, due)


def _next(scene: Scene, table: int, person: Participant, doodle: Doodle | None, done: int, due: int) -> Iterator[Act]:
    """One stroke at most; or what there is to see, once all of them lie there."""
    shape, words = scene.script.sketches[_any(len(scene.script.sketches), "shape", person.number, scene.round.number)]
    pen, strokes = SHAPES[shape]
    if due <= done or (doodle and not doodle.is_shown):
        return
    if done < len(strokes):
        beside = _own(scene, table, person) if doodle is None else None
        key = f"extra-stroke-{done}"
        draft = drawing.Draft(_key(scene), key, strokes[done], scene.round.number, table, pen, beside)
        yield lambda db: drawing.draw(db, scene.cafe.id_, person.id_, draft)
    elif doodle and not doodle.description:
        yield _describe(scene, person.id_, doodle.id_, words)


def _describe(scene: Scene, person: int, doodle: int, words: str) -> Act:
    return lambda db: mending.describe(db, scene.cafe.id_, person, doodle, description=words)


def _begun(scene: Scene) -> dict[str, tuple[Doodle, int]]:
    """By device: what it draws in this round, and how many strokes of it lie there."""
    query = select(Doodle).where(Doodle.cafe_id == scene.cafe.id, Doodle.key == _key(scene))
    doodles = scene.db.exec(query).all()
    strokes = select(Stroke.doodle_id).where(col(Stroke.doodle_id).in_([each.id for each in doodles]))
    counts = Counter(scene.db.exec(strokes))
    return {each.posted_by: (each, counts[each.id_]) for each in doodles}


def _key(scene: Scene) -> str:
    return f"extra-drawing-{scene.round.number}"


def _own(scene: Scene, table: int, person: Participant) -> int | None:
    """Words of theirs on this cloth, for every other drawer."""
    mine = [each.id_ for each in _laid(scene) if (each.table_id, each.author_id) == (table, person.id_)]
    return mine[0] if mine and chance("beside", person.number, scene.round.number) < 0.5 else None


def lines(scene: Scene) -> Iterator[Act]:
    """Some join the latest that nobody has joined yet to something earlier, once in a round."""
    laid = _laid(scene)
    drawn = scene.db.exec(select(Connection).where(Connection.cafe_id == scene.cafe.id)).all()
    now_laid = {each.id for each in laid if each.round_id == scene.round.id}
    busy = {line.drawn_by for line in drawn if line.second_id in now_laid}
    joined = {end for line in drawn for end in (line.first_id, line.second_id)}
    for table, person in _awake(scene):
        told = chance("joins", person.number, scene.round.number) / JOINERS
        if told < 1 and f"p{person.id_}" not in busy and scene.since > FIRST_LINE + 90 * told:
            there = [each.id_ for each in laid if each.table_id == table]
            free = [each for each in there[1:] if each in now_laid and each not in joined]
            if free:
                earlier = there[: there.index(free[-1])]
                joined.add(free[-1])
                yield _join(scene, person.id_, earlier[_any(len(earlier), "joined", person.number)], free[-1])


def _join(scene: Scene, person: int, first: int, second: int) -> Act:
    return lambda db: connecting.connect(db, scene.cafe.id_, person, first, second)


def _laid(scene: Scene) -> list[Contribution]:
    """What may be seen on the cloths, the oldest first."""
    query = select(Contribution).where(Contribution.cafe_id == scene.cafe.id).order_by(col(Contribution.id))
    return [each for each in scene.db.exec(query) if each.is_shown]


def _awake(scene: Scene) -> Iterator[tuple[int, Participant]]:
    """Everybody who sits at a table that is not to fall silent."""
    for table, sitting in scene.tables.items():
        if table != scene.quiet:
            yield from ((table, person) for person in sitting)


def _any(many: int, *told: object) -> int:
    """One of so many, always the same for the same."""
    return int(chance(*told) * many)
