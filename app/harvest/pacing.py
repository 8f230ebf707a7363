"""When each thing that happened on a cloth is shown again, so that an evening takes twenty seconds: pure."""

from collections.abc import Collection, Sequence
from itertools import accumulate, pairwise
from math import log1p

TOTAL = 20_000
"""Milliseconds from the empty cloth to the end."""
BEGINNING = 400
"""Milliseconds before the first thing, on the empty cloth."""
ENDING = 1_600
"""Milliseconds at the end in which only the last strokes are finished."""
RUSH = 0.4
"""What even two things at the same moment are apart; as long as half a second of silence."""
SILENCE = 600.0
"""Seconds; a longer silence is none."""
MARK = 4.0
"""What a new round waits for, so that it is read; as long as a silence of a minute."""


def paced(moments: Sequence[float], marks: Collection[int] = ()) -> list[int]:
    """Milliseconds for each of these moments, which are seconds in ascending order; `marks`: indices of new rounds.

    The order is kept. A silence counts by its logarithm: ten minutes are five times two seconds and not three hundred
    times, so that what came in a rush is seen one after the other and nobody looks at a cloth on which nothing happens.
    """
    gaps = [later - before for before, later in pairwise(moments)]
    waits = [RUSH + log1p(min(gap, SILENCE)) + (MARK if no in marks else 0) for no, gap in enumerate(gaps, 1)]
    passed = list(accumulate(waits, initial=0.0))[: len(moments)]
    share = (TOTAL - BEGINNING - ENDING) / passed[-1] if len(passed) > 1 else 0
    return [BEGINNING + round(each * share) for each in passed]
