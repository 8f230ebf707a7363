"""All languages are complete, and no sentence that people see is missing from the catalogues.

The tour opens every page in every stage of an evening: once in a language that nobody speaks, which is added as one
file, and once in German, in a café that says Sie. What guests and hosts type on it is Greek: whatever stands on a page
in Latin letters was therefore written by us, and has to come out of the catalogue.
"""

import ast
import csv
import io
import json
import re
import runpy
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from unittest import mock

import pytest
from babel import Locale
from babel.dates import format_date
from babel.messages import pofile
from babel.messages.catalog import Catalog, Message
from fastapi.testclient import TestClient
from httpx import Response
from jinja2 import Environment, Template
from sqlmodel import Session

from app import templating, translations
from app.cafes import codes
from app.cafes import reading as cafes
from app.cafes.models import Cafe
from app.evening.templates import TEMPLATES
from app.main import build
from app.settings import Settings
from app.synthesis import proposing
from app.synthesis.material import Group, Proposal
from app.synthesis.models import ProposalKind
from app.templating import Templates
from tests import pseudo
from tests.photos import pictures
from tests.web.evening import browser, facts, join, lay, step

HOUSE = Path(__file__).parent.parent
CATALOGUE = HOUSE / "locales/en/LC_MESSAGES/tischdecke.po"
PLACES = re.compile(r"%\(\w+\)[a-z]|\{\w+\}|</?\w+>")

# --- the catalogue ---------------------------------------------------------------------------------------------------


def read() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return pofile.read_po(file, locale="en", abort_invalid=True)


def messages() -> list[Message]:
    return [message for message in read() if message.id]


def pairs(message: Message) -> Iterator[tuple[str, str]]:
    """German and English, for a message with plurals form by form."""
    if message.pluralizable:
        yield from zip(message.id, message.string, strict=True)
    else:
        yield message.id, message.string


def test_the_catalogue_holds_exactly_what_the_sources_say() -> None:
    told = subprocess.run([HOUSE / "bin/translate", "--check"], capture_output=True, text=True, check=False)
    assert told.returncode == 0, f"Run bin/translate and translate what is new.\n{told.stdout}{told.stderr}"
    assert not read().obsolete


def test_every_sentence_is_translated_with_the_same_places_in_it() -> None:
    wrong = [message.id for message in messages() if message.fuzzy]
    for message in messages():
        for german, english in pairs(message):
            if not english.strip() or sorted(PLACES.findall(german)) != sorted(PLACES.findall(english)):
                wrong.append(german)
            if "%(" in german and "%" in re.sub(r"%%|%\(\w+\)[sd]", "", english):
                wrong.append(german)
    assert wrong == []


def test_the_translation_is_typeset_as_english() -> None:
    english = [english for message in messages() for _, english in pairs(message)]
    assert [text for text in english if re.search(r"[„äöüßÄÖÜ\"']|\s$|^\s|  ", text)] == []
    ends = [(german, english) for message in messages() for german, english in pairs(message)]
    assert [german for german, english in ends if (german[-1] in ".:!") != (english[-1] in ".:!")] == []


# --- the code --------------------------------------------------------------------------------------------------------

GERMAN = re.compile(r"[äöüßÄÖÜ„]|\b(?:der|die|das|und|ist|nicht|ein|eine|für|mit|von|zum|zur)\b")
ABOUT_GERMAN = (
    *("app/cafes/headings.py", "app/synthesis/engine/", "app/synthesis/plain_words.py", "app/press/printable.py"),
    *("app/press/slides.py", "app/press/word_styles.py"),
)
"""Modules that read German and say nothing; and two of the press, which has no catalogue, with a few words in both."""
TRANSLATING = {"_", "marked", "translate", "gettext"}


