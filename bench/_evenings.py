"""A café's report in memory, of any size: words drawn at random, everything else as an evening leaves it."""

from datetime import UTC, date, datetime, timedelta
from random import Random

from app.harvest.report import COLUMNS, Contribution, Event, Impulse, Participant, Privacy, Report, Round, Table

TABLES, ROUNDS, GUESTS = 12, 3, 60
BEGAN = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
WORDS = [
    "wir", "die", "und", "mehr", "nicht", "eine", "für", "Zeit", "Menschen", "Gespräche", "Öffentlichkeit", "über",
    "zusammen", "Nachbarschaft", "ehrlich", "auch", "Küche", "alle", "Kanäle", "müssen", "sollten", "Mut", "Straße",
    "jedes", "Jahr", "Verantwortung", "teilen", "Räume", "öffnen", "Vertrauen", "wächst", "langsam", "zuhören",
    "Entscheidungen", "früher", "begründen", "weniger", "Sitzungen", "Kaffee", "größer", "Übersicht", "Grüße",
    "außerdem", "Zusammenarbeit",
]  # fmt: skip
ODD = ("👩🏽‍🔬 ✓ →", "مرحبا بالجميع", "Больше времени", "=1+1", "#strong[x] *y* <b>z</b>")
EVERY = 11
"""One contribution in so many has something that is not plain letters."""


def evening(count: int) -> Report:
    """So many contributions at twelve tables in three rounds; the same each time."""
    by_chance = Random(count)
    guests = [f"p{no}" for no in range(1, GUESTS + 1)]
    return Report(
        exported_at=BEGAN + timedelta(hours=3),
        lang="de",
        timezone="Europe/Berlin",
        privacy=Privacy("names", includes_hidden=True),
        event=_event(),
        impulse=Impulse("", ""),
        central_question="Was hält uns zusammen?",
        rounds=tuple(Round(f"r{no}", no, "", "talk", 20, BEGAN, BEGAN) for no in range(1, ROUNDS + 1)),
        tables=tuple(_table(no) for no in range(1, TABLES + 1)),
        participants=tuple(
            Participant(one, no, f"Gast {no}", f"Gast {no}", "", "traveller", True, BEGAN, None)
            for no, one in enumerate(guests, 1)
        ),
        contributions=tuple(_contribution(no, by_chance, guests) for no in range(count)),
    )


def _event() -> Event:
    return Event(
        id="cafe", title="Probe", date=date(2026, 11, 22), place="Köln", organiser="Netzwerk", participants=GUESTS,
        phase="harvest", round_no=ROUNDS, template="classic", expected=GUESTS, round_ending="clock", laid_at=BEGAN,
    )  # fmt: skip


def _table(no: int) -> Table:
    return Table(f"t{no}", no, f"Tisch der {no}", "", 5, "de", None, "")


def _contribution(no: int, by_chance: Random, guests: list[str]) -> Contribution:
    words = " ".join(by_chance.choices(WORDS, k=by_chance.randint(5, 22)))
    author = by_chance.choice(guests)
    return Contribution(
        id=f"c{no}",
        table_id=f"t{no // ROUNDS % TABLES + 1}",
        round_id=f"r{no % ROUNDS + 1}",
        kind="idea",
        category=None,
        column=by_chance.choice(COLUMNS),
        text=f"{words} {ODD[no // EVERY % len(ODD)]}" if no % EVERY == 0 else words,
        pen=by_chance.choice(("black", "blue", "red", "green")),
        author_id=author,
        author=f"Gast {author[1:]}",
        scribe=None,
        created_at=BEGAN + timedelta(seconds=no),
        edited_at=None,
        votes=by_chance.choice((0, 0, 0, 1, 4)),
        starred_by=(),
        theme_ids=(),
        hidden=False,
        brought_from_table_id=None,
        brought_from_id=None,
    )
