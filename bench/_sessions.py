"""The texts that the synthesis is measured on: sessions shaped like a café, with the themes that people gave them."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data" / "synthesis"
CAFES = ("trainertreffen.de", "library.en")


@dataclass(frozen=True)
class Card:
    text: str
    theme: str | None
    """None: belongs nowhere."""
    category: str | None = None
    """None: nobody says; "none": belongs to no category."""
    other_category: str | None = None
    """One that a careful reader could defend as well."""
    round: int = 1


@dataclass(frozen=True)
class Session:
    name: str
    group: str
    """Sessions of the same kind and size; means are taken over groups."""
    language: str
    cards: list[Card]

    @property
    def texts(self) -> dict[int, str]:
        return dict(enumerate((card.text for card in self.cards), 1))

    @property
    def themes(self) -> list[str | None]:
        return [card.theme for card in self.cards]


def every() -> list[Session]:
    """All sessions, small ones first."""
    found = [*_tables(), *_notes(), *(cafe(name) for name in CAFES)]
    return sorted(found, key=lambda session: (len(session.cards) > 500, len(session.cards) > 1500))


def _tables() -> Iterator[Session]:
    for file in ("banking77_sessions", "clinc150_sessions", "kpa_sessions", "krefeld_titles"):
        rows: dict[str, list[dict[str, str]]] = {}
        for row in _rows(file):
            rows.setdefault(row["session"], []).append(row)
        for name, own in rows.items():
            kind, *size = name.split("-")
            group = f"{kind} {int(size[0]):,}" if len(size) > 1 else kind
            yield Session(name, group, own[0]["lang"], [Card(row["text"], row["theme"]) for row in own])


def _notes() -> Iterator[Session]:
    rows = _rows("workshop100")
    german = [row for row in rows if row["lang"] == "de"]
    for name, own in (("notes, German", german), ("notes, mixed", rows)):
        yield Session(name, name, "de", [Card(row["text"], row["theme"], row["category"] or "none") for row in own])


def cafe(name: str) -> Session:
    """One of the two invented cafés."""
    written = json.loads((DATA / f"{name}.json").read_text("utf-8"))
    labels = {theme["key"]: theme["label"] for theme in written["themes"]}
    cards = [
        Card(each["text"], labels.get(each["theme"]), each["category"], each["category_alt"], each["round"])
        for each in written["contributions"]
    ]
    return Session(name, f"café {name}", written["language"], cards)


def pairs() -> list[tuple[str, str, bool]]:
    """Two questions, and whether they ask the same."""
    return [(row["question_1"], row["question_2"], row["similar"] == "1") for row in _rows("covid_question_pairs")]


def _rows(file: str) -> list[dict[str, str]]:
    with (DATA / f"{file}.tsv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source, delimiter="\t", quoting=csv.QUOTE_NONE))
