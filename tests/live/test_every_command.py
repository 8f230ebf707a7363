"""For every command, at every stage: the page of before with the frames that came equals a page fetched now."""

import difflib
import logging
import re
import shutil
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import time

import pytest

from app.afterword.pieces import state
from tests.live.stateful import dom
from tests.live.stateful.cast import QUIET, Cast
from tests.live.stateful.hourglass import hourglass
from tests.live.stateful.house import Answer, House
from tests.live.stateful.screens import Phone, Screen

LINE = ("waiting", "round", "change", "round 2", "rounds_over", "synthesis", "harvest", "closed")
"""The evening of a room with two tables, two rounds and no impulse."""
STAGES = ("waiting", "change", "round 2", "rounds_over", "synthesis", "harvest")
"""Where the commands are tried: the first round shows nothing that the second does not, and a closed café refuses."""
QUIET_STAGES = ("waiting", "rounds_over", "harvest")
"""Where screens show less, or the same as at the stage before: the commands take turns there."""
SETTINGS = {"title": "Treffen", "question": "Was bleibt?", "minutes": "20", "rounds": "2", "tables": "2"}


@dataclass
class Room:
    """A café at one stage, and a screen of each kind before which somebody sits."""

    cast: Cast
    stage: str
    lines: dict[str, int] = field(default_factory=dict)
    phones: dict[str, Phone] = field(default_factory=dict)
    screens: list[Screen] = field(default_factory=list)
    strokes: dict[str, str] = field(default_factory=dict)
    """Key of a doodle -> key of its latest stroke."""
    made: int = 0

    def name(self, what: str) -> str:
        self.made += 1
        return f"{what} {self.made}"

    async def post(self, who: str, text: str, **fields: str) -> Answer:
        """By form; `late`: as a phone that wrote while the first round was on, and had no net."""
        told = {"key": self.name(f"key-of-{who}").replace(" ", "-"), "text": text, "category": "change"} | fields
        return await self.cast.command("contributions", told, by=self.cast.guests[who])


class NearWall(Screen):
    """A wall that somebody has turned to the first table, until the host turns it."""

    stage = ""

    @property
    def address(self) -> str:
        return f"{super().address}?focus=table&table=1&over=0-{self.stage}"


async def _lay(cast: Cast) -> None:
    await cast.lay()
    await cast.command("settings", SETTINGS | {"kinds_2": "choice"})
    await cast.seat("Anna", 1)
    await cast.seat("Ben", 1, language="en")
    await cast.seat("Cem", 2)
    await cast.seat("Dora", 2)
    await cast.seat("Eva", 1)
    await cast.hand_out("wall", cast.wall)


async def _live_on(room: Room) -> None:
    """Goes one step on; whenever a round begins, everybody writes."""
    await room.cast.step()
    facts = await room.cast.facts()
    if facts["stage"] != "round":
        return
    seats = {each["name"]: each["table_id"] for each in facts["participants"]}
    number = {table["id"]: table["number"] for table in facts["tables"]}
    round_no = "2" if room.lines else "1"
    for who in ("Anna", "Ben", "Cem", "Dora"):
        for kind in ("erste", "zweite"):
            quoted = {}
            if round_no == "2" and kind == "zweite":
                other = next(name for name in ("Anna", "Cem") if room.lines[f"{name} at"] != seats[who])
                quoted = {"brought_from": f"{number[room.lines[f'{other} at']]}:{room.lines[f'{other} erste 1']}"}
            text = f"{who} hat eine {kind} Idee in Runde {round_no}"
            fields = {"round": round_no, "table": str(seats[who]), **quoted}
            answer = await room.cast.house.request(
                room.cast.guests[who],
                "POST",
                f"/cafes/{room.cast.key}/contributions",
                {"key": f"{who}-{kind}-{round_no}".lower(), "text": text, **fields},
                accept="application/json",
            )
            assert answer.status == 201, answer.text
            room.lines[f"{who} {kind} {round_no}"] = answer.json["id"]
        if round_no == "1":
            room.lines[f"{who} at"] = seats[who]
    room.lines["round"] = int(round_no)
    await room.cast.command(
        "stars", {"contribution": str(room.lines[f"Anna erste {round_no}"])}, by=room.cast.guests["Ben"]
    )


