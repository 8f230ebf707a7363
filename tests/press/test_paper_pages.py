"""Paper for the room looks as it looked when a person last looked at it.

After a change on purpose: `python -m tests.press.test_paper_pages`, then look at tests/press/paper_pages/.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from app.press import paper, typesetting
from tests.press.test_pdf_pages import FEW, share_of_different_dots
from tests.press.test_stationery import cafe, every_paper, stationery, tables

KEPT = Path(__file__).parent / "paper_pages"
DOTS_PER_INCH = 36


def drawn(folder: Path) -> list[Path]:
    """A tent, two cards, poster, etiquette, the host's card, the plan."""
    room, standing = cafe(question="Was will ich ändern, optimieren oder in Angriff nehmen?"), tables(10, name="Räume")
    told = every_paper(room, standing[-2:], "de", ["Anna", "Björn", "Çelik"])
    data = {**stationery(told), "drawings": paper.drawings()}
    for no, page in enumerate(typesetting.pictures("paper", data, folder, "png", set(), DOTS_PER_INCH), start=1):
        (folder / f"page-{no:02}.png").write_bytes(page)
    return sorted(folder.glob("page-*.png"))


def test_every_sheet_looks_as_it_did(tmp_path: Path) -> None:
    pages, kept = drawn(tmp_path), sorted(KEPT.glob("*.png"))
    assert [page.name for page in pages] == [page.name for page in kept]
    far = {page.name: share_of_different_dots(page, before) for page, before in zip(pages, kept, strict=True)}
    assert {name: share for name, share in far.items() if share > FEW} == {}


def keep() -> None:
    KEPT.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        for page in drawn(Path(folder)):
            with Image.open(page) as picture:
                small = picture.convert("RGB").convert("P", palette=Image.Palette.ADAPTIVE, colors=64)
                small.save(KEPT / page.name, optimize=True)


if __name__ == "__main__":
    sys.exit(keep())
