"""One whole evening: an organiser, a wall, three phones and a guest without one, from the first link to the notes.

Each act asserts what every screen shows, and what it must not show.
"""

import csv
import io
import json
import re
from pathlib import Path

import jsonschema
import pytest
from playwright.sync_api import Page, expect

from app.rehearsal.serving import HOUSE
from tests.browser import room as do
from tests.browser.conftest import Watch
from tests.browser.room import LAPTOP, PHONE, WALL, Room

pytestmark = pytest.mark.browser

CHANNELS, FEWER = "Weniger Kanäle", "Nur noch zwei Kanäle"
WHO = "Wer entscheidet das eigentlich?"
DORA = "Ich hätte gern mehr Zeit zum Üben"
CEMS = "Pausen ernst nehmen"
UNFIT = "Der Chef ist doof"
SLIP = "Verrutscht"
CARRIED = "Kanäle und Pausen zusammen denken"
POINTS = ["Zwei Kanäle reichen", "Üben braucht Zeit"]
OPEN = "Wer räumt auf?"


class Evening:
    """Everybody in the room."""

    def __init__(self, room: Room, watch: Watch) -> None:
        self.room, self.watch = room, watch
        self.host = room.device(LAPTOP)
        self.wall: Page
        self.anna: Page
        self.bruno: Page
        self.cem: Page

    @property
    def phones(self) -> list[Page]:
        return [self.anna, self.bruno, self.cem]

    @property
    def screens(self) -> list[Page]:
        return [*self.phones, self.wall, self.host]


def test_a_whole_evening(room: Room, watch: Watch, tmp_path: Path) -> None:
    evening = Evening(room, watch)
    the_organiser_lays_a_cafe(evening)
    the_wall_welcomes(evening)
    guests_arrive(evening)
    the_host_seats_people(evening)
    the_door_is_shut_and_opened(evening)
    the_first_round_begins(evening)
    people_write(evening)
    people_mend(evening)
    the_host_keeps_order(evening)
    the_table_host_writes_a_card(evening)
    everybody_changes_tables(evening)
    an_accidental_step_is_taken_back(evening)
    thoughts_travel(evening)
    the_room_sorts(evening)
    the_harvest_is_brought_in(evening, tmp_path)


def the_organiser_lays_a_cafe(evening: Evening) -> None:
    host, room = evening.host, evening.room
    host.goto("/")
    host.get_by_role("link", name="Café ausrichten").click()
    expect(host.get_by_role("radio", name=re.compile("^Ändern, optimieren, in Angriff nehmen"))).to_be_checked()
    host.get_by_label("Titel").fill("Trainertreffen")
    host.get_by_label("Die Frage des Abends").fill("Was will ich ändern?")
    host.get_by_label("Wie viele Gäste erwartest du?").fill("9")
    host.keyboard.press("Tab")
    expect(host.get_by_label("Tische", exact=True)).to_have_value("2")
    expect(host.get_by_label("Runden", exact=True)).to_have_value("3")
    expect(host.get_by_label("Minuten je Runde")).to_have_value("20")
    host.get_by_label("Runden", exact=True).fill("2")
    do.press(host, "Tische decken")

    host.wait_for_url("**/host")
    do.connected(host)
    room.key = host.url.split("/")[4]
    do.shows(host, "Die Gäste kommen an")
    expect(host.get_by_role("img", name=re.compile("QR-Code zum Mitmachen, Code .{3}-.{4}"))).to_be_visible()

    host.get_by_role("link", name="Links").click()
    for label in ("Link zum Platznehmen", "Link zur Leinwand", "Link zum Pult"):
        assert host.get_by_label(label).input_value().startswith(room.address)
    expect(host.get_by_role("img", name="QR-Code für dein zweites Gerät")).to_be_visible()
    own = host.locator(".links__own")
    own.get_by_role("button", name="Kopieren").click()
    expect(own.get_by_text("Kopiert", exact=True)).to_be_visible()

    second = room.device(PHONE)
    second.goto(host.get_by_label("Link zum Pult").input_value())
    second.wait_for_url("**/host")
    assert "#" not in second.url
    expect(second.get_by_role("button", name="Runde 1 starten")).to_be_visible()
    second.context.close()
    host.get_by_role("link", name="Zurück zum Pult").click()
    do.connected(host)


