"""Points in a square that can all be read."""

from math import hypot

import pytest

from app.deciding.picture import RADIUS, SIDE, points
from app.deciding.tallies import Standing


def rated(*scales: tuple[float, float]) -> tuple[Standing, ...]:
    return tuple(Standing(no, f"Thema {no}", 1, urgency=u, feasibility=f) for no, (u, f) in enumerate(scales, 1))


def test_feasible_is_right_and_urgent_is_up() -> None:
    (corner, low) = points(rated((5, 5), (1, 3)))
    assert (corner.no, corner.x, corner.y) == (1, SIDE - RADIUS, RADIUS)
    assert (low.x, low.y) == (SIDE / 2, SIDE - RADIUS)


def test_what_nobody_rated_has_no_point() -> None:
    assert [each.no for each in points((Standing(1, "A"), *rated((3, 3))))] == [1]


@pytest.mark.parametrize("scales", [[(3, 3)] * 2, [(5, 5)] * 12, [(1, 3)] * 30, [(3, 3.1), (3, 3), (3.1, 3)] * 5])
def test_points_on_one_spot_are_pushed_apart_and_stay_inside(scales: list[tuple[float, float]]) -> None:
    found = points(rated(*scales))
    for i, one in enumerate(found):
        assert RADIUS <= one.x <= SIDE - RADIUS
        assert RADIUS <= one.y <= SIDE - RADIUS
        assert all(hypot(one.x - other.x, one.y - other.y) > 2 * RADIUS for other in found[:i])


def test_the_same_result_gives_the_same_picture() -> None:
    scales = rated((3, 3), (3, 3), (4, 2.5))
    assert points(scales) == points(scales)
