"""What a rehearsal says: a progress bar while it plays, a table of what was played and every difference at the end."""

from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.table import Table
from rich.text import Text

from app.errors import marked
from app.rehearsal.comparing import Difference
from app.rehearsal.line import Tally
from app.rehearsal.scenario import Scenario
from app.translations import translate

MOST_SHOWN = 30


@dataclass
class Played:
    """What came of it."""

    scenario: Scenario
    tally: Tally
    problems: list[Difference] = field(default_factory=list)
    harvest: bytes = b""
    screens: int = 0
    """Screens that were looked at, and showed their whole tablecloth."""
    seconds: float = 0.0


class Progress:
    """Bars on the error output, so that the report can be piped away."""

    def __init__(self, scenario: Scenario) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bars = Bars(*columns, console=Console(stderr=True))
        guests, lines = (translate(scenario.language, word) for word in (marked("Gäste"), marked("Beiträge")))
        self._guests = self._bars.add_task(guests, total=len(scenario.people))
        self._lines = self._bars.add_task(lines, total=len(scenario.lines))

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bars.stop()

    def joined(self) -> None:
        self._bars.advance(self._guests)

    def said(self) -> None:
        self._bars.advance(self._lines)


def tell(played: Played) -> None:
    """The table of what was played, then the differences; in the scenario's language."""
    language = played.scenario.language
    console = Console()
    console.print(Text(played.scenario.title, style="bold"))
    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, figure in _figures(played):
        table.add_row(translate(language, name), figure)
    console.print(table)
    if not played.problems:
        console.print(translate(language, marked("Keine Abweichung.")), style="green")
        return
    names = (marked("Wo"), marked("Soll"), marked("Ist"))
    found = Table(*(translate(language, name) for name in names), show_lines=True)
    for problem in played.problems[:MOST_SHOWN]:
        found.add_row(Text(problem.where), Text(problem.wanted), Text(problem.found))
    console.print(found)
    console.print(translate(language, marked("Abweichungen: %(count)d"), count=len(played.problems)), style="red")


def announce(lines: list[str]) -> None:
    """Says something that is to stay readable, line by line and unbroken."""
    for line in lines:
        Console().print(Text(line), soft_wrap=True)


def complain(text: str) -> None:
    """Says why nothing could be played."""
    Console(stderr=True).print(Text(text), soft_wrap=True)


def _figures(played: Played) -> list[tuple[str, str]]:
    scenario, tally = played.scenario, played.tally
    return [
        (marked("Gäste, Tische, Runden"), f"{len(scenario.people)}, {len(scenario.tables)}, {len(scenario.rounds)}"),
        (marked("Beiträge"), str(len(scenario.lines))),
        (marked("davon über die offene Leitung"), str(tally.by_socket)),
        (marked("davon als Formular"), str(tally.by_form)),
        (marked("noch einmal gesendet"), str(tally.sent_again)),
        (marked("mitgebracht von anderen Tischen"), str(sum(bool(line.brought_from) for line in scenario.lines))),
        (marked("Sterne"), str(sum(len(line.support) for line in scenario.lines))),
        (marked("Übergabekarten"), str(len(scenario.cards))),
        (marked("Bildschirme am Rundenende geprüft"), str(played.screens)),
        (marked("Leitung neu aufgebaut"), str(tally.reconnected)),
        (marked("Dauer in Sekunden"), f"{played.seconds:.1f}"),
    ]