def strings(path: Path) -> Iterator[tuple[str, bool]]:
    """Every string of a module that is no docstring, and whether it is handed to a translator."""
    tree = ast.parse(path.read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    names = {call: getattr(call.func, "id", getattr(call.func, "attr", "")) for call in calls}
    handed = {id(word) for call, name in names.items() if name in TRANSLATING for word in call.args}
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.value, id(node) in handed


def test_no_german_sentence_in_the_code_hides_from_the_extractor() -> None:
    known = {message.id for message in messages()}
    hidden = []
    for path in sorted((HOUSE / "app").rglob("*.py")):
        where = path.relative_to(HOUSE).as_posix()
        if not where.startswith(ABOUT_GERMAN):
            hidden += [
                f"{where}: {text}"
                for text, is_handed in strings(path)
                if (text not in known if is_handed else GERMAN.search(text))
            ]
    assert hidden == []


# --- the tour --------------------------------------------------------------------------------------------------------

DAY = date(2026, 3, 19)
SOON = date(2035, 3, 19)
CODE = re.compile(rf"\b[{codes.ALPHABET}]{{3}}-[{codes.ALPHABET}]{{4}}\b")
IN_FOURS = re.compile(rf"\b[{codes.ALPHABET}]{{4}}(?:-[{codes.ALPHABET}]{{4}}){{3}}\b")
WORDS = {
    "title": "Συνάντηση",
    "question": "Τι θέλω να αλλάξω;",
    "held_on": DAY.isoformat(),
    "place": "Αθήνα",
    "organiser": "Δίκτυο",
    "impulse_speaker": "Σοφία",
    "impulse_message": "Λίγα, αλλά με όλη την καρδιά.",
    "wifi_name": "Καφενείο",
    "wifi_password": "μυστικό",
    "topics": "Άνθρωποι\nΣτόχοι",
    "names": "στο παράθυρο\nστην πόρτα",
    "questions_2": "Και μετά;",
}
LINES = ("Λιγότερα κανάλια, περισσότερος χρόνος", "Λιγότερα κανάλια και ιστορίες", "Ποιος αρχίζει;", "Καλή ιστορία")
SCREENS = {"host": "host", "wall": "host", "synthesis": "host", "guests": "host", "table": "Άννα"}


@dataclass
class Tour:
    """An evening walked through in one language; `seen` is everything it showed, by place."""

    host: TestClient
    language: str
    seen: dict[str, str] = field(default_factory=dict)

    def keep(self, where: str, answer: Response, status: int = 200) -> Response:
        assert answer.status_code == status, f"{where}: {answer.status_code} {answer.text}"
        self.seen[where] = answer.text
        return answer

    def walk(self) -> dict[str, str]:
        self._front_door()
        self._set_up()
        self._evening()
        if self.language == "de":
            return self.seen  # other evenings would only show more of the same
        self._small_evening()
        self._large_room()
        self._other_ways()
        return self.seen

    def _device(self) -> TestClient:
        device = browser(self.host)
        device.headers["accept-language"] = self.language
        return device

    def _front_door(self) -> None:
        self.keep("home", self.host.get("/"))
        self.keep("no network", self.host.get("/offline"))
        self.keep("home, code of a wrong length", self.host.post("/join", data={"code": "αβγ"}), 422)
        for content in (b"?", b"[]", b'{"format": "other"}'):
            self.keep(f"home, import of {content!r}", self._import(content), 422)
        self.keep("unknown code", self.host.get("/2345678"), 404)
        self.keep("unknown page", self.host.get("/no/such/page"), 404)
        self.keep("wrong method", self.host.put("/join"), 405)

    def _set_up(self) -> None:
        for template in TEMPLATES:
            self.keep(f"set-up {template.key}", self.host.get("/cafes/new", params={"template": template.key}))
        for tables, rounds in (("1", "3"), ("4", "12"), ("20", "1")):
            numbers = {"expected": "24", "tables": tables, "seats": "4", "rounds": rounds}
            self.keep(f"set-up with {numbers}", self.host.post("/cafes/proposals", data=self._invitation() | numbers))
        wrong = {"title": "", "tables": "99", "held_on": "αύριο", "topics": "ω" * 300, "names": "ω\n" * 70}
        self.keep("set-up with errors", self.host.post("/cafes", data=self._invitation() | wrong), 422)
        self.keep("set-up with one error", self.host.post("/cafes", data=self._invitation() | {"title": ""}), 422)

    def _invitation(self) -> dict[str, str]:
        plan = {"tables": "2", "seats": "2", "rounds": "2", "minutes": "20", "expected": "5"}
        return WORDS | plan | {"language": self.language, "address": "formal"}

    def _import(self, content: bytes) -> Response:
        return self.host.post("/cafes/imports", files={"file": ("harvest.json", content, "application/json")})

    # the evening

    def _evening(self) -> None:
        self.key = lay(self.host, **self._invitation())
        self.base = f"/cafes/{self.key}"
        self.room = facts(self.host, self.key)
        self.guests = {"host": self.host}
        self._hand_out()
        self._arrive()
        self._look("waiting")
        self._look_around("waiting")
        self._rehearse()
        self._step("impulse")
        self._step("round 1")
        self._write()
        self._photograph()
        self._draw()
        self._mend()
        self._go_wrong()
        self._keep_time()
        self._step("change")
        self._plan()
        self._step("round 2")
        self._bring_along()
        self._step("rounds over")
        self._post("Άννα", "handovers", table=self.tables[0], round="2", point="Δύο", open_question="Πότε;")
        self._post("Άννα", "handovers", 422, table=self.tables[0], round="2")
        self._step("synthesis")
        self._sort()
        self._decide()
        self._step("harvest")
        self._commit()
        self._step("closed")
        self._look_around("closed")
        self._go_home()

    @property
    def tables(self) -> list[str]:
        return [str(table["id"]) for table in self.room["tables"]]

    def _step(self, stage: str) -> None:
        before = self._marks()
        step(self.host, self.key)
        self._fragments(f"step to {stage}", before)
        self._look(stage)

    def _look(self, stage: str) -> None:
        """Every page that looks different from stage to stage."""
        for page in ("host", "wall", "synthesis", "harvest"):
            self.keep(f"{page}, {stage}", self.host.get(f"{self.base}/{page}"))
        for name in ("Άννα", "Βίκτωρ", "device"):
            if name in self.guests:
                self.keep(f"table of {name}, {stage}", self.guests[name].get(f"{self.base}/table"))

    def _look_around(self, stage: str) -> None:
        """The other pages."""
        pages = ("links", "cards", "settings", "guests", "plan", "plan?view=planned", "plan/paper")
        for page in (*pages, "report", "harvest.md", "harvest.csv"):
            self.keep(f"{page}, {stage}", self.host.get(f"{self.base}/{page}"))
        for name, guest in self.guests.items():
            if name != "host":
                self.keep(f"mine of {name}, {stage}", guest.get(f"{self.base}/mine"))
                self.keep(f"drawers of {name}, {stage}", guest.get(f"{self.base}/table/drawers"))

    def _marks(self) -> dict[str, dict[str, str]]:
        """How far each screen's page has come."""
        marks = {}
        for screen, who in SCREENS.items():
            page = self.guests[who].get(f"{self.base}/{screen}").text
            marks[screen] = {"since": page.split('data-seq="')[1].split('"')[0]}
            marks[screen]["fp"] = page.split('data-fp="')[1].split('"')[0]
        return marks

    def _fragments(self, what: str, marks: dict[str, dict[str, str]]) -> None:
        """What each screen is sent to catch up with."""
        for screen, who in SCREENS.items():
            frame = self.guests[who].get(f"{self.base}/live/{screen}", params=marks[screen]).json()[0]
            self.seen[f"fragments of {screen} after {what}"] = frame.get("html", "")

    def _post(self, who: str, command: str, status: int = 200, **data: str | list[str]) -> Response:
        """A form sent by somebody; the answer as a page, and its fragment and its JSON if it is a refusal."""
        send: Callable[..., Response] = self.guests[who].post
        where = f"{command} by {who}: {data}"
        if status >= 400:
            for header in ({"hx-request": "true"}, {"accept": "application/json"}):
                answer = send(f"{self.base}/{command}", data=data, headers=header)
                self.keep(f"{where} {header}", answer, status)
                if "accept" in header:
                    self.seen[f"{where} {header}"] = answer.json()["message"]
        return self.keep(where, send(f"{self.base}/{command}", data=data), status)

    def _hand_out(self) -> None:
        stranger = self._device()
        self.keep("host without the link", stranger.get(f"{self.base}/host"))
        self.keep("door", stranger.get(f"{self.base}/door"))
        self.keep("door, wrong key", stranger.post(f"{self.base}/devices", data={"key": "host.x"}), 403)
        self.keep("links for a stranger", stranger.get(f"{self.base}/links"), 403)
        with stranger.websocket_connect(
            f"ws://cafe.test{self.base}/live/host", headers={"origin": "http://cafe.test"}
        ) as line:
            self.seen["end of a stranger's line"] = line.receive_json()["end"]
        settings = WORDS | {"minutes": "0", "title": "", "questions_1": "ω" * 300, "address": "formal"}
        self.keep("settings with errors", self.host.post(f"{self.base}/settings", data=settings), 422)

    def _arrive(self) -> None:
        first, second = (table["join_token"] for table in self.room["tables"])
        self.entrance = first
        self.keep("join", self._device().get(f"/{first}"))
        self.keep("join without a table", self._device().get(f"/{self._code()}"))
        wrong = {"name": "ω" * 60, "trade": "ω" * 90}
        self.keep("join with errors", self._device().post(f"/{first}", data=wrong), 422)
        before = None
        for name in ("Άννα", "Βίκτωρ", "Γιώργος", "Δάφνη", "Ηλίας"):
            self.guests[name] = join(self.host, first if name < "Δ" else second, name)
            before = before or self._marks()
        device = self._device()
        device.post(f"/{second}", data={"arrival_key": "d" * 32, "mode": "table_device"})
        self.guests["device"] = device
        self._post("host", "participants", name="Ελένη", trade="δασκάλα", table=self.tables[0])
        self._post("host", "participants", name="Ζωή", table=self.tables[1])
        self.people = {person["name"]: str(person["id"]) for person in facts(self.host, self.key)["participants"]}
        self._post("host", f"participants/{self.people['Άννα']}/roles", role="table_host")
        self._post("host", f"participants/{self.people['Άννα']}/roles", 422, role="king")
        self._post("host", "announcements", text="Σε λίγο!")
        self._fragments("arrivals", before or {})
        self._post("host", "doors", open="0")
        self.keep("wall, doors shut", self.host.get(f"{self.base}/wall"))
        self.keep("join, doors shut", self._device().get(f"/{first}"), 403)
        self._post("host", "doors", open="1")

    def _rehearse(self) -> None:
        """A throw-away copy; nobody plays its guests, who would speak in Latin letters."""
        began = self.keep("rehearsal", self.host.post(f"{self.base}/rehearsals"))
        copy = f"/cafes/{began.url.path.split('/')[2]}"
        self.keep("rehearsal's wall", self.host.get(f"{copy}/wall"))
        self.keep("rehearsing a rehearsal", self.host.post(f"{copy}/rehearsals"), 409)
        self.keep("end of the rehearsal", self.host.post(f"{copy}/removal"))
        self._post("host", "removal", 403)

    def _code(self) -> str:
        return CODE.findall(self.host.get(f"{self.base}/links").text)[0]

    def _contribute(self, who: str, text: str, round_no: str = "1", status: int = 200, **more: str) -> Response:
        data = {"text": text, "round": round_no, "table": self.tables[0], "category": "", "kind": "idea"}
        return self._post(who, "contributions", status, **data | more)

    def _write(self) -> None:
        before = self._marks()
        self._contribute("Άννα", LINES[0], category="change")
        self._contribute("Βίκτωρ", LINES[1], category="optimise")
        self._contribute("Βίκτωρ", LINES[2], kind="question")
        self._contribute("Γιώργος", LINES[3], category="tackle")
        self._contribute("host", "Από όλους", **{"as": "host", "author": ""})
        self._contribute("host", "Από την Ελένη", **{"as": "host", "author": self.people["Ελένη"]})
        self._contribute("device", "Από τη Ζωή", table=self.tables[1], author=self.people["Ζωή"])
        self._contribute("Άννα", "Για την Ελένη", author=self.people["Ελένη"])
        found = self.guests["Βίκτωρ"].get(f"{self.base}/mine").text
        self.mine = re.findall(r"contributions/(\d+)/edits", found)
        for guest in ("Άννα", "Γιώργος"):
            self._post(guest, "stars", contribution=self.mine[0])
        self._post("Άννα", "handovers", table=self.tables[0], round="1", point=["Ένα", "Δύο"], open_question="Πώς;")
        self._fragments("contributions", before)
        self.keep("table with a card", self.guests["Άννα"].get(f"{self.base}/table"))

    def _photograph(self) -> None:
        """One of a table, with words, and one of the room without any; looked at by their authors and by others."""
        before = self._marks()
        self.keep("an empty album", self.guests["Άννα"].get(f"{self.base}/album"))
        words = {"caption": "Το χαρτί", "description": "Κύκλοι", "agreed": "1", "table": self.tables[0], "round": "1"}
        for who, told in (("Άννα", words), ("host", {"as": "host"})):
            file = {"photo": ("x.png", pictures.saved(pictures.paper(60, 40), "PNG"), "image/png")}
            self.keep(f"a photo of {who}", self.guests[who].post(f"{self.base}/photos", data=told, files=file))
        self._fragments("photos", before)
        self._look("round 1, with photos")
        shots = [int(found) for found in re.findall(r'id="photo-(\d+)"', self.host.get(f"{self.base}/album").text)]
        for who in ("Άννα", "host"):
            for page in ("album", *(f"photos/{shot}" for shot in shots)):
                self.keep(f"{page} of {who}", self.guests[who].get(f"{self.base}/{page}"))
        self._post("Γιώργος", f"photos/{max(shots)}/edits", 403, caption="Ξένο")
        for shot in shots:
            for command, fields in (("album", {"shown": "0"}), ("hiding", {"hidden": "1"})):
                self._post("host", f"photos/{shot}/{command}", **fields)
            self.keep(f"photo {shot} apart", self.host.get(f"{self.base}/photos/{shot}"))
        self.keep("an album with a hidden photo", self.guests["Άννα"].get(f"{self.base}/album"))

    def _draw(self) -> None:
        """One doodle with a description and one without, beside words; looked at by their drawers and the host."""
        before = self._marks()
        for who, beside in (("Άννα", ""), ("Βίκτωρ", self.mine[0])):
            for number in range(2):
                at = {"doodle": "key-of-the-doodle", "key": f"key-of-stroke-{number}", "beside": beside}
                self._post(who, "strokes", path="M1 1L9 9", round="1", table=self.tables[0], **at)
        self._fragments("strokes", before)
        before = self._marks()
        self._post(
            "Άννα", "strokes", path="M2 2h0.1", round="1", table=self.tables[0], **at | {"key": "one-more-stroke"}
        )
        self._post("Άννα", "strokes/undoing", doodle=at["doodle"], key="one-more-stroke")
        self._post(
            "Άννα", "strokes", 422, path="Z", round="1", table=self.tables[0], **at | {"key": "no-stroke-at-all"}
        )
        self._fragments("one more stroke", before)
        before = self._marks()
        page = self.guests["Άννα"].get(f"{self.base}/table").text
        first, second = sorted(re.findall(r'id="doodle-(\d+)"', page), key=int)
        self._post("Άννα", f"doodles/{first}/edits", description="Κύκλος")
        self._post("Γιώργος", f"doodles/{first}/edits", 403, description="Ξένο")
        self._post("host", f"doodles/{second}/hiding", hidden="1")
        self._fragments("doodles", before)
        self._look("round 1, with doodles")

    def _mend(self) -> None:
        before = self._marks()
        self._post("Βίκτωρ", f"contributions/{self.mine[0]}/edits", text="Λιγότερα κανάλια, τώρα", kind="idea")
        self._post("host", f"contributions/{self.mine[1]}/hiding", hidden="1")
        self._fragments("mending", before)
        self._look("round 1, written")
        self._look_around("round 1, written")

    def _go_wrong(self) -> None:
        self._contribute("Άννα", "", status=422)
        self._contribute("Άννα", "ω" * 600, status=422)
        self._contribute("Δάφνη", "Αλλού", status=403)
        self._contribute("Άννα", "Από πού;", brought_from="7", status=422)
        self._post("Άννα", "contributions/99999/edits", 404, text="Τίποτα")
        self._post("Γιώργος", f"contributions/{self.mine[0]}/edits", 403, text="Ξένο")
        self._post("Γιώργος", "handovers", 403, table=self.tables[0], round="1", point="Ένα")
        self._post("Άννα", "steps", 403, expect="1")
        self._post("host", "steps", 409, expect="1", direction="next")
        self._post("host", "steps", 422)
        self.keep("notes before the harvest", self.guests["Άννα"].get(f"{self.base}/harvest"), 403)

    def _keep_time(self) -> None:
        for command in ("pauses", "resumptions"):
            before = self._marks()
            self._post("host", command)
            self._fragments(command, before)
            self.keep(f"host after {command}", self.host.get(f"{self.base}/host"))
        before = self._marks()
        self._post("host", "hush", on="1")
        self._fragments("hush", before)
        self._look("round 1, in silence")
        self._post("host", "hush", on="0")
        self._take_back()
        self._post("host", "doors", open="0")
        self.keep("wall in a round, doors shut", self.host.get(f"{self.base}/wall"))
        self._post("host", "doors", open="1")
        self._turn_the_wall()
        self._post("host", "extensions", minutes="5")
        self._post("host", "extensions", 422, minutes="600")

    def _turn_the_wall(self) -> None:
        """To everything that it can show; with the gong, so that it asks for the sound."""
        self._post("host", "wall/gong", on="1")
        one = {"table": "1"}
        for focus, where in (("carousel", {}), ("table", one), ("timelapse", one), ("overview", {})):
            self._post("host", "wall/focus", focus=focus, **where)
            self.keep(f"wall, {focus}", self.host.get(f"{self.base}/wall"))
            self.keep(f"host, {focus}", self.host.get(f"{self.base}/host"))
        self._post("host", "wall/focus", 404, focus="table", table="99")
        self._post("host", "wall/focus", 422, focus="λόγος")

    def _take_back(self) -> None:
        """What the host is told of each command that can be taken back, and then takes back."""
        anna, ben = (f"participants/{self.people[name]}" for name in ("Άννα", "Βίκτωρ"))
        for command, fields in (
            *((f"{ben}/moves", {"table": self.tables[1]}), (f"{ben}/departure", {}), ("rounds", {})),
            *((f"{anna}/roles", {"role": role}) for role in ("traveller", "table_host")),
            *(("announcements", {"text": text}) for text in ("Καφές!", "")),
            *(("doors", {"open": word}) for word in "0101"),
            *((f"contributions/{self.mine[0]}/hiding", {"hidden": word}) for word in "1010"),
            *(("extensions", {"minutes": "1"}), (f"tables/{self.tables[1]}/clearing", {})),
        ):
            scripted = {"hx-request": "true"}
            self.keep(f"{command} {fields}", self.host.post(f"{self.base}/{command}", data=fields, headers=scripted))
            self.keep(f"host after {command} {fields}", self.host.get(f"{self.base}/host"))
            if command != "doors" and command.rpartition("/")[2] not in ("hiding", "roles"):
                self._post("host", "retractions")
        self._post("host", "retractions", 409)

    def _plan(self) -> None:
        """Wishes, rules, a move with all that it brings, and the way back."""
        anna, ben = self.people["Άννα"], self.people["Βίκτωρ"]
        self._post("host", "plan/wishes", 422, one=anna, other=anna, company="apart")
        self._post("host", "plan/wishes", one=anna, other=ben, company="apart")
        self._post("host", "plan/rules", hosting="staying", mixed="nothing")
        for table in self.tables:
            for exchange in ("", self.people["Ελένη"]):
                asked = {"person": anna, "round": "2", "table": table, "exchange": exchange}
                answer = self.host.get(f"{self.base}/plan/moves", params=asked)
                self.keep(f"asking to move to {table} for {exchange}", answer, answer.status_code)
            self._post("host", "plan/moves", person=anna, round="2", table=table)
        self._post("host", "plan/moves", 422, person=anna, round="1", table=self.tables[0])
        self.keep("plan, one followed", self.host.get(f"{self.base}/plan", params={"person": anna}))
        self._look_around("change, moved")
        self._post("host", "plan/moves/withdrawal")
        self._post("host", f"participants/{ben}/roles", role="traveller")
        self._post("host", f"participants/{anna}/roles", role="table_host")
        self._post("host", "plan/printing")
        self._post("host", "plan/renewal")

    def _bring_along(self) -> None:
        self._contribute("Άννα", "Αργά", status=409)
        for who in ("Βίκτωρ", "Γιώργος", "Δάφνη"):
            page = self.guests[who].get(f"{self.base}/table").text
            here = re.search(r'name="table" value="(\d+)"', page)
            choices = re.findall(r'<option value="(\d+(?::\d+)?)"', page.partition('id="brought-from"')[2])
            for choice in choices[:2]:
                assert here
                self._contribute(who, "Το φέρνω μαζί μου", "2", table=here[1], brought_from=choice)
        self._look("round 2, written")

    def _sort(self) -> None:
        """Every move on the board, each with the words that would take it back; then all that opens beside it."""
        before, mine = self._marks(), self.mine[0]
        for name in ("Ιστορίες", "Κανάλια", "Άλλα"):
            self._post("host", "themes", name=name, words=name)
        page = self.host.get(f"{self.base}/synthesis").text
        stories, channels, others = re.findall(r'data-theme-card="(\d+)"', page)
        cards = list(dict.fromkeys(re.findall(r'data-card="(\d+)"', page)))
        moves: list[tuple[str, dict[str, str | list[str]]]] = [
            ("placements", {"contribution": mine, "column": "tackle", "theme": stories}),
            ("placements", {"contribution": cards[:5], "theme": channels}),
            (f"themes/{channels}/splits", {"name": "Νέο", "contribution": cards[:1]}),
            ("confirmations", {"contribution": mine}),
            ("confirmations", {"contribution": cards}),
        ]
        for command, what in (("pins", "pinned"), ("voices", "apart")):
            moves += [(command, {"contribution": some, what: on}) for on in "10" for some in (mine, cards[1:4])]
        moves += [
            (f"themes/{stories}/names", {"name": "Ωραίες ιστορίες"}),
            (f"themes/{stories}/keeps", {"kept": "0"}),
            (f"themes/{stories}/keeps", {"kept": "1"}),
            (f"themes/{stories}/places", {"column": "tackle", "before": channels}),
            (f"themes/{others}/mergers", {"into": stories}),
            ("ignored", {"ignored": "καφές"}),
            ("voices", {"contribution": cards[-1]}),
        ]
        for command, fields in moves:
            self._post("host", command, **fields)
        self._post("host", f"themes/{stories}/mergers", 422, into=stories)
        self._post("host", f"themes/{stories}/splits", 422, name="Νέο")
        self._post("host", "placements", 422)
        self._post("host", "undos")
        self._post("host", "redos")
        self._post("host", "redos", 422)
        self._pull_apart(stories, channels)
        self._offer(int(channels), [int(each) for each in cards])
        for query in (f"open={stories}", f"open={channels}", "words=ω&starred=1&undecided=1&loose=1", "words=τίποτα"):
            self._look_at_board(query, query)
        self._post("host", f"themes/{channels}/dissolutions")
        self._fragments("sorting", before)

    def _look_at_board(self, what: str, query: str = "") -> None:
        self.keep(f"board, {what}", self.host.get(f"{self.base}/synthesis?{query}"))

    def _pull_apart(self, left: str, right: str) -> None:
        """A tension with everything that can be said about it."""
        self._post("host", "tensions")
        self._post("host", "tensions/themes", left=left, right=right)
        self._post("host", "tensions/themes", 422, left=left, right=left)
        tension = re.findall(r'id="tension-(\d+)"', self.host.get(f"{self.base}/synthesis").text)[0]
        self.keep("wall with a tension", self.host.get(f"{self.base}/wall"))
        for state in ("proposed", "dismissed", "confirmed"):
            self._post("host", f"tensions/{tension}/answers", state=state)
            self._look_at_board(f"tension {state}", f"tension={tension}")
        self._post("host", f"tensions/{tension}/names", subject="Ναι ή όχι", left="Ναι", right="Όχι")
        self._post("host", f"tensions/{tension}/answers", 422, state="maybe")

    def _offer(self, theme: int, cards: list[int]) -> None:
        """What the engine works out and proposes: said for it, so that every sentence about it is seen."""
        half = len(cards) // 2
        groups = (
            Group(theme, "", tuple(cards[:half]), cards[0]),
            Group(None, "Μαζί", tuple(cards[half:-1]), cards[half]),
        )
        whole = Proposal(groups, tuple(cards[-1:]), twins=((cards[0], cards[1]),))
        for kind in (ProposalKind.rest, ProposalKind.themes):
            self._behind(lambda db, cafe, kind=kind: proposing.ask(db, cafe, kind))  # type: ignore[misc]
            self._look_at_board(f"working on {kind}")
        for number, proposal in enumerate((Proposal((), ()), whole)):
            self._behind(
                lambda db, cafe, found=proposal: proposing.propose(  # type: ignore[misc]
                    db, cafe, ProposalKind.themes, proposing.material(db, cafe), found
                )
            )
            self._look_at_board(f"proposal {number}", "open=proposal")
        self._post("host", "acceptances", 422, part="1")
        self._post("host", "acceptances")
        self._look_at_board("accepted", f"open={theme}")
        self._post("host", "acceptances", 422)
        self._post("host", f"twins/{cards[0]}/partings")

    def _behind(self, verb: Callable[[Session, Cafe], object]) -> None:
        """Something that happens without a button."""
        house, key = self.host.app.state.house, self.key  # type: ignore[attr-defined]
        assert self.host.portal

        def locked(db: Session) -> None:
            verb(db, cafes.locked(db, cafes.by_key(db, key).id_))

        self.host.portal.call(house.writer.do, locked)

    def _glance(self, stage: str) -> None:
        """The pages that show what the room decides."""
        for page, who in (("host", "host"), ("wall", "host"), ("table", "Άννα")):
            self.keep(f"{page}, {stage}", self.guests[who].get(f"{self.base}/{page}"))

    def _decide(self) -> None:
        """Tables read back, and the room votes: by dots, then by urgency and feasibility."""
        before = self._marks()
        self._post("host", "read-backs")
        self._glance("synthesis, reading back")
        at = {each["name"]: str(each["table_id"]) for each in facts(self.host, self.key)["participants"]}
        self._post("Άννα", "read-backs/answers", 422, table=at["Άννα"])
        self._post("Άννα", "read-backs/answers", table=at["Άννα"], answer="missing", note="Λείπει κάτι")
        other = next(table for table in self.tables if table != at["Άννα"])
        self._post("Άννα", "read-backs/answers", 403, table=other, answer="right")
        self._glance("synthesis, one answer")
        self._post("host", "read-backs/answers", table=other, answer="right")
        self._fragments("reading back", before)
        self._vote("dots", at)
        self._vote("matrix", at)

    def _vote(self, mode: str, at: dict[str, str]) -> None:
        for wrong in ({"mode": "king"}, {"mode": mode, "budget": "11"}):
            self._post("host", "ballots", 422, **wrong)
        self._post("host", "ballots", mode=mode, budget="2", stacking="1" if mode == "dots" else "")
        self._post("host", "ballots", 409, mode=mode)
        self._glance(f"voting by {mode}")
        page = self.guests["Άννα"].get(f"{self.base}/table").text
        ballot, theme = re.findall(r"ballots/(\d+)/votes", page)[0], re.findall(r'name="theme" value="(\d+)"', page)[0]
        votes = f"ballots/{ballot}/votes"
        wishes = {
            "dots": [{"dots": "3"}, {"dots": "2"}],
            "matrix": [{"urgency": "5"}, {"urgency": "5", "feasibility": "2"}],
        }
        wrong, right = wishes[mode]
        before = self._marks()
        self._post("Άννα", votes, 422, theme=theme, **wrong)
        self._post("Άννα", votes, theme=theme, **right)
        self._post("device", votes, 403, theme=theme, **right)
        self._post("Βίκτωρ", votes, 403, theme=theme, voter=self.people["Ελένη"], **right)
        self._post("Άννα", votes, 403, theme=theme, voter=self.people["Βίκτωρ"], **right)
        self._post("host", votes, 403, theme=theme, **right)
        self._post("host", votes, theme=theme, voter=self.people["Ελένη"], **right)
        paper = self.host.get(f"{self.base}/{votes}", params={"voter": self.people["Ελένη"]})
        self.keep(f"voting by {mode} for somebody", paper)
        self._fragments(f"votes by {mode}", before)
        self._glance(f"voted by {mode}")
        self._post("host", f"ballots/{ballot}/revelation", 409)
        self._post("host", f"ballots/{ballot}/closing")
        self._post("Άννα", votes, 409, theme=theme, **right)
        self._glance(f"counting by {mode}")
        self._post("host", f"ballots/{ballot}/revelation")
        self._glance(f"shown by {mode}")
        self.keep(f"one page by {mode}", self.host.get(f"{self.base}/summary"))

    def _commit(self) -> None:
        """First steps: private and shared, with a day and without, mended and taken along."""
        before = self._marks()
        theme = re.findall(r'<option value="(\d+)"', self.guests["Άννα"].get(f"{self.base}/table").text)[-1]
        self._post("Άννα", "commitments", 422, what="")
        self._post("Άννα", "commitments", 422, what="Κάτι", until="2020-01-01")
        self._post("Άννα", "commitments", 422, what="Κάτι", until="αύριο")
        self._post("device", "commitments", 403, what="Κάτι")
        step = {"what": "Λιγότερα κανάλια", "first_step": "Μια λίστα", "until": SOON.isoformat(), "theme": theme}
        self._post("Άννα", "commitments", shared="1", **step)
        self._post("Βίκτωρ", "commitments", what="Μόνο για μένα")
        self._fragments("commitments", before)
        self._glance("harvest, committed")
        page = self.guests["Άννα"].get(f"{self.base}/table").text
        token, mine = re.findall(r"/steps/([\w-]+)", page)[0], re.findall(r"commitments/(\d+)/edits", page)[0]
        self.keep("own steps", self._device().get(f"{self.base}/steps/{token}"))
        self._post("Άννα", f"commitments/{mine}/edits", **step)
        self._write_the_report()
        lapses = (f"tables/{number}/timelapse" for number in range(1, len(self.tables) + 1))
        for page in ("summary", "report", "harvest.md", "harvest.csv", *lapses):
            self.keep(f"{page}, decided", self.host.get(f"{self.base}/{page}"))
        self._lend()
        for mine in re.findall(r"commitments/(\d+)/edits", self.guests["Βίκτωρ"].get(f"{self.base}/table").text):
            token = re.findall(r"/steps/([\w-]+)", self.guests["Βίκτωρ"].get(f"{self.base}/table").text)[0]
            self._post("Βίκτωρ", f"commitments/{mine}/withdrawal")
            self.keep("no steps left", self._device().get(f"{self.base}/steps/{token}"))

    def _write_the_report(self) -> None:
        """The host's own words, a link that leads somewhere, and what comes back when something is wrong."""
        page = self.keep("afterword, empty", self.host.get(f"{self.base}/afterword")).text
        seen = dict(re.findall(r'name="(seen_[\w-]+)" value="(\w+)"', page))
        words = {"thanks_text": "Ευχαριστούμε", "impulse_link": "http://cafe.test/1", "conclusion_text": "Τέλος"}
        agreement = {"agreement-new_what": "Λίστα", "agreement-new_due": SOON.isoformat()}
        wrong = seen | words | agreement | {"agreement-new_due": "αύριο"}
        self.keep("afterword, wrong", self.host.post(f"{self.base}/afterword", data=wrong), 422)
        self.host.post(f"{self.base}/afterword", data=seen | words | agreement)
        self.keep("afterword, written", self.host.get(f"{self.base}/afterword"))

    def _lend(self) -> None:
        """The report by a link, as one file, and after the link was ended."""
        told = {"language": self.language, "days": "7"}
        page = self.keep("harvest with a link", self.host.post(f"{self.base}/report-links", data=told)).text
        address, link = re.findall(r"/reports/\w+", page)[0], re.findall(r"report-links/(\d+)/", page)[0]
        self.keep("report by a link", self._device().get(address))
        self.keep("report as one file", self._device().get(f"{address}/report.html"))
        self.keep("time-lapse by a link", self._device().get(f"{address}/tables/1/timelapse"))
        self._post("host", "report-links", 422, days="8")
        self.host.post(f"{self.base}/report-links/{link}/ending")
        self.keep("report after its link", self._device().get(address), 404)

    def _go_home(self) -> None:
        for guest in self.guests.values():
            guest.headers["accept-language"] = self.language
        for page in ("harvest", "report"):
            self.keep(f"{page} for a guest", self.guests["Άννα"].get(f"{self.base}/{page}"))
        self.keep("join after the end", self._device().get(f"/{self.entrance}"), 409)
        self._contribute("Άννα", "Πολύ αργά", round_no="2", status=409)
        exported = self.host.get(f"{self.base}/harvest.json").json()
        self.keep("console of an imported café", self._import(json.dumps(exported).encode()))
        self.keep("import with unknown fields", self._import(json.dumps(exported | {"καφές": "διπλός"}).encode()))
        self.keep("home after leaving", self.guests["Δάφνη"].post(f"{self.base}/departure"))

    # other evenings

    def _small_evening(self) -> None:
        """One round without names, question or network, in which nobody writes a word."""
        unsaid = ("question", "impulse_speaker", "impulse_message", "wifi_name", "topics", "names", "questions_2")
        plain = dict.fromkeys(unsaid, "") | {"naming": "anonymous", "round_ending": "clock", "template": "blank"}
        plain |= {"tables": "1", "rounds": "1"}
        self.key = lay(self.host, **self._invitation() | plain)
        self.base = f"/cafes/{self.key}"
        self.room = facts(self.host, self.key)
        self.guests = {"host": self.host}
        self._look("waiting, nobody here")
        self.guests["Άννα"] = join(self.host, self.room["tables"][0]["join_token"], "")
        self.keep("join without names", self._device().get(f"/{self.room['tables'][0]['join_token']}"))
        self._look("waiting, without names")
        self.keep("guest list of a café without names", self.host.get(f"{self.base}/guests"))
        self._post("host", "guests", 422, name="Άννα")
        self.keep("plan of a small evening", self.host.get(f"{self.base}/plan", params={"person": "1"}))
        for stage in ("round", "rounds over", "synthesis", "harvest", "closed"):
            self._step(f"{stage}, empty")
        self._look_around("closed, empty")

    def _large_room(self) -> None:
        """More tables than the wall shows at once, and more than the host can tap on."""
        large = {"tables": "14", "seats": "4", "expected": "56", "impulse_speaker": ""}
        self.key = lay(self.host, **self._invitation() | large)
        self.base = f"/cafes/{self.key}"
        self.room = facts(self.host, self.key)
        self.guests = {"host": self.host, "Άννα": join(self.host, self.room["tables"][9]["join_token"], "Άννα")}
        self._look("waiting, large")
        for stage in ("impulse", "round 1", "change"):
            self._step(f"{stage}, large")
        self._look_around("change, large")
        self._await()

    def _other_ways(self) -> None:
        """Rounds in which people choose, stay or go back; somebody sits elsewhere; a table and a round that go."""
        ways = {
            "tables": "3",
            "seats": "2",
            "rounds": "4",
            "impulse_speaker": "",
            "impulse_message": "",
            "topics": "Χώροι",
        }
        ways |= {"kinds_2": "choice", "kinds_3": "stay", "kinds_4": "home"}
        self.key = lay(self.host, **self._invitation() | ways)
        self.base = f"/cafes/{self.key}"
        self.room = facts(self.host, self.key)
        codes = [table["join_token"] for table in self.room["tables"]]
        names = ("Άννα", "Βίκτωρ", "Γιώργος", "Δάφνη", "Ηλίας", "Θάλεια")
        self.guests = {"host": self.host} | {name: join(self.host, codes[i % 3], name) for i, name in enumerate(names)}
        self.keep("sitting elsewhere?", self.guests["Άννα"].get(f"/{codes[1]}"))
        self._post("Άννα", "choices", 409, table=self.tables[2])
        self._step("round 1, other ways")
        self._step("choosing")
        before, seats = self._marks(), facts(self.host, self.key)["participants"]
        at = {each["name"]: str(each["table_id"]) for each in seats}
        content = next(name for name in names if at[name] != at["Άννα"])
        self._post(content, "choices", table=at[content])
        self._fragments("topics at other tables", before)
        before = self._marks()
        for name in names[:5]:
            self._post(name, "choices", table=self.tables[2])
        self._post("Ηλίας", "choices", table=self.tables[1])
        self._fragments("topics", before)
        self._look("choosing, chosen")
        people = {each["name"]: str(each["id"]) for each in facts(self.host, self.key)["participants"]}
        self._post("host", f"participants/{people['Άννα']}/roles", role="table_host")
        self._post("Άννα", "choices", 422, table=self.tables[0])
        self._post("host", "plan/rules", hosting="none", mixed="trade")
        self._post("Βίκτωρ", "hosting", 422, stays="1")
        for stage in ("round 2", "staying", "round 3", "going back"):
            self._step(stage)
        self._post("host", "rounds")
        self._post("host", "rounds/last/removal")
        self._post("host", "rounds/last/removal", 422)
        for table in self.tables[:2]:
            self._post("host", f"tables/{table}/language", spoken="en")
            self._post("host", f"tables/{table}/clearing")
        self._post("host", f"tables/{self.tables[2]}/clearing", 422)
        self._look_around("tables gone")

    def _await(self) -> None:
        """A list with everything in it that there is to say, and a guest of it who comes."""
        self.keep("reading a list in", self.host.get(f"{self.base}/guests/import"))
        rows = [f"Μαρία {number};;Ένωση;English, Deutsch;✓" for number in range(32)]
        rows += ["Μαρία 1;;;ελλ;ίσως", ";Ένωση", f"Α;{'ω' * 90}", f"Α;;{'ω' * 90}", *["ω" * 60] * 55, *["Ξ;;;ελλ"] * 55]
        for content in ("\n".join(rows), "Άννα", "", "1 " * 500_001):
            answer = self.host.post(f"{self.base}/guests/previews", data={"text": content})
            self.keep(f"list of {len(content)} signs", answer, 200 if content and content[0] != "1" else 422)
        for start in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"1 " * 500_001):
            answer = self.host.post(f"{self.base}/guests/previews", files={"file": ("list", start)})
            self.keep(f"file of {start[:4]!r}", answer, 422)
        sent = {"text": "\n".join(rows)}
        seen = self.host.post(f"{self.base}/guests/previews", data=sent).text
        sent |= {"basis": re.findall(r'name="basis" value="(.*?)"', seen)[0]}
        sent |= {f"column_{index}": word for index, word in enumerate(re.findall(r'value="(\w+)" selected', seen))}
        self.keep("list with headings", self.host.post(f"{self.base}/guests/previews", data=sent | {"headed": "1"}))
        self._post("host", "guests/imports", **sent)
        self.keep("the same list again", self.host.post(f"{self.base}/guests/previews", data=sent))
        page = self.keep("guest list", self.host.get(f"{self.base}/guests")).text
        guest = re.findall(r"guests/(\d+)/arrival", page)[0]
        self.keep("mending a guest", self.host.get(f"{self.base}/guests/{guest}"))
        for place in ("guests", f"guests/{guest}"):
            wrong = self.host.post(f"{self.base}/{place}", data={"name": "ω" * 50, "language": "ελλ"})
            self.keep(f"{place} with errors", wrong, 422)
        self._post("host", f"guests/{guest}/arrival")
        self.keep("mending a guest who is here", self.host.get(f"{self.base}/guests/{guest}"))


