"""An evening in twenty seconds: the order is kept, nothing is left out, no silence is long and no rush too quick."""

from itertools import accumulate, pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.harvest.pacing import BEGINNING, ENDING, TOTAL, paced

GAPS = st.lists(st.floats(0, 40_000, allow_nan=False), max_size=300)
MARKS = st.sets(st.integers(0, 300))


def moments(gaps: list[float]) -> list[float]:
    return list(accumulate(gaps, initial=1_700_000_000.0))


@given(GAPS, MARKS)
def test_everything_has_its_time_within_twenty_seconds(gaps, marks) -> None:
    times = paced(moments(gaps), marks)
    assert len(times) == len(gaps) + 1
    assert times == sorted(times)
    assert times[0] == BEGINNING
    assert all(BEGINNING <= each <= TOTAL - ENDING for each in times)
    if gaps:
        assert times[-1] == TOTAL - ENDING


@given(GAPS, MARKS, st.floats(-1_000_000, 1_000_000, allow_nan=False))
def test_only_what_lies_between_counts(gaps, marks, earlier) -> None:
    told = moments([round(gap) for gap in gaps])
    moved = paced([moment + round(earlier) for moment in told], marks)
    assert moved == paced(told, marks)


def test_an_empty_cloth_has_no_times() -> None:
    assert paced([]) == []
    assert paced([5.0]) == [BEGINNING]


def test_a_long_silence_is_short_and_a_rush_is_stretched() -> None:
    times = paced(moments([1] * 20 + [3600] + [1] * 20))
    waits = [later - before for before, later in pairwise(times)]
    assert max(waits) < 8 * min(waits)
    assert min(waits) > 200


def test_a_thousand_strokes_are_seen_one_after_the_other() -> None:
    assert len(set(paced(moments([0.0] * 999)))) == 1000


def test_a_new_round_is_given_time_to_be_read() -> None:
    plain, marked = paced(moments([1] * 10)), paced(moments([1] * 10), {5})
    assert marked[5] - marked[4] > 2 * (plain[5] - plain[4])
