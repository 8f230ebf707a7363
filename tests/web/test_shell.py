"""What a device keeps of us: the manifest, its icons, the service worker and the page without a network."""

import re
import runpy
import struct

from fastapi.testclient import TestClient

from app.rehearsal.serving import HOUSE
from app.templating import static_version
from app.web.files import packed
from tests.web.cafes import evening

INFORMAL: re.Pattern[str] = runpy.run_path(str(HOUSE / "bin/catalogues/informal.py"))["INFORMAL"]


def test_the_front_door_can_be_put_on_a_home_screen(house: TestClient) -> None:
    answer = house.get("/manifest.webmanifest?lang=en")
    assert answer.headers["content-type"].startswith("application/manifest+json")
    told = answer.json()
    assert (told["start_url"], told["lang"], told["dir"], told["display"]) == ("/", "en", "ltr", "standalone")
    assert told["name"].startswith("Tischdecke")
    for icon in told["icons"]:
        picture = house.get(icon["src"])
        assert picture.headers["content-type"] == "image/png"
        width, height = struct.unpack(">II", picture.content[16:24])
        assert f"{width}x{height}" == icon["sizes"]
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}


def test_a_guests_manifest_opens_the_own_table(house: TestClient) -> None:
    cafe = evening(house)
    page = cafe.anna.get(f"/cafes/{cafe.key}/table").text
    address = re.findall(r'<link rel="manifest" href="([^"]+)"', page)[0].replace("&amp;", "&")
    told = house.get(address).json()
    assert told["start_url"] == told["id"] == f"/cafes/{cafe.key}/table"
    assert house.get("/manifest.webmanifest?cafe=nobody").status_code == 404


def test_the_service_worker_belongs_to_this_release_and_guards_what_it_shows(house: TestClient) -> None:
    answer = house.get("/service-worker.js?lang=de")
    assert answer.headers["content-type"].startswith("text/javascript")
    head = answer.text.splitlines()[0]
    assert f'const VERSION = "{static_version()}";' in head
    policy = re.findall(r'const POLICY = "(.*?)";', head)[0]
    assert policy == house.get("/").headers["content-security-policy"]
    assert "worker-src 'self'" in policy


def test_the_page_without_a_network_needs_nothing_but_itself(house: TestClient) -> None:
    assert "Gerade kein Netz" in house.get("/offline?lang=de").text
    assert "No network just now" in house.get("/offline?lang=en").text


def test_the_page_without_a_network_says_neither_du_nor_sie(house: TestClient) -> None:
    """A phone keeps one for all cafés, whichever way they speak to people."""
    told = house.get("/offline?lang=de").text.replace(' dir="auto"', "")
    assert not INFORMAL.search(told) and not re.search(r"\b(Sie|Ihnen|Ihre?[nmrs]?)\b", told)


def test_phones_load_no_notes_and_the_same_lines() -> None:
    """What is said about a script stays at home; a line keeps its number, and an address in a string its slashes."""
    script = packed("js/live/outbox.js").plain.decode()
    assert "/*" not in script and "// " not in script
    assert script.count("\n") > 100
    assert "/^\\/cafes\\/([^/]+)\\//" in script
    assert "/*" not in packed("css/tokens+base.css").plain.decode()