def tour(language: str, database: Path, folder: Path) -> dict[str, str]:
    (folder / "tischdecke.db").write_bytes(database.read_bytes())
    app = build(Settings(data=folder, DATABASE_URL=""))
    with (
        mock.patch("app.rehearsing._due", return_value=[]),
        TestClient(app, base_url="http://cafe.test", headers={"accept-language": language}) as host,
    ):
        return Tour(host, language).walk()


@pytest.fixture(scope="module")
def in_german(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return tour("de", empty_database, tmp_path_factory.mktemp("de"))


# --- a third language ------------------------------------------------------------------------------------------------

OURS = re.compile(
    r"Tischdecke|Markdown|CSV|JSON|PDF|Word|Excel|Deutsch|English|Esperanto"  # names
    rf"|{'|'.join(Locale(pseudo.FAR).languages[code] for code in ('de', 'en'))}"
    rf"|(?:https?://)?cafe\.test\S*|{CODE.pattern}|{IN_FOURS.pattern}"  # addresses and codes
    rf"|{format_date(DAY, 'full', locale=pseudo.FAR)}|{format_date(SOON, 'long', locale=pseudo.FAR)}"
)
LATIN = re.compile(r"[A-Za-zÀ-ɏ]+")
INLINE = {"a", "b", "em", "i", "small", "span", "strong", "time"}
SAID = {
    "alt",
    "aria-description",
    "aria-label",
    "aria-roledescription",
    "aria-valuetext",
    "label",
    "placeholder",
    "title",
}
FOR_SCRIPTS = re.compile(r"[a-z0-9_,./:#{}-]*|/cafes/\S*")
OPAQUE = {"data-cafe", "data-due", "data-fp", "data-if", "data-into", "data-unless", "data-when"}
TECHNICAL = {"hidden", "radio", "checkbox", "number", "date", "file", "password"}


def unbracketed(text: str, depth: int = 0) -> tuple[str, int]:
    """What stands outside of all ⟦brackets⟧, and how many are open at the end."""
    outside = []
    for part in re.split("([⟦⟧])", text):
        depth = max(depth + (part == "⟦") - (part == "⟧"), 0)
        outside.append(" " if depth or part == "⟧" else part)
    return "".join(outside), depth


def ours(text: str) -> list[str]:
    """Words in Latin letters that no translator gave us."""
    return LATIN.findall(OURS.sub(" ", unbracketed(text)[0]))


class Reader(HTMLParser):
    """Notes every word in a page's texts and spoken attributes that did not come out of the catalogue."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._depth = 0
        self._is_silent = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._is_silent = tag in ("script", "style", "kbd")
        given = {name: value or "" for name, value in attributes}
        for name, value in given.items():
            if self._is_spoken(tag, name, value, given) and ours(value):
                self.found.append(f'<{tag} {name}="{value}">')

    def handle_endtag(self, tag: str) -> None:
        self._is_silent = False
        if tag not in INLINE:
            self._depth = 0

    def handle_data(self, data: str) -> None:
        outside, self._depth = unbracketed(data, self._depth)
        if not self._is_silent and LATIN.search(OURS.sub(" ", outside)):
            self.found.append(data.strip())

    def _is_spoken(self, tag: str, name: str, value: str, given: dict[str, str]) -> bool:
        if name == "value":
            return tag == "input" and given.get("type", "text") not in TECHNICAL
        if name.startswith("data-"):
            return name not in OPAQUE and not FOR_SCRIPTS.fullmatch(value)
        return name in SAID


def bare(where: str, text: str) -> list[str]:
    if where.startswith("harvest.csv"):
        cells = [cell for row in csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=";") for cell in row]
        return [cell for cell in cells if ours(cell) and not re.fullmatch(r"[a-z]+-?\d+", cell)]
    if "<" not in text or where.startswith("harvest.md"):
        return [line for line in text.splitlines() if ours(line)]
    return Reader(text).found


@contextmanager
def a_third_language(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[None]:
    pseudo.write(folder, pseudo.FAR)
    known = (translations.languages, translations.translations, translations.locale)
    patch.setattr(translations, "LOCALES", folder)
    patch.setattr(templating, "_environment", cache(templating._environment.__wrapped__))  # nothing is drawn yet
    try:
        for each in known:
            each.cache_clear()
        yield
    finally:
        for each in known:
            each.cache_clear()


@pytest.fixture(scope="module")
def drawn() -> set[str]:
    """Templates that the tour in a third language has shown."""
    return set()


@pytest.fixture(scope="module")
def far_away(empty_database: Path, drawn: set[str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    get_template = Environment.get_template

    def noted(environment: Environment, name: str, *more: str | None) -> Template:
        drawn.add(name)
        return get_template(environment, name, *more)

    with pytest.MonkeyPatch.context() as patch, a_third_language(tmp_path_factory.mktemp("locales"), patch):
        patch.setattr(Environment, "get_template", noted)
        patch.setattr(Templates, "warm_up", lambda templates: None)
        return tour(pseudo.FAR, empty_database, tmp_path_factory.mktemp("far"))


def test_every_page_comes_in_the_language_that_it_says(in_german: dict[str, str], far_away: dict[str, str]) -> None:
    for language, seen in (("de", in_german), (pseudo.FAR, far_away)):
        pages = [text for text in seen.values() if text.startswith("<!doctype html>")]
        assert len(pages) > 100
        assert {re.findall('<html lang="(.*?)"', page)[0] for page in pages} == {language}


def test_one_file_is_a_language_wherever_languages_are_chosen(far_away: dict[str, str]) -> None:
    assert '<a href="?lang=eo" lang="eo" hreflang="eo" aria-current="true">Esperanto</a>' in far_away["home"]
    for where in ("set-up change", "cards, waiting", "harvest, closed", "report, closed"):
        assert re.search(r"value=.eo.[^>]*>\W*(?:<span[^>]*><b>)?Esperanto", far_away[where]), where


def test_nothing_german_is_left_elsewhere(in_german: dict[str, str], far_away: dict[str, str]) -> None:
    def german(text: str) -> list[str]:
        return re.findall(r"\w*[äöüßÄÖÜ]\w*", text)

    assert any(german(text) for text in in_german.values())
    assert [where for where, text in far_away.items() if unbracketed(text)[1]] == []
    assert {word: where for where, text in far_away.items() for word in german(unbracketed(text)[0])} == {}


def test_every_visible_word_comes_out_of_the_catalogue(far_away: dict[str, str], drawn: set[str]) -> None:
    assert {words: where for where, text in far_away.items() for words in bare(where, text)} == {}
    assert "⟦" in far_away["home"]
    folder = HOUSE / "templates"
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")} - drawn == set()


def test_a_forgotten_word_is_noticed() -> None:
    assert Reader("<p>Noch ⟦frei⟧</p>").found == ["Noch ⟦frei⟧"]
    assert Reader("<p>⟦Von <b>Άννα</b> an Tisch⟧ Όλα</p>").found == []
    assert Reader('<button aria-label="Schließen"></button>').found
    assert Reader('<p data-say-1="Noch eine Minute." data-stage="round"></p>').found == [
        '<p data-say-1="Noch eine Minute.">'
    ]
    assert Reader('<input value="Absenden" type="submit"><input value="b7" type="hidden">').found
    assert bare("harvest.md, round", "# ⟦Tisch⟧\n## Tisch 3") == ["## Tisch 3"]


# --- formal German ---------------------------------------------------------------------------------------------------

INFORMAL: re.Pattern[str] = runpy.run_path(str(HOUSE / "bin/catalogues/informal.py"))["INFORMAL"]
OUTSIDE = ("home", "no network", "unknown", "wrong method", "set-up", "report after its link")
"""Where no café says how people are to be addressed."""
ABOUT_ADDRESS = ("Mit du", "„Was bringst du mit?“")


class Words(HTMLParser):
    """All that a page says: its texts, and what its attributes say or hold for scripts to say."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._is_silent = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._is_silent = tag in ("script", "style")
        self.found += [value for name, value in attributes if value and (name in SAID or name.startswith("data-"))]

    def handle_endtag(self, tag: str) -> None:
        self._is_silent = False

    def handle_data(self, data: str) -> None:
        if not self._is_silent:
            self.found.append(data.strip())


def test_a_cafe_that_says_sie_never_says_du(in_german: dict[str, str]) -> None:
    seen = {where: text for where, text in in_german.items() if not where.startswith(OUTSIDE)}
    said = {word: where for where, text in seen.items() for word in Words(text).found if word not in ABOUT_ADDRESS}
    assert {word: where for word, where in said.items() if INFORMAL.search(word)} == {}
    assert any("Ihr Vorname" in text for text in seen.values())


def test_informal_words_are_noticed() -> None:
    for informal in (
        "Dein Text",
        "Schreib ruhig weiter.",
        "Gleich. Nimm mit:",
        "das habt ihr",
        "oder wähl ein anderes",
    ):
        assert INFORMAL.search(informal), informal
    for formal in (
        "Ihr Text",
        "Schreiben Sie ruhig weiter.",
        "ihre Punkte",
        "Bitte ein Datum wie 2026-03-19.",
        "Such-Ergebnis",
    ):
        assert not INFORMAL.search(formal), formal
