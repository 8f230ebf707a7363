"""The report as JSON, format version 1: the only file that can be read back (`reading_json`).

`format.schema.json` documents every field.
"""

import json
from dataclasses import fields, replace
from datetime import date
from typing import Any

from app.harvest.drawn import Doodle
from app.harvest.report import FORMAT, FORMAT_VERSION, Participant, Report
from app.harvest.written import Action, NextDate, Photo

GENERATOR = "Tischdecke"
VERSION = "0.1.0"

NOT_YET: dict[str, dict[str, Any]] = {
    "event": {"end_date": None},
    "tables": {"summary": ""},
    "contributions": {"source": "typed", "lang": None, "photo_id": None, "reply_to": None},
    "themes": {"approved_by": None},
}
"""Parts of the format that Tischdecke cannot fill so far; readers find them, but empty."""
OWN: dict[type, str] = {Participant: "label", Action: "token", NextDate: "token", Photo: "row", Doodle: "author"}
"""What is no part of the JSON: it is said elsewhere, or only the program's own."""


def as_json(report: Report, *, photos: bool = False) -> bytes:
    """UTF-8, sorted keys, times in ISO 8601 with offset, one thing a line; the same report gives the same bytes.

    `photos`: this document goes into an archive beside the photos, and tells of them.
    """
    people = report.participant_of
    told: dict[str, Any] = {field.name: getattr(report, field.name) for field in fields(report)}
    told["format"], told["format_version"] = FORMAT, FORMAT_VERSION
    told["generator"] = {"name": GENERATOR, "version": VERSION}
    told["privacy"] = replace(report.privacy, includes_photos=photos)
    told["photos"] = report.photos if photos else ()
    told["event"] = _facts(report.event) | NOT_YET["event"]
    for noun in ("tables", "contributions", "themes"):
        told[noun] = [_facts(one) | NOT_YET[noun] for one in told[noun]]
    told["commitments"] = [_facts(one) for one in report.commitments]
    for one in [*told["contributions"], *told["commitments"]]:
        one["author"] = _author(people.get(one["author_id"]))
    for table in told["tables"]:
        table["host"] = _author(people.get(table["host_id"])) or ""
    return ("{\n" + ",\n".join(_line(name, told[name]) for name in sorted(told)) + "\n}\n").encode()


def _author(person: Participant | None) -> str | None:
    """The name, or the id as a pseudonym where there is none."""
    return (person.name or person.id) if person else None


def _facts(noun: Any) -> dict[str, Any]:
    """The fields of a noun that are part of the format."""
    own = OWN.get(type(noun))
    return {name: value for name, value in vars(noun).items() if name != own}


def _told(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else _facts(value)


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=_told).encode
"""Whole things at once: written with line breaks inside, they would take five times as long."""


def _line(name: str, value: Any) -> str:
    """One field of the document; each thing in a list has a line of its own."""
    if isinstance(value, list | tuple) and value:
        return f' "{name}": [\n  ' + ",\n  ".join(map(_encode, value)) + "\n ]"
    return f' "{name}": {_encode(value)}'
