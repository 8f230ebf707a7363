"""Pages, set by typst: a template of ours and a document of data, which is never read as markup.

The job's folder is all that the compiler may read. It sees our fonts and no others, so that a report looks the same
from every server, and fetches nothing.
"""

import json
import shutil
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from app.press.coverage import FONTS
from app.press.printable import printable

TEMPLATES = Path(__file__).parent / "typst"
STRICT, NO_STANDARD = "strict", "none"
"""PDF/UA-1 for screen readers and PDF/A-2a for the archive; or whatever can be made."""
UNDATED = date(2000, 1, 1)
Format = Literal["pdf", "svg", "png"]


def typeset(template: str, data: Mapping[str, Any], folder: Path, file: str) -> set[str]:
    """Sets `<template>.typ` as PDF, writes it to `file` in the folder, gives back the signs that no font has.

    The template finds the document as `json(sys.inputs.data)`; pictures are named from the folder on, with a leading
    slash. `day` in it dates the file. Should PDF/UA-1 or PDF/A-2a refuse the pages all the same, they are set
    without, and `sys.inputs.standard` is "none" instead of "strict", so that the template says so.
    """
    lost: set[str] = set()
    (pages,) = pictures(template, data, folder, "pdf", lost)
    (folder / file).write_bytes(pages)
    return lost


def pictures(
    template: str, data: Mapping[str, Any], folder: Path, kind: Format, lost: set[str], dots_per_inch: float = 144
) -> list[bytes]:
    """The same, as bytes: a file for each page if `kind` is svg or png, one file for all if it is pdf."""
    source = _laid_out(template, printable(data, lost), folder)
    day = _noon(data.get("day", ""))

    def compiled(standard: str) -> list[bytes]:
        made: Any = typst.compile(
            source,
            root=folder,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            package_path=folder,
            package_cache_path=folder,
            format=kind,
            ppi=dots_per_inch,
            sys_inputs={"data": f"/{template}.json", "standard": standard},
            pdf_standards=["ua-1", "a-2a"] if kind == "pdf" and standard == STRICT else [],
            timestamp=day,
        )
        return made if isinstance(made, list) else [made]

    try:
        return compiled(STRICT)
    except typst.TypstError:
        return compiled(NO_STANDARD)


def _laid_out(template: str, data: Any, folder: Path) -> Path:
    """Template and data, put into the folder."""
    shutil.copytree(TEMPLATES, folder / "typst", dirs_exist_ok=True)
    (folder / f"{template}.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return folder / "typst" / f"{template}.typ"


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _noon(day: str) -> datetime:
    """Of the event, not of now: the same report gives the same file."""
    try:
        event = date.fromisoformat(day)
    except ValueError:
        event = UNDATED
    return datetime.combine(event, time(12), UTC)
