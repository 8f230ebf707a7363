"""What the database holds, read beside the app: the witness that acknowledgements are compared with."""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.live.stateful.chronicle import Entry

PLACES = {"lobby": 0, "synthesis": 5, "harvest": 6, "closed": 7}
"""Where on the line of an evening with two rounds and without an impulse a phase stands; the rounds lie between."""


@dataclass(frozen=True)
class Stored:
    """One contribution as the database has it."""

    id: int
    device: str
    key: str
    text: str
    table: int


@dataclass
class Records:
    """One look at the database."""

    cafe: int
    head: int
    fingerprint: str
    version: int
    generation: int
    place: int
    contributions: list[Stored]
    entries: list[Entry]
    """Those after the number that was asked for."""
    seats: dict[int, int]
    """Participant to table in the round that is on or comes next."""
    left: set[int] = field(default_factory=set)

    @property
    def by_key(self) -> dict[tuple[str, str], Stored]:
        return {(each.device, each.key): each for each in self.contributions}


def look(database: Path, cafe: str, after: int) -> Records:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        db.execute("BEGIN")
        home = db.execute("SELECT * FROM cafes WHERE key = ?", [cafe]).fetchone()
        rows = db.execute("SELECT * FROM logbook WHERE cafe_id = ? AND seq > ? ORDER BY seq", [home["id"], after])
        entries = [
            Entry(
                row["seq"],
                row["kind"],
                row["actor"],
                json.loads(row["payload"]),
                row["fingerprint"],
                datetime.fromisoformat(row["at"]).replace(tzinfo=UTC),
            )
            for row in rows
        ]
        laid = db.execute("SELECT id, posted_by, key, text, table_id FROM contributions ORDER BY id").fetchall()
        round_ = db.execute(
            "SELECT * FROM rounds WHERE cafe_id = ? AND number = ?", [home["id"], home["round_no"]]
        ).fetchone()
        seats = db.execute("SELECT participant_id, table_id FROM seats WHERE round_id = ?", [round_["id"]]).fetchall()
        left = db.execute("SELECT id FROM participants WHERE left_at IS NOT NULL").fetchall()
    return Records(
        cafe=home["id"],
        head=home["head"],
        fingerprint=home["fingerprint"],
        version=home["version"],
        generation=home["link_generation"],
        place=_place(home, round_),
        contributions=[Stored(*row) for row in laid],
        entries=entries,
        seats={row["participant_id"]: row["table_id"] for row in seats},
        left={row["id"] for row in left},
    )


def _place(cafe: Any, round_: Any) -> int:
    """How many steps on the evening is."""
    if cafe["phase"] != "rounds":
        return PLACES[cafe["phase"]]
    if round_["ended_at"] and round_["started_at"]:
        return 4
    return 2 * cafe["round_no"] - (1 if round_["started_at"] else 2)
