"""The report as JSON, format version 1: the only file that can be read back (`reading_json`).

`format.schema.json` documents every field.
"""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from app.harvest.report import FORMAT, FORMAT_VERSION, Participant, Report

GENERATOR = "Tischdecke"
VERSION = "0.1.0"

NOT_YET: dict[str, dict[str, Any]] = {
    "": {"conclusion": "", "at_glance": [], "actions": [], "next_dates": [], "photos": []},
    "event": {"subtitle": "", "end_date": None, "contact": "", "thanks": ""},
    "impulse": {"title": "", "link": ""},
    "tables": {"summary": ""},
    "contributions": {"source": "typed", "lang": None, "photo_id": None, "reply_to": None},
    "themes": {"summary": "", "approved_by": None},
}
"""Parts of the format that Tischdecke cannot fill so far; readers find them, but empty."""


def as_json(report: Report) -> bytes:
    """UTF-8, sorted keys, times in ISO 8601 with offset; the same report gives the same bytes."""
    people = report.participant_of
    told = {field.name: _plain(getattr(report, field.name)) for field in fields(report)} | NOT_YET[""]
    told["format"], told["format_version"] = FORMAT, FORMAT_VERSION
    told["generator"] = {"name": GENERATOR, "version": VERSION}
    told["event"] |= NOT_YET["event"]
    told["impulse"] |= NOT_YET["impulse"]
    for noun in ("tables", "contributions", "themes"):
        told[noun] = [one | NOT_YET[noun] for one in told[noun]]
    for one in [*told["contributions"], *told["commitments"]]:
        one["author"] = _author(people.get(one["author_id"]))
    for table in told["tables"]:
        table["host"] = _author(people.get(table["host_id"])) or ""
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def _author(person: Participant | None) -> str | None:
    """The name, or the id as a pseudonym where there is none."""
    return (person.name or person.id) if person else None


def _plain(value: Any) -> Any:
    if isinstance(value, date):  # and datetime
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value) if field.name != "label"}
    return value
