"""What must hold in any evening, whatever the network does: I1 to I13, each by its name. Each raises Broken."""

import difflib
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing

from app import transactions
from tests.live.stateful.chronicle import Line, Moment
from tests.live.stateful.dom import Element
from tests.live.stateful.screens import Phone, Screen
from tests.live.stateful.world import SHOWN_OUT_WITHIN, WORD, Hearing, World

REPLAYS = 5
"""Numbers from which the whole evening is asked for again, at most and about evenly."""
NEWEST = 4
"""Lines of a cloth that fit on the wall."""


class Broken(AssertionError):
    """`name` says which invariant."""

    def __init__(self, name: str, what: object) -> None:
        self.name = name
        super().__init__(f"{name}: {what}")


def must(name: str, holds: object, what: object = "") -> None:
    if not holds:
        raise Broken(name, what)


# I1 to I4: the record


def what_was_acknowledged_is_stored(world: World) -> None:
    stored = world.records.by_key
    for phone in world.phones:
        for key, number in phone.outbox.acknowledged.items():
            there = stored.get((phone.who, key))
            must("I1", there and there.id == number, f"{phone.name} was promised {key} as {number}, stored is {there}")


def device_and_key_are_there_once(world: World) -> None:
    twice = [
        each
        for each, times in Counter((each.device, each.text) for each in world.records.contributions).items()
        if times > 1 and each[1]
    ]
    must("I2", not twice, twice)
    with closing(sqlite3.connect(world.database)) as db:
        keys = db.execute("SELECT posted_by, key FROM contributions GROUP BY 1, 2 HAVING count(*) > 1").fetchall()
    must("I2", not keys, keys)


def nothing_is_stored_that_nobody_wrote(world: World) -> None:
    outboxes = {phone.who: phone.outbox for phone in world.phones} | {"host": world.from_nowhere}
    for each in world.records.contributions:
        must("I2", each.key in outboxes[each.device].composed, f"{each} was written by nobody")


def nothing_written_is_nowhere(world: World) -> None:
    stored = world.records.by_key
    for phone in world.phones:
        for key in phone.outbox.composed:
            kept = (phone.who, key) in stored or key in phone.outbox.entries or (phone.who, key) in world.lost
            must("I3", kept, f"{key} is neither stored nor in the outbox of {phone.name}")


def numbers_have_no_hole_and_the_chain_recomputes(world: World) -> None:
    records, moments = world.records, world.history.moments
    must(
        "I4",
        records.head == world.history.head == moments[-1].entry.seq,
        f"head {records.head}, {len(moments)} moments",
    )
    must("I4", records.fingerprint == moments[-1].entry.fingerprint, "the café's check is not its last entry's")
    for entry in world.news:
        before = moments[entry.seq - 1].entry
        must("I4", before.seq == entry.seq - 1, f"{before.seq} before {entry.seq}")
        told = {"kind": entry.kind, "actor": entry.actor, "payload": dict(entry.payload), "at": entry.at}
        check = transactions.fingerprint_of(before.fingerprint, world.cast.key, entry.seq, **told)
        must("I4", entry.fingerprint == check, f"the check of {entry.seq} is {entry.fingerprint}, not {check}")


# I5, I6: each screen


def screens_show_the_moment_of_their_cursor(world: World) -> None:
    for screen in world.screens:
        if screen.is_out or screen.must_fetch or screen.awaits_page or not screen.is_touched:
            continue
        screen.is_touched = False
        moments = [found for each in world.histories if (found := each.at(screen.cursor.seq, screen.cursor.fp))]
        must("I12", moments, f"{screen.name} stands at {screen.cursor.since}, which is in no history")
        told = list(_compare(world, screen, moments[-1]))
        must("I5", not told, f"{screen.name} at {screen.cursor.seq}: {told}")


def _compare(world: World, screen: Screen, moment: Moment) -> Iterator[str]:
    """What is on the screen otherwise than the moment has it."""
    for id, expected, shown in _parts(world, screen, moment):
        if shown != expected:
            yield f"{id} shows {shown}, not {expected}"
    if told := screen.element("announcement"):
        shown = "" if "hidden" in told.attributes else told.elements[-1].text and told.children[-1]
        if str(shown).strip() != moment.announcement:
            yield f"the announcement is {shown!r}, not {moment.announcement!r}"


