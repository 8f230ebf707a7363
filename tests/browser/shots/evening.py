"""An evening with something in every place, played as fast as the server takes it."""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

from playwright.sync_api import Page

from app.extras.script import Script, chance, script
from tests.browser import room as do
from tests.browser.room import Room

TITLES = {"de": "Trainertreffen am Niederrhein", "en": "Trainers’ meeting by the river"}
QUESTIONS = {
    "de": "Was will ich ändern, optimieren, in Angriff nehmen?",
    "en": "What do I want to change, improve or tackle?",
}
TOPICS = {
    "de": "Warum folgt man uns?|Was nervt?|Junge Leute|Wer macht die Arbeit?|Was fällt weg?|Woran messen wir Erfolg?",
    "en": "Why follow us?|What annoys?|Young people|Who does the work?|What do we drop?|How do we measure success?",
}
PENS = ("black", "blue", "red", "green")
SIGNS = {
    "heart": ("M320 400Q80 240 160 130Q240 50 320 160Q400 50 480 130Q560 240 320 400",),
    "bulb": (
        "M270 330Q200 250 210 180Q230 80 320 80Q410 80 430 180Q440 250 370 330L270 330",
        "M275 360L365 360",
        "M290 390L350 390",
        "M120 180L170 190",
        "M520 180L470 190",
        "M320 20L320 50",
    ),
    "arrow": ("M100 380Q300 360 360 240Q400 140 540 110", "M470 80L545 108L500 170"),
}
"""Drawings as strokes on a leaf of 640 by 480."""
THEMES = {"de": ("Weniger Sitzungen", "Mehr Ruhe"), "en": ("Fewer meetings", "More quiet")}
SPEECH = {"de": "Niemand muss auf jeder Bühne stehen.", "en": "Nobody has to stand on every stage."}
CAKE = {"de": "In zehn Minuten gibt es Kuchen.", "en": "There will be cake in ten minutes."}
PAPER = (
    "() => [...document.querySelectorAll('form[data-vote]')].map((form) => [form.action, form.elements.theme.value])"
)
TRAILED = 3
"""Every third thought of a later round comes from another table."""


class Evening:
    """A host, guests without phones who talk a lot, and two phones; six tables and three rounds."""

    def __init__(self, room: Room, language: str) -> None:
        self.room, self.words, self.language = room, script(language), language
        room.language = language
        self.host = room.lay(
            title=TITLES[language], question=QUESTIONS[language], tables="6", seats="5", rounds="3", expected="24",
            topics=TOPICS[language].replace("|", "\n"), names="Anker\nBambus\nChili\nDrahtesel\nEspresso\nFernglas",
            place="Neuss", organiser="Orga-Team", wifi_name="Gartenhaus", wifi_password="himbeere26",
            impulse_speaker="Eva Lindner", impulse_message=SPEECH[language],
        )  # fmt: skip
        self.round_no = 1
        self._numbers = iter(range(10_000))

    def send(self, path: str, **fields: object) -> None:
        """A command of the host."""
        status, url = self.host.evaluate(
            do.POST, [self.room.at(path), {name: str(value) for name, value in fields.items()}]
        )
        assert status == 200, (path, status, url)

    def come(self, many: int = 22) -> tuple[Page, Page]:
        """Guests arrive; two of them, at the first table, have the phones that are looked at."""
        phones = self.room.join(self.host, self.words.names[0]), self.room.join(self.host, self.words.names[1])
        for name in self.words.names[2:many]:
            self.send("participants", name=name)
        first = next(each for each in self.people() if each["name"] == self.words.names[0])
        self.send(f"participants/{first['id']}/roles", role="table_host")
        return phones

    def people(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.room.facts(self.host)["participants"]
        return found

    def talk(self, each: int = 5) -> None:
        """`each` thoughts at every table in this round."""
        lines = _lines(self.words)
        tables = self.room.facts(self.host)["tables"]
        for table in tables:
            people = cycle(person["id"] for person in self.people() if person["table_id"] == table["id"])
            for _, pen, (category, text), author in zip(range(each), cycle(PENS), lines, people, strict=False):
                number = next(self._numbers)
                origin = tables[number % len(tables)]["number"] if self.round_no > 1 and not number % TRAILED else None
                self.send(
                    "contributions", **{"as": "host"}, key=f"line-{number:04}-{self.room.key}", text=text, pen=pen,
                    kind="idea" if category else "question", category=category, author=author,
                    table=table["id"], round=self.round_no,
                    brought_from="" if origin in (None, table["number"]) else origin,
                )  # fmt: skip

    def draw(self, phone: Page, sign: str, pen: str = "red", beside: str = "") -> None:
        """A drawing on the cloth of this phone's table."""
        table = next(each["id"] for each in self.room.facts(self.host)["tables"])
        for number, path in enumerate(SIGNS[sign]):
            key = f"{sign}{number}-{self.room.key}-{self.round_no}"
            fields = {
                "doodle": f"{sign}-{self.room.key}-{self.round_no}", "key": key, "path": path, "pen": pen,
                "beside": beside, "table": str(table), "round": str(self.round_no),
            }  # fmt: skip
            assert phone.evaluate(do.POST, [self.room.at("strokes"), fields])[0] == 200

    def vote(self, phone: Page) -> None:
        """Most of those without a phone, by the host's hand; what may be voted on stands on this phone's paper."""
        forms = phone.evaluate(PAPER)
        is_square = phone.locator("#paper[data-mode=matrix]").count()
        without_phone = [each for each in self.people() if each["name"] not in self.words.names[:2]]
        for person in without_phone[:-3]:
            liked = sorted(forms, key=lambda form: chance(person["name"], form[1]) * int(form[1]))
            for place, (path, theme) in enumerate(liked[: len(forms) if is_square else 3]):
                steps = {
                    what: 1 + int(5 * chance(what, theme) + chance(what, person["name"], theme)) % 5
                    for what in ("urgency", "feasibility")
                }
                fields = {"theme": theme, "voter": str(person["id"]), **(steps if is_square else {"dots": "1"})}
                status, url = self.host.evaluate(do.POST, [path, {name: str(value) for name, value in fields.items()}])
                assert status == 200, (place, status, url)

    def promise(self, phone: Page, many: int = 5) -> None:
        """What this phone's owner will do, for everybody to see."""
        for number, what in enumerate(self.words.commitments[:many]):
            fields = {"what": what, "key": f"promise-{number}-{self.room.key}", "shared": "1", "until": "2035-03-19"}
            assert phone.evaluate(do.POST, [self.room.at("commitments"), fields])[0] == 200

    def step(self, *screens: Page, to: str) -> None:
        """On to the next stop; these screens have followed."""
        self.room.step(self.host)
        for screen in (self.host, *screens):
            do.stage(screen, to)


def _lines(words: Script) -> Iterator[tuple[str, str]]:
    """Ideas with their verb, and now and then a question, for ever."""
    questions = cycle(words.questions)
    for number, idea in enumerate(cycle(words.ideas)):
        yield idea if number % 6 else ("", next(questions))
