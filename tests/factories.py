"""Makers with defaults: everything that matters to a test is said in the test."""

from itertools import count

from sqlmodel import Session

from app.cafes.models import Cafe, Participant, Role
from app.evening import opening, stepping
from app.evening.opening import Invitation, Plan
from app.seating import arriving
from app.tablecloth import posting
from app.tablecloth.models import Contribution
from app.tablecloth.posting import Draft
from app.tables import reading as tables
from app.tables.models import Table

_numbers = count(1)


def cafe(
    db: Session,
    *,
    tables: int = 3,
    seats: int = 5,
    rounds: int = 3,
    minutes: int = 20,
    language: str = "de",
    **words: object,
) -> Cafe:
    """A café in its lobby."""
    invitation = Invitation(**({"title": "Abend", "question": "Was will ich ändern?"} | words))  # type: ignore[arg-type]
    plan = Plan(tables=tables, seats=seats, rounds=rounds, minutes=[minutes] * rounds)
    return opening.open_cafe(db, invitation, plan, language=language)


def guest(
    db: Session,
    cafe: Cafe,
    name: str = "",
    *,
    table: Table | None = None,
    role: Role = Role.traveller,
    by_host: bool = False,
) -> Participant:
    """Somebody who came in and sits."""
    number = next(_numbers)
    name = name or f"Gast {number}"
    return arriving.arrive(
        db, cafe, arrival_key=f"arrival-{number}", name=name, table=table, role=role, by_host=by_host
    )


def table(db: Session, cafe: Cafe, number: int = 1) -> Table:
    return tables.in_cafe(db, cafe.id_)[number - 1]


def step(db: Session, cafe: Cafe, times: int = 1, *, by: int = stepping.ON) -> Cafe:
    """So many steps on the line of the evening."""
    for _ in range(times):
        cafe = stepping.step(db, cafe.id_, by=by, expect=cafe.version)
    return cafe


def draft(text: str = "Weniger Kanäle", *, table: Table, round_no: int = 1, key: str = "", **fields: object) -> Draft:
    return Draft(key=key or f"key-{next(_numbers)}", text=text, table_id=table.id_, round_no=round_no, **fields)  # type: ignore[arg-type]


def contribution(
    db: Session, cafe: Cafe, author: Participant, text: str = "Weniger Kanäle", *, table: Table, **fields: object
) -> Contribution:
    """Something on a cloth, posted by its author."""
    laid = posting.post(db, cafe.id_, author.id_, draft(text, table=table, round_no=cafe.round_no, **fields))  # type: ignore[arg-type]
    return db.get_one(Contribution, laid)
