"""The JSON follows its schema, and the schema documents every field there is."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from app.harvest import report as r
from app.harvest.as_json import VERSION, as_json

SCHEMA = json.loads((Path(r.__file__).parent / "format.schema.json").read_text())
PROJECT = Path(r.__file__).parents[2] / "pyproject.toml"


@pytest.fixture
def exported(written) -> dict:
    return json.loads(as_json(written.gathered(), photos=True))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_an_export_follows_it(exported) -> None:
    Draft202012Validator(SCHEMA, format_checker=FormatChecker()).validate(exported)


def test_every_field_is_documented(exported) -> None:
    assert list(undocumented(SCHEMA, exported, "")) == []


def undocumented(schema: dict, value: object, way: str):
    schema = SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]] | schema if "$ref" in schema else schema
    if isinstance(value, dict):
        for name, there in value.items():
            told = schema.get("properties", {}).get(name, {})
            if "description" not in told | (SCHEMA["$defs"][told["$ref"].rsplit("/", 1)[1]] if "$ref" in told else {}):
                yield f"{way}.{name}"
            yield from undocumented(told, there, f"{way}.{name}")
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for there in value:
            yield from undocumented(schema["items"], there, f"{way}[]")


def test_keys_are_sorted_and_the_bytes_repeat(filled) -> None:
    at = filled.gathered().exported_at
    assert as_json(filled.gathered(at=at)) == as_json(filled.gathered(at=at))
    told = as_json(filled.gathered()).decode()
    assert list(json.loads(told)) == sorted(json.loads(told))
    assert "nehme ich zurück" not in told


def test_contributions_are_written_as_the_format_says(exported) -> None:
    first, carried, hidden, whole = exported["contributions"]
    assert first == first | {
        "id": "c1",
        "table_id": "t1",
        "round_id": "r1",
        "kind": "idea",
        "text": "Jede Woche ein Beitrag",
        "category": "change",
        "author": "Anke B.",
        "author_id": "p1",
        "votes": 2,
        "theme_ids": ["th1"],
        "hidden": False,
        "source": "typed",
    }
    assert carried["brought_from_id"] == "c1"
    assert (hidden["kind"], hidden["hidden"]) == ("question", True)
    assert (whole["author"], whole["scribe"]) == (None, "table_host")


def test_the_version_is_the_projects() -> None:
    assert f'version = "{VERSION}"' in PROJECT.read_text()