def the_wall_welcomes(evening: Evening) -> None:
    wall = evening.wall = evening.room.device(WALL)
    wall.goto(do.wall_link(evening.host, evening.room.at("links")))
    wall.wait_for_url("**/wall")
    do.connected(wall)
    do.do_not_reload(wall)
    code = evening.host.locator(".now__code").inner_text()
    do.shows(wall, "Trainertreffen", "Was will ich ändern?", code, evening.room.address.removeprefix("http://"))
    size = wall.get_by_role("img", name=re.compile("QR-Code zum Mitmachen")).bounding_box()
    assert size and size["height"] > 400
    expect(wall.locator("#arrivals")).to_contain_text("0 Gäste sind da")
    expect(wall.locator("form:not([method=dialog])")).to_have_count(0)  # nothing here leads the evening
    wall.goto(evening.room.at("host"))  # the wall's link opens the wall only
    wall.wait_for_url("**/door")
    wall.goto(evening.room.at("wall"))
    do.connected(wall)
    do.do_not_reload(wall)


def guests_arrive(evening: Evening) -> None:
    host, wall, room = evening.host, evening.wall, evening.room
    evening.anna = room.join(host, "Anna", table=1)
    do.shows(evening.anna, "Schön, dass du da bist, Anna.", "Dein Platz ist an")
    expect(wall.locator("#arrivals")).to_contain_text("1 Gast ist da")
    evening.bruno = room.join(host, "Bruno", table=1)
    expect(evening.anna.locator("#mates")).to_contain_text("Bruno")

    evening.cem = room.device(PHONE)
    evening.cem.goto("/")
    evening.cem.get_by_label("Code von der Leinwand oder vom Tisch").fill(
        wall.locator(".welcome__code").inner_text().lower()
    )
    do.press(evening.cem, "Zum Tisch")
    do.sit_down(evening.cem, "Cem")
    expect(evening.cem.locator(".welcome__table .mat")).to_have_text("2")

    do.press(host, "Gast ohne Handy")
    sheet = host.locator("#guest")
    sheet.get_by_label("Vorname").fill("Dora")
    sheet.get_by_label("Tisch").select_option(index=2)
    do.press(host, "Dazusetzen")
    expect(do.place(host, 2)).to_contain_text("Dora")
    expect(host.locator("#host-arrivals")).to_contain_text("4 Gäste")
    expect(host.locator("#host-arrivals")).to_contain_text("1 ohne Handy")
    expect(wall.locator("#arrivals")).to_contain_text("4 Gäste sind da")
    expect(evening.cem.locator("#mates")).to_contain_text("Dora")
    do.was_not_reloaded(wall)
    for phone in evening.phones:
        expect(phone.get_by_role("button", name=re.compile("starten|Tür|Ansage"))).to_have_count(0)
        expect(do.composer(phone)).to_be_hidden()


def the_host_seats_people(evening: Evening) -> None:
    host = evening.host
    do.guest_sheet(host, "Bruno").get_by_role("button", name="Bleibt als Gastgeber:in hier").click()
    do.shows(evening.bruno, "Du bleibst an diesem Tisch, begrüßt alle Neuen")
    expect(evening.anna.locator("#mates")).to_contain_text("Bruno (Gastgeber:in)")

    do.guest_sheet(host, "Cem").get_by_role("button", name="Tisch 1").click()
    expect(evening.cem.locator(".welcome__table .mat")).to_have_text("1")
    do.guest_sheet(host, "Cem").get_by_role("button", name="Tisch 2").click()
    expect(evening.cem.locator(".welcome__table .mat")).to_have_text("2")
    do.guest_sheet(host, "Dora").get_by_role("button", name="Tisch 1").click()
    expect(do.place(host, 1)).to_contain_text("Dora")
    expect(do.place(host, 2)).not_to_contain_text("Dora")


def the_door_is_shut_and_opened(evening: Evening) -> None:
    host, wall = evening.host, evening.wall
    evening.watch.expect("status of 403")
    do.press(host, "Tür schließen")
    do.shows(wall, "Die Tür ist gerade zu.")
    late = evening.room.device(PHONE)
    late.goto("/" + evening.room.facts(host)["tables"][0]["join_token"])
    do.shows(late, "Die Tür ist gerade zu. Bitte die Gastgeberin, sie wieder zu öffnen.")
    do.press(host, "Tür öffnen")
    expect(wall.get_by_role("img", name=re.compile("QR-Code zum Mitmachen"))).to_be_visible()
    late.reload()
    expect(late.locator("#field-name")).to_be_visible()
    late.context.close()


