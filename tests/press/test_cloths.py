"""Tablecloths as pictures: every card on its own cloth, in the size they are shown in."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from app.press import cloths, drawn_cloths, typesetting
from app.press.manuscript import Cloth
from tests.press.evil import EVIL
from tests.press.samples import line, sample

SVG = "{http://www.w3.org/2000/svg}"


def laid(count: int, tables: int = 2) -> list[Cloth]:
    return [block for block in sample(count, tables=tables)["blocks"] if block["kind"] == "cloth"]


def colours(picture: Path) -> set[tuple[int, int, int]]:
    with Image.open(picture) as opened:
        found = opened.convert("RGB").getcolors(opened.width * opened.height) or []
    return {colour for count, colour in found if count > 200 and isinstance(colour, tuple)}


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("job")
    for maker in (cloths, drawn_cloths):
        assert not list(maker.make(laid(40), folder, "cloths"))
    return folder / "cloths"


def test_there_is_a_drawing_and_a_picture_of_each(pictures: Path) -> None:
    names = sorted(path.name for path in pictures.iterdir())
    assert names == ["table-01.png", "table-01.svg", "table-02.png", "table-02.svg"]
    with Image.open(pictures / "table-01.png") as picture:
        assert picture.size == (1600, 1000)


def test_a_cloth_has_the_colour_of_its_table_and_the_ink_of_its_pens(pictures: Path) -> None:
    first, second = colours(pictures / "table-01.png"), colours(pictures / "table-02.png")
    red, blue, pen = (0x9D, 0x14, 0x10), (0x12, 0x66, 0xEE), (0x17, 0x3A, 0x86)
    assert red in first - second
    assert blue in second - first
    assert pen in first & second


def test_a_drawing_holds_outlines_and_nothing_else(pictures: Path) -> None:
    root = ElementTree.parse(pictures / "table-01.svg").getroot()
    assert (root.get("width"), root.get("height")) == ("800pt", "500pt")
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
        "svg", "g", "path", "use", "symbol", "defs", "clipPath",
    }  # fmt: skip


def test_more_words_are_written_smaller_and_stay_on_the_cloth(tmp_path: Path) -> None:
    words = "Ein recht langer Gedanke, der sich über mehrere Zeilen zieht und kein Ende nehmen will. " * 3
    full = laid(2, tables=1)[0]
    full["cards"] = [line(no, f"{words}{no}") for no in range(24)]
    full["together"] = [6, 1, 2, *[1] * 15]
    cloths.make([full], tmp_path, "cloths")
    with Image.open(tmp_path / "cloths" / "table-01.png") as picture:
        lace = picture.convert("L").crop((120, 920, 1480, 935))
    assert lace.getextrema()[0] > 200, "writing runs over the edge of the cloth"


def test_what_belongs_together_is_joined_in_felt_pen(tmp_path: Path) -> None:
    one = laid(2, tables=1)[0]
    one["cards"], one["drawings"] = [line(no, f"Gedanke {no}") for no in range(4)], []

    def strokes(*together: int) -> int:
        one["together"] = list(together)
        drawn_cloths.make([one], tmp_path, "cloths")
        root = ElementTree.parse(tmp_path / "cloths" / "table-01.svg").getroot()
        return sum(each.get("stroke-linecap") == "round" and each.get("fill") == "none" for each in root.iter())

    plain = strokes(1, 1, 1, 1)
    assert [strokes(2, 1, 1) - plain, strokes(2, 2) - plain, strokes(1, 3) - plain] == [1, 2, 2]


def test_a_cloth_without_a_card_is_drawn(tmp_path: Path) -> None:
    cloths.make([{**one, "cards": [], "together": []} for one in laid(2)], tmp_path, "cloths")
    cloths.make([], tmp_path, "none")
    assert len(list((tmp_path / "cloths").iterdir())) == 2


def test_nothing_that_is_written_stops_the_brush_or_runs(tmp_path: Path) -> None:
    one = laid(2, tables=1)[0]
    one["name"] = EVIL[0] + EVIL[4]
    one["cards"] = [line(no, text) for no, text in enumerate(filter(None, EVIL))]
    one["together"] = [1] * len(one["cards"])
    assert "中" in cloths.make([one], tmp_path, "cloths")
    assert "中" in drawn_cloths.make([one], tmp_path, "cloths")
    assert "script" not in (tmp_path / "cloths" / "table-01.svg").read_text("utf-8")


def test_all_drawings_are_made_in_one_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = []
    compile_once = typesetting.typst.compile
    monkeypatch.setattr(
        typesetting.typst,
        "compile",
        lambda *args, **more: compiled.append(more["format"]) or compile_once(*args, **more),
    )
    cloths.make(laid(6, tables=3), tmp_path, "cloths")
    assert compiled == ["png"]
