"""A file as it was sent, before anything opens it: what it is by its first bytes, how large a picture it may become."""

from enum import StrEnum

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes."""
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 12_000
HEAD = 64
"""Bytes that tell what a file is."""


class Kind(StrEnum):
    """The formats that are taken, named as Pillow names them."""

    jpeg = "JPEG"
    png = "PNG"
    webp = "WEBP"
    heic = "HEIF"
    """Only where the operator has switched it on."""


class Refusal(StrEnum):
    """Why no photo came of a file."""

    no_photo = "no_photo"
    heic = "heic"
    too_many_pixels = "too_many_pixels"
    broken = "broken"
    """It ends too early, or is not what its first bytes say."""


_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


def kind(head: bytes) -> Kind | None:
    """What a file is by its first bytes; its name and what the sender calls it say nothing."""
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.jpeg
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.png
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Kind.webp
    if head[4:8] == b"ftyp" and _brands(head) & _HEIC_BRANDS and b"avif" not in _brands(head):
        return Kind.heic
    return None


def _brands(head: bytes) -> set[bytes]:
    """The first brand and those it says it is compatible with (ISO 14496-12, 4.3)."""
    end = min(int.from_bytes(head[:4], "big"), len(head))
    return {head[8:12]} | {head[at : at + 4] for at in range(16, end - 3, 4)}


def size(head: bytes) -> tuple[int, int] | None:
    """Width and height where the first bytes tell them; none for a JPEG, whose opener makes no room before it knows.

    Of a WebP the three ways to begin are known (RFC 9649, 2.5 to 2.7).
    """
    if head.startswith(b"\x89PNG") and head[12:16] == b"IHDR":
        return _number(head[16:20], "big"), _number(head[20:24], "big")
    chunk = head[12:16] if head.startswith(b"RIFF") else b""
    if chunk == b"VP8X":
        return _number(head[24:27]) + 1, _number(head[27:30]) + 1
    if chunk == b"VP8L":
        bits = _number(head[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 ":
        return _number(head[26:28]) & 0x3FFF, _number(head[28:30]) & 0x3FFF
    return None


def _number(some: bytes, order: str = "little") -> int:
    return int.from_bytes(some, "big" if order == "big" else "little")


def is_too_large(width: int, height: int) -> bool:
    return max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS
