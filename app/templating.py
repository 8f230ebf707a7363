"""Jinja environment: all tongues, addresses of static files by content, QR codes as inline SVG."""

import hashlib
import unicodedata
from collections.abc import Callable, Hashable, Iterator
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.cafes import codes
from app.cafes.models import Cafe
from app.deciding.picture import points
from app.press import qr_code
from app.settings import Settings
from app.translations import by_tag, language_of, languages, locale, translations

HOUSE = Path(__file__).parent.parent
STATIC = HOUSE / "static"


@cache
def static_version() -> str:
    """Changes with any static file; it stands in the folder of their addresses, so that they may be kept for ever."""
    digest = hashlib.sha256()
    for path in sorted(path for path in STATIC.rglob("*") if path.is_file()):
        digest.update(path.relative_to(STATIC).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def asset(path: str) -> str:
    """Address of a file below static/."""
    return f"/static/{static_version()}/{path}"


def sheets(*names: str) -> Markup:
    """A link to style sheets in static/css, several in one answer: a bad network counts requests more than bytes."""
    return Markup('<link rel="stylesheet" href="{}">').format(asset(f"css/{'+'.join(names)}.css"))


def gone(element_id: str) -> str:
    """What takes an element off the screens."""
    return f'<i id="{element_id}" data-gone></i>'


def cafe_url(cafe: Cafe, rest: str) -> str:
    """Address of a café's screen or command."""
    return f"/cafes/{cafe.key}/{rest}"


@lru_cache(maxsize=256)
def qr(text: str, label: str) -> Markup:
    """A QR code as inline SVG, dark on white in every colour scheme."""
    path, size = qr_code.path(text)
    return Markup(
        '<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{label}" shape-rendering="crispEdges">'
        '<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{path}"/></svg>'
    ).format(size=size, label=label, path=path)


_spoken: ContextVar[str] = ContextVar("the tongue that is being drawn in")


FRAGMENTS = 4096
"""Drawn fragments that are kept, a few kilobytes each."""


class Templates:
    """Draws pages and fragments in a tongue."""

    def __init__(self, settings: Settings) -> None:
        self._environment = _environment(settings.timezone)
        self._fragment: Callable[..., str] = self._environment.globals["fragment"]  # type: ignore[assignment]

    def render(self, tongue: str, name: str, /, **context: Any) -> str:
        """A template with its data; what a template needs and is not given is an error."""
        spoken = _spoken.set(tongue)
        try:
            return self._environment.get_template(name).render(lang=language_of(tongue), **context)
        finally:
            _spoken.reset(spoken)

    def pieces(self, tongue: str, name: str, /, **context: Any) -> Iterator[str]:
        """A template too large to be held whole, as it is drawn; each piece may be asked for by another thread."""
        drawn = self._environment.get_template(name).generate(lang=language_of(tongue), **context)
        while True:
            spoken = _spoken.set(tongue)
            try:
                piece = next(drawn, None)
            finally:
                _spoken.reset(spoken)
            if piece is None:
                return
            yield piece

    def fragment(self, tongue: str, name: str, /, **values: Hashable) -> str:
        """A template that shows nothing but these values, drawn once for all screens that show the same."""
        spoken = _spoken.set(tongue)
        try:
            return str(self._fragment(name, **values))  # plain: markup would escape what it is added to
        finally:
            _spoken.reset(spoken)

    def warm_up(self) -> None:
        """Compiles everything, so that the first guest does not wait for it."""
        for name in self._environment.list_templates(extensions=["html"]):
            self._environment.get_template(name)


def _day(when: date | None) -> str:
    return format_date(when, "full", locale=locale(_spoken.get())) if when else ""


def _date(when: date | None) -> str:
    return format_date(when, "long", locale=locale(_spoken.get())) if when else ""


def _decimal(number: float) -> str:
    return format_decimal(number, "0.0", locale=locale(_spoken.get()))


def _percent(hundredths: int) -> str:
    return format_percent(hundredths / 100, locale=locale(_spoken.get()))


def _apart(text: str) -> str:
    """A quotation in a sentence: isolates keep words that run from right to left apart from those around them."""
    runs_left = any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)
    return f"\u2068{text}\u2069" if runs_left else text


def _compiled_before() -> FileSystemBytecodeCache | None:
    """What an earlier start has compiled, two seconds of work, in our user's own part of the system's temporary folder.

    Jinja looks itself whether a template has changed since; how templates are compiled is told by this file.
    """
    how = hashlib.sha256(f"{version('jinja2')} {Path(__file__).read_text(encoding='utf-8')}".encode()).hexdigest()[:12]
    try:
        return FileSystemBytecodeCache(pattern=f"tischdecke-{how}-%s.cache")
    except (OSError, RuntimeError):  # no such folder, or not safely ours
        return None


@cache
def _environment(timezone: str) -> Environment:
    """One for all tongues, so that each template is compiled once; times are written in the `timezone`."""
    zone = ZoneInfo(timezone)

    def clock(moment: datetime | None) -> str:
        return format_time(moment.astimezone(zone), "HH:mm", locale=locale(_spoken.get())) if moment else ""

    environment = Environment(
        loader=FileSystemLoader(HOUSE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        bytecode_cache=_compiled_before(),
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: translations(_spoken.get()).gettext(text),
        lambda one, many, n: translations(_spoken.get()).ngettext(one, many, n),
        newstyle=True,
    )

    @lru_cache(FRAGMENTS)
    def drawn(tongue: str, name: str, values: tuple[tuple[str, Hashable], ...]) -> Markup:
        context = {"lang": language_of(tongue), **dict(values)}
        return Markup(environment.get_template(name).render(context))  # noqa: S704  it escapes

    def fragment(name: str, **values: Hashable) -> Markup:
        return drawn(_spoken.get(), name, tuple(values.items()))

    environment.globals |= {"fragment": fragment, "asset": asset, "sheets": sheets, "qr": qr, "url": cafe_url}
    environment.globals |= {"points": points, "languages": languages, "language_by_tag": by_tag}
    environment.filters |= {"code": codes.grouped, "clock": clock, "day": _day, "date": _date, "decimal": _decimal}
    environment.filters |= {"apart": _apart, "percent": _percent}
    return environment