def _parts(world: World, screen: Screen, moment: Moment) -> Iterator[tuple[str, object, object]]:
    if isinstance(screen, Phone):
        place, cloth = screen.element("place"), _cloth_of(screen)
        table = world.tables.get(int(place.attributes["data-table"] or 0)) if place else None
        if cloth and table:
            yield "the cloth", _told(moment.at_table(table)), _read(cloth, "contribution", "contribution__text")
    for table in world.tables.values():
        if cloth := screen.element(f"cloth-{table}"):
            lines = moment.at_table(table)
            newest = dict(sorted(lines.items())[-NEWEST:])
            shown = _read(cloth, "wall-contribution", "cloth__text")
            yield (
                f"cloth {table}",
                {number: line.text for number, line in newest.items()},
                {n: text for n, (text, _) in shown.items()},
            )
            yield f"number {table}", len(lines), _number(cloth.with_class("cloth__count"))
        if cloth := screen.element(f"host-lines-{table}"):
            lines = moment.at_table(table, with_hidden=True)
            shown = _read(cloth, "host-contribution", "laid__text")
            yield f"lines {table}", _told(lines), shown
            hidden = {number for number, line in lines.items() if line.is_hidden}
            yield (
                f"hidden {table}",
                hidden,
                {n for n in shown if "hidden" in (screen.element(f"host-contribution-{n}").attributes["class"] or "")},
            )  # type: ignore[union-attr]


def _cloth_of(phone: Phone) -> Element | None:
    """All its rounds, those that are folded as well."""
    newest = phone.element("contributions")
    while newest and "tablecloth" not in (newest.attributes.get("class") or "").split():
        newest = newest.parent
    return newest


def _told(lines: dict[int, Line]) -> dict[int, tuple[str, int]]:
    return {number: (line.text, len(line.stars)) for number, line in lines.items()}


def _read(cloth: Element, prefix: str, words: str) -> dict[int, tuple[str, int]]:
    found = {}
    for element in cloth.elements if cloth.name == "ul" else cloth.walk():
        number = re.fullmatch(rf"{prefix}-(\d+)", element.id or "")
        if not number:
            continue
        text = element.with_class(words)
        found[int(number[1])] = (" ".join(text.text.split()) if text else "", _number(_star(element)))
    return found


def _star(line: Element) -> Element | None:
    """Where a line says how many stars it has; a host's console writes a star before them."""
    signs = (
        each for each in line.walk() if "data-stars" in each.attributes or (not each.elements and "★" in each.text)
    )
    return next(signs, None)


def _number(element: Element | None) -> int:
    digits = re.search(r"\d+", element.text) if element else None
    return int(digits[0]) if digits else 0


def no_frame_turns_a_cursor_back(world: World) -> None:
    for screen in world.screens:
        must("I6", not screen.went_back, f"{screen.name}: {screen.went_back}")


# I8, I9: answers


def a_key_has_one_answer_for_ever(world: World) -> None:
    for phone in world.phones:
        for key, answers in phone.outbox.answers.items():
            told = {(each["status"], each.get("id")) for each in answers}
            if any(status < 300 for status, _ in told) and phone.who not in world.gone:
                must("I8", len(told) == 1, f"{phone.name} was told about {key}: {answers}")


def a_version_is_left_once(world: World) -> None:
    twice = [each for each, times in Counter(world.accepted_steps).items() if times > 1]
    must("I9", not twice, f"answered with yes twice: {twice}")
    must(
        "I9",
        world.records.version == world.history.now.versions,
        f"version {world.records.version}, {world.history.now.versions} entries",
    )
    pressed = sum(entry.kind == "PhaseChanged" for entry in world.news)
    moved = abs(world.records.place - world.place_before)
    must("I9", moved <= pressed, f"{moved} stops on in {pressed} steps")


# I10, I11, I13: what the server says


def nobody_hears_what_is_not_theirs(world: World) -> None:
    now = world.loop.time()
    for hearing in world.hearings:
        for at, message in hearing.wire.sent[hearing.heard :]:
            gone = world.gone.get(hearing.who, now)
            if "to" in message or "head" in message:
                must(
                    "I11",
                    at <= gone + SHOWN_OUT_WITHIN,
                    f"{hearing.screen.name} hears on {at - gone:.1f} s after it was shown out",
                )
            if message.get("html"):
                _check_frame(world, hearing, message)
        hearing.heard = len(hearing.wire.sent)
        listens = any("to" in message for _, message in hearing.wire.sent)
        if listens and now > world.gone.get(hearing.who, now) + SHOWN_OUT_WITHIN:
            must("I11", not hearing.wire.is_served, f"the line of {hearing.screen.name} still stands")


