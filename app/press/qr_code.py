"""QR codes as one path: level M, a quiet zone of four modules; larger levels make smaller squares, which read worse."""

from functools import lru_cache

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET_ZONE = 4


@lru_cache(maxsize=256)
def path(text: str) -> tuple[str, int]:
    """The dark modules as SVG path data, and how many modules a side has, with its quiet zone."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    modules = code.get_matrix()
    return "".join(_run(row, y + QUIET_ZONE) for y, row in enumerate(modules)), len(modules) + 2 * QUIET_ZONE


def _run(row: list[bool], y: int) -> str:
    """Neighbouring dark modules of a row as one rectangle each."""
    parts, x = [], 0
    while x < len(row):
        length = 0
        while x + length < len(row) and row[x + length]:
            length += 1
        if length:
            parts.append(f"M{x + QUIET_ZONE} {y}h{length}v1h-{length}z")
        x += max(length, 1)
    return "".join(parts)
