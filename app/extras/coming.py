"""Simulated guests come in, sit down, keep a table, and choose a topic."""

from collections.abc import Iterator

from sqlmodel import Session

from app.cafes import reading as cafes
from app.cafes.models import Hosting, Role
from app.db import now
from app.extras.scene import Act, Scene
from app.extras.script import KEY, arrives_after, chance, how_many
from app.seating import arriving, choosing, moving
from app.tables import reading as tables

SETTLED = 6.0
"""Seconds somebody sits before they offer to keep the table."""


def arrivals(scene: Scene) -> Iterator[Act]:
    """Who is due by now; nobody comes through a closed door, and nobody comes twice."""
    if not scene.cafe.is_open:
        return
    came = {person.arrival_key for person in scene.everybody}
    many, passed = how_many(scene.cafe.expected), (now() - scene.cafe.laid_at).total_seconds()
    for number in range(many):
        if f"{KEY}{number}" not in came and passed >= arrives_after(number, many):
            yield _arrive(scene, number)


def _arrive(scene: Scene, number: int) -> Act:
    script = scene.script
    name, trade = script.names[number % len(script.names)], script.trades[number * 7 % len(script.trades)]

    def act(db: Session) -> object:
        cafe = cafes.locked(db, scene.cafe.id_)
        return arriving.arrive(db, cafe, arrival_key=f"{KEY}{number}", name=name, trade=trade)

    return act


def offers(scene: Scene) -> Iterator[Act]:
    """At each table that nobody keeps yet somebody does."""
    if scene.cafe.hosting == Hosting.none:
        return
    for sitting in scene.tables.values():
        host = sitting[0]
        settled = host.joined_at is not None and (now() - host.joined_at).total_seconds() > SETTLED
        if settled and len(sitting) > 1 and not any(person.role == Role.table_host for person in sitting):
            yield _offer(scene, host.id_)


def _offer(scene: Scene, person: int) -> Act:
    return lambda db: moving.offer_to_stay(db, cafes.locked(db, scene.cafe.id_), person, stays=True)


def choices(scene: Scene) -> Iterator[Act]:
    """Before a round of free choice most of them choose."""
    if not choosing.is_open(scene.cafe, scene.round):
        return
    room = [table.id_ for table in tables.in_cafe(scene.db, scene.cafe.id_)]
    chosen = {choice.participant_id for choice in choosing.in_order(scene.db, scene.round)}
    for person in scene.people:
        told = chance("chooses", person.number, scene.round.number)
        if person.id_ not in chosen and person.role == Role.traveller and told < 0.7 and scene.since > 3 + 25 * told:
            yield _choose(scene, person.id_, room[int(chance("topic", person.number) * len(room))])


def _choose(scene: Scene, person: int, table: int) -> Act:
    def act(db: Session) -> None:
        cafe = cafes.locked(db, scene.cafe.id_)
        if choosing.wish_of(db, scene.round, person) is None:
            choosing.choose(db, cafe, cafes.participant(db, cafe.id_, person), table)

    return act
