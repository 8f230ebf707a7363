"""Writing the report: what is typed survives, two hosts do not overwrite each other, nobody meets a barrier."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import room as do
from tests.browser.conftest import Watch
from tests.browser.inspecting import Inspector
from tests.browser.room import Room

pytestmark = pytest.mark.browser

WORDS = ("Ein Raum zum Reden, in dem niemand protokolliert", "Weniger Kanäle, dafür gelesene")


@pytest.fixture
def host(room: Room) -> Page:
    """At the page, after an evening with one theme that holds everything."""
    host = room.lay(rounds="1", impulse_speaker="Eva", impulse_message="Weniger ist mehr")
    room.step(host, 2)
    table = str(room.facts(host)["tables"][0]["id"])
    ids = []
    for no, text in enumerate(WORDS):
        told = {"text": text, "category": "change", "key": f"written-words-{no}"}
        ids.append(
            host.evaluate(
                """async ([path, fields]) => (await (await fetch(path, {
                  method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams(fields),
                })).json()).id""",
                [room.at("contributions"), told | {"round": "1", "table": table, "as": "host"}],
            )
        )
    room.step(host, 2)
    fields = [["name", "Räume"], *(["contribution", str(one)] for one in ids)]
    host.evaluate(do.POST, [room.at("themes"), fields])
    host.goto(room.at("afterword"))
    do.do_not_reload(host)
    return host


def save(page: Page) -> None:
    page.locator("#afterword-save").click()
    expect(page.locator("#afterword-state")).not_to_be_empty()


def test_a_draft_is_taken_over_and_nothing_typed_is_lost(host: Page, watch: Watch) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    conclusion, thanks = host.locator("#field-conclusion_text"), host.locator("#field-thanks_text")
    thanks.fill("Danke an Eva")
    expect(host.locator("[data-unsaved]")).to_be_visible()
    expect(conclusion).to_have_value("")
    host.locator("#conclusion-take").click()
    expect(conclusion).to_be_focused()
    expect(conclusion).not_to_have_value("")
    assert "„Weniger Kanäle, dafür gelesene“ (Tisch 1" in conclusion.input_value()
    do.was_not_reloaded(host)
    host.reload()
    expect(thanks).to_have_value("Danke an Eva")
    assert "„Weniger Kanäle, dafür gelesene“ (Tisch 1" in conclusion.input_value()
    host.context.set_offline(True)
    host.locator("#afterword-save").click()
    expect(host.locator("#notice")).to_be_visible()
    host.context.set_offline(False)
    save(host)
    expect(host.locator("[data-unsaved]")).to_be_hidden()
    host.reload()
    expect(thanks).to_have_value("Danke an Eva")
    expect(host.locator("[data-unsaved]")).to_be_hidden()


def test_entries_grow_and_two_hosts_do_not_overwrite_each_other(room: Room, host: Page, watch: Watch) -> None:
    watch.expect("status of 4")
    host.locator("#field-agreement-new_what").fill("Kanal schließen")
    host.locator("#field-agreement-new_due").fill("2026-12-01")
    host.locator("#field-date-new_title").fill("Nächstes Treffen")
    host.locator("#field-date-new_day").fill("2027-01-10")
    host.keyboard.press("Enter")
    expect(host.locator("[id$=-remove]")).to_have_count(2)
    expect(host.locator("#field-agreement-new_what")).to_have_value("")

    other = host.context.new_page()
    other.goto(room.at("afterword"))
    other.locator("#field-thanks_text").fill("Danke von der einen")
    save(other)
    host.locator("#field-thanks_text").fill("Danke vom anderen")
    host.locator("#field-cover_subtitle").fill("Zweiter Abend")
    host.locator("#afterword-save").click()
    expect(host.locator("#afterword-quarrel")).to_be_focused()
    expect(host.locator("#thanks .writing__stored")).to_have_text("Danke von der einen")
    expect(host.locator("#field-thanks_text")).to_have_value("Danke vom anderen")
    save(host)
    other.reload()
    expect(other.locator("#field-thanks_text")).to_have_value("Danke vom anderen")
    expect(other.locator("#field-cover_subtitle")).to_have_value("Zweiter Abend")
    host.locator("#agreements [id$=-remove]").click()
    expect(host.locator("#agreements [id$=-remove]")).to_have_count(0)
    do.was_not_reloaded(host)


def test_no_barrier_and_room_on_a_small_phone(room: Room, host: Page, watch: Watch) -> None:
    watch.expect("status of 4")
    inspector = Inspector()
    for language in ("de", "en"):
        host.goto(room.at(f"afterword?lang={language}"))
        inspector.look(host, language)
    host.set_viewport_size({"width": 320, "height": 700})
    assert host.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    host.locator("#field-links_label_1").fill("Film")
    host.locator("#field-date-new_begins").fill("18:30")
    host.locator("#afterword-save").click()
    expect(host.locator("#error-summary")).to_be_focused()
    inspector.look(host, "with errors")
    assert inspector.found == []
