"""Manuscripts by hand, with every kind of block: a café of any size, in German or English."""

from collections.abc import Iterator
from typing import Literal

from app.press.leaf import Drawing, Stroke
from app.press.manuscript import Block, Line, Manuscript

ODD = [
    "Größere Übersicht über Äpfel, Öl und süße Straßen – auch für Müßiggang",
    "Mehr Mut 💪🏽 und ein Team 👩🏾‍🔬🎉 für alle ✓ → los",
    "مرحبا بالجميع في المقهى",
    "Больше времени для разговоров, пожалуйста",
    "שלום לכולם, עוד קפה",
    '=HYPERLINK("http://evil.example";"klick")',
    '#read("/etc/passwd") *fett* _kursiv_ <b>x</b> [a](b) $x$ `y` @quelle // so',
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
]
IDEAS = {
    "de": [
        "Die ersten zehn Minuten gehören dem Ankommen, nicht der Tagesordnung",
        "Jede Filiale stellt eine Kollegin vor, die man sonst nie sieht",
        "Kritik nicht löschen, ehrlich antworten",
        "Untertitel bei jedem Video",
        "Ein Redaktionsplan, den alle sehen und an dem alle mitschreiben, auch die Auszubildenden im ersten Jahr",
        "Weniger posten, mehr zuhören",
    ],
    "en": [
        "The first ten minutes are for arriving, not for the agenda",
        "Every branch introduces a colleague whom nobody ever sees",
        "Do not delete criticism, answer honestly",
        "Subtitles with every video",
        "An editorial plan that all can see and all may write into, also the apprentices in their first year",
        "Post less, listen more",
    ],
}
NAMES = ["Ankommen", "Junge Leute", "Vertrauen", "Werkzeug", "Nachbarschaft", "Zeit", "Mut", "Küche"]
PENS = ["black", "blue", "red", "green"]


