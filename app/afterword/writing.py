"""The organiser writes the report's own words: piece by piece, so that two hosts can write at once."""

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from app.afterword import agreeing, dating, reading
from app.afterword.addresses import web_address
from app.afterword.models import LINE_LIMIT, MOST_LINES, TEXT_LIMIT, Afterword
from app.afterword.pieces import Fields, Outcome, Sent, Verdict, judged, whole
from app.cafes import reading as cafes
from app.cafes.models import Cafe
from app.db import now
from app.errors import BadInput, NotFound, marked
from app.events import AfterwordWritten, CafeChanged, record
from app.synthesis.models import Theme
from app.texts import bounded, cleaned

SPEAKER_LIMIT, MESSAGE_LIMIT = 120, 1_000
"""As at the set-up, where both can be written, too."""
THEME, AGREEMENT, DATE = "theme-", "agreement-", "date-"
"""What the names of pieces begin with that are there several times; an id follows, or `new`."""


def pieces(db: Session, cafe: Cafe, zone: ZoneInfo) -> dict[str, dict[str, str]]:
    """Everything that can be written, by piece, as forms hold it."""
    words = reading.afterword(db, cafe.id_)
    found = {
        "cover": {"subtitle": words.subtitle, "contact": words.contact},
        "glance": {"lines": "\n".join(words.at_glance)},
        "thanks": {"text": words.thanks},
        "impulse": {
            "speaker": cafe.impulse_speaker,
            "title": words.impulse_title,
            "message": cafe.impulse_message,
            "link": words.impulse_link,
        },
        "conclusion": {"text": words.conclusion},
        "links": _links_as_fields(words),
    }
    found |= {f"{THEME}{theme.id}": {"summary": theme.summary} for theme in themes(db, cafe.id_)}
    found |= {f"{AGREEMENT}{one.id}": agreeing.as_fields(one) for one in reading.agreements(db, cafe.id_)}
    found |= {f"{DATE}{one.id}": dating.as_fields(one, zone) for one in reading.next_dates(db, cafe.id_)}
    return found | {f"{AGREEMENT}new": dict(agreeing.EMPTY), f"{DATE}new": dict(dating.EMPTY)}


def themes(db: Session, cafe_id: int) -> list[Theme]:
    """In the order of the board."""
    mine = select(Theme).where(Theme.cafe_id == cafe_id, col(Theme.gone_at).is_(None))
    return list(db.exec(mine.order_by(col(Theme.position), col(Theme.id))))


def write(db: Session, cafe_id: int, sent: Mapping[str, Sent], zone: ZoneInfo) -> Outcome:
    """Writes what was touched and nobody else has changed meanwhile; the rest is told and not written.

    Also after the café was closed: reports are written then. Raises NotFound.
    """
    cafe = cafes.locked(db, cafe_id)
    there, outcome = pieces(db, cafe, zone), Outcome()
    told_in_the_room = cafe.impulse_speaker, cafe.impulse_message
    for name, piece in sent.items():
        if name in there:
            _write(db, cafe, name, piece, there[name], zone, outcome)
        elif judged(piece, {}) != Verdict.untouched:
            outcome.homeless += [text for each, text in piece.fields.items() if each != "done" and text.strip()]
    if outcome.written:
        record(db, AfterwordWritten(cafe_id=cafe_id))
    if told_in_the_room != (cafe.impulse_speaker, cafe.impulse_message):
        record(db, CafeChanged(cafe_id=cafe_id))
    return outcome


def _write(db: Session, cafe: Cafe, name: str, piece: Sent, stored: Fields, zone: ZoneInfo, outcome: Outcome) -> None:
    sent = whole(piece, stored)
    fields, verdict = sent.fields, judged(sent, stored)
    if verdict == Verdict.overtaken:
        outcome.overtaken.add(name)
    if verdict != Verdict.written:
        return
    try:
        if name.startswith(AGREEMENT):
            agreeing.write(db, cafe, name.removeprefix(AGREEMENT), fields)
        elif name.startswith(DATE):
            dating.write(db, cafe, name.removeprefix(DATE), fields, zone)
        elif name.startswith(THEME):
            _summarise(db, cafe, int(name.removeprefix(THEME)), fields)
        else:
            _set_down(db, cafe, name, fields)
    except BadInput as wrong:
        outcome.wrong[f"{name}_{wrong.field}"] = wrong
    else:
        outcome.written.add(name)


