"""Export, import, export: the same but for the time of writing, whatever people typed."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from app.afterword.models import Afterword, Agreement, NextDate
from app.cafes.models import Naming, Phase
from app.deciding.models import Commitment
from app.events import recorded
from app.harvest.as_json import as_json
from app.harvest.gathering import gather
from app.harvest.importing import bring_in
from app.harvest.reading_json import reading
from app.rounds.models import Round
from app.tables.models import Table
from app.texts import cleaned

LATER = datetime(2026, 11, 1, tzinfo=UTC)

NASTY = st.sampled_from(
    [
        "👩🏽\u200d🚀🏳️\u200d🌈",
        "مرحبا بالعالم",
        "שלום",
        '=HYPERLINK("x")',
        "＝1+1",
        "<b onclick=x>",
        "“¿ñ”",
        "á",
        "\u202eabc",
        "\x1b[31m",
        "{{ 7*7 }}",
        "%(x)s",
    ]
)
TEXTS = st.one_of(NASTY, st.text(st.characters(codec="utf-8"), max_size=60)).map(lambda text: cleaned(text, lines=True))


def again(room, before: bytes) -> bytes:
    cafe = bring_in(room.db, reading(before).report)
    room.db.flush()
    return as_json(gather(room.db, cafe, timezone="Europe/Berlin", at=LATER))


def without_time(exported: bytes) -> dict:
    told = json.loads(exported)
    del told["exported_at"]
    return told


def test_a_filled_cafe_comes_back_the_same(filled) -> None:
    before = as_json(filled.gathered())
    after = again(filled, before)
    assert without_time(after) == without_time(before)
    assert json.loads(after)["exported_at"] != json.loads(before)["exported_at"]


def test_what_the_room_decided_comes_back_the_same(decided) -> None:
    before = as_json(decided.gathered())
    assert without_time(again(decided, before)) == without_time(before)
    told = json.loads(before)
    assert [one["mode"] for one in told["ballots"]] == ["dots", "matrix"]
    assert [one["theme_id"] for one in told["ballots"][0]["results"]] == ["th2", None]
    assert [(one["author"], one["what"]) for one in told["commitments"]] == [("Bernd K.", "Einen Kanal schließen")]
    assert [one["text"] for one in told["tensions"]] == ["Beiträge"]
    assert [one["answer"] for one in told["read_backs"]] == ["missing", None]


@pytest.mark.parametrize("complete", [True, False])
def test_nobodys_secret_is_in_any_export(decided, complete) -> None:
    told = as_json(decided.gathered(complete=complete)).decode()
    for secret in ("nur mich an", "Geheim", "token-", "cast_by", "Verworfen"):
        assert secret not in told
    assert ("Der Hof fehlt" in told) == complete


def test_links_of_commitments_are_new(decided) -> None:
    cafe = bring_in(decided.db, reading(as_json(decided.gathered())).report)
    tokens = decided.db.exec(select(Commitment.token).where(Commitment.cafe_id == cafe.id)).all()
    assert len(tokens) == 1
    assert len(tokens[0]) > 20


@pytest.mark.parametrize("phase", list(Phase))
def test_at_every_step_of_the_evening(filled, phase) -> None:
    filled.cafe.phase = phase
    before = as_json(filled.gathered())
    assert without_time(again(filled, before)) == without_time(before)


def test_a_cafe_without_names(filled) -> None:
    filled.cafe.naming = Naming.anonymous
    before = as_json(filled.gathered())
    assert b"Anke B." not in before
    assert without_time(again(filled, before)) == without_time(before)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.lists(TEXTS, max_size=6), TEXTS, TEXTS)
def test_whatever_people_typed(filled, texts, title, point) -> None:
    room = filled.another(title=title or "Café", place=point[:300])
    for no, text in enumerate(texts):
        room.lay(text, author=1 + no % 4, table=1 + no % 2)
    if point:
        room.hand_over(1, 1, point, question=title)
        room.add(
            NextDate(cafe_id=room.cafe.id_, token="a-certain-date", title=point[:200], note=title, starts_at=LATER)
        )
        room.add(Agreement(cafe_id=room.cafe.id_, token="a-certain-thing", what=point[:200], who=title[:200]))
    lines = [line for line in (title, point) if line]
    room.add(Afterword(cafe_id=room.cafe.id_, thanks=title, conclusion=point, subtitle=point[:200], at_glance=lines))
    room.theme(title or "Thema", 1).summary = point
    before = as_json(room.gathered())
    assert without_time(again(room, before)) == without_time(before)


def test_the_new_cafe_has_keys_of_its_own(filled) -> None:
    cafe = bring_in(filled.db, reading(as_json(filled.gathered())).report)
    assert cafe.key != filled.cafe.key
    assert cafe.code != filled.cafe.code
    assert [event.kind for event in recorded(filled.db)] == ["CafeLaid"]


def test_a_closed_cafe_comes_back_at_the_harvest_with_its_door_locked(filled) -> None:
    filled.cafe.phase, filled.cafe.closed_at = Phase.closed, LATER
    cafe = bring_in(filled.db, reading(as_json(filled.gathered())).report)
    assert (cafe.phase, cafe.closed_at, cafe.is_open) == (Phase.harvest, None, False)


def test_a_round_that_was_on_waits_paused_with_all_its_minutes(filled) -> None:
    cafe = bring_in(filled.db, reading(as_json(filled.gathered())).report)
    round_ = filled.db.exec(select(Round).where(Round.cafe_id == cafe.id, Round.number == 2)).one()
    assert round_.is_running
    assert (round_.ends_at - round_.paused_at).total_seconds() == 20 * 60


def test_posting_goes_on_above_the_numbers_that_were_there(filled) -> None:
    cafe = bring_in(filled.db, reading(as_json(filled.gathered())).report)
    new = type(filled)(filled.db, cafe)
    new.rounds = list(filled.db.exec(select(Round).where(Round.cafe_id == cafe.id)))
    new.tables = list(filled.db.exec(select(Table).where(Table.cafe_id == cafe.id)))
    new.lay("Nach dem Umzug", author=None)
    assert new.gathered().contributions[-1].id == "c6"


def test_ids_from_elsewhere_are_numbered_anew(filled) -> None:
    told = json.loads(as_json(filled.gathered()))
    for one in told["contributions"]:
        one["id"] = f"x-{one['id']}"
        one["brought_from_id"] = one["brought_from_id"] and f"x-{one['brought_from_id']}"
    for theme in told["themes"]:
        theme["contribution_ids"] = [f"x-{one}" for one in theme["contribution_ids"]]
    for doodle in told["doodles"]:
        doodle["contribution_id"] = doodle["contribution_id"] and f"x-{doodle['contribution_id']}"
    told["connections"] = [
        {name: f"x-{line[name]}" for name in ("first_id", "second_id")} for line in told["connections"]
    ]
    after = json.loads(again(filled, json.dumps(told).encode()))
    assert [one["id"] for one in after["contributions"]] == ["c1", "c2", "c3", "c4"]
    assert after["contributions"][1]["brought_from_id"] == "c1"
    assert [one["contribution_id"] for one in after["doodles"]] == ["c1", None, None]
    assert [(one["first_id"], one["second_id"]) for one in after["connections"]] == [("c2", "c4"), ("c1", "c3")]


def test_a_far_away_number_makes_no_crowd_of_gaps(filled) -> None:
    told = json.loads(as_json(filled.gathered()))
    told["contributions"][-1]["id"] = "c9999999"
    told["connections"] = []
    after = json.loads(again(filled, json.dumps(told).encode()))
    assert [one["id"] for one in after["contributions"]] == ["c1", "c2", "c3", "c4"]