def line(no: int, text: str) -> Line:
    notes = [["Anke"], ["★ 3"], [], ["Frage", "Dirk", "mitgebracht von Tisch 2, Runde 1", "★ 12"]][no % 4]
    return {
        "id": f"c{no}",
        "text": text,
        "notes": notes,
        "pen": PENS[no // 8 % 4],
        "right_to_left": text[0] in "مש",
        "hidden": no % 37 == 36,
        "drawings": [drawing(no)] if no % 40 == 5 else [],
    }


def drawing(no: int) -> Drawing:
    """A heart beside a dot."""
    heart = "M320 400Q60 240 140 130Q230 60 320 180Q410 60 500 130Q580 240 320 400"
    strokes: list[Stroke] = [{"pen": PENS[no % 4], "path": heart}, {"pen": "black", "path": "M560 200.5h0.1"}]
    words = {"alt": f"Zeichnung: Herz {no}", "caption": f"Herz {no} · Anke"}
    return {**words, "left": 80, "top": 40, "width": 560, "height": 380, "strokes": strokes}


def contributions(count: int, language: Literal["de", "en"] = "de") -> list[Line]:
    """Each once; every ninth is an odd one."""
    ideas = IDEAS[language]
    texts = [(ODD[no // 9 % 8] if no % 9 == 8 else ideas[no % 9 % 6]) + f" ({no})" for no in range(count)]
    return [line(no, text) for no, text in enumerate(texts)]


def sample(count: int = 160, language: Literal["de", "en"] = "de", tables: int = 8) -> Manuscript:
    told = contributions(count, language)
    parts = [told[no::tables] for no in range(tables)]
    return {
        "language": language,
        "title": "Was hält uns zusammen?" if language == "de" else "What keeps us together?",
        "subtitle": "Trainertreffen im Herbst" if language == "de" else "Autumn meeting of the trainers",
        "facts": ["Sonntag, 22. November 2026", "Altes Pfarrhaus, Köln", "Netzwerk Gespräch e. V.", "42 Gäste"],
        "version": "Stand: 22. November 2026, 19:05 Uhr · Vollständige Dokumentation für das Team",
        "day": "2026-11-22",
        "organiser": "Netzwerk Gespräch e. V.",
        "labels": {
            "kind": "World Café",
            "contents": "Inhalt" if language == "de" else "Contents",
            "page": "Seite" if language == "de" else "Page",
            "of": "von" if language == "de" else "of",
            "room": "Worte der Gäste" if language == "de" else "Words of the guests",
            "organisers": "Worte der Veranstaltenden" if language == "de" else "Words of the organisers",
            "software": "Vorschlag des Programms" if language == "de" else "Suggested by the program",
        },
        "blocks": [*_opening(told), *_room(parts), *_themes(told), *_closing()],
    }


def _opening(told: list[Line]) -> Iterator[Block]:
    yield {"kind": "heading", "level": 1, "text": "Auf einen Blick", "id": "glance"}
    figures = [("42", "Gäste"), ("8", "Tische"), ("3", "Runden"), (str(len(told)), "Beiträge")]
    yield {"kind": "figures", "items": [{"value": value, "label": label} for value, label in figures]}
    yield {"kind": "points", "voice": "organisers", "items": ["Wir reden zu wenig.", "Wir wollen mehr ausprobieren."]}
    yield {
        "kind": "bars",
        "title": "Was die Beiträge wollen",
        "alt": "Balken: Ändern 12, Optimieren 7, Angehen 3",
        "items": [
            {"label": name, "value": value, "shown": str(value), "table": no}
            for no, (name, value) in enumerate([("Ändern", 12), ("Optimieren", 7), ("Angehen", 3), ("Offen", 0)])
        ],
    }
    yield {"kind": "heading", "level": 1, "text": "Dank", "id": "thanks"}
    thanks = "Danke an alle, die gekommen sind, und an die Küche für den Kaffee. " * 5
    yield {"kind": "text", "voice": "organisers", "text": thanks + "\nEuer Team"}
    yield {"kind": "heading", "level": 1, "text": "Zentrale Frage", "id": "question"}
    yield {"kind": "question", "text": "Was hält Menschen auf unseren Kanälen – und was vertreibt sie?"}
    yield {"kind": "heading", "level": 1, "text": "Ablauf und Tische", "id": "process"}
    yield {
        "kind": "sheet",
        "header": ["Tisch", "Name", "Thema", "Gastgeberin am Tisch"],
        "rows": [[str(no + 1), name, "Was fehlt uns noch?", "Anke"] for no, name in enumerate(NAMES)],
        "widths": [1, 3, 5, 2],
    }
    yield {"kind": "heading", "level": 1, "text": "Spannungsfelder", "id": "tensions"}
    yield {
        "kind": "poles",
        "subject": "Wie nah wollen wir einander sein?",
        "left": {"name": "Nähe", "quotes": ["Wir sollten uns öfter sehen", "Jeden Monat ein Treffen"]},
        "right": {"name": "Ruhe", "quotes": ["Bitte nicht noch ein Termin"]},
    }


def _room(parts: list[list[Line]]) -> Iterator[Block]:
    yield {"kind": "heading", "level": 1, "text": "Beiträge von den Tischdecken", "id": "cloths"}
    for no, part in enumerate(parts, start=1):
        if not part:
            continue
        name = NAMES[(no - 1) % 8]
        yield {"kind": "heading", "level": 2, "text": f"Tisch {no}: {name}", "id": f"table-{no}"}
        yield {
            "kind": "cloth",
            "id": f"table-{no:02}",
            "alt": f"Die Tischdecke von Tisch {no} mit {len(part)} Beiträgen; ihr Wortlaut folgt als Text.",
            "number": no,
            "colour": (no - 1) % 8 + 1,
            "striped": no > 8,
            "name": name,
            "cards": [{**one, "notes": [note for note in one["notes"] if "★" in note]} for one in part[:24]],
            "together": [1] * len(part[:24]),
            "drawings": [drawing(no)] if no % 2 else [],
            "more": f"und {len(part) - 24} weitere" if len(part) > 24 else "",
        }
        yield {"kind": "heading", "level": 3, "text": "Runde 1", "id": f"table-{no}-round-1"}
        yield {"kind": "lines", "items": part, "is_quote": False}
        if no == 2:
            yield {"kind": "drawings", "items": [drawing(no), drawing(no + 1)]}
        yield {
            "kind": "card",
            "title": "Was der Tisch weitergab",
            "points": ["Es fehlt an Zeit", "Alle wollen mitreden"],
            "question_label": "Offene Frage",
            "question": "Wer fängt an?" if no % 2 else "",
        }


def _themes(told: list[Line]) -> Iterator[Block]:
    yield {"kind": "heading", "level": 1, "text": "Themen und Synthese", "id": "themes"}
    yield {"kind": "heading", "level": 2, "text": "Ändern (12)", "id": "column-change"}
    yield {"kind": "heading", "level": 3, "text": "Ehrliche Antworten (8)", "id": "theme-1"}
    yield {"kind": "text", "voice": "software", "text": "Vorschlag des Programms, nicht überarbeitet."}
    yield {"kind": "text", "voice": "organisers", "text": "Viele wünschen sich einen ehrlichen Ton."}
    yield {"kind": "lines", "items": told[:3], "is_quote": True}
    yield {"kind": "note", "text": "und 5 weitere"}
    yield {"kind": "text", "voice": "room", "text": "So reden wir sonst nie miteinander."}


def _closing() -> Iterator[Block]:
    yield {"kind": "heading", "level": 1, "text": "Fotoalbum", "id": "album"}
    pictures = [("Tisch 1 in Runde 1", 1200, 900), ("Beim Kaffee", 900, 1200), ("Die Runde am Ende", 1200, 900)]
    yield {
        "kind": "album",
        "pictures": [
            {
                "file": f"photos/photo-{no}.jpg",
                "alt": f"Foto: {caption}",
                "caption": caption,
                "width": width,
                "height": height,
            }
            for no, (caption, width, height) in enumerate(pictures, start=1)
        ],
    }
    yield {"kind": "heading", "level": 1, "text": "Nächste Termine", "id": "dates"}
    yield {
        "kind": "appointments",
        "items": [
            {
                "title": "Nachtreffen",
                "when": "Donnerstag, 21. Januar 2027, 18:00–20:00 Uhr",
                "details": ["Altes Pfarrhaus, Köln", "Bitte Becher mitbringen"],
                "link": "https://example.org/termine/nachtreffen-mit-einem-recht-langen-namen-ohne-luecke",
            }
        ],
    }
    yield {"kind": "heading", "level": 1, "text": "Zum Nachlesen", "id": "links"}
    yield {"kind": "references", "items": [{"label": "Folien", "url": "https://example.org/folien.pdf"}]}
