"""What stands in the report, in which order, and for whom."""

from dataclasses import replace
from datetime import datetime
from itertools import pairwise

import pytest

from app.harvest.edition import Audience, Edition, Length
from app.harvest.manuscripts import manuscript
from app.harvest.report import Report
from app.harvest.written import Action, Photo
from app.press.manuscript import Block, Manuscript
from app.translations import translations
from tests.harvest.conftest import EVENING, Room

EDITIONS = [
    Edition(audience, length, language) for audience in Audience for length in Length for language in ("de", "en")
]


def made(report: Report, audience: str = "team", length: str = "full", language: str = "de") -> Manuscript:
    edition = Edition(Audience(audience), Length(length), "en" if language == "en" else "de")
    return manuscript(report, edition, translations(language).gettext)


def chapters(found: Manuscript) -> list[str]:
    return [block["text"] for block in found["blocks"] if block["kind"] == "heading" and block["level"] == 1]


def in_full(found: Manuscript) -> list[str]:
    """Ids of the contributions that stand word for word, not cited ones."""
    kept = [block for block in found["blocks"] if block["kind"] == "lines" and not block["is_quote"]]
    return [line["id"] for block in kept for line in block["items"]]


def everything_said(value: object) -> str:
    if isinstance(value, dict):
        return "\n".join(map(everything_said, value.values()))
    return "\n".join(map(everything_said, value)) if isinstance(value, list) else str(value)


def photo(no: int, **more: object) -> Photo:
    told = {
        "id": f"ph{no}",
        "file": f"photos/room_photo-0{no}.jpg",
        "table_id": "t1",
        "round_id": "r1",
        "caption": f"Bild {no}",
    }
    about = {"author_id": "p1", "alt": "", "width": 4, "height": 3, "sha256": "", "taken_at": EVENING}
    return Photo(**{**told, **about, "agreed_at": None, "in_album": True, "hidden": False, **more})


def test_every_contribution_stands_there_once_also_one_without_a_star(decided: Room) -> None:
    report = decided.gathered()
    assert sorted(in_full(made(report))) == sorted(one.id for one in report.contributions)
    assert in_full(made(report, length="short")) == []


def test_the_chapters_come_in_the_order_of_the_evening(decided: Room) -> None:
    assert chapters(made(decided.gathered())) == [
        "Auf einen Blick", "Zentrale Frage", "Ablauf und Tische", "Spannungsfelder", "Beiträge von den Tischdecken",
        "Ideen auf Reisen", "Themen und Synthese", "Abstimmung", "Gegenlesen", "Vereinbarungen und nächste Schritte",
        "Hinweise zur Dokumentation",
    ]  # fmt: skip


def test_above_three_hundred_contributions_the_themes_come_first(room: Room) -> None:
    for no in range(301):
        room.lay(f"Gedanke {no}")
    found = chapters(made(room.gathered()))
    assert found.index("Themen und Synthese") < found.index("Beiträge von den Tischdecken")


def test_an_empty_evening_has_a_report_too(room: Room) -> None:
    assert chapters(made(room.gathered())) == [
        "Auf einen Blick", "Zentrale Frage", "Ablauf und Tische", "Beiträge von den Tischdecken",
        "Hinweise zur Dokumentation",
    ]  # fmt: skip


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda each: f"{each.audience}-{each.length}-{each.language}")
def test_headings_have_names_of_their_own_and_skip_no_level(decided: Room, edition: Edition) -> None:
    found = manuscript(decided.gathered(), edition, translations(edition.language).gettext)
    headings = [block for block in found["blocks"] if block["kind"] == "heading"]
    ids = [each["id"] for each in headings]
    assert len(set(ids)) == len(ids)
    levels = [each["level"] for each in headings]
    assert all(after <= before + 1 for before, after in pairwise([0, *levels]))


def test_hidden_ones_are_only_for_the_team_and_marked(decided: Room) -> None:
    report = decided.gathered()
    team = [line for block in made(report)["blocks"] if block["kind"] == "lines" for line in block["items"]]
    assert ["ausgeblendet" in line["notes"] for line in team if line["hidden"]] == [True]
    for audience in ("participants", "public"):
        found = made(report, audience)
        assert "Muss das sein?" not in everything_said(found)
        assert "Ausgeblendete Beiträge, die hier fehlen: 1" in everything_said(found)