def the_first_round_begins(evening: Evening) -> None:
    do.press(evening.host, "Runde 1 starten")
    for screen in evening.screens:
        do.stage(screen, "round")
        do.shows(screen, "Was will ich ändern?")
        expect(screen.locator("[data-digits]")).to_have_text(re.compile("^(20:00|19:5.)$"))
    assert len({do.ends_at(screen) for screen in evening.screens}) == 1
    for phone in evening.phones:
        do.shows(phone, "Runde 1 von 2", "Noch weiß. Wer fängt an?")
        expect(do.composer(phone)).to_be_visible()
        do.do_not_reload(phone)
    expect(evening.anna.locator("#place")).to_contain_text(re.compile("Tisch 1\\s+bei Bruno"))
    expect(evening.bruno.locator("#place")).to_contain_text("als Gastgeber:in")
    expect(evening.cem.locator("#place")).to_contain_text("Tisch 2")
    do.shows(evening.wall, "Runde 1 von 2")
    expect(evening.wall.locator("form:not([method=dialog])")).to_have_count(0)
    expect(evening.bruno.locator("summary", has_text="Karte für die Nächsten")).to_be_visible()
    expect(evening.anna.get_by_text("Karte für die Nächsten")).to_have_count(0)


def people_write(evening: Evening) -> None:
    anna, bruno, cem, wall, host = evening.anna, evening.bruno, evening.cem, evening.wall, evening.host
    do.write(anna, CHANNELS, category="Ändern")
    laid = do.cloth(bruno).filter(has_text=CHANNELS)
    expect(laid).to_contain_text("Anna")
    expect(laid.locator(".tag")).to_have_text("Ändern")
    expect(laid.get_by_role("link", name=re.compile("bearbeiten"))).to_be_hidden()
    expect(do.cloth(anna).filter(has_text=CHANNELS).get_by_role("link", name=re.compile("bearbeiten"))).to_be_visible()
    expect(do.on_wall(wall, 1)).to_contain_text(CHANNELS)
    expect(do.open_cloth(host, 1)).to_contain_text(CHANNELS)

    do.write(bruno, WHO, question=True)
    expect(do.cloth(anna).filter(has_text=WHO)).to_have_attribute("data-kind", "question")
    do.write(cem, CEMS, category="Optimieren")
    expect(do.on_wall(wall, 2)).to_contain_text(CEMS)
    expect(do.on_wall(wall, 2)).not_to_contain_text(CHANNELS)
    do.hides(cem, CHANNELS, WHO, "/hiding", "/steps")
    do.hides(anna, CEMS, "/hiding", "/steps")

    do.star(bruno, CHANNELS).click()
    expect(do.star(anna, CHANNELS)).to_contain_text("1")
    expect(do.star(bruno, CHANNELS)).to_have_attribute("aria-pressed", "true")
    expect(do.star(anna, CHANNELS)).to_have_attribute("aria-pressed", "false")
    expect(do.star(anna, WHO).locator("[data-stars]")).to_be_hidden()

    do.place(host, 1).get_by_role("button", name="Aufschreiben für Tisch 1").click()
    sheet = host.locator("section.sheet:popover-open")
    sheet.get_by_label("Wer hat es gesagt?").select_option("Dora (ohne Handy)")
    sheet.get_by_label("Der Gedanke, wörtlich").fill(DORA)
    sheet.get_by_role("button", name="Aufs Tischtuch").click()
    expect(do.cloth(anna).filter(has_text=DORA)).to_contain_text("Dora")
    expect(do.cloth(anna).filter(has_text=DORA)).to_contain_text("von der Leitung notiert")
    for phone in evening.phones:
        do.was_not_reloaded(phone)
    do.was_not_reloaded(wall)


