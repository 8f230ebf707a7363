"""Drawings and lines: out of the database, as JSON, back into a café; nothing but strokes comes in."""

import json

import pytest
from sqlmodel import col, select

from app.doodles.models import Doodle, Stroke
from app.errors import BadInput
from app.harvest.as_json import as_json
from app.harvest.audiences import seen_by
from app.harvest.cropping import frame
from app.harvest.edition import Audience
from app.harvest.importing import bring_in
from app.harvest.reading_json import reading
from tests.harvest.conftest import HEART


@pytest.fixture
def told(filled) -> dict:
    return json.loads(as_json(filled.gathered()))


def read(told: dict):
    return reading(json.dumps(told).encode()).report


def test_a_report_holds_what_is_still_there(filled) -> None:
    report = filled.gathered()
    assert [(one.id, one.description, one.hidden, len(one.strokes)) for one in report.doodles] == [
        ("d1", "Ein Herz für Donnerstag", False, 1),
        ("d3", "Ein langer Weg", False, 2),
        ("d4", "Ausgeblendete Zeichnung", True, 1),
    ]
    first, long_way, _ = report.doodles
    assert (first.contribution_id, first.author, first.strokes[0].path) == ("c1", "Carola M.", HEART)
    assert (long_way.table_id, long_way.author_id, long_way.strokes[1].pen) == ("t2", None, "blue")
    assert [(line.first_id, line.second_id) for line in report.connections] == [("c3", "c5"), ("c1", "c4")]


def test_every_audience_sees_its_own(filled) -> None:
    report = filled.gathered()
    guests, everybody = seen_by(report, Audience.participants), seen_by(report, Audience.public)
    assert len(seen_by(report, Audience.team).doodles) == 3
    assert [one.id for one in guests.doodles] == [one.id for one in everybody.doodles] == ["d1", "d3"]
    assert [line.second_id for line in guests.connections] == ["c5"]  # the other one leads to hidden words
    assert (guests.doodles[0].author, everybody.doodles[0].author) == ("Carola M.", "")
    assert everybody.doodles[0].author_id is None
    assert [one.id for one in filled.gathered(complete=False).doodles] == ["d1", "d3"]


def test_a_drawing_beside_hidden_words_lies_between_the_others(filled) -> None:
    words = filled.lay("Verborgen", hidden_at=filled.cafe.laid_at)
    filled.draw("M1 1L2 2", contribution_id=words.id, description="Daneben")
    report = filled.gathered()
    assert report.doodles[-1].contribution_id == "c6"
    assert seen_by(report, Audience.participants).doodles[-1].contribution_id is None


def test_files_without_drawings_are_read_as_before(told) -> None:
    del told["doodles"], told["connections"]
    report = read(told)
    assert report.doodles == report.connections == ()


def test_drawings_keep_their_numbers_and_their_strokes(filled, told) -> None:
    cafe = bring_in(filled.db, read(told))
    rows = filled.db.exec(select(Doodle).where(Doodle.cafe_id == cafe.id).order_by(col(Doodle.id))).all()
    assert [row.withdrawn_at is None for row in rows] == [True, False, True, True]
    assert rows[0].posted_by == f"p{rows[0].author_id}"
    strokes = filled.db.exec(select(Stroke).where(Stroke.doodle_id == rows[0].id)).all()
    assert [(one.path, one.pen, one.undone_at) for one in strokes] == [(HEART, "red", None)]


EVIL = [
    'M1 1L2 2"/><script>alert(1)</script>',
    "M1 1L2 2 url(#x)",
    "M1 1L700 2",
    "M1 1l2 2",
    "M1 1",
    "",
    "M1 1" + "L2 2" * 2000,
    None,
    ["M1 1L2 2"],
    "M1 1L2 2\n",
    "M١ 1L2 2",
]


@pytest.mark.parametrize("path", EVIL, ids=[repr(path)[:20] for path in EVIL])
def test_nothing_but_a_stroke_comes_in(told, path) -> None:
    told["doodles"][0]["strokes"][0]["path"] = path
    with pytest.raises(BadInput) as refused:
        read(told)
    assert refused.value.words["place"] == "doodles[0].strokes[0].path"


@pytest.mark.parametrize(
    ("place", "name", "wrong"),
    [
        ("doodles", "strokes", []),
        ("doodles", "strokes", [{"path": "M1 1L2 2"}] * 65),
        ("doodles", "table_id", "t9"),
        ("doodles", "table_id", "t2"),  # its words lie on another table
        ("doodles", "description", "x" * 201),
        ("doodles", "id", "d3"),
        ("connections", "second_id", "c3"),
        ("connections", "second_id", "c1"),  # on another table
        ("connections", "first_id", "c9"),
    ],
)
def test_what_cannot_be_is_refused(told, place, name, wrong) -> None:
    told[place][0][name] = wrong
    with pytest.raises(BadInput):
        read(told)


def test_a_pen_that_nobody_has_is_refused(told) -> None:
    told["doodles"][0]["strokes"][0]["pen"] = "red' onload='x"
    with pytest.raises(BadInput):
        read(told)


def test_a_pair_may_be_named_the_other_way_round_but_once(told) -> None:
    line = told["connections"][0]
    line["first_id"], line["second_id"] = line["second_id"], line["first_id"]
    assert next((one.first_id, one.second_id) for one in read(told).connections) == ("c3", "c5")
    told["connections"].append({"first_id": "c3", "second_id": "c5"})
    with pytest.raises(BadInput):
        read(told)


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["M100 100L150 120"], "85 90 80 40"),
        (["M0 0L640 480"], "0 0 640 480"),
        (["M630 470h0.1"], "560 460 80 20"),
        (["M0 0h0.1"], "0 0 80 20"),
        ([], "280 230 80 20"),
        (["M100 100Q500 20 300 300"], "60 10 480 300"),
    ],
)
def test_a_frame_holds_all_strokes_and_stays_on_the_leaf(paths, expected) -> None:
    found = frame(paths)
    assert found.view_box == expected
    assert found.eighths * 80 == found.width
