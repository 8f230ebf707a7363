"""Simulated guests read their table's summary, vote, and say what they will do."""

from collections.abc import Iterator

from app.cafes.models import Participant
from app.db import now
from app.deciding import committing, reading, reading_back, voting
from app.deciding.models import Answer, Ballot, BallotMode
from app.deciding.voting import Wish
from app.extras.scene import Act, Scene
from app.extras.script import chance


def read_backs(scene: Scene) -> Iterator[Act]:
    """Every table answers within half a minute; one in five misses something."""
    for table, asked in reading.read_backs(scene.db, scene.cafe).items():
        passed = (now() - asked.asked_at).total_seconds()
        if asked.answer is None and table in scene.tables and passed > 5 + 20 * chance("reads", table):
            yield _read_back(scene, table, scene.tables[table][0].id_)


def _read_back(scene: Scene, table: int, person: int) -> Act:
    misses = chance("misses", table) < 0.2
    note = scene.script.notes[table % len(scene.script.notes)] if misses else ""
    said = Answer.missing if misses else Answer.right
    return lambda db: reading_back.answer(db, scene.cafe.id_, person, table_id=table, said=said, note=note)


def votes(scene: Scene) -> Iterator[Act]:
    """Nine of ten vote within 40 seconds."""
    ballot = reading.latest(scene.db, scene.cafe)
    if ballot is None or not ballot.is_open:
        return
    passed = (now() - ballot.opened_at).total_seconds()
    voted = {cast.person for cast in reading.casts(scene.db, ballot)}
    for person in scene.people:
        told = chance("votes", person.number, ballot.id)
        if person.id_ not in voted and told < 0.9 and passed > 3 + 40 * told:
            yield from _wishes(scene, ballot, person)


def _wishes(scene: Scene, ballot: Ballot, person: Participant) -> Iterator[Act]:
    liked = sorted(ballot.theme_ids, key=lambda theme: chance("likes", person.number, theme))
    if ballot.mode == BallotMode.matrix:
        for theme in liked:
            urgency, feasibility = (1 + int(5 * chance(what, person.number, theme)) for what in ("urgent", "feasible"))
            yield _vote(scene, ballot, person, Wish(theme, urgency=urgency, feasibility=feasibility))
    else:
        for theme in liked[: ballot.budget]:
            yield _vote(scene, ballot, person, Wish(theme, dots=1))


def _vote(scene: Scene, ballot: Ballot, person: Participant, wish: Wish) -> Act:
    return lambda db: voting.vote(db, scene.cafe.id_, person.id_, ballot.id_, wish)


def commitments(scene: Scene) -> Iterator[Act]:
    """A third of them says what they will do."""
    lines = scene.script.commitments
    for person in scene.people:
        told = chance("commits", person.number)
        if told < 0.35 and scene.since > 8 + 100 * told and not reading.commitments_of(scene.db, person.id_):
            yield _commit(scene, person.id_, lines[person.number % len(lines)])


def _commit(scene: Scene, person: int, what: str) -> Act:
    draft = committing.Draft(what=what, is_shared=True)
    return lambda db: committing.commit(db, scene.cafe.id_, person, "extra", draft)
