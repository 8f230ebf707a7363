"""Simulated guests write on the cloth, give stars, and hand over."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from app.cafes.models import Participant, Role
from app.extras.scene import Act, Scene
from app.extras.script import THOUGHTS, chance, writes_after
from app.rounds import reading as rounds
from app.rounds.models import Round
from app.seating import reading as seating
from app.tablecloth import handing_over, mending, posting
from app.tablecloth.models import CARD_LIMIT, Category, Contribution, Handover, Kind, Pen, Star
from app.tablecloth.posting import Draft
from app.tables import reading as tables

QUESTIONS = 0.18
"""Of all that is written."""
CARRIED = 0.2
"""Of what is written in later rounds: it comes from another table."""
CARD_AFTER = 90.0
"""Seconds after which a table host has written the handover card, if the round lasts."""


def thoughts(scene: Scene) -> Iterator[Act]:
    """What is to lie on the cloths by now. At the quiet table each says one thing."""
    laid = scene.db.exec(select(Contribution).where(Contribution.cafe_id == scene.cafe.id)).all()
    keys = {(each.posted_by, each.key) for each in laid}
    written = {table: {each.text for each in laid if each.table_id == table} for table in scene.tables}
    for table, sitting in scene.tables.items():
        for person in sitting:
            for thought in range(1 if table == scene.quiet else THOUGHTS):
                key = f"extra-{scene.round.number}-{thought}"
                is_due = scene.since >= writes_after(person.number, scene.round.number, thought)
                if is_due and (f"p{person.id_}", key) not in keys:
                    draft = _draft(scene, person, key, table, written[table])
                    written[table].add(draft.text)
                    yield _post(scene, person.id_, draft)


def _draft(scene: Scene, person: Participant, key: str, table: int, written: set[str]) -> Draft:
    """Something that does not lie on this cloth yet, as long as the words last."""
    asks = chance("asks", person.number, key) < QUESTIONS
    choices = [("", text) for text in scene.script.questions] if asks else list(scene.script.ideas)
    start = int(chance("says", person.number, key) * len(choices))
    turned = choices[start:] + choices[:start]
    category, text = next((each for each in turned if each[1] not in written), turned[0])
    return Draft(
        key=key,
        text=text,
        round_no=scene.round.number,
        table_id=table,
        kind=Kind.question if asks else Kind.idea,
        category=Category(category) if category else None,
        pen=list(Pen)[person.number % len(Pen)],
        brought_from_table_no=_origin(scene, person, key),
    )


def _origin(scene: Scene, person: Participant, key: str) -> int | None:
    if scene.round.number == 1 or chance("carries", person.number, key) >= CARRIED:
        return None
    standing = {table.id_ for table in tables.in_cafe(scene.db, scene.cafe.id_)}
    before = [each for each in seating.tables_before(scene.db, scene.cafe, person) if each.id_ in standing]
    return before[0].number if before else None


def _post(scene: Scene, person: int, draft: Draft) -> Act:
    return lambda db: posting.post(db, scene.cafe.id_, person, draft)


def stars(scene: Scene) -> Iterator[Act]:
    """Each gives one star a round, to what somebody else has written."""
    in_round = (Contribution.cafe_id == scene.cafe.id, Contribution.round_id == scene.round.id)
    laid = [each for each in scene.db.exec(select(Contribution).where(*in_round)) if each.is_shown]
    given = select(Star.participant_id).join(Contribution, col(Contribution.id) == col(Star.contribution_id))
    gave = set(scene.db.exec(given.where(*in_round)))
    for table, sitting in scene.tables.items():
        for person in sitting:
            others = [each for each in laid if each.table_id == table and each.author_id != person.id_]
            told = chance("stars", person.number, scene.round.number)
            if others and person.id_ not in gave and scene.since > 35 + 100 * told:
                yield _star(scene, person.id_, others[int(told * len(others))].id_)


def _star(scene: Scene, person: int, contribution: int) -> Act:
    return lambda db: mending.toggle_star(db, scene.cafe.id_, person, contribution, given=True)


def cards(scene: Scene) -> Iterator[Act]:
    """Whoever keeps a table writes what the next guests should know: late in the round, or on the way to the next."""
    round_ = scene.round
    if not round_.started_at and round_.number > 1:
        round_ = rounds.by_number(scene.db, scene.cafe.id_, round_.number - 1)
    elif not round_.is_over and scene.since < CARD_AFTER:
        return
    there = seating.in_round(scene.db, round_)
    done = set(scene.db.exec(select(Handover.table_id).where(Handover.round_id == round_.id)))
    for person in scene.people:
        table = there.get(person.id_)
        if person.role == Role.table_host and table is not None and table not in done:
            done.add(table)
            yield from _card(scene, round_, person, table)


def _card(scene: Scene, round_: Round, person: Participant, table: int) -> Iterator[Act]:
    said = scene.db.exec(
        select(Contribution.text)
        .where(Contribution.table_id == table, Contribution.round_id == round_.id)
        .where(col(Contribution.withdrawn_at).is_(None))
        .order_by(col(Contribution.id).desc())
    )
    points = [text[:CARD_LIMIT] for text in said][:3]
    asked = scene.script.open_questions[person.number % len(scene.script.open_questions)]

    def act(db: Session) -> object:
        return handing_over.write(
            db, scene.cafe.id_, person.id_, table_id=table, round_no=round_.number, points=points, open_question=asked
        )

    yield act
