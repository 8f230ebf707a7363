"""The benchmark of the live line, as small as it can be: each part really counts what it says. Speeds: bin/bench."""

import json
import math
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import asdict
from typing import Any

import pytest

from bench import Figure, live
from bench._cafes import Cafes
from bench._fanout import FanOut
from bench._joining import Storm
from bench._load import Load
from bench._memory import Memory
from bench._process import cores
from bench._returning import Return
from bench._servers import product
from bench._writing import Steady

SMALLEST = live.Size(
    screens=(3, 6),
    rounds=1,
    events=2,
    writers=10,
    posts=3,
    seconds=0.5,
    guests=10,
    pace=50,
    tables=2,
    crowd_rate=40,
    idle_seconds=0.1,
    cafes=2,
    phones=10,
    rate=20,
    patience=60,
)


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[Figure], list[Any]]]:
    """The figures, and what each part found; one server for all of them, since a start takes as long as many parts."""
    found = []

    class Recorded(Load):
        def __call__(self, *args: Any, **kwargs: Any) -> Any:
            found.append(super().__call__(*args, **kwargs))
            return found[-1]

    servers, _ = cores()
    with product(tmp_path_factory.mktemp("data"), servers) as server, pytest.MonkeyPatch.context() as patch:
        patch.setattr(live, "product", lambda folder, core: nullcontext(server))
        patch.setattr(live, "Load", Recorded)
        yield list(live.measure(SMALLEST, lambda text, part=None: None)), found


@pytest.fixture
def figures(measured: tuple[list[Figure], list[Any]]) -> list[Figure]:
    return measured[0]


@pytest.fixture
def found(measured: tuple[list[Figure], list[Any]]) -> list[Any]:
    assert len(measured[1]) == live.PARTS
    return measured[1]


def test_every_figure_is_a_number_under_a_name_of_its_own(figures: list[Figure]) -> None:
    assert len({figure.name for figure in figures}) == len(figures)
    assert all(math.isfinite(figure.value) for figure in figures)
    assert json.dumps([asdict(figure) for figure in figures], allow_nan=False)


def test_nothing_is_refused_lost_or_doubled(figures: list[Figure]) -> None:
    counts = {figure.name: figure.value for figure in figures if figure.goal == "0"}
    assert len(counts) > 10
    assert {name: count for name, count in counts.items() if count} == {}


def test_a_frame_of_each_event_is_counted_on_each_screen(found: list[Any]) -> None:
    few, many = found[0]
    assert isinstance(few, FanOut)
    assert [(each.screens, each.posted, each.delivered) for each in (few, many)] == [(3, 2, 6), (6, 2, 12)]
    assert few.bytes > 300
    assert all(0 < server.cpu < 1 and server.last > 0 for server in (few.product, few.websockets, few.frames))


def test_posts_are_counted_until_the_table_mates_have_them(found: list[Any]) -> None:
    burst, steady = found[1]
    assert burst.posts > 0 < burst.cpu
    assert 0 < burst.single_rows < burst.batches
    assert (steady.posts, steady.deliveries) == (50, 50 * 4)
    crowd: Steady = found[3]
    assert (crowd.posts, crowd.deliveries) == (20, 20 * 4)
    assert 0 < crowd.ack_p50 <= crowd.ack_p99


def test_all_guests_of_the_storm_sit_at_a_table(found: list[Any]) -> None:
    storm: Storm = found[2]
    assert len({seat.cookie for seat in storm.seats}) == 10
    assert all(seat.table for seat in storm.seats)
    assert 0 < storm.p50 <= storm.p99


def test_memory_is_measured_for_each_phone(found: list[Any]) -> None:
    memory: Memory = found[4]
    assert memory.phones == 10


def test_all_phones_come_back_and_have_what_they_missed(found: list[Any]) -> None:
    back: Return = found[5]
    assert back.missed == 10 * 3
    assert [rush.phones for rush in (back.lines, back.bare, back.framework, back.pages)] == [10] * 4
    assert back.lines.cpu > back.bare.cpu > 0


def test_several_cafes_write_at_once(found: list[Any]) -> None:
    cafes: Cafes = found[6]
    assert (cafes.alone.posts, cafes.together.posts) == (10, 20)
    assert cafes.together.deliveries == 20 * 4
