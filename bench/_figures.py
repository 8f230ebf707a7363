"""What was measured, as a person reads it, with the goals. Alarm: what nobody should ship."""

from collections.abc import Iterator
from statistics import median

from bench import Figure
from bench._cafes import Cafes
from bench._fanout import Carried, FanOut
from bench._joining import Storm
from bench._load import Load
from bench._memory import Memory
from bench._posts import ORDINARY_RATE, Throughput
from bench._returning import Return, Rush
from bench._writing import Steady

WHOLE_ROOM = 1000
"""Guests for whom the goals in seconds are meant."""


SERVERS = {"product": "product", "websockets": "websockets' broadcast", "frames": "finished frames on bare uvicorn"}
NOTHING = 1e-9


def of_fan_out(found: FanOut) -> Iterator[Figure]:
    """`each`: further screens alone, without taking, saving and drawing, which are done once for all of them."""
    to = f"1 event to {found.screens}"
    yield Figure(f"{to}: size of the frame", found.bytes, "bytes")
    for kind, name in SERVERS.items():
        carried: Carried = getattr(found, kind)
        yield Figure(f"{to}: {name}, all of it", carried.cpu / found.screens * 1e6, "µs CPU a screen")
        yield Figure(f"{to}: {name}, carrying alone", carried.each * 1e6, "µs CPU a screen")
        yield Figure(f"{to}: {name}, until the last has it", carried.last * 1e3, "ms")
    for kind, goal in (("websockets", 1.0), ("frames", 1.3)):
        bare: Carried = getattr(found, kind)
        yield _at_most(f"{to}: all of it against {SERVERS[kind]}", found.product.cpu / bare.cpu, "×", goal)
        alone = max(found.product.each, 0.0) / max(bare.each, NOTHING)
        yield _at_most(f"{to}: carrying alone against {SERVERS[kind]}", alone, "×", goal)
    yield _none(f"{to}: frames too few or too many", abs(found.delivered - found.posted * found.screens))


def of_posts(phones: int, found: Throughput, steady: Steady) -> Iterator[Figure]:
    yield Figure("SQLite alone, 1 row a commit", found.single_rows, "rows/s")
    yield Figure("SQLite alone, 1 row a commit, p99", found.single_p99 * 1e3, "ms")
    yield Figure("SQLite alone, 100 rows a commit", found.batches, "rows/s")
    yield Figure("50 writers: acknowledged posts", found.posts, "posts/s")
    yield Figure("50 writers: against 1 row a commit", found.posts / found.single_rows, "×")
    share = found.posts / found.batches
    yield Figure("50 writers: against 100 rows a commit", share, "×", "≥ 0.25, alarm < 0.1", share >= 0.25)
    yield _at_most("50 writers: acknowledgement, p99", found.ack_p99 * 1e3, "ms", 20)
    yield Figure("50 writers: server's work for a post", found.cpu * 1e3, "ms CPU")
    yield from of_lively_room(f"{ORDINARY_RATE:g} posts/s, {phones} phones", steady)


def of_lively_room(name: str, found: Steady) -> Iterator[Figure]:
    """A hundred posts a second or more: what comes together is drawn together, and so has to be cheap."""
    yield from _of_steady(name, found)
    yield _at_most(f"{name}: server's work for a post", found.cpu * 1e3, "ms CPU", 1.5, 3)


def _of_steady(name: str, found: Steady) -> Iterator[Figure]:
    yield Figure(f"{name}: acknowledgement, median", found.ack_p50 * 1e3, "ms")
    yield _at_most(f"{name}: acknowledgement, p99", found.ack_p99 * 1e3, "ms", 100)
    yield _at_most(f"{name}: on the table-mates' phones, p99", found.mates_p99 * 1e3, "ms", 250)
    yield _none(f"{name}: never came to a table-mate", found.never_came)


def of_joining(name: str, found: Storm) -> Iterator[Figure]:
    yield Figure(f"{name}: until the table is shown, median", found.p50 * 1e3, "ms")
    yield Figure(f"{name}: until the table is shown, p99", found.p99 * 1e3, "ms")
    yield _none(f"{name}: refused", len(found.refused))
    yield _at_most(f"{name}: server's work for a guest", found.cpu * 1e3, "ms CPU", 1, 3)
    yield _at_most(f"{name}: last fifth against the first", found.growth, "×", 1.3, 2)


def of_memory(found: Memory) -> Iterator[Figure]:
    yield _at_most(f"{found.phones} idle phones: memory for each", found.product, "KiB", 40, 64)
    yield Figure(f"{found.phones} idle phones: memory for each, bare uvicorn", found.bare, "KiB")


def of_returning(found: Return) -> Iterator[Figure]:
    name = f"{found.lines.phones} back at once"
    yield from _rush(name, "caught up", found.lines)
    yield Figure(f"{name}: a bare handshake's work", found.bare.cpu * 1e3, "ms CPU")
    yield Figure(f"{name}: bare handshakes, until the last is done", found.bare.last * 1e3, "ms")
    yield Figure(f"{name}: a FastAPI handshake's work", found.framework.cpu * 1e3, "ms CPU")
    yield _at_most(f"{name}: against the bare handshake", found.lines.cpu / found.bare.cpu, "×", 1.25, 1.7)
    yield _at_most(f"{name}: against FastAPI's handshake", found.lines.cpu / found.framework.cpu, "×", 1.25, 1.7)
    yield _none(f"{name}: missed posts that they still miss", found.holes)
    yield from _rush(f"{found.pages.phones} fetch their page at once", "has it", found.pages)


def of_cafes(cafes: int, phones: int, found: Cafes) -> Iterator[Figure]:
    for name, steady in ((f"1 café of {phones}", found.alone), (f"{cafes} cafés of {phones}", found.together)):
        yield from _of_steady(name, steady)
        yield Figure(f"{name}: server's work for a post", steady.cpu * 1e3, "ms CPU")
    yield _none(f"{cafes} cafés of {phones}: lost", found.lost)
    yield _none(f"{cafes} cafés of {phones}: doubled", found.doubled)


def of_machine(load: Load) -> Iterator[Figure]:
    """How far the other figures can be trusted: neighbours stretch the first, phones that are too slow the second."""
    yield Figure("this machine: a million simple steps", median(load.paces) * 1e3, "ms CPU")
    yield _at_most("the phones' own process, share of its core in the busiest part", max(load.busy) * 100, "%", 80)


def _rush(name: str, done: str, found: Rush) -> Iterator[Figure]:
    until = f"{name}: until the last {done}"
    if found.phones >= WHOLE_ROOM:
        yield _at_most(until, found.last * 1e3, "ms", 1200, 2000)
    else:
        yield Figure(until, found.last * 1e3, "ms")
    yield Figure(f"{name}: server's work for each", found.cpu * 1e3, "ms CPU")
    yield _none(f"{name}: refused", len(found.refused))


def _at_most(name: str, value: float, unit: str, goal: float, alarm: float | None = None) -> Figure:
    told = f"≤ {goal:g}" + (f", alarm > {alarm:g}" if alarm else "")
    return Figure(name, value, unit, told, value <= goal)


def _none(name: str, value: int) -> Figure:
    return Figure(name, value, "", "0", value == 0)