def people_mend(evening: Evening) -> None:
    anna, bruno, wall, host = evening.anna, evening.bruno, evening.wall, evening.host
    own = do.mine(anna, CHANNELS)
    do.hides(anna, WHO)  # only what is mine
    own.get_by_label("Dein Text").fill(FEWER)
    own.get_by_role("button", name="Speichern").click()
    expect(do.cloth(bruno).filter(has_text=FEWER)).to_contain_text("geändert")
    expect(do.star(bruno, FEWER)).to_contain_text("1")
    expect(do.on_wall(wall, 1)).to_contain_text(FEWER)
    do.hides(bruno, CHANNELS)
    do.hides(wall, CHANNELS)

    do.back_to_the_table(anna)
    do.write(anna, SLIP)
    expect(do.cloth(bruno).filter(has_text=SLIP)).to_be_visible()
    expect(do.on_wall(wall, 1)).to_contain_text(SLIP)
    do.mine(anna, SLIP).get_by_role("button", name="Zurücknehmen").click()
    expect(do.cloth(bruno).filter(has_text=SLIP)).to_have_count(0)
    do.back_to_the_table(anna)
    for screen in (anna, bruno, wall, host):
        do.hides(screen, SLIP)


def the_host_keeps_order(evening: Evening) -> None:
    host, wall, cem = evening.host, evening.wall, evening.cem
    clocks = [*evening.phones, wall]
    do.press(host, "Pause")
    for screen in clocks:
        expect(screen.locator("#clock")).to_have_attribute("data-state", "paused")
    do.shows(host, "Runde 1 von 2 steht")
    do.press(host, "Weiter")
    for screen in clocks:
        expect(screen.locator("#clock")).to_have_attribute("data-state", "running")
    before = do.ends_at(wall)
    do.press(host, "+5 Minuten")
    for screen in clocks:
        expect(screen.locator("#clock")).to_have_attribute("data-ends", str(before + 5 * 60_000))
    do.press(host, "+1 Minute")
    for screen in clocks:
        expect(screen.locator("#clock")).to_have_attribute("data-ends", str(before + 6 * 60_000))

    do.press(host, "Ansage machen")
    host.get_by_label("Was sollen alle lesen?").fill("Draußen gibt es Kuchen")
    do.press(host, "Zeigen")
    for screen in clocks:
        do.shows(screen, "Draußen gibt es Kuchen")
    do.press(host, "Ansage ändern")
    do.press(host, "Ansage abnehmen")
    for screen in clocks:
        expect(screen.get_by_text("Draußen gibt es Kuchen")).to_have_count(0)

    do.write(cem, UNFIT)
    expect(do.on_wall(wall, 2)).to_contain_text(UNFIT)
    do.open_cloth(host, 2).locator(".laid__line").filter(has_text=UNFIT).get_by_role(
        "button", name="Ausblenden"
    ).click()
    expect(do.on_wall(wall, 2)).not_to_contain_text(UNFIT)
    expect(do.cloth(cem).filter(has_text=UNFIT)).to_have_count(0)
    do.hides(cem, UNFIT)
    do.hides(wall, UNFIT)
    expect(do.open_cloth(host, 2).locator(".laid__line").filter(has_text=UNFIT)).to_contain_text("ausgeblendet")


def the_table_host_writes_a_card(evening: Evening) -> None:
    bruno = evening.bruno
    card = bruno.locator("#handover")
    card.locator("summary").click()
    for number, point in enumerate(POINTS, 1):
        card.get_by_label(f"Punkt {number}").fill(point)
    card.get_by_label("Diese Frage ist noch offen").fill(OPEN)
    card.get_by_role("button", name="Karte hinlegen").click()
    expect(card.locator("summary")).to_contain_text("liegt bereit")


def everybody_changes_tables(evening: Evening) -> None:
    host, wall = evening.host, evening.wall
    do.press(host, "Zum Tischwechsel", sure=True)
    for screen in evening.screens:
        do.stage(screen, "change")
        expect(screen.locator("[data-digits]")).to_have_count(0)
    expect(evening.anna.get_by_role("heading", level=1)).to_have_text("Geh zu Tisch 2")
    expect(evening.bruno.get_by_role("heading", level=1)).to_have_text("Bleib an Tisch 1")
    expect(evening.cem.get_by_role("heading", level=1)).to_have_text("Geh zu Tisch 1")
    do.shows(evening.anna, "Nimm mit:", FEWER)
    do.shows(evening.cem, "Bruno begrüßt dich.")
    do.hides(evening.cem, WHO, DORA)
    do.hides(evening.anna, "Geh zu Tisch 1")
    number = evening.anna.locator("h1 .mat").evaluate("(mat) => parseFloat(getComputedStyle(mat).fontSize)")
    assert number >= 40
    seats = wall.locator("ol.seating > li")
    expect(seats.nth(0)).to_contain_text("Bruno bleibt")
    expect(seats.nth(0)).to_contain_text("Cem")
    for name in ("Anna", "Dora"):
        expect(seats.nth(1)).to_contain_text(name)
        expect(seats.nth(0)).not_to_contain_text(name)
    for phone in evening.phones:
        expect(do.composer(phone)).to_be_hidden()


