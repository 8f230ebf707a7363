"""The report as one HTML file that asks for nothing: styles, letters and pictures are written into it."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import cache

from markupsafe import Markup
from sqlalchemy import Engine

from app.db import reading
from app.photos import reading as photos
from app.photos.models import Size
from app.press.manuscript import Manuscript
from app.templating import STATIC, Templates

SHEETS = (
    "layers", "fonts", "reset", "tokens", "base", "cloth", "button", "paper", "drawing", "report", "report-page",
)  # fmt: skip
CHUNK = 1 << 18
"""Characters that are sent at once; so many are packed beside the event loop."""
_FONT = re.compile(r'url\("\.\./(fonts/[\w.-]+\.woff2)"\)')


def pieces(
    templates: Templates, engine: Engine, manuscript: Manuscript, tongue: str, *, rows: Mapping[str, int], dates: bytes
) -> Iterator[bytes]:
    """The file from its beginning, never more than a picture and a chunk of it at a time.

    `rows` tells for each file that the manuscript names the row of its photo; `dates`, for a calendar, may be empty.
    """

    def photo(file: str) -> str:
        return _picture(engine, rows[file]) if file in rows else ""

    drawn = templates.pieces(
        tongue,
        "report/file.html",
        manuscript=manuscript,
        photo=photo,
        large=lambda _file: "",
        timelapse=lambda _number: "",
        calendar=_data("text/calendar;charset=utf-8", dates) if dates else "",
        styles=element(),
        policy=policy(),
    )
    waiting: list[str] = []
    length = 0
    for piece in drawn:
        waiting.append(piece)
        length += len(piece)
        if length >= CHUNK:
            yield "".join(waiting).encode()
            waiting, length = [], 0
    yield "".join(waiting).encode()


@cache
def styles() -> str:
    """All style sheets of the report, with the letters in them."""
    sheets = "\n".join((STATIC / "css" / f"{name}.css").read_text("utf-8") for name in SHEETS)
    return _FONT.sub(lambda found: f'url("{_data("font/woff2", (STATIC / found[1]).read_bytes())}")', sheets)


def element() -> Markup:
    return Markup(f"<style>{styles()}</style>")  # noqa: S704  our own style sheets


@cache
def policy() -> str:
    """What a browser may use: these very styles, and what is written into the file; it may ask nobody."""
    digest = b64encode(hashlib.sha256(styles().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; "
        "form-action 'none'; base-uri 'none'"
    )


def _picture(engine: Engine, row: int) -> str:
    """Looked up when it is its turn, so that nobody's slow download keeps a moment of the database."""
    with reading(engine) as db:
        content = photos.content(db, row, Size.album)
    return _data("image/jpeg", content) if content else ""


def _data(media_type: str, content: bytes) -> str:
    return f"data:{media_type};base64,{b64encode(content).decode()}"
