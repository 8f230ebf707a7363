"""A written evening, small enough to read: two tables, two rounds, four people."""

from typing import Any

import pytest

from app.rehearsal.scenario import Scenario, parse


@pytest.fixture
def written() -> dict[str, Any]:
    return {
        "title": "Kleines Café",
        "language": "de",
        "date": "2026-03-19",
        "place": "Neuss",
        "host": "Orga-Team",
        "impulse": {"speaker_role": "Eine Praktikerin", "core_message": "Weniger ist mehr."},
        "questions": ["Was ändern wir?"],
        "tables": [
            {"key": "t1", "name": "Anker", "host": "p1"},
            {"key": "t2", "name": "Bambus", "topic": "Ziele", "host": "p3"},
        ],
        "rounds": [{"minutes": 1, "question": "Was ändern wir?"}, {"minutes": 1, "question": "Was ändern wir?"}],
        "participants": [
            {"key": "p1", "name": "Anke", "trade": "Coach"},
            {"key": "p2", "name": "Bernd", "trade": ""},
            {"key": "p3", "name": "Carola", "trade": "Texterin"},
            {"key": "p4", "name": "Dirk", "trade": "Fotograf"},
        ],
        "seats": [
            {"round": 1, "table": "t1", "participants": ["p1", "p2"]},
            {"round": 1, "table": "t2", "participants": ["p3", "p4"]},
            {"round": 2, "table": "t1", "participants": ["p1", "p4"]},
            {"round": 2, "table": "t2", "participants": ["p2", "p3"]},
        ],
        "contributions": [
            line("c1", 1, "t1", "p2", "Seltener posten", "change", support=["p1", "p4"]),
            line("c2", 1, "t1", "p1", "Seltener posten", "none"),
            line("c3", 1, "t2", "p4", "Wer liest das?", "none"),
            line("c4", 2, "t2", "p2", "Seltener, aber richtig", "tackle", brought_from="c1", support=["p3"]),
        ],
        "host_summaries": [
            {"table": "t1", "round": 1, "points": ["Eins", "Zwei", "Drei"], "open_question": "Wer fängt an?"},
        ],
    }


def line(key: str, round_no: int, table: str, author: str, text: str, category: str, **more: Any) -> dict[str, Any]:
    told = {"key": key, "round": round_no, "table": table, "author": author, "offset_s": 5, "text": text}
    return told | {"category": category, "brought_from": None, "support": []} | more


@pytest.fixture
def scenario(written) -> Scenario:
    return parse(written)
