"""What the set-up page proposes, and how a proposal follows what the organiser changes.

A field that still holds what was proposed takes the new proposal; a field in which somebody wrote keeps it. The form
carries along (`was_…`) what its proposal was made from, so this works with and without scripts.
"""

from collections.abc import Mapping

from app.evening import templates
from app.rounds.running import MOST_ROUNDS
from app.seating import calculator
from app.seating.calculator import Estimate
from app.tables import laying
from app.tables.laying import MOST_SEATS, MOST_TABLES
from app.translations import SOURCE, languages, translate
from app.web.forms import MOST_EXPECTED

EXPECTED = 24
MOST_DIGITS = 9
BASIS = ("template", "expected", "language", "tables")
"""The fields that a proposal is made from."""


def expected(typed: Mapping[str, str]) -> int:
    """How many guests are expected, 1 to 300; the default for anything that is no such number."""
    number = _number(typed.get("expected", "").strip())
    return number if 1 <= number <= MOST_EXPECTED else EXPECTED


def taken(typed: Mapping[str, str]) -> dict[str, str]:
    """The form with the alternative that was chosen in it, if one was: `take` is "tables-rounds"."""
    form = dict(typed)
    tables, _, rounds = form.pop("take", "").partition("-")
    if tables.isdecimal() and rounds.isdecimal():
        form |= {"tables": tables, "rounds": rounds, "seats": _seats(expected(typed), tables)}
    return form


def followed(typed: Mapping[str, str], language: str) -> dict[str, str]:
    """The form with every field filled: as typed, or as proposed where nobody wrote anything of their own."""
    basis = {"template": "", "expected": str(EXPECTED), "language": language} | {
        name: typed[name] for name in BASIS if typed.get(name)
    }
    before = {name: typed[f"was_{name}"] for name in BASIS if f"was_{name}" in typed}
    earlier = _proposed(before) if before else {}
    form = dict(typed)
    for name, proposal in _proposed(basis | {"tables": ""}).items():
        if typed.get(name, "") in ("", earlier.get(name, "")):
            form[name] = proposal
    seats = _seats(expected(basis), form["tables"])
    if typed.get("seats", "") in ("", _seats(expected(before), before.get("tables", "")) if before else ""):
        form["seats"] = seats
    form |= {"template": templates.by_key(basis["template"]).key, "expected": basis["expected"]}
    form |= {"language": basis["language"] if basis["language"] in languages() else language}
    return form | {f"was_{name}": form[name] for name in BASIS}


def outlook(form: Mapping[str, str]) -> Estimate | None:
    """What the numbers in the form promise; none as long as one of them is out of bounds."""
    bounds = {"tables": (1, MOST_TABLES), "seats": (2, MOST_SEATS), "rounds": (1, MOST_ROUNDS)}
    numbers = {name: _number(form[name]) for name in bounds}
    if not all(lowest <= numbers[name] <= most for name, (lowest, most) in bounds.items()):
        return None
    tables, seats, rounds = numbers.values()
    return calculator.estimate(expected(form), tables, rounds, chairs=tables * seats)


def alternatives(form: Mapping[str, str]) -> list[Estimate]:
    return calculator.alternatives(expected(form), most_tables=MOST_TABLES)


def _proposed(basis: Mapping[str, str]) -> dict[str, str]:
    """Words and numbers for a template, a number of guests and a language, as form fields; without the chairs."""
    template = templates.by_key(basis.get("template", ""))
    room = laying.proposal(expected(basis))
    language = basis.get("language", SOURCE)
    questions = [translate(language, text) for text in template.questions]
    questions += [""] * (MOST_ROUNDS - len(questions))
    return {
        "question": translate(language, template.question),
        "topics": "\n".join(translate(language, topic) for topic in template.topics),
        "tables": str(room.tables),
        "rounds": str(len(template.questions) or room.rounds),
        "minutes": str(room.minutes),
        "naming": "names",
        "round_ending": "host",
    } | {f"questions_{number}": text for number, text in enumerate(questions, 1)}


def _seats(guests: int, tables: str) -> str:
    """Chairs at each of so many tables: four at least, twelve at most."""
    return str(laying.seats_at(guests, _number(tables) or laying.proposal(guests).tables))


def _number(text: str) -> int:
    """What somebody typed as a whole number; 0 for what is none, or longer than any number here."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else 0
