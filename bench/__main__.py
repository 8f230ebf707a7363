"""Runs benchmarks: python -m bench [NAME] [--json] [--full]. Exit 1: a goal is missed; 2: no such benchmark."""

import argparse
import importlib
import json
import pkgutil
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.table import Column, Table

import bench
from bench import Figure, Progress, Sheet

Run = Callable[[bool, Progress], Sequence[Figure | Sheet]]

# Progress goes to stderr, figures to stdout: with --json nothing else may stand there.
to_people = Console(stderr=True)
to_stdout = Console(width=None if sys.stdout.isatty() else 120)


def main() -> int:
    asked = _asked()
    names = sorted(module.name for module in pkgutil.iter_modules(bench.__path__) if not module.name.startswith("_"))
    if asked.name and asked.name not in names:
        to_people.print(f"There is no benchmark named {asked.name!r}. There are: {', '.join(names) or 'none yet'}.")
        return 2
    if not names:
        to_people.print("There is no benchmark yet: each is a module bench/<name>.py.")

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # ended like that, too, no server stays behind
    found: list[Figure | Sheet] = []
    for name in [asked.name] if asked.name else names:
        run: Run = importlib.import_module(f"bench.{name}").run
        with _progress(name) as progress:
            found += run(asked.full, progress)

    figures = [each for each in found if isinstance(each, Figure)]
    sheets = [each for each in found if isinstance(each, Sheet)]
    if asked.json:
        written = {"figures": [asdict(figure) for figure in figures], "sheets": [asdict(sheet) for sheet in sheets]}
        print(json.dumps(written, ensure_ascii=False))
    elif found:
        for sheet in sheets:
            to_stdout.print(_sheet(sheet))
        to_stdout.print(_table(figures))
    return 1 if any(figure.ok is False for figure in figures) else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description="Measure Tischdecke on this machine.")
    parser.add_argument("name", nargs="?", help="one benchmark; all of them if left out")
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout instead of a table")
    parser.add_argument("--full", action="store_true", help="take as long as a trustworthy figure needs")
    return parser.parse_args()


@contextmanager
def _progress(name: str) -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Bars(*columns, console=to_people, transient=True) as bars:
        task = bars.add_task(name, total=None)

        def progress(text: str, part: float | None = None) -> None:
            if part is None:
                bars.update(task, description=f"{name}: {text}")
            else:
                bars.update(task, description=f"{name}: {text}", total=1.0, completed=part)

        yield progress


def _sheet(sheet: Sheet) -> Table:
    columns = [Column(name, justify="left" if i == 0 else "right") for i, name in enumerate(sheet.columns)]
    table = Table(*columns, title=sheet.name, padding=(0, 0), pad_edge=False)
    for row in sheet.rows:
        table.add_row(*row)
    return table


def _table(figures: list[Figure]) -> Table:
    table = Table("figure", Column("value", justify="right"), "goal", "")
    for figure in figures:
        verdict = {None: "", True: "[green]reached[/]", False: "[red]missed[/]"}[figure.ok]
        table.add_row(figure.name, f"{_short(figure.value)} {figure.unit}", figure.goal, verdict)
    return table


def _short(value: float) -> str:
    """Three meaningful digits for small numbers, all of them for big ones."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main())
