"""Whether a JPEG holds pixels and nothing else: pure. What the darkroom makes does, what cameras make does not."""

JFIF = 0xE0
NEEDED = frozenset({JFIF, 0xDB, 0xC0, 0xC1, 0xC2, 0xC4, 0xDD})
"""JFIF, quantisation, frame (baseline, extended, progressive), Huffman tables, restart interval (ITU-T T.81, B.2)."""
START, SCAN, END = b"\xff\xd8", 0xDA, 0xD9
RESTARTS = range(0xD0, 0xD8)
PLAIN_JFIF = 16
"""Bytes of the first segment without a little picture in it."""


def is_bare(content: bytes) -> bool:
    """No place, no name, no comment, no second picture, nothing after the end; whether it decodes is not asked here."""
    at = len(START)
    if not content.startswith(START):
        return False
    while at + 2 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == END:
            return at + 2 == len(content)
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if marker not in NEEDED | {SCAN} or length < 2 or (marker == JFIF and length != PLAIN_JFIF):
            return False
        at += 2 + length
        if marker == SCAN:
            at = _after_scan(content, at)
    return False


def _after_scan(content: bytes, at: int) -> int:
    """Where the next marker stands behind coded pixels, in which 0xFF is followed by 0 or a restart."""
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        if content[at + 1] != 0 and content[at + 1] not in RESTARTS:
            return at
        at += 2
    return len(content)