def _check_frame(world: World, hearing: Hearing, message: dict[str, object]) -> None:
    moment = next(
        (
            found
            for each in reversed(world.histories)
            if (found := each.at(int(str(message["to"])), str(message["fp"])))
        ),
        None,
    )
    must("I12", moment, f"a frame to {message['to']} {message['fp']}, which is in no history")
    assert moment
    allowed = set()
    for line in moment.lines.values():
        theirs = not isinstance(hearing.screen, Phone) or line.table in hearing.tables
        if theirs and (line.is_shown or (hearing.screen.kind == "host" and not line.is_withdrawn)):
            allowed |= {line.text}
            origin = moment.lines.get(line.quotes or 0)
            allowed |= {origin.text} if origin and origin.is_shown else set()
    words = {word for text in (*allowed, moment.announcement) for word in WORD.findall(text)}
    foreign = set(WORD.findall(str(message["html"]))) - words
    must("I10", not foreign, f"{hearing.screen.name} of tables {hearing.tables} hears {foreign} at {message['to']}")


def histories_can_be_told_apart(world: World) -> None:
    """I12: two histories have the same check only where they are the same."""
    checks: dict[tuple[int, str], Moment] = {}
    for history in world.histories:
        for seq, moment in enumerate(history.moments):
            same = checks.setdefault((seq, moment.entry.fingerprint), moment)
            must("I12", same is moment, f"entry {seq} has the check of another one in a history that was lost")


ALWAYS: tuple[Callable[[World], None], ...] = (
    what_was_acknowledged_is_stored,
    device_and_key_are_there_once,
    nothing_is_stored_that_nobody_wrote,
    nothing_written_is_nowhere,
    numbers_have_no_hole_and_the_chain_recomputes,
    screens_show_the_moment_of_their_cursor,
    no_frame_turns_a_cursor_back,
    a_key_has_one_answer_for_ever,
    a_version_is_left_once,
    nobody_hears_what_is_not_theirs,
    histories_can_be_told_apart,
)
"""After every step."""


# I7 and I13: at rest


def at_rest_every_screen_equals_its_page(world: World) -> None:
    must("I7", not world.unsent(), f"still in outboxes: {world.unsent()}")
    for screen in world.present():
        must("I7", screen.is_live and not screen.must_fetch, f"{screen.name} did not come to rest")
        if screen.is_as_fetched and screen.cursor.seq == world.records.head:
            continue
        kept = screen.shown()
        world.fetch(screen)
        fresh = screen.shown()
        told = list(difflib.unified_diff(kept, fresh, "old page and frames", "fresh page", n=1, lineterm=""))
        must("I7", not screen.is_out and kept == fresh, "\n".join([screen.name, *told[:30]]))


def gone_words_are_gone_everywhere(world: World) -> None:
    """I13: in no replay from any number, and in no export."""
    lines = world.history.now.lines.values()
    gone = {word for line in lines if line.is_withdrawn for word in WORD.findall(line.text)}
    hidden = {word for line in lines if line.is_hidden for word in WORD.findall(line.text)}
    for screen, forbidden in ((world.phones[0], gone | hidden), (world.wall, gone | hidden), (world.consoles[0], gone)):
        if screen.is_out:
            continue
        for moment in world.history.moments[1 :: 1 + world.history.head // REPLAYS]:
            path = f"{screen.line}?since={moment.entry.seq}&fp={moment.entry.fingerprint}"
            answer = world.loop.run(world.house.request(screen.device, "GET", path))
            found = forbidden & set(WORD.findall(answer.text))
            must("I13", not found, f"{screen.name} from {moment.entry.seq} replays {found}")
    for name in ("harvest.json", "harvest.csv", "harvest.md", "harvest"):
        for device, forbidden in ((world.cast.host, gone), (world.phones[0].device, gone | hidden)):
            answer = world.loop.run(world.house.request(device, "GET", f"/cafes/{world.cast.key}/{name}"))
            found = forbidden & set(WORD.findall(answer.text))
            must("I13", not found, f"{name} holds {found} for {device.name}")


def judge(world: World) -> None:
    """Looks at everything that may never be otherwise."""
    for look in ALWAYS:
        look(world)
    world.news.clear()
    world.place_before = world.records.place
    must("silence", not world.house.complaints.heard, world.house.complaints.heard)


def judge_at_rest(world: World) -> None:
    world.come_to_rest()
    judge(world)
    at_rest_every_screen_equals_its_page(world)


def judge_at_the_end(world: World) -> None:
    judge_at_rest(world)
    gone_words_are_gone_everywhere(world)