@pytest.fixture(scope="module", params=STAGES)
def room(
    request: pytest.FixtureRequest, empty_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(empty_database, folder / "tischdecke.db")
    with hourglass() as loop:
        house = House(loop, folder)
        logging.getLogger("app").addHandler(house.complaints)
        house.open()
        room = Room(Cast(house), request.param)
        loop.run(_lay(room.cast))
        for _ in range(LINE.index(request.param)):
            loop.run(_live_on(room))
        room.phones = {name: room.cast.phone(name) for name in ("Anna", "Ben", "Cem")}
        desks = [room.cast.screen(kind) for kind in ("wall", "host", "synthesis", "plan")]
        near = NearWall(house, room.cast.wall, room.cast.key, "wall")
        near.stage = "talk" if request.param in ("change", "round 2") else request.param
        room.screens = [*room.phones.values(), *desks, near]
        for screen in room.screens:
            loop.run(screen.fetch())
            screen.connect()
        loop.let_pass(QUIET)
        yield room
        house.close()
        logging.getLogger("app").removeHandler(house.complaints)


Command = Callable[[Room], Awaitable[Answer]]
COMMANDS: dict[str, Command] = {}
DECIDING: dict[str, Command] = {}
"""Commands by which the room decides, in the order of an evening."""
DRAWING: dict[str, Command] = {}
"""Commands by which people draw, in an order in which each finds what it needs."""


def command(act: Command) -> Command:
    COMMANDS[act.__name__] = act
    return act


def deciding(act: Command) -> Command:
    DECIDING[act.__name__] = act
    return act


def drawing(act: Command) -> Command:
    DRAWING[act.__name__] = act
    return act


def line(room: Room, who: str, kind: str) -> int:
    """The latest such line of somebody, or a number that is nobody's."""
    return room.lines.get(f"{who} {kind} 2") or room.lines.get(f"{who} {kind} 1", 999_999)


async def here(room: Room, who: str) -> dict[str, str]:
    facts = await room.cast.facts()
    seats = {each["name"]: each["table_id"] for each in facts["participants"]}
    return {"round": str(max(room.lines.get("round", 1), 1)), "table": str(seats[who])}


async def table_of(room: Room, who: str) -> int:
    return int((await here(room, who))["table"])


@command
async def post(room: Room) -> Answer:
    return await room.post("Anna", room.name("Ein Gedanke"), **await here(room, "Anna"))


@command
async def post_while_somebody_arrives(room: Room) -> Answer:
    await post(room)
    return await seat_somebody_without_a_phone(room)


@command
async def post_what_was_written_before_the_bell(room: Room) -> Answer:
    written = str(int(time() * 1000) - 30_000)
    place = {"round": "1", "table": str(room.lines.get("Anna at", 1))}
    return await room.post("Anna", room.name("Noch in Runde eins gedacht"), composed_at=written, **place)


@command
async def post_a_question_for_all(room: Room) -> Answer:
    fields = await here(room, "Cem") | {"key": room.name("host-writes").replace(" ", "-"), "kind": "question"}
    return await room.cast.command("contributions", fields | {"text": room.name("Eine Frage")})


@command
async def post_something_of_another_table(room: Room) -> Answer:
    place = await here(room, "Cem")
    return await room.post("Cem", room.name("Weitergedacht"), brought_from=f"1:{line(room, 'Anna', 'erste')}", **place)


@command
async def join_two_by_a_line(room: Room) -> Answer:
    ends = {"first": line(room, "Anna", "erste"), "second": line(room, "Anna", "zweite")}
    return await room.cast.command("connections", ends, by=room.cast.guests["Anna"])


@command
async def edit(room: Room) -> Answer:
    form = {"text": room.name("Neue Worte"), "category": "tackle"}
    path = f"contributions/{line(room, 'Anna', 'zweite')}/edits"
    return await room.cast.command(path, form, by=room.cast.guests["Anna"])


@command
async def edit_what_others_quote(room: Room) -> Answer:
    path = f"contributions/{room.lines.get('Anna erste 1', 999_999)}/edits"
    return await room.cast.command(path, {"text": room.name("Anders gesagt")}, by=room.cast.guests["Anna"])


@command
async def star(room: Room) -> Answer:
    return await room.cast.command("stars", {"contribution": line(room, "Anna", "zweite")}, by=room.cast.guests["Ben"])


@command
async def take_the_star_back(room: Room) -> Answer:
    return await room.cast.command("stars", {"contribution": line(room, "Anna", "zweite")}, by=room.cast.guests["Ben"])


@command
async def star_at_another_table(room: Room) -> Answer:
    return await room.cast.command("stars", {"contribution": line(room, "Cem", "zweite")}, by=room.cast.guests["Anna"])


@command
async def hide(room: Room) -> Answer:
    return await room.cast.command(f"contributions/{line(room, 'Anna', 'erste')}/hiding", {"hidden": "1"})


@command
async def show(room: Room) -> Answer:
    return await room.cast.command(f"contributions/{line(room, 'Anna', 'erste')}/hiding", {"hidden": "0"})


@command
async def erase_a_line(room: Room) -> Answer:
    ends = f"{line(room, 'Anna', 'zweite')}-{line(room, 'Anna', 'erste')}"
    return await room.cast.command("connections/removal", {"line": ends}, by=room.cast.guests["Anna"])


@command
async def join_what_is_taken_back_later(room: Room) -> Answer:
    ends = {"first": line(room, "Ben", "erste"), "second": line(room, "Ben", "zweite")}
    return await room.cast.command("connections", ends)


@command
async def hide_what_others_quote(room: Room) -> Answer:
    return await room.cast.command(f"contributions/{room.lines.get('Cem erste 1', 999_999)}/hiding", {"hidden": "1"})


@command
async def take_back(room: Room) -> Answer:
    path = f"contributions/{line(room, 'Ben', 'erste')}/withdrawal"
    return await room.cast.command(path, by=room.cast.guests["Ben"])


@command
async def take_back_what_others_quote(room: Room) -> Answer:
    path = f"contributions/{room.lines.get('Anna erste 1', 999_999)}/withdrawal"
    return await room.cast.command(path, by=room.cast.guests["Anna"])


async def photo(room: Room, who: str = "", **fields: str) -> Answer:
    """Sent from somebody's phone, or by the host."""
    form = {"key": room.name("the photo").replace(" ", "-"), "caption": room.name("Unser Tuch"), "as": "host"} | fields
    device = room.cast.guests[who] if who else room.cast.host
    house, path = room.cast.house, f"/cafes/{room.cast.key}/photos"
    answer = await house.request(device, "POST", path, form, photo=b"pixels", accept="application/json")
    assert answer.status == 201, answer.text
    if who:
        room.lines["photo"] = answer.json["id"]
    return answer


async def of_the_photo(room: Room, verb: str, who: str = "", **fields: str) -> Answer:
    path = f"photos/{room.lines.get('photo', 999_999)}/{verb}"
    return await room.cast.command(path, fields, by=room.cast.guests[who] if who else None)


@command
async def lay_a_photo_down(room: Room) -> Answer:
    return await photo(room, "Anna", table=str(await table_of(room, "Anna")))


@command
async def lay_a_photo_of_the_room_down(room: Room) -> Answer:
    return await photo(room)


@command
async def lay_a_photo_of_another_round_down(room: Room) -> Answer:
    return await photo(room, round="1", table=str(await table_of(room, "Cem")))


@command
async def describe_a_photo(room: Room) -> Answer:
    return await of_the_photo(room, "edits", "Anna", caption=room.name("Kringel"), description="Drei Kringel")


@command
async def agree_to_a_photo(room: Room) -> Answer:
    return await of_the_photo(room, "agreements", "Anna", agreed="1")


@command
async def take_a_photo_out_of_the_album(room: Room) -> Answer:
    return await of_the_photo(room, "album", shown="0")


@command
async def hide_a_photo(room: Room) -> Answer:
    return await of_the_photo(room, "hiding", hidden="1")


@command
async def show_a_photo_again(room: Room) -> Answer:
    return await of_the_photo(room, "hiding", hidden="0")


@command
async def take_a_photo_back(room: Room) -> Answer:
    return await of_the_photo(room, "withdrawal", "Anna")


async def stroke(room: Room, who: str, doodle: str, **fields: str) -> Answer:
    """One more on this doodle of somebody's, from their phone; after a round what was drawn before the bell."""
    stage = (await room.cast.facts())["stage"]
    drawn_at = {"composed_at": str(int(time() * 1000) - 30_000)}
    late = {"round": "1", "table": str(room.lines.get(f"{who} at", 1))} | drawn_at
    place = await here(room, who) if stage == "round" else late
    form = place | {"doodle": doodle, "key": room.name("the stroke").replace(" ", "-")} | fields
    house, path = room.cast.house, f"/cafes/{room.cast.key}/strokes"
    told = {"path": "M1 1L9 9"} | form
    answer = await house.request(room.cast.guests[who], "POST", path, told, accept="application/json")
    if answer.status == 201:
        room.lines[doodle], room.strokes[doodle] = answer.json["doodle"], form["key"]
    return answer


async def of_a_doodle(room: Room, doodle: str, verb: str, who: str = "", **fields: str) -> Answer:
    path = f"doodles/{room.lines.get(doodle, 999_999)}/{verb}"
    return await room.cast.command(path, fields, by=room.cast.guests[who] if who else None)


@drawing
async def begin_a_doodle(room: Room) -> Answer:
    return await stroke(room, "Anna", "between-the-words")


@drawing
async def draw_one_more_stroke(room: Room) -> Answer:
    return await stroke(room, "Anna", "between-the-words", pen="red")


@drawing
async def draw_beside_words_of_somebody_else(room: Room) -> Answer:
    return await stroke(room, "Ben", "beside-the-words", beside=str(line(room, "Anna", "erste")))


@drawing
async def draw_and_write_at_once(room: Room) -> Answer:
    await stroke(room, "Ben", "at-once")
    return await post(room)


@drawing
async def undo_a_stroke(room: Room) -> Answer:
    form = {"doodle": "between-the-words", "key": room.strokes.get("between-the-words", "none-of-mine")}
    return await room.cast.command("strokes/undoing", form, by=room.cast.guests["Anna"])


@drawing
async def undo_all_that_is_drawn(room: Room) -> Answer:
    form = {"doodle": "beside-the-words", "key": room.strokes.get("beside-the-words", "none-of-mine")}
    return await room.cast.command("strokes/undoing", form, by=room.cast.guests["Ben"])


@drawing
async def draw_again_on_the_empty_leaf(room: Room) -> Answer:
    return await stroke(room, "Ben", "beside-the-words")


@drawing
async def take_words_back_that_somebody_drew_beside(room: Room) -> Answer:
    id_ = line(room, "Anna", "erste")
    return await room.cast.command(f"contributions/{id_}/withdrawal", by=room.cast.guests["Anna"])


@drawing
async def describe_a_doodle(room: Room) -> Answer:
    return await of_a_doodle(room, "between-the-words", "edits", "Anna", description=room.name("Ein <Kreis>"))


@drawing
async def hide_a_doodle(room: Room) -> Answer:
    return await of_a_doodle(room, "between-the-words", "hiding", hidden="1")


@drawing
async def draw_on_a_hidden_doodle(room: Room) -> Answer:
    return await stroke(room, "Anna", "between-the-words")


@drawing
async def show_a_doodle_again(room: Room) -> Answer:
    return await of_a_doodle(room, "between-the-words", "hiding", hidden="0")


@drawing
async def put_a_doodle_into_words(room: Room) -> Answer:
    words = room.name("key-of-the-words").replace(" ", "-")
    await room.post("Anna", "Ein Kreis", key=words, **await here(room, "Anna"))
    told = {"description": "Ein Kreis", "words": words}
    return await of_a_doodle(room, "between-the-words", "edits", "Anna", **told)


@drawing
async def take_a_doodle_back(room: Room) -> Answer:
    return await of_a_doodle(room, "between-the-words", "withdrawal", "Anna")


@command
async def offer_to_stay(room: Room) -> Answer:
    return await room.cast.command("hosting", {"stays": "1"}, by=room.cast.guests["Ben"])


@command
async def hand_over(room: Room) -> Answer:
    form = await here(room, "Ben") | {"point": [room.name("Ein Punkt")], "open_question": "Und nun?"}
    return await room.cast.command("handovers", form, by=room.cast.guests["Ben"])


@command
async def hand_over_for_the_round_before(room: Room) -> Answer:
    form = await here(room, "Anna") | {"round": "1", "point": [room.name("Ein Punkt")], "open_question": "Und nun?"}
    return await room.cast.command("handovers", form)


@command
async def travel_on(room: Room) -> Answer:
    return await room.cast.command("hosting", {"stays": "0"}, by=room.cast.guests["Ben"])


@command
async def give_role(room: Room) -> Answer:
    return await room.cast.command(f"participants/{room.cast.ids['Cem']}/roles", {"role": "table_host"})


@command
async def pause(room: Room) -> Answer:
    return await room.cast.command("pauses")


@command
async def resume(room: Room) -> Answer:
    return await room.cast.command("resumptions")


@command
async def extend(room: Room) -> Answer:
    return await room.cast.command("extensions", {"minutes": "5"})


@command
async def announce(room: Room) -> Answer:
    return await room.cast.command("announcements", {"text": room.name("Der Kaffee ist <fertig>")})


@command
async def take_the_announcement_down(room: Room) -> Answer:
    return await room.cast.command("announcements", {"text": ""})


@command
async def ask_for_silence(room: Room) -> Answer:
    return await room.cast.command("hush", {"on": "1"})


@command
async def let_go_of_the_silence(room: Room) -> Answer:
    return await room.cast.command("hush", {"on": "0"})


@command
async def take_back_what_the_host_did_last(room: Room) -> Answer:
    return await room.cast.command("retractions")


@command
async def close_the_door(room: Room) -> Answer:
    return await room.cast.command("doors", {"open": "0"})


@command
async def open_the_door(room: Room) -> Answer:
    return await room.cast.command("doors", {"open": "1"})


@command
async def switch_the_gong_on(room: Room) -> Answer:
    return await room.cast.command("wall/gong", {"on": "1"})


@command
async def switch_the_gong_off(room: Room) -> Answer:
    return await room.cast.command("wall/gong", {"on": "0"})


@command
async def arrive(room: Room) -> Answer:
    token = (await room.cast.facts())["tables"][0]["join_token"]
    form = {"name": room.name("Gast"), "arrival_key": room.name("arrival").replace(" ", "-")}
    return await room.cast.house.request(room.cast.guests["Dora"], "POST", f"/{token}", form)


@command
async def bring_in_a_table_phone(room: Room) -> Answer:
    token = (await room.cast.facts())["tables"][1]["join_token"]
    form = {"mode": "table_device", "arrival_key": room.name("arrival").replace(" ", "-")}
    return await room.cast.house.request(room.cast.guests["Dora"], "POST", f"/{token}", form)


@command
async def seat_somebody_without_a_phone(room: Room) -> Answer:
    return await room.cast.command("participants", {"name": room.name("Guest"), "table": "1"})


@command
async def add_a_chair(room: Room) -> Answer:
    for _ in range(4):
        answer = await room.cast.command("participants", {"name": room.name("Guest"), "table": "2"})
    return answer


@command
async def move(room: Room) -> Answer:
    facts = await room.cast.facts()
    seats = {each["name"]: each["table_id"] for each in facts["participants"]}
    other = next(table["id"] for table in facts["tables"] if table["id"] != seats["Ben"])
    return await room.cast.command(f"participants/{room.cast.ids['Ben']}/moves", {"table": str(other)})


@command
async def leave(room: Room) -> Answer:
    people = (await room.cast.facts())["participants"]
    person = next((each["id"] for each in people if each["name"].startswith("Gue")), 999_999)
    return await room.cast.command(f"participants/{person}/departure")


@command
async def lay_a_table(room: Room) -> Answer:
    return await room.cast.command("tables")


@command
async def say_what_is_spoken_at_a_table(room: Room) -> Answer:
    return await room.cast.command(f"tables/{await table_of(room, 'Cem')}/language", {"spoken": "en"})


@command
async def check_in_elsewhere(room: Room) -> Answer:
    """Eva, who has no screen here, sits down beside others than she was told."""
    tables, here_id = (await room.cast.facts())["tables"], await table_of(room, "Eva")
    token = next(table["join_token"] for table in tables if table["id"] != here_id)
    return await room.cast.command("seat", {"table": token}, by=room.cast.guests["Eva"])


@command
async def choose_a_topic(room: Room) -> Answer:
    """Goes in the change before a round of free choice, and is refused elsewhere."""
    tables, here_id = (await room.cast.facts())["tables"], await table_of(room, "Dora")
    there = next(table["id"] for table in tables if table["id"] != here_id)
    return await room.cast.command("choices", {"table": str(there)}, by=room.cast.guests["Dora"])


@command
async def plan_afresh(room: Room) -> Answer:
    return await room.cast.command("plan/renewal")


@command
async def move_in_the_plan(room: Room) -> Answer:
    facts = await room.cast.facts()
    form = {"person": str(room.cast.ids["Cem"]), "round": str(len(facts["rounds"])), "table": facts["tables"][0]["id"]}
    return await room.cast.command("plan/moves", form)


@command
async def take_the_move_back(room: Room) -> Answer:
    return await room.cast.command("plan/moves/withdrawal")


@command
async def let_nobody_keep_a_table(room: Room) -> Answer:
    return await room.cast.command("plan/rules", {"hosting": "none", "mixed": "trade"})


@command
async def wish_two_together(room: Room) -> Answer:
    form = {"one": str(room.cast.ids["Anna"]), "other": str(room.cast.ids["Cem"]), "company": "together"}
    return await room.cast.command("plan/wishes", form)


@command
async def await_somebody(room: Room) -> Answer:
    return await room.cast.command("guests", {"name": room.name("Erwartet")})


@command
async def clear_a_table(room: Room) -> Answer:
    return await room.cast.command(f"tables/{(await room.cast.facts())['tables'][-1]['id']}/clearing")


@command
async def have_one_round_more(room: Room) -> Answer:
    return await room.cast.command("rounds")


@command
async def have_one_round_fewer(room: Room) -> Answer:
    return await room.cast.command("rounds/last/removal")


@command
async def change_the_settings(room: Room) -> Answer:
    return await room.cast.command("settings", SETTINGS | {"title": room.name("Treffen"), "kinds_2": "choice"})


@command
async def propose_themes(room: Room) -> Answer:
    return await room.cast.command("groupings")


@command
async def add_a_theme(room: Room) -> Answer:
    return await room.cast.command("themes", {"name": room.name("Thema")})


@command
async def name_a_theme(room: Room) -> Answer:
    return await of_a_theme(room, "names", name=room.name("Anders"), words="Uhr, Takt")


@command
async def put_a_theme_into_a_column(room: Room) -> Answer:
    return await of_a_theme(room, "places", column="tackle")


@command
async def let_go_of_a_theme(room: Room) -> Answer:
    return await of_a_theme(room, "keeps", kept="0")


@command
async def place(room: Room) -> Answer:
    return await room.cast.command("placements", {"contribution": line(room, "Cem", "zweite"), "column": "optimise"})


@command
async def place_into_a_theme(room: Room) -> Answer:
    theme = await a_theme(room)
    return await room.cast.command("placements", {"contribution": line(room, "Cem", "zweite"), "theme": theme})


@command
async def split_a_theme(room: Room) -> Answer:
    card = str(line(room, "Cem", "zweite"))
    return await of_a_theme(room, "splits", name=room.name("Abgespalten"), contribution=card)


@command
async def dissolve_a_theme(room: Room) -> Answer:
    return await of_a_theme(room, "dissolutions")


@command
async def set_a_voice_apart(room: Room) -> Answer:
    return await room.cast.command("voices", {"contribution": line(room, "Cem", "zweite")})


@command
async def let_go_of_a_card(room: Room) -> Answer:
    return await room.cast.command("pins", {"contribution": line(room, "Cem", "zweite"), "pinned": "0"})


@command
async def confirm_a_suggestion(room: Room) -> Answer:
    return await room.cast.command("confirmations", {"contribution": line(room, "Dora", "zweite")})


@command
async def undo_on_the_board(room: Room) -> Answer:
    return await room.cast.command("undos")


@command
async def do_it_again(room: Room) -> Answer:
    return await room.cast.command("redos")


@command
async def ignore_words(room: Room) -> Answer:
    return await room.cast.command("ignored", {"ignored": room.name("Verein")})


@command
async def look_for_tensions(room: Room) -> Answer:
    return await room.cast.command("tensions")


@command
async def see_a_tension_between_themes(room: Room) -> Answer:
    for _ in range(2):
        await add_a_theme(room)
    left, right = await themes(room)
    return await room.cast.command("tensions/themes", {"left": left, "right": right, "subject": room.name("Zug")})


@command
async def turn_the_wall_to_one_table(room: Room) -> Answer:
    return await room.cast.command("wall/focus", {"focus": "table", "table": "2"})


@command
async def turn_the_wall_to_one_table_after_another(room: Room) -> Answer:
    return await room.cast.command("wall/focus", {"focus": "carousel"})


@command
async def turn_the_wall_to_all_tables(room: Room) -> Answer:
    return await room.cast.command("wall/focus", {"focus": "overview"})


async def themes(room: Room) -> list[str]:
    """The last two themes, as the board names them."""
    page = await room.cast.house.request(room.cast.host, "GET", f"/cafes/{room.cast.key}/synthesis")
    return list(dict.fromkeys(re.findall(r"\bopen=(\d+)", page.text)))[-2:]


async def a_theme(room: Room) -> str:
    return (await themes(room) or ["999999"])[-1]


async def of_a_theme(room: Room, verb: str, **fields: str) -> Answer:
    return await room.cast.command(f"themes/{await a_theme(room)}/{verb}", fields)


async def paper(room: Room, who: str) -> tuple[str, str]:
    """The open ballot and its first theme, as somebody's phone has them; numbers that are nobody's without one."""
    page = await room.cast.house.request(room.cast.guests[who], "GET", f"/cafes/{room.cast.key}/table")
    ballots, themes = (re.findall(each, page.text) for each in (r"ballots/(\d+)/votes", r'name="theme" value="(\d+)"'))
    return (ballots[0], themes[0]) if ballots and themes else ("999999", "999999")


async def latest_ballot(room: Room) -> str:
    page = await room.cast.house.request(room.cast.host, "GET", f"/cafes/{room.cast.key}/host")
    return next(iter(re.findall(r"ballots/(\d+)/(?:closing|revelation)", page.text)), "999999")


@deciding
async def ask_the_tables_to_read_back(room: Room) -> Answer:
    return await room.cast.command("read-backs")


@deciding
async def answer_for_a_table(room: Room) -> Answer:
    form = {"table": str(await table_of(room, "Anna")), "answer": "missing", "note": room.name("Es fehlt etwas")}
    return await room.cast.command("read-backs/answers", form, by=room.cast.guests["Anna"])


@deciding
async def answer_as_host(room: Room) -> Answer:
    form = {"table": str(await table_of(room, "Cem")), "answer": "right"}
    return await room.cast.command("read-backs/answers", form)


@deciding
async def add_a_theme_while_tables_read_back(room: Room) -> Answer:
    chosen = [str(line(room, who, "zweite")) for who in ("Anna", "Cem")]
    return await room.cast.command("themes", {"name": room.name("Thema"), "contribution": chosen})


@deciding
async def open_a_ballot(room: Room) -> Answer:
    return await room.cast.command("ballots", {"mode": "dots", "budget": "2"})


@deciding
async def vote(room: Room) -> Answer:
    """Dora has no screen here; her own phone would know what it sent."""
    ballot, theme = await paper(room, "Dora")
    return await room.cast.command(
        f"ballots/{ballot}/votes", {"theme": theme, "dots": "1"}, by=room.cast.guests["Dora"]
    )


@deciding
async def seat_somebody_while_all_vote(room: Room) -> Answer:
    return await seat_somebody_without_a_phone(room)


@deciding
async def vote_for_somebody(room: Room) -> Answer:
    ballot, theme = await paper(room, "Dora")
    people = (await room.cast.facts())["participants"]
    voter = next((str(each["id"]) for each in people if each["name"].startswith("Guest")), "999999")
    return await room.cast.command(f"ballots/{ballot}/votes", {"theme": theme, "dots": "1", "voter": voter})


@deciding
async def move_while_all_vote(room: Room) -> Answer:
    return await move(room)


@deciding
async def close_the_ballot(room: Room) -> Answer:
    return await room.cast.command(f"ballots/{await latest_ballot(room)}/closing")


@deciding
async def reveal_the_ballot(room: Room) -> Answer:
    return await room.cast.command(f"ballots/{await latest_ballot(room)}/revelation")


@deciding
async def rename_a_theme_that_was_voted_on(room: Room) -> Answer:
    page = await room.cast.house.request(room.cast.host, "GET", f"/cafes/{room.cast.key}/synthesis")
    theme = next(iter(re.findall(r"open=(\d+)", page.text)), "999999")
    return await room.cast.command(f"themes/{theme}/names", {"name": room.name("Umbenannt")})


@deciding
async def open_a_matrix(room: Room) -> Answer:
    return await room.cast.command("ballots", {"mode": "matrix"})


@deciding
async def commit_privately(room: Room) -> Answer:
    return await room.cast.command("commitments", {"what": room.name("Für mich")}, by=room.cast.guests["Dora"])


@deciding
async def commit_and_share(room: Room) -> Answer:
    form = {"what": room.name("Für alle"), "shared": "1", "until": "2035-03-19"}
    return await room.cast.command("commitments", form, by=room.cast.guests["Dora"])


@deciding
async def withdraw_a_commitment(room: Room) -> Answer:
    page = await room.cast.house.request(room.cast.guests["Dora"], "GET", f"/cafes/{room.cast.key}/table")
    mine = next(iter(reversed(re.findall(r"commitments/(\d+)/withdrawal", page.text))), "999999")
    return await room.cast.command(f"commitments/{mine}/withdrawal", by=room.cast.guests["Dora"])


@command
async def renew_links(room: Room) -> Answer:
    return await room.cast.command("links/renewal")


@command
async def write_the_report(room: Room) -> Answer:
    """Also who gave the impulse, which is told in the room."""
    nothing = state(dict.fromkeys(("speaker", "title", "message", "link"), ""))
    words = {
        "seen_impulse": nothing,
        "impulse_speaker": "Eva",
        "seen_thanks": state({"text": ""}),
        "thanks_text": "Allen",
    }
    return await room.cast.command("afterword", words)


def test_while_the_room_decides(room: Room) -> None:
    """All in a row, for each follows from the one before; too early they are refused, and nobody hears of it."""
    if room.cast.house.loop.run(room.cast.facts())["stage"] not in ("synthesis", "harvest"):
        assert not any(compare(room, act) for act in (ask_the_tables_to_read_back, open_a_ballot, commit_privately))
        return
    for name, act in DECIDING.items():
        compare(room, act, name)


def test_while_people_draw(room: Room) -> None:
    """In a row as well; nobody draws before the first round."""
    taken = [name for name, act in DRAWING.items() if compare(room, act, name)]
    assert bool(taken) == bool(room.lines), taken


def test_old_page_and_frames_equal_a_fresh_page(room: Room) -> None:
    for turn, (name, act) in enumerate(COMMANDS.items()):
        if room.stage not in QUIET_STAGES or QUIET_STAGES[turn % len(QUIET_STAGES)] == room.stage:
            compare(room, act, name)


def compare(room: Room, act: Command, name: str = "") -> bool:
    """Whether the command was taken; then every screen has followed it."""
    loop = room.cast.house.loop
    everybody_looks(room)
    answer = loop.run(act(room))
    loop.let_pass(QUIET)
    if answer.status >= 400:
        assert not any("to" in message for screen in room.screens if screen.wire for message in screen.wire.down)
        return False
    different: list[str] = []
    for screen in room.screens:
        hear_all(screen)
        if screen.must_fetch or screen.is_out:
            continue
        kept, offered = screen.shown(), dom.choices(screen.page)
        loop.run(screen.fetch())
        difference = difflib.unified_diff(kept, screen.shown(), "old page and frames", "fresh page", n=1, lineterm="")
        different += [screen.name, *difference][: 40 if kept != screen.shown() else 0]
        assert offered.items() <= dom.choices(screen.page).items()
    assert not different, "\n".join([name, *different])
    assert room.cast.house.complaints.heard == []
    return True


def everybody_looks(room: Room) -> None:
    """Each screen has a line and a page of now; who was nudged by the last command fetches at last."""
    loop = room.cast.house.loop
    for screen in room.screens:
        if not screen.is_live:
            screen.is_out = False
            screen.connect()
            loop.let_pass(QUIET)
        screen.greet()
        if screen.must_fetch:
            loop.run(screen.fetch())
    loop.let_pass(QUIET)
    for screen in room.screens:
        hear_all(screen)
        screen.must_fetch = False


def hear_all(screen: Screen) -> None:
    while screen.wire and screen.wire.down:
        screen.hear(screen.wire.down.popleft())