def test_the_public_reads_no_names_and_sees_only_agreed_photos(decided: Room) -> None:
    report = replace(
        decided.gathered(),
        photos=(photo(1), photo(2, agreed_at=EVENING), photo(3, agreed_at=EVENING, hidden=True)),
        actions=(Action("a1", "Rundbrief", "Carola M.", None, "open"),),
    )
    said = everything_said(made(report, "public"))
    assert [name for name in ("Anke B", "Bernd", "Carola", "Dirk") if name in said] == []
    assert "Bild 2" in said and "Bild 1" not in said and "Bild 3" not in said
    participants = everything_said(made(report, "participants"))
    assert "Bernd K." in participants and "Bild 1" in participants and "Bild 3" not in participants


def test_the_three_voices_stay_apart(decided: Room) -> None:
    report = replace(decided.gathered(), conclusion="Wir fangen klein an.")
    texts = {block["text"]: block["voice"] for block in made(report)["blocks"] if block["kind"] == "text"}
    assert texts["Wir fangen klein an."] == "organisers"
    assert texts["Name und Auswahl; niemand hat sie überarbeitet."] == "software"


def test_a_carried_thought_is_told_from_its_beginning(decided: Room) -> None:
    blocks: list[Block] = made(decided.gathered())["blocks"]
    start = next(no for no, block in enumerate(blocks) if block["kind"] == "heading" and block["id"] == "travels")
    chain = blocks[start + 1]
    assert chain["kind"] == "lines" and [line["id"] for line in chain["items"]] == ["c1", "c3"]


def test_the_report_speaks_one_language(decided: Room) -> None:
    found = made(
        replace(decided.gathered(), exported_at=datetime.fromisoformat("2026-03-20T09:05:00+01:00")), language="en"
    )
    assert chapters(found)[0] == "At a glance" and "20 March 2026" in found["version"]


def of_table(found: Manuscript, number: int) -> list[Block]:
    """The blocks below a table's heading, without headings."""
    after = [block for block in found["blocks"] if block["kind"] != "heading" or block["level"] < 3]
    at = next(no for no, block in enumerate(after) if block["kind"] == "heading" and block["id"] == f"table-{number}")
    ends = (no for no, block in enumerate(after) if no > at and block["kind"] == "heading")
    return after[at + 1 : next(ends, None)]


def test_what_is_drawn_between_the_words_stands_where_it_came(room: Room) -> None:
    first = room.lay("Zuerst")
    for no in range(2):
        room.draw("M1 1L9 9", description=f"Danach {no}")
    room.draw("M1 1L9 9", description="Daneben", contribution_id=first.id_)
    room.lay("Zuletzt")
    blocks = [block for block in of_table(made(room.gathered()), 1) if block["kind"] in ("lines", "drawings")]
    told = [[one.get("text", one.get("caption", "")) for one in block["items"]] for block in blocks]
    assert told[:3] == [["Zuerst"], ["Danach 0 · Carola M.", "Danach 1 · Carola M."], ["Zuletzt"]]
    assert [one["alt"] for one in blocks[0]["items"][0]["drawings"]] == ["Zeichnung: Daneben"]


def test_what_belongs_together_stands_together_on_the_picture(room: Room) -> None:
    laid = [room.lay(f"Gedanke {no}") for no in range(6)]
    for one, other in ((0, 3), (5, 3), (2, 4)):
        room.connect(*sorted((laid[one], laid[other]), key=lambda each: each.id_))
    (cloth,) = (block for block in of_table(made(room.gathered()), 1) if block["kind"] == "cloth")
    ours = [card["text"] for card in cloth["cards"] if card["text"].startswith("Gedanke")]
    assert ours == [f"Gedanke {no}" for no in (0, 3, 5, 1, 2, 4)]
    assert cloth["together"][-3:] == [3, 1, 2]
    assert sum(cloth["together"]) == len(cloth["cards"])
