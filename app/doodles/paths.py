"""A stroke as SVG path data: pure. What this grammar does not know is neither kept nor drawn, so no markup gets in."""

import re

WIDTH, HEIGHT = 640, 480
"""The leaf that doodles are drawn on, in the units of its `viewBox`."""
LONGEST = 4096
"""Characters; a stroke that winds across the whole leaf has about a thousand."""

_NUMBER = r"[0-9]{1,3}(?:\.[0-9])?"
_POINT = f"{_NUMBER} {_NUMBER}"
_STROKE = re.compile(f"M{_POINT}(?:h0\\.1|(?:L{_POINT}|Q{_POINT} {_POINT})+)")
"""A dot, or lines and curves from one point to the next; one decimal is finer than any finger."""
_NUMBERS = re.compile(_NUMBER)


def is_stroke(path: str) -> bool:
    """Whether this is one stroke that stays on the leaf."""
    return len(path) <= LONGEST and _STROKE.fullmatch(path) is not None and _is_on_leaf(path)


def _is_on_leaf(path: str) -> bool:
    numbers = [float(number) for number in _NUMBERS.findall(path.partition("h")[0])]
    return max(numbers[::2]) <= WIDTH and max(numbers[1::2]) <= HEIGHT
