"""A rehearsal: a throw-away copy with simulated guests, that comes and goes without a trace."""

import re
from collections.abc import Callable
from datetime import timedelta
from time import monotonic, sleep

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from app.cafes.models import Cafe
from app.db import reading
from app.extras import script
from app.models import metadata
from tests.web.evening import browser, facts, lay, step


def wait_for(condition: Callable[[], object], within: float = 20) -> None:
    until = monotonic() + within
    while not condition():
        assert monotonic() < until
        sleep(0.1)


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody is there at once and writes at once."""
    monkeypatch.setattr(script, "ARRIVING", 0.1)
    monkeypatch.setattr("app.rehearsing.LOOKS_EVERY", 0.05)
    monkeypatch.setattr("app.extras.coming.SETTLED", 0.0)
    monkeypatch.setattr("app.extras.coming.arrives_after", lambda number, many: 0.0)
    monkeypatch.setattr("app.extras.talking.writes_after", lambda person, round_no, thought: 0.0)
    monkeypatch.setattr("app.extras.sketching.STROKE", 0.001)
    monkeypatch.setattr("app.extras.sketching.FIRST_STROKE", -90.0)
    monkeypatch.setattr("app.extras.sketching.FIRST_LINE", -90.0)


def begin(host: TestClient, key: str) -> str:
    answer = host.post(f"/cafes/{key}/rehearsals")
    assert answer.status_code == 200, answer.text
    return answer.url.path.split("/")[2]


def rows(client: TestClient, *, of: int) -> dict[str, int]:
    """How many rows of each table belong to a café."""
    with reading(client.app.state.house.engine) as db:  # type: ignore[attr-defined]
        return {
            table.name: len(db.execute(select(table).where(table.c.cafe_id == of)).all())
            for table in metadata.sorted_tables
            if "cafe_id" in table.c
        }


def drawn_and_joined(client: TestClient, key: str) -> bool:
    """Whether simulated guests have drawn something, said what it is, and joined what belongs together."""
    told = client.get(f"/cafes/{key}/harvest.json").json()
    return bool(told["connections"]) and any(each["description"] for each in told["doodles"])


def cafe(client: TestClient, key: str) -> Cafe | None:
    with reading(client.app.state.house.engine) as db:  # type: ignore[attr-defined]
        return db.exec(select(Cafe).where(Cafe.key == key)).first()


@pytest.mark.usefixtures("hurry")
def test_simulated_guests_come_sit_down_write_and_hand_over(client: TestClient) -> None:
    key = lay(client, title="Sommerabend", tables="3", expected="12")
    copy = begin(client, key)
    assert copy != key
    wait_for(lambda: len(facts(client, copy)["participants"]) == 12)
    page = client.get(f"/cafes/{copy}/host").text
    assert "Probe: Sommerabend" in page and "end-rehearsal" in page
    wait_for(lambda: client.get(f"/cafes/{copy}/host").text.count("guest--host") == 3)
    step(client, copy)
    wait_for(lambda: len(client.get(f"/cafes/{copy}/harvest.json").json()["contributions"]) >= 20)
    wait_for(lambda: drawn_and_joined(client, copy))
    step(client, copy)
    wait_for(lambda: len(client.get(f"/cafes/{copy}/harvest.json").json()["handovers"]) == 3)
    told = client.get(f"/cafes/{copy}/harvest.json").json()["contributions"]
    lines = [(each["table_id"], each["text"]) for each in told]
    assert len(set(lines)) == len(lines)  # nobody says on a cloth what lies there already
    assert {each.get("category") for each in told} >= {"change", "optimise", "tackle"}
    assert not facts(client, key)["participants"]
    assert client.get(f"/cafes/{key}/harvest.json").json()["contributions"] == []


def test_the_copy_has_the_room_and_the_time_of_its_cafe_and_other_codes(client: TestClient) -> None:
    key = lay(
        client, title="Abend", tables="2", rounds="3", minutes="15", questions_2="Und dann?", topics="Eins\nZwei",
        kinds_3="stay", naming="anonymous", language="de",
    )  # fmt: skip
    original, copy = (cafe(client, each) for each in (key, begin(client, key)))
    assert original and copy
    assert copy.rehearsal_of == original.key
    assert {copy.code, copy.join_token, copy.key}.isdisjoint({original.code, original.join_token, original.key})
    for name in ("question", "language", "expected", "naming", "round_ending", "hosting", "mixed", "address"):
        assert getattr(copy, name) == getattr(original, name), name
    rooms = [facts(client, each.key) for each in (original, copy)]
    names = [[table["name"] for table in room["tables"]] for room in rooms]
    assert names[0] == names[1]
    settings = [client.get(f"/cafes/{each.key}/settings").text for each in (original, copy)]
    for name in ("questions_2", "kinds_3", "topics"):
        told = [re.search(rf'name="{name}".*?(?:</select>|</textarea>|>)', page, re.DOTALL) for page in settings]
        assert told[0] and told[1] and told[0][0] == told[1][0]
    assert "Und dann?" in settings[1]


def test_every_page_of_the_copy_says_that_it_is_one(client: TestClient) -> None:
    key = lay(client)
    copy = begin(client, key)
    home = cafe(client, copy)
    assert home
    for page in (
        "host",
        "wall",
        "links",
        "settings",
        "guests",
        "plan",
        "synthesis",
        "harvest",
        "cards",
        "no-such-page",
    ):
        text = client.get(f"/cafes/{copy}/{page}").text
        if page != "no-such-page":
            assert "Probelauf" in text, page
        assert 'class="rehearsing"' not in client.get(f"/cafes/{key}/{page}").text, page
    guest = browser(client)
    at_the_door = guest.get(f"/{home.code}").text
    assert "Probelauf" in at_the_door and "end-rehearsal" not in at_the_door
    assert "Probelauf" in guest.post(f"/{home.code}", data={"name": "Eva", "arrival_key": "eva"}).text


@pytest.mark.usefixtures("hurry")
def test_it_is_deleted_for_good(client: TestClient) -> None:
    key = lay(client)
    copy = begin(client, key)
    wait_for(lambda: len(facts(client, copy)["participants"]) >= 8)
    home, original = cafe(client, copy), cafe(client, key)
    assert home and original
    press = client.app.state.house.settings.data / "press" / f"{home.id}-host-0"  # type: ignore[attr-defined]
    press.mkdir(parents=True)
    before = rows(client, of=original.id_)
    assert rows(client, of=home.id_)["participants"] >= 8
    answer = client.post(f"/cafes/{copy}/removal")
    assert answer.url.path == f"/cafes/{key}/host"
    assert client.get(f"/cafes/{copy}/host").status_code == 404
    assert set(rows(client, of=home.id_).values()) == {0}
    assert rows(client, of=original.id_) == before
    assert not press.exists()


def test_a_new_one_takes_the_place_of_an_earlier_one(client: TestClient) -> None:
    key = lay(client)
    first, second = begin(client, key), begin(client, key)
    assert cafe(client, first) is None
    assert cafe(client, second)


def test_only_a_rehearsal_can_be_deleted_and_none_can_be_rehearsed_again(client: TestClient) -> None:
    key = lay(client)
    assert client.post(f"/cafes/{key}/removal").status_code == 403
    assert cafe(client, key)
    copy = begin(client, key)
    assert client.post(f"/cafes/{copy}/rehearsals").status_code == 409


def test_one_that_nobody_ended_goes_by_itself(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    key = lay(client)
    copy = begin(client, key)
    monkeypatch.setattr("app.rehearsing.SWEEPS_EVERY", 1)
    assert cafe(client, copy)
    monkeypatch.setattr("app.cafes.deleting.REHEARSAL_LASTS", timedelta(seconds=-1))
    wait_for(lambda: cafe(client, copy) is None)
    assert cafe(client, key)


def test_every_table_that_belongs_to_a_cafe_goes_with_it() -> None:
    """What a later release adds must not be left behind either."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            for key in column.foreign_keys:
                assert key.ondelete in ("CASCADE", "SET NULL"), f"{table.name}.{column.name}"
        if "cafe_id" in table.c:
            assert {key.ondelete for key in table.c.cafe_id.foreign_keys} == {"CASCADE"}, table.name
