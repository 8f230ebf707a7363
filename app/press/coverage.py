"""Which signs our fonts can draw, read from the fonts themselves.

Only the table `cmap` is read, in the two shapes that fonts for many signs use (4 and 12 in the OpenType specification).
"""

import struct
from array import array
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from sys import byteorder

FONTS = Path(__file__).parent / "fonts"
SHORT, LONG = 4, 12
LAST = 0xFFFF
"""Ends a short table."""


@cache
def coverage() -> dict[int, int]:
    """For each sign the fonts that have it, one bit for each font: signs joined to one need one font that has all."""
    covered: dict[int, int] = {}
    for bit, font in enumerate(sorted(FONTS.glob("*.ttf"))):
        for span in _spans(_cmap(font)):
            for sign in span:
                covered[sign] = covered.get(sign, 0) | 1 << bit
    return covered


def _cmap(font: Path) -> bytes:
    with font.open("rb") as file:
        (tables,) = struct.unpack(">4xH6x", file.read(12))
        for _ in range(tables):
            tag, start, length = struct.unpack(">4s4xLL", file.read(16))
            if tag == b"cmap":
                file.seek(start)
                return file.read(length)
    raise ValueError(f"{font.name} has no table of its signs")


def _spans(cmap: bytes) -> Iterator[range]:
    """Signs as runs, from the table that has most of them."""
    (count,) = struct.unpack_from(">2xH", cmap)
    starts = {struct.unpack_from(">4xL", cmap, 4 + 8 * place)[0] for place in range(count)}
    shapes = {struct.unpack_from(">H", cmap, start)[0]: start for start in sorted(starts)}
    if LONG in shapes:
        yield from _long(cmap, shapes[LONG])
    else:
        yield from _short(cmap, shapes[SHORT])


def _short(cmap: bytes, start: int) -> Iterator[range]:
    (doubled,) = struct.unpack_from(">6xH", cmap, start)
    words = array("H", cmap[start + 14 : start + 14 + 4 * doubled + 2])
    if byteorder == "little":
        words.byteswap()
    count = doubled // 2
    for last, first in zip(words[:count], words[count + 1 : 2 * count + 1], strict=True):
        yield range(first, min(last, LAST - 1) + 1)


def _long(cmap: bytes, start: int) -> Iterator[range]:
    (groups,) = struct.unpack_from(">12xL", cmap, start)
    for first, last, _ in struct.iter_unpack(">LLL", cmap[start + 16 : start + 16 + 12 * groups]):
        yield range(first, last + 1)
