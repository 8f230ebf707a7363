"""Forms read field by field: everything wrong is told at once, and what was typed is there again."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from starlette.datastructures import FormData

from app.cafes.models import Address, Naming, Photographers, RoundEnding
from app.errors import BadInput, marked
from app.evening.opening import LINE_LIMIT, MESSAGE_LIMIT, QUESTION_LIMIT, TITLE_LIMIT, Invitation, Plan
from app.rounds.kinds import RoundKind
from app.rounds.running import MOST_MINUTES, MOST_ROUNDS
from app.tables.laying import MOST_SEATS, MOST_TABLES
from app.texts import bounded, cleaned
from app.translations import translate

Choice = TypeVar("Choice", bound=StrEnum)
MOST_EXPECTED = 300


class Form:
    """A form as it was sent; the readers note in `errors` what cannot be taken and go on with a harmless value."""

    def __init__(self, sent: FormData, tongue: str) -> None:
        self.typed: dict[str, str] = {name: value for name, value in sent.multi_items() if isinstance(value, str)}
        self.errors: dict[str, str] = {}
        self._tongue = tongue

    def text(self, name: str, limit: int, *, required: bool = False, lines: bool = False) -> str:
        """A cleaned text of at most `limit` characters."""
        try:
            return bounded(name, self.typed.get(name, ""), limit, required=required, lines=lines)
        except BadInput as error:
            self.note(name, error)
            return ""

    def number(self, name: str, lowest: int, highest: int, default: int) -> int:
        """A whole number within bounds; `default` where the field was left empty."""
        typed = self.typed.get(name, "").strip()
        if not typed:
            return default
        if typed.isdecimal() and lowest <= int(typed[:9]) <= highest:
            return int(typed)
        self.note(
            name,
            BadInput(name, marked("Bitte eine Zahl von %(lowest)d bis %(highest)d."), lowest=lowest, highest=highest),
        )
        return default

    def choice(self, name: str, kind: type[Choice], default: Choice) -> Choice:
        """One of an enum's values; anything else is the default."""
        typed = self.typed.get(name, "")
        return kind(typed) if typed in list(kind) else default

    def date(self, name: str) -> date | None:
        """A date as browsers send it (2026-03-19), or none."""
        typed = self.typed.get(name, "").strip()
        try:
            return date.fromisoformat(typed) if typed else None
        except ValueError:
            self.note(name, BadInput(name, marked("Bitte ein Datum wie 2026-03-19.")))
            return None

    def lines(self, name: str, limit: int, most: int) -> list[str]:
        """One entry per line, at most `most` lines of `limit` characters."""
        entries = [cleaned(line) for line in self.typed.get(name, "").splitlines()]
        for entry in entries:
            if len(entry) > limit:
                self._check(name, lambda entry=entry: bounded(name, entry, limit))  # type: ignore[misc]
        if len(entries) > most:
            self.note(name, BadInput(name, marked("Höchstens %(most)d Zeilen."), most=most))
        return entries[:most]

    def _check(self, name: str, read: Callable[[], object]) -> None:
        try:
            read()
        except BadInput as error:
            self.note(name, error)

    def note(self, name: str, error: BadInput) -> None:
        """Says what is wrong with a field; the first word about it counts."""
        self.errors.setdefault(name, translate(self._tongue, error.sentence, **error.words))


def one_of(kind: type[Choice], text: str) -> Choice:
    """One of an enum's values; raises BadInput for anything else."""
    if text not in list(kind):
        raise BadInput("choice", marked("Diese Wahl gibt es hier nicht."))
    return kind(text)


def invitation(form: Form) -> Invitation:
    """The words of an evening."""
    return Invitation(
        title=form.text("title", TITLE_LIMIT, required=True),
        question=form.text("question", QUESTION_LIMIT),
        naming=form.choice("naming", Naming, Naming.names),
        round_ending=form.choice("round_ending", RoundEnding, RoundEnding.host),
        held_on=form.date("held_on"),
        place=form.text("place", LINE_LIMIT),
        organiser=form.text("organiser", LINE_LIMIT),
        impulse_speaker=form.text("impulse_speaker", LINE_LIMIT),
        impulse_message=form.text("impulse_message", MESSAGE_LIMIT, lines=True),
        wifi_name=form.text("wifi_name", 32),
        wifi_password=form.text("wifi_password", 63),
        photographers=form.choice("photographers", Photographers, Photographers.everybody),
        has_gong=form.typed.get("gong") == "on",
        address=form.choice("address", Address, Address.informal),
    )


def questions(form: Form) -> list[str]:
    """The rounds' own questions, fields `questions_1` and so on; an empty one means the café's question."""
    return [form.text(f"questions_{index}", QUESTION_LIMIT) for index in range(1, MOST_ROUNDS + 1)]


def topics(form: Form) -> list[str]:
    return form.lines("topics", LINE_LIMIT, MOST_TABLES)


def minutes_by_round(form: Form, default: int = 20) -> list[int]:
    """Length of each round: fields `minutes_1` and so on; an empty one means the common `minutes`."""
    common = form.number("minutes", 1, MOST_MINUTES, default)
    return [form.number(f"minutes_{index}", 1, MOST_MINUTES, common) for index in range(1, MOST_ROUNDS + 1)]


def kinds(form: Form) -> list[RoundKind]:
    """How people get to each round: fields `kinds_1` and so on; an empty one means that they travel."""
    return [form.choice(f"kinds_{index}", RoundKind, RoundKind.travel) for index in range(1, MOST_ROUNDS + 1)]


def plan(form: Form, proposed: Mapping[str, int]) -> Plan:
    """The room and the time; what was left empty is as `proposed`."""
    return Plan(
        tables=form.number("tables", 1, MOST_TABLES, proposed["tables"]),
        seats=form.number("seats", 2, MOST_SEATS, proposed["seats"]),
        rounds=form.number("rounds", 1, MOST_ROUNDS, proposed["rounds"]),
        minutes=minutes_by_round(form, proposed["minutes"]),
        questions=questions(form),
        topics=topics(form),
        names=form.lines("names", LINE_LIMIT, MOST_TABLES),
        kinds=kinds(form),
    )
