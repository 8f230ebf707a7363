"""The signs of Markdown, and people's texts in which none of them counts: pure."""

import re
from collections.abc import Iterable

from app.texts import cleaned

_MARKUP = re.compile(r"([\\`*_\[\]<>&|~$])")
_BLOCK = re.compile(r"^(#|[-+=](?=\s|$|[-=])|\d+(?=[.)]))")
_NUMBERED = re.compile(r"^\\(\d+)([.)])")


def escaped(text: str) -> str:
    """One line of a person's text in which no sign is markup, wherever in a block it stands."""
    line = _MARKUP.sub(r"\\\1", " ".join(cleaned(text, lines=True).split()))
    return _NUMBERED.sub(r"\1\\\2", _BLOCK.sub(r"\\\1", line))


def items(lines: Iterable[str]) -> str:
    """A list."""
    return "\n".join(f"- {line}" for line in lines)


def quoted(text: str) -> str:
    """A quotation."""
    return f"> {escaped(text)}"


def sheet(header: list[str], rows: list[list[str]]) -> str:
    """A table; its cells are escaped already."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
