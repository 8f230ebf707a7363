"""The one page in every file that is carried away."""

import csv
import io

from app.deciding import views
from app.harvest.as_csv import as_csv
from app.harvest.as_markdown import as_markdown


def page(decided) -> str:
    decided.db.flush()
    return as_markdown(decided.gathered(), str, views.page(decided.db, decided.cafe))


def test_columns_themes_votes_and_the_strongest_words(decided) -> None:
    text = page(decided)
    lines = text.splitlines()
    assert "## Auf einer Seite" in lines
    assert text.index("## Auf einer Seite") < text.index("## Ablauf und Tische")
    assert "**Rhythmus** (1) *dringend 4,3, machbar 2,0*" in lines
    assert "- Jede Woche ein Beitrag *(Tisch 1; ★ 2)*" in lines
    assert "| Wege | 5 |" in lines
    assert "- **Beiträge**: mehr („Jede Woche ein Beitrag“) ↔ weniger („Wie in Tisch 1 gehört“)" in lines
    assert "- Einen Kanal schließen *(Bernd K.; Erster Schritt: Abstimmen; bis 2026-04-01; Rhythmus)*" in lines
    assert "| 1 | Da fehlt etwas | Der Hof fehlt |" in lines
    assert "nur mich an" not in text
    assert "Verworfen" not in text


def test_a_cafe_that_decided_nothing_has_no_such_page(room) -> None:
    assert "Auf einer Seite" not in page(room)
    assert "Gegenlesen" not in page(room)


def test_the_sheet_tells_what_a_theme_got(decided) -> None:
    sheet = as_csv(decided.gathered(), str).decode("utf-8-sig")
    first, carried, _, last = csv.DictReader(io.StringIO(sheet, newline=""), delimiter=";")
    assert (first["Dringlichkeit"], first["Machbarkeit"], first["Punkte des Themas"]) == ("4,3", "2,0", "")
    assert (carried["Punkte des Themas"], carried["Einzelstimme"]) == ("5", "")
    assert last["Einzelstimme"] == "ja"
