"""The harvest: files of the report beside the bare libraries that make them, and what the phones feel of it.

Both sides are fresh processes, in turns; compared is the least processor time, because other things run here too.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import process_time

from app.harvest import as_csv, as_json, orders
from app.harvest.edition import Audience, Edition, Length
from app.harvest.report import Report
from app.translations import translations
from bench import Figure, Progress, Sheet
from bench._evenings import evening
from bench._making import bare, prepared, pressed
from bench._while_pressing import of_posting

SIZES = (50, 500, 3000)
TEAM = Edition(Audience.team, Length.full, "de")
TIMES = 1.5
WHOLE = {50: 2.0, 500: 2.0, 3000: 5.0}
"""Seconds of processor time for a PDF, its start included; pictures of the tablecloths come on top."""
WRITTEN = 0.33
"""Seconds for what the server writes by itself."""
COLUMNS = ("contributions", "cloths", "PDF", "bare typst", "times", "XLSX", "bare xlsxwriter", "times", "JSON", "CSV")


def run(full: bool, progress: Progress) -> list[Figure | Sheet]:
    sizes = SIZES if full else SIZES[:2]
    return [*of_files(sizes, 5 if full else 2, progress), *of_posting(full, progress)]


def of_files(sizes: Sequence[int], turns: int, progress: Progress) -> Iterator[Figure | Sheet]:
    rows, figures = [], []
    for size in sizes:
        progress(f"files of {size:,} contributions", sizes.index(size) / len(sizes))
        report = evening(size)
        with tempfile.TemporaryDirectory(prefix="tischdecke-") as name:
            cloths, pdf, typst = _pdf(Path(name), report, turns)
            xlsx, xlsxwriter = _xlsx(Path(name), report, turns)
        json, csv = _written(report, turns)
        seconds = (f"{each:.2f}" for each in (cloths, pdf, typst))
        office = (f"{each:.2f}" for each in (xlsx, xlsxwriter))
        written = (f"{each:.3f}" for each in (json, csv))
        rows.append((f"{size:,}", *seconds, f"{pdf / typst:.2f}", *office, f"{xlsx / xlsxwriter:.2f}", *written))
        figures += _figures(size, pdf / typst, pdf, xlsx / xlsxwriter, max(json, csv))
    yield Sheet("Processor time in seconds", COLUMNS, rows)
    yield from figures


def _figures(size: int, pdf: float, seconds: float, xlsx: float, written: float) -> Iterator[Figure]:
    name = f"{size:,} contributions"
    yield Figure(f"{name}: PDF against bare typst", pdf, "×", f"≤ {TIMES:g}", pdf <= TIMES)
    yield Figure(f"{name}: PDF", seconds, "s", f"≤ {WHOLE.get(size, 5):g}", seconds <= WHOLE.get(size, 5))
    yield Figure(f"{name}: XLSX against bare xlsxwriter", xlsx, "×", f"≤ {TIMES:g}", xlsx <= TIMES)
    yield Figure(f"{name}: JSON or CSV, the slower", written, "s", f"< {WRITTEN:g}", written < WRITTEN)


def _pdf(folder: Path, report: Report, turns: int) -> tuple[float, float, float]:
    """Tablecloths, report, and the report by typst alone; both show the same pictures."""
    cloths, text = orders.order("pdf", report, TEAM, translations("de").gettext)["orders"]
    drawn = pressed(prepared(folder, cloths))
    prepared(folder, text)
    ours, theirs = _in_turns(turns, lambda: pressed(folder), lambda: bare("typst", folder, "bare.pdf"))
    return drawn, ours, theirs


def _xlsx(folder: Path, report: Report, turns: int) -> tuple[float, float]:
    (book,) = orders.order("xlsx", report, TEAM, translations("de").gettext)["orders"]
    prepared(folder, book)
    return _in_turns(turns, lambda: pressed(folder), lambda: bare("xlsxwriter", folder, "bare.xlsx"))


def _written(report: Report, turns: int) -> tuple[float, float]:
    gettext = translations("de").gettext

    def seconds(write: Callable[[], bytes]) -> float:
        began = process_time()
        write()
        return process_time() - began

    return _in_turns(
        turns, lambda: seconds(lambda: as_json.as_json(report)), lambda: seconds(lambda: as_csv.as_csv(report, gettext))
    )


def _in_turns(turns: int, ours: Callable[[], float], theirs: Callable[[], float]) -> tuple[float, float]:
    """The least of each."""
    pairs = [(ours(), theirs()) for _ in range(turns)]
    return min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
