"""Contributions to try the rules with: the rehearsed evening, a library's café, workshop notes, and wild mixtures."""

import csv
import json
import random
from pathlib import Path
from typing import NamedTuple

from app.synthesis import rules

DATA = Path(__file__).parent / "data"
EVENING = Path(__file__).parents[2] / "app" / "rehearsal" / "evening.de.json"


class Line(NamedTuple):
    """A contribution with what a careful reader made of it; empty or "none": nothing."""

    text: str
    category: str
    pole: str = ""
    theme: str = ""
    stars: int = 0
    table: int = 1


def evening() -> list[Line]:
    """The German café."""
    return [
        Line(
            each["text"],
            each["category"],
            each["tension"] or "",
            each["theme"] or "",
            len(each["support"]),
            int(each["table"][1:]),
        )
        for each in json.loads(EVENING.read_text("utf-8"))["contributions"]
    ]


def library() -> list[Line]:
    """The English café."""
    return [
        Line(row["text"], row["category"], row["tension"], row["theme"], int(row["stars"]), int(row["table"]))
        for row in _rows("library_lines.tsv")
    ]


def notes(language: str) -> list[Line]:
    """Workshop notes in one language."""
    return [Line(row["text"], row["category"]) for row in _rows("workshop_notes.tsv") if row["lang"] == language]


def everything() -> list[str]:
    """All of them, and three hundred texts put together from their words, the rules and signs, the same every time."""
    written = [line.text for line in (*evening(), *library(), *notes("de"), *notes("en"))]
    words = [word for text in written for word in text.split()]
    signs = [",", ".", "?", "nicht", "not", "-", "’s", "(", "\n", "it’s", "İstanbul", "Straße", "🎉", "e.g.", "#Plan"]
    chance = random.Random(5)
    patterns = [
        element.strip("=").replace("*", chance.choice(["", "en", "ung"]))
        for row in json.loads(rules.FILE.read_text("utf-8"))["rules"]
        for pattern in row[2].replace("|", "").split(", ")
        for element in [pattern.replace("^ ", "").replace("…", chance.choice(["", "das", "a b c"]))]
    ]
    return written + [
        " ".join(chance.choice(chance.choice([words, patterns, patterns, signs])) for _ in range(chance.randint(1, 14)))
        for _ in range(300)
    ]


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))