def an_accidental_step_is_taken_back(evening: Evening) -> None:
    host = evening.host
    do.press(host, "Runde 2 starten")
    for screen in evening.screens:
        do.stage(screen, "round")
    do.press(host, "Zurück: Wechsel", sure=True)
    for screen in evening.screens:
        do.stage(screen, "change")
    expect(evening.anna.get_by_role("heading", level=1)).to_have_text("Geh zu Tisch 2")
    do.press(host, "Runde 2 starten")
    for screen in evening.screens:
        do.stage(screen, "round")
        do.shows(screen, "Runde 2 von 2")


def thoughts_travel(evening: Evening) -> None:
    anna, bruno, cem = evening.anna, evening.bruno, evening.cem
    expect(do.cloth(cem).filter(has_text=FEWER)).to_be_visible()  # what was laid here before
    card = cem.locator("#cards details")
    expect(card.locator("summary")).to_contain_text("Aus Runde 1 von Bruno")
    do.shows(cem, *POINTS, OPEN)
    expect(do.cloth(cem).filter(has_text=CEMS)).to_have_count(0)  # my own, but at another table
    expect(do.cloth(anna).filter(has_text=CEMS)).to_be_visible()
    for phone in evening.phones:
        do.hides(phone, UNFIT)
        do.hides(phone, SLIP)

    do.write(anna, CARRIED, category="Angehen", brought_from="von Tisch 1")
    expect(do.cloth(anna).filter(has_text=CARRIED)).to_contain_text("mitgebracht von Tisch 1")
    expect(do.on_wall(evening.wall, 2)).to_contain_text(CARRIED)
    do.hides(bruno, CARRIED)
    do.hides(cem, CARRIED)

    do.press(evening.host, "Letzte Runde beenden", sure=True)
    for screen in evening.screens:
        do.stage(screen, "rounds_over")
    do.shows(cem, "Die Runden sind vorbei. Danke!")
    expect(do.composer(cem)).to_be_hidden()


def the_room_sorts(evening: Evening) -> None:
    host, wall = evening.host, evening.wall
    do.press(host, "Gemeinsam sortieren")
    for screen in evening.screens:
        do.stage(screen, "synthesis")
    do.do_not_reload(wall)
    expect(wall.locator(".results__heap")).to_contain_text("2 von 5 Beiträgen sind noch nicht sortiert")
    host.get_by_role("link", name="Sortieren").click()
    do.connected(host)
    heap, change, optimise, tackle = (do.pile(host, key) for key in ("unsorted", "change", "optimise", "tackle"))
    for pile, text in ((heap, WHO), (heap, DORA), (change, FEWER), (optimise, CEMS), (tackle, CARRIED)):
        expect(pile).to_contain_text(text)
    do.hides(host, SLIP)

    do.press(host, "Themen vorschlagen lassen")
    expect(host.locator("#working")).to_have_count(0)
    if host.locator("#undo").is_enabled():
        host.locator("#undo").click()
    expect(host.locator("#board .theme")).to_have_count(0)

    host.get_by_label("Name des neuen Themas").fill("Ruhe")
    do.press(host, "Anlegen")
    expect(do.theme(host, "Ruhe")).to_be_visible()
    do.drag(host, do.card(host, WHO), to=change)
    expect(change).to_contain_text(WHO)
    expect(heap).not_to_contain_text(WHO)
    expect(wall.locator(".results__heap")).to_contain_text("Einer von 5 Beiträgen ist noch nicht sortiert")
    do.by_menu(host, do.card(host, DORA), "In Angriff nehmen")
    expect(tackle).to_contain_text(DORA)
    expect(wall.locator(".results__heap")).to_have_count(0)
    for text in (DORA, CEMS):
        do.by_menu(host, do.card(host, text), "Ruhe")
    do.shows(wall, "Ruhe")

    panel = do.open_theme(host, "Ruhe")
    for text in (DORA, CEMS):
        expect(panel).to_contain_text(text)
    panel.get_by_label("Name", exact=True).fill("Ruhe und Pausen")
    do.press(panel, "Speichern")
    do.shows(wall, "Ruhe und Pausen")
    panel.get_by_role("checkbox", name=re.compile(DORA)).check()
    panel.get_by_label("Name des neuen Themas").fill("Üben")
    do.press(panel, "Abspalten")
    expect(wall.get_by_role("heading", name=re.compile("^Üben"))).to_be_visible()
    panel = do.open_theme(host, "Üben")
    expect(panel).to_contain_text(DORA)
    panel.get_by_text("Verschieben, zusammenlegen, auflösen").click()
    panel.get_by_label("Zusammenlegen mit").select_option("Ruhe und Pausen")
    do.press(panel, "Zusammenlegen")
    expect(do.theme(host, "Üben")).to_have_count(0)
    expect(wall.get_by_role("heading", name=re.compile("^Üben"))).to_have_count(0)
    do.was_not_reloaded(wall)
    host.get_by_role("link", name="Zurück zum Café").click()
    do.connected(host)


