"""Where pictures go: one file a screen, state and look, and a page that shows them all."""

from html import escape
from pathlib import Path

from playwright.sync_api import Page

SIZES = {
    "small": {"width": 320, "height": 568},
    "phone": {"width": 390, "height": 844},
    "lying": {"width": 844, "height": 390},
    "desk": {"width": 1366, "height": 768},
    "wall": {"width": 1920, "height": 1080},
    "old wall": {"width": 1024, "height": 768},
}
LOOKS = ("day", "evening")
STYLE = (
    "body{font:1rem/1.4 sans-serif;background:#ddd}figure{display:inline-block;margin:.5rem;vertical-align:top}"
    "img{block-size:20rem;inline-size:auto;background:#fff}figcaption{max-inline-size:30rem}"
)


class Gallery:
    """Pictures in the order they are taken."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._names: list[str] = []

    def shoot(self, page: Page, name: str, *sizes: str, looks: tuple[str, ...] = LOOKS, whole: bool = False) -> None:
        """What a page shows now, in each size and look; `whole`: as long as it is, not only what a screen holds."""
        before = page.viewport_size
        for size in sizes:
            page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
            for look in looks:
                put_on(page, look)
                self._take(page, f"{name}-{size.replace(' ', '-')}-{look}", whole=whole)
        put_on(page, "day")
        if before:
            page.set_viewport_size(before)

    def _take(self, page: Page, name: str, *, whole: bool) -> None:
        file = f"{len(self._names) + 1:03}-{name}.png"
        page.evaluate("() => document.fonts.ready")
        page.screenshot(path=self._folder / file, full_page=whole, animations="disabled")
        self._names.append(file)

    def close(self) -> int:
        """Writes the page of all pictures; how many there are."""
        figures = "".join(
            f'<figure><a href="{escape(name)}"><img src="{escape(name)}" alt="" loading="lazy"></a>'
            f"<figcaption>{escape(name)}</figcaption></figure>"
            for name in self._names
        )
        (self._folder / "index.html").write_text(f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{figures}")
        return len(self._names)


def put_on(page: Page, look: str) -> None:
    """As the system of whoever looks has it; the wall has a switch of its own, and paper is always white."""
    page.emulate_media(color_scheme="dark" if look == "evening" else "light")
    page.evaluate(
        "(look) => { if (document.body.matches('.wall')) document.documentElement.dataset.theme = look; }", look
    )
