"""What a stroke may look like: only what the grammar knows, on the leaf, and not too long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.doodles.paths import HEIGHT, LONGEST, WIDTH, is_stroke

Number = st.integers(0, 4799).map(lambda tenth: f"{tenth / 10:g}")


@pytest.mark.parametrize(
    "path",
    ["M1 1h0.1", "M0 0L640 480", "M12.3 45.6Q1 2 3.4 5L7 8", f"M{WIDTH} {HEIGHT}L0 0", "M1 2L3 4" + "L5 6" * 900],
)
def test_strokes(path: str) -> None:
    assert is_stroke(path)


@pytest.mark.parametrize(
    "path",
    [
        *(
            "",
            "M1 1",
            "M1 1h5",
            "M1 1Z",
            "L1 1",
            "M1 1L2",
            "M1 1Q2 2",
            "M1 1l2 2",
            "M-1 1L2 2",
            "M1,1L2,2",
            "M1 1 L2 2",
        ),
        *("M641 1L2 2", "M1 481L2 2", "M1 1L2 2M3 3L4 4", "M1 1L2 2\n", "M1 1L1e9 2", "M1 1L.5 2", "M1 1L2.25 2"),
        *("M1 1L٣ ٤", 'M1 1L2 2"', "M1 1L2 2<script>", "M1 1L2 2" + "L5 6" * LONGEST),
    ],
)
def test_anything_else(path: str) -> None:
    assert not is_stroke(path)


@given(st.text())
def test_nothing_that_could_be_markup(text: str) -> None:
    """However it is put: what is taken has nothing but these signs."""
    for path in (text, f"M1 1{text}", f"M1 1L2 2{text}"):
        assert not is_stroke(path) or set(path) <= set("MLQh0123456789. ")


@given(st.lists(st.tuples(Number, Number), min_size=2, max_size=30))
def test_any_line_over_the_leaf(points: list[tuple[str, str]]) -> None:
    assert is_stroke("M" + "L".join(f"{x} {y}" for x, y in points))