def the_harvest_is_brought_in(evening: Evening, folder: Path) -> None:
    host, anna, wall = evening.host, evening.anna, evening.wall
    do.press(host, "Ernte zeigen")
    for screen in evening.screens:
        do.stage(screen, "harvest")
    do.shows(wall, "Das nehmen wir mit", "Ruhe und Pausen")
    anna.get_by_role("link", name="Ernte ansehen").click()
    do.shows(anna, FEWER)
    do.hides(anna, SLIP, UNFIT)

    host.get_by_role("link", name="Ernte").click()
    files = {}
    host.get_by_text("Weitere Formen").click()
    for name in ("PDF", "Markdown", "CSV", "JSON"):
        with host.expect_download(timeout=60_000) as download:
            host.locator("main").get_by_role("link", name=re.compile(f"^{name}")).first.click()
        files[name] = folder / f"harvest.{name}"
        download.value.save_as(files[name])
    assert files["PDF"].read_bytes().startswith(b"%PDF")
    everything = {FEWER, WHO, DORA, CEMS, CARRIED}
    notes = json.loads(files["JSON"].read_text())
    told = sorted(each["text"] for each in notes["contributions"] if each["text"] in everything)
    assert told == sorted(everything)
    by_text = {each["text"]: each for each in notes["contributions"]}
    jsonschema.validate(notes, json.loads((HOUSE / "app/harvest/format.schema.json").read_text()))
    assert (by_text[FEWER]["category"], by_text[WHO]["kind"]) == ("change", "question")
    table_ids = {table["no"]: table["id"] for table in notes["tables"]}
    assert (by_text[CARRIED]["table_id"], by_text[CARRIED]["brought_from_table_id"]) == (table_ids[2], table_ids[1])
    assert (by_text[UNFIT]["hidden"], by_text[DORA]["scribe"]) == (True, "host")
    for name in ("Markdown", "CSV"):
        text = files[name].read_text(encoding="utf-8-sig")
        assert all(each in text for each in everything)
        assert SLIP not in text
    assert len(list(csv.reader(io.StringIO(files["CSV"].read_text(encoding="utf-8-sig"))))) >= 6

    host.goto(evening.room.at("report"))
    do.shows(host, *everything)
    do.hides(host, SLIP)

    host.goto("/")
    host.get_by_text("Ein früheres Café wieder öffnen").click()
    host.locator("#field-file").set_input_files(
        {"name": "harvest.json", "mimeType": "application/json", "buffer": files["JSON"].read_bytes()}
    )
    do.press(host, "Datei öffnen")
    host.wait_for_url("**/host")
    assert evening.room.key not in host.url
    do.shows(host, "Trainertreffen")

    host.goto(evening.room.at("host"))
    do.press(host, "Café schließen", sure=True)
    do.stage(wall, "closed")
    do.stage(evening.bruno, "closed")
    do.shows(evening.bruno, "Das Café ist zu. Danke, dass du da warst!")
