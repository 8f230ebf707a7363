"""The pages look as they looked when a person last looked at them.

After a change on purpose: `python -m tests.press.test_pdf_pages`, then look at tests/press/pages/.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PIL import Image, ImageChops, ImageStat

from app.press import cloths, pdf, typesetting
from app.press.manuscript import Manuscript
from tests.press.samples import sample

KEPT = Path(__file__).parent / "pages"
DOTS_PER_INCH = 45
DIFFERENT = 40
"""Of 255: a dot that anybody would see."""
FEW = 0.002
"""Of all dots."""


def manuscript() -> Manuscript:
    return sample(12, tables=2)


def drawn(folder: Path) -> list[Path]:
    """Every page of a small report as a picture."""
    (folder / "photos").mkdir()
    for no, size in enumerate(((400, 300), (300, 400), (400, 300)), start=1):
        Image.linear_gradient("L").resize(size).save(folder / f"photos/photo-{no}.jpg")
    cloths.make([block for block in manuscript()["blocks"] if block["kind"] == "cloth"], folder, "cloths")
    pages: list[bytes] = []
    whole = typesetting.pictures

    def as_pictures(template: str, data: dict[str, object], where: Path, _kind: str, lost: set[str]) -> list[bytes]:
        pages.extend(whole(template, data, where, "png", lost, DOTS_PER_INCH))
        return [b""]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(typesetting, "pictures", as_pictures)
        pdf.make(manuscript(), folder, "report.pdf")
    for no, page in enumerate(pages, start=1):
        (folder / f"page-{no:02}.png").write_bytes(page)
    return sorted(folder.glob("page-*.png"))


def share_of_different_dots(one: Path, other: Path) -> float:
    with Image.open(one) as first, Image.open(other) as second:
        assert first.size == second.size
        apart = ImageChops.difference(first.convert("L"), second.convert("L"))
    return ImageStat.Stat(apart.point(lambda value: 255 * (value > DIFFERENT))).mean[0] / 255


def test_every_page_looks_as_it_did(tmp_path: Path) -> None:
    pages, kept = drawn(tmp_path), sorted(KEPT.glob("*.png"))
    assert [page.name for page in pages] == [page.name for page in kept]
    far = {page.name: share_of_different_dots(page, before) for page, before in zip(pages, kept, strict=True)}
    assert {name: share for name, share in far.items() if share > FEW} == {}


def keep() -> None:
    KEPT.mkdir(exist_ok=True)
    for old in KEPT.glob("*.png"):
        old.unlink()
    with TemporaryDirectory() as folder:
        for page in drawn(Path(folder)):
            with Image.open(page) as picture:
                picture.convert("RGB").convert("P", palette=Image.Palette.ADAPTIVE, colors=64).save(
                    KEPT / page.name, optimize=True
                )


if __name__ == "__main__":
    sys.exit(keep())
