"""Where the host writes the report's own words: one form of many pieces, each of which may be written by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from app.afterword import writing
from app.afterword.models import MOST_LINES
from app.afterword.pieces import Fields, Outcome, Sent, state, whole
from app.cafes.models import Cafe
from app.db import reading
from app.harvest import drafting, gathering
from app.harvest.report import Contribution, Report
from app.templating import cafe_url
from app.translations import translate, translations
from app.web.deps import Db, House, TheCafe, TheHost, TheHouse, page, tongue_of

router = APIRouter(prefix="/cafes/{key}")
SEEN = "seen_"
MOST_FIELDS = 10_000
"""A thousand themes have two each."""
CITED = 3
"""Contributions shown beside a theme's summary."""


@dataclass(frozen=True)
class Piece:
    """One piece as the page shows it."""

    name: str
    fields: Fields
    seen: str
    is_typed: bool = False
    """It shows what somebody typed and not what is stored."""
    stored: Fields | None = None
    """What somebody else has written there meanwhile."""


@dataclass(frozen=True)
class ThemePiece:
    """A theme beside which its summary is written."""

    piece: Piece
    title: str
    cards: list[Contribution]
    count: int


@router.get("/afterword")
def show(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, db: Db, saved: str = "") -> Response:
    return _page(request, cafe, house, db, is_saved=saved == "1")


@router.post("/afterword")
async def write(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse) -> Response:
    """Every button of the page: saves, takes a draft over into its field, or takes an entry out."""
    form = await request.form(max_fields=MOST_FIELDS)
    sent, take, remove = _sent(form), str(form.get("take", "")), str(form.get("remove", ""))
    if take:
        return await run_in_threadpool(_drafted, request, cafe, house, sent, take)
    zone = ZoneInfo(house.settings.timezone)

    def verb(db: Session) -> Outcome:
        outcome = writing.write(db, cafe.id_, {name: sent[name] for name in sent if name != remove}, zone)
        if remove:
            writing.remove(db, cafe.id_, remove)
        return outcome

    outcome = await house.writer.do(verb)
    if outcome.is_clean:
        return RedirectResponse(cafe_url(cafe, "afterword?saved=1"), 303)
    return await run_in_threadpool(_told, request, cafe, house, sent, outcome)


def _sent(form: FormData) -> dict[str, Sent]:
    """The pieces of the form: fields `<piece>_<field>`, and the state in which it was drawn as `seen_<piece>`."""
    texts = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    fields: dict[str, dict[str, str]] = {name.removeprefix(SEEN): {} for name in texts if name.startswith(SEEN)}
    for name, text in texts.items():
        piece, _, field = name.partition("_")
        if piece in fields:
            fields[piece][field] = text
    return {piece: Sent(told, texts[SEEN + piece]) for piece, told in fields.items()}


def _drafted(request: Request, cafe: Cafe, house: House, sent: dict[str, Sent], take: str) -> Response:
    """The page with all that was typed and a draft in its field; nothing is kept."""
    with reading(house.engine) as db:
        drafts = _drafts(cafe, _report(db, house, cafe))
        if take in drafts and take in sent:
            name, fields = _MAIN[take], dict(sent[take].fields)
            fields[name] = "\n\n".join(text for text in (fields.get(name, "").strip(), drafts[take]) if text)
            sent = sent | {take: Sent(fields, sent[take].seen)}
        return _page(request, cafe, house, db, sent=sent)


def _told(request: Request, cafe: Cafe, house: House, sent: dict[str, Sent], outcome: Outcome) -> Response:
    """The page with what could not be written still in its fields; the rest is stored."""
    stuck = outcome.overtaken | {name.partition("_")[0] for name in outcome.wrong}
    with reading(house.engine) as db:
        return _page(
            request,
            cafe,
            house,
            db,
            sent={name: sent[name] for name in stuck},
            outcome=outcome,
            status=422 if outcome.wrong else 409,
        )


_MAIN = {"conclusion": "text", "glance": "lines"}
"""The field that a draft goes into."""


def _page(
    request: Request,
    cafe: Cafe,
    house: House,
    db: Session,
    *,
    sent: Mapping[str, Sent] | None = None,
    outcome: Outcome | None = None,
    is_saved: bool = False,
    status: int = 200,
) -> Response:
    tongue, outcome, report = tongue_of(request), outcome or Outcome(), _report(db, house, cafe)
    stored = writing.pieces(db, cafe, ZoneInfo(house.settings.timezone))
    pieces = {name: _piece(name, fields, (sent or {}).get(name), outcome) for name, fields in stored.items()}
    return page(
        request,
        "afterword/show.html",
        status=status,
        cafe=cafe,
        pieces=pieces,
        themes=[
            ThemePiece(
                pieces[f"{writing.THEME}{row.id}"],
                row.name,
                drafting.strongest(report, told, CITED),
                len(report.cards(told)),
            )
            for row, told in zip(writing.themes(db, cafe.id_), report.themes, strict=True)
        ],
        agreements=[piece for name, piece in pieces.items() if name.startswith(writing.AGREEMENT)],
        dates=[piece for name, piece in pieces.items() if name.startswith(writing.DATE)],
        link_rows=_link_rows(pieces["links"].fields),
        drafts=_drafts(cafe, report),
        errors={name: translate(tongue, wrong.sentence, **wrong.words) for name, wrong in outcome.wrong.items()},
        homeless=outcome.homeless,
        is_saved=is_saved,
        report=report,
    )


def _piece(name: str, stored: Fields, sent: Sent | None, outcome: Outcome) -> Piece:
    """As it was typed, if there is anything typed that is not stored; saving again then replaces what is."""
    if sent is None:
        return Piece(name, stored, state(stored))
    typed = whole(sent, stored).fields
    seen = state(stored) if name in outcome.overtaken else sent.seen
    is_typed = state(typed) != seen
    return Piece(name, typed, seen, is_typed, stored if name in outcome.overtaken else None)


def _link_rows(fields: Fields) -> range:
    """Those that hold something, and two more."""
    filled = [no for no in range(1, MOST_LINES + 1) if fields[f"label_{no}"] or fields[f"url_{no}"]]
    return range(1, min(max(filled, default=0) + 2, MOST_LINES) + 1)


def _drafts(cafe: Cafe, report: Report) -> dict[str, str]:
    """In the café's language, as the report is."""
    _ = translations(cafe.tongue()).gettext
    return {"conclusion": drafting.conclusion(report, _), "glance": "\n".join(drafting.at_a_glance(report, _))}


def _report(db: Session, house: House, cafe: Cafe) -> Report:
    guest = translate(cafe.tongue(), gathering.GUEST)
    return gathering.gather(db, cafe, timezone=house.settings.timezone, guest=guest)