def remove(db: Session, cafe_id: int, name: str) -> None:
    """Takes an agreement or a date out of the report; raises NotFound."""
    kind, _, id_ = name.partition("-")
    if not id_.isdecimal() or kind not in ("agreement", "date"):
        raise NotFound
    find = reading.agreement if kind == "agreement" else reading.next_date
    found = find(db, cafe_id, int(id_))
    found.withdrawn_at = now()
    found.revision += 1
    db.add(found)
    record(db, AfterwordWritten(cafe_id=cafe_id))


def _set_down(db: Session, cafe: Cafe, name: str, fields: Fields) -> None:
    """A piece that is there once."""
    told = _READ[name](fields)
    words = reading.afterword(db, cafe.id_)
    for column, value in told.items():
        setattr(cafe if column in ("impulse_speaker", "impulse_message") else words, column, value)
    words.written_at = now()
    db.add_all([cafe, words])
    db.flush()


def _summarise(db: Session, cafe: Cafe, theme_id: int, fields: Fields) -> None:
    theme = next(one for one in themes(db, cafe.id_) if one.id == theme_id)
    theme.summary = bounded("summary", fields["summary"], TEXT_LIMIT, lines=True)
    db.add(theme)


def _cover(fields: Fields) -> dict[str, object]:
    return {name: bounded(name, fields[name], LINE_LIMIT) for name in ("subtitle", "contact")}


def _glance(fields: Fields) -> dict[str, object]:
    lines = [line for line in map(cleaned, fields["lines"].splitlines()) if line]
    if len(lines) > MOST_LINES:
        raise BadInput("lines", marked("Höchstens %(most)d Zeilen."), most=MOST_LINES)
    return {"at_glance": [bounded("lines", line, LINE_LIMIT) for line in lines]}


def _thanks(fields: Fields) -> dict[str, object]:
    return {"thanks": bounded("text", fields["text"], TEXT_LIMIT, lines=True)}


def _impulse(fields: Fields) -> dict[str, object]:
    return {
        "impulse_speaker": bounded("speaker", fields["speaker"], SPEAKER_LIMIT),
        "impulse_title": bounded("title", fields["title"], LINE_LIMIT),
        "impulse_message": bounded("message", fields["message"], MESSAGE_LIMIT, lines=True),
        "impulse_link": web_address("link", fields["link"]),
    }


def _conclusion(fields: Fields) -> dict[str, object]:
    return {"conclusion": bounded("text", fields["text"], TEXT_LIMIT, lines=True)}


def _links(fields: Fields) -> dict[str, object]:
    """In the order of the rows; a row without an address and without words is none."""
    found = []
    for no in range(1, MOST_LINES + 1):
        label = bounded(f"label_{no}", fields[f"label_{no}"], LINE_LIMIT)
        url = web_address(f"url_{no}", fields[f"url_{no}"])
        if label and not url:
            raise BadInput(f"url_{no}", marked("Hier fehlt noch die Adresse."))
        if url:
            found.append({"label": label, "url": url})
    return {"links": found}


def _links_as_fields(words: Afterword) -> dict[str, str]:
    fields = {f"{part}_{no}": "" for no in range(1, MOST_LINES + 1) for part in ("label", "url")}
    for no, link in enumerate(words.links, 1):
        fields |= {f"label_{no}": link["label"], f"url_{no}": link["url"]}
    return fields


_READ: Mapping[str, Callable[[Fields], dict[str, object]]] = {
    "cover": _cover,
    "glance": _glance,
    "thanks": _thanks,
    "impulse": _impulse,
    "conclusion": _conclusion,
    "links": _links,
}
