"""The benchmark of the seating counts what it says, on rooms so small that one can count along."""

from random import Random

import pytest

from bench import Figure, Sheet, _peers, _scenarios, seating
from bench._best import BEST
from bench._instances import Instance, public, tight
from bench._rating import Rating, rate


def test_the_list_has_as_many_rooms_as_the_public_one() -> None:
    assert len(public()) + len(tight()) == len({*public(), *tight()}) == 414
    assert set(BEST) <= {*public(), *tight()}
    assert all(instance.least < repeats for instance, repeats in BEST.items())


def test_a_seating_is_rated_by_counting() -> None:
    rows = [{1: 1, 2: 1, 3: 2, 4: 2}, {1: 1, 2: 1, 3: 1, 4: 2}]
    assert rate(Instance(4, 2, 2), rows) == Rating(encounters=4, repeats=1, returns=3, spread=2)
    assert rate(Instance(4, 2, 2, hosts=True), rows).returns == 1  # of people 3 and 4; 1 and 2 are hosts


@pytest.mark.parametrize("name", ["next", "greedy", "golfers", "walk"])
def test_every_peer_seats_everybody_evenly(name: str) -> None:
    rooms = [Instance(12, 3, 3), Instance(13, 4, 3, hosts=True), Instance(11, 3, 3, no_table_twice=True)]
    found = [(room, _peers.PEERS[name](room, Random(1))) for room in rooms]
    seated = [(room, rows) for room, rows in found if rows]
    assert seated
    for room, rows in seated:
        assert len(rows) == room.rounds
        assert all(sorted(row) == list(range(1, room.people + 1)) for row in rows)
        assert all(row[host] == table for row in rows for host, table in room.hosts_at.items())
        assert rate(room, rows).spread <= 1


def test_peers_do_better_than_people_who_walk_in_step() -> None:
    room = Instance(16, 4, 3)
    in_step = rate(room, _peers.next_table(room, Random(1)))
    assert (in_step.encounters, in_step.returns) == (24, 0)
    golfers = _peers.golfers(room, Random(1))
    assert golfers
    assert rate(room, golfers).encounters > rate(room, _peers.greedy(room, Random(1))).encounters - 5 > 24


def test_a_row_tells_what_was_reached() -> None:
    row = seating.row_of(Instance(16, 4, 4, hosts=True, no_table_twice=True), range(1, 2))
    assert (row.share, row.rating.repeats, row.rating.returns, row.breaches, row.zone) == (
        1.0,
        0,
        0,
        0,
        "2 to 5 tables",
    )
    assert row.reached
    assert 0.2 < row.others["next"] < row.others["random"] < row.others["greedy"] <= 1.0


def test_a_plan_that_is_worse_than_asked_is_missed() -> None:
    room = Instance(30, 8, 3)
    poor = seating.Row(room, rate(room, _peers.next_table(room, Random(1))), 0, 0.0, {})
    figures = {figure.name: figure for figure in seating.figures_of([poor])}
    assert not poor.reached
    assert figures["7 tables and more: goal reached"].ok is False
    assert figures["all rooms: mean share of the bound"].ok is False


def test_a_change_is_measured_by_who_moved() -> None:
    change = _scenarios.Change(Instance(24, 6, 4, hosts=True, no_table_twice=True), 1, 2, 2)
    found = _scenarios.mended(change, 1)
    assert (found.moved, found.repeats, found.breaches) == (0, 0, 0)
    assert found.seats == 3 * 22
    assert len(found.past) == 1


def test_wishes_are_drawn_for_different_people() -> None:
    room = _scenarios.with_wishes(_scenarios.WISHES[1], 1)
    people = [person for pair in [*room.apart, *room.together] for person in pair]
    assert len(people) == len(set(people)) == 16
    assert len(set(room.traits.values())) == 8


def test_the_whole_benchmark_ends_in_figures_and_one_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seating, "public", lambda: [Instance(12, 3, 3), Instance(20, 5, 4)])
    monkeypatch.setattr(seating, "tight", lambda: [Instance(9, 3, 4)])
    monkeypatch.setattr(_scenarios, "CHANGES", _scenarios.CHANGES[:1])
    monkeypatch.setattr(_scenarios, "WISHES", _scenarios.WISHES[:1])
    sheet, *figures = seating.run(False, lambda text, part=None: None)
    assert isinstance(sheet, Sheet)
    assert [row[0] for row in sheet.rows] == ["12/3/3", "9/3/4"]
    assert {len(row) for row in sheet.rows} == {len(sheet.columns)}
    assert len({figure.name for figure in figures}) == len(figures)
    assert [figure for figure in figures if isinstance(figure, Figure) and figure.ok is False] == []
