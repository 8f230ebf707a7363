"""The signs of Markdown, and people's texts in which none of them counts: pure."""

import re
from collections.abc import Iterable

from app.texts import cleaned

_MARKUP = re.compile(r"([\\`*_\[\]<>&|~$])")
_BLOCK = re.compile(r"^(#|[-+=](?=\s|$|[-=])|\d+(?=[.)]))")
_NUMBERED = re.compile(r"^\\(\d+)([.)])")
_ADDRESS = re.compile(r"https?://[^\s<>\\]+")


def escaped(text: str) -> str:
    """A person's text as one line in which no sign is markup, wherever in a block it stands."""
    line = _MARKUP.sub(r"\\\1", " ".join(cleaned(text, lines=True).split()))
    return _NUMBERED.sub(r"\1\\\2", _BLOCK.sub(r"\\\1", line))


def paragraph(text: str) -> str:
    """The same with its line breaks; empty lines are left out, so that it stays one paragraph wherever it stands."""
    return "\\\n".join(filter(None, map(escaped, cleaned(text, lines=True).split("\n"))))


def items(lines: Iterable[str]) -> str:
    """A list."""
    return "\n".join("- " + line.replace("\n", "\n  ") for line in lines)


def quoted(words: str) -> str:
    """A quotation of what is escaped already."""
    return "\n".join(f"> {line}" for line in words.split("\n"))


def link(label: str, url: str) -> str:
    """A link to a web address; anything else stays text."""
    if not _ADDRESS.fullmatch(url):
        return escaped(label) if label == url else f"{escaped(label)} ({escaped(url)})"
    return f"[{escaped(label)}](<{url}>)"


def sheet(header: list[str], rows: list[list[str]]) -> str:
    """A table; its cells are escaped already."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
