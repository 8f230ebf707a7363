"""What a browser makes of the server's html, as static/js/live/screen.js and page.js do it: a small, faithful copy.

Elements are put by their ids; what has no place says by `data-into` where it belongs; `data-gone` takes away; a whole
page exchanges its outermost regions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
"""Elements without an end tag."""


@dataclass(eq=False)
class Element:
    name: str
    attributes: dict[str, str | None]
    children: list[Element | str] = field(default_factory=list)
    parent: Element | None = None

    @property
    def id(self) -> str | None:
        return self.attributes.get("id")

    @property
    def elements(self) -> list[Element]:
        return [child for child in self.children if isinstance(child, Element)]

    def walk(self) -> Iterator[Element]:
        """This one and all below it, in the order of the document."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [child for child in reversed(element.children) if isinstance(child, Element)]

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def find(self, id: str) -> Element | None:
        return next((element for element in self.walk() if element.attributes.get("id") == id), None)

    def with_class(self, name: str) -> Element | None:
        return next((each for each in self.walk() if name in (each.attributes.get("class") or "").split()), None)

    def append(self, child: Element) -> None:
        child.parent = self
        self.children.append(child)

    def replace_with(self, *others: Element) -> None:
        assert self.parent
        at = next(index for index, child in enumerate(self.parent.children) if child is self)
        self.parent.children[at : at + 1] = others
        for other in others:
            other.parent = self.parent


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self._open = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self._open.append(element)
        if tag not in VOID:
            self._open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        at: Element | None = self._open
        while at is not None and at.name != tag:
            at = at.parent
        if at is not None and at.parent is not None:
            self._open = at.parent

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._open.children.append(data)


def read(html: str) -> Element:
    """The tree of a page or of several elements in a row."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


def regions(root: Element) -> list[Element]:
    """The outermost regions of a page."""
    if "data-region" in root.attributes and root.id:
        return [root]
    return [region for child in root.elements for region in regions(child)]


def put(page: Element, html: str) -> None:
    """Puts the top-level elements of a frame into the page."""
    for fresh in read(html).elements:
        if loose := fresh.attributes.get("data-loose"):
            for stroke in fresh.elements:
                _place(page, stroke, loose)
        else:
            _place(page, fresh, fresh.attributes.get("data-into"))


def _place(page: Element, fresh: Element, into: str | None) -> None:
    if not fresh.id:
        return
    old = page.find(fresh.id)
    if "data-gone" in fresh.attributes:
        if old:
            old.replace_with()
    elif old:
        old.replace_with(fresh)
    else:
        _settle(page, fresh, into)


def _settle(page: Element, fresh: Element, into: str | None) -> None:
    """Beside an element, behind what came there before, or else at the end of what it belongs into."""
    after = fresh.attributes.get("data-after")
    last = page.find(after.removeprefix("#")) if after else None
    if last is None or last.parent is None:
        homes = {each.strip().removeprefix("#") for each in (into or "").split(",")}
        if home := next((each for each in page.walk() if each.id in homes), None):
            home.append(fresh)
        return
    children = last.parent.children
    at = next(index for index, child in enumerate(children) if child is last) + 1
    while at < len(children) and _comes_after(children[at], after):
        at += 1
    children.insert(at, fresh)
    fresh.parent = last.parent


def _comes_after(child: Element | str, after: str | None) -> bool:
    return isinstance(child, Element) and child.attributes.get("data-after") == after


PASSING = {"data-seq", "data-fp", "data-now", "data-state", "aria-describedby", "open"}
"""Attributes that tell when something was drawn, or that scripts and people change."""
COUNTING = {"data-digits"}
"""Elements whose text a clock counts on by itself."""


WAITING = {"change__carry", "contributions__round", "brought-from"}
"""Ids and classes of what may wait for the next whole page: the line to carry along, the sign above lines of another
round, and the choice of lines to carry on (which must not offer what is gone, though)."""
SORTED = WAITING | {"themes", "column"}
"""The same while the host sorts: the phones' copy of the board is renewed with the step to the harvest."""


def normalised(element: Element, without: Collection[str] = WAITING) -> list[str]:
    """What of an element has to be the same on all screens that show the same."""
    names = {element.id, *(element.attributes.get("class") or "").split()}
    if any(name in element.attributes for name in COUNTING) or not names.isdisjoint(without):
        return []
    shown = {name: value for name, value in element.attributes.items() if name not in PASSING}
    told = [f"<{element.name} {' '.join(f'{name}={value!r}' for name, value in sorted(shown.items()))}>"]
    for child in element.children:
        told += [" ".join(child.split())] if isinstance(child, str) else normalised(child, without)
    return [*told, f"</{element.name}>"]


def shown(page: Element) -> list[str]:
    """All regions of a page, comparable line by line."""
    screen = page.find("screen")
    without = SORTED if screen and screen.attributes.get("data-stage") == "synthesis" else WAITING
    return [line for region in regions(page) for line in normalised(region, without)]


def choices(page: Element) -> dict[str, str]:
    """The lines of earlier tables that a phone offers to carry on, by their ids."""
    return {each.id: each.text for each in page.walk() if each.name == "option" and each.id}
