"""The report to read: for the host in every edition, for guests in theirs, for everybody else by a link with an end."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi import Form as Field
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlmodel import Session

from app.afterword import publishing
from app.afterword.models import ReportLink
from app.cafes import reading as cafes
from app.cafes.models import Cafe
from app.db import reading
from app.errors import BadInput, marked
from app.harvest import timelapse
from app.harvest.edition import Audience, Edition, Length
from app.photos import reading as photos
from app.photos.models import Size
from app.photos.reading import Shot
from app.templating import cafe_url
from app.translations import languages
from app.web import copies, readers
from app.web.copies import Copy
from app.web.deps import TheCafe, TheHost, TheHouse, TheViewer, command, number, page

router = APIRouter()
SEALED = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
"""On everything behind a link: it is a secret, so no other site is told of it and no search engine keeps it."""
PICTURE_KEPT = "private, max-age=600"
MEDIA_TYPES = {Size.album: "image/jpeg", Size.thumbnail: "image/webp"}
BACK = "harvest#report-links"


def own(request: Request, cafe: TheCafe, viewer: TheViewer, house: TheHouse) -> Copy:
    """The edition that the address asks for, as far as this viewer may have it."""
    wanted = readers.edition(cafe, viewer, request.query_params)
    with reading(house.engine) as db:
        report = readers.whole(db, house, cafe, viewer, wanted.language)
    return copies.copy(cafe, report, wanted, f"/cafes/{cafe.key}")


TheCopy = Annotated[Copy, Depends(own)]


@router.get("/cafes/{key}/report")
def show(request: Request, cafe: TheCafe, viewer: TheViewer, found: TheCopy) -> Response:
    """One edition of the report, as it is at this moment."""
    edition = found.edition
    return page(
        request,
        "report/show.html",
        language=edition.language,
        cafe=cafe,
        audiences=readers.audiences(cafe, viewer),
        calendar=readers.href(cafe, "ics", edition),
        download=readers.href(cafe, "html", edition),
        **found.drawing,
    )


@router.get("/cafes/{key}/harvest.html")
def one_file(house: TheHouse, found: TheCopy) -> Response:
    """The same as one file to keep."""
    return copies.as_one_file(house, found, {})


@router.post("/cafes/{key}/report-links")
async def publish(
    cafe: TheCafe,
    _host: TheHost,
    house: TheHouse,
    audience: Annotated[Audience, Field()] = Audience.participants,
    length: Annotated[Length, Field()] = Length.full,
    language: Annotated[str, Field()] = "",
    days: Annotated[int, Field()] = publishing.USUAL_DAYS,
) -> Response:
    """A link for people who were not there, or have left; raises BadInput for a language that we do not speak."""
    spoken = language or cafe.language
    if spoken not in languages():
        raise BadInput("language", marked("Diese Sprache sprechen wir hier nicht."))

    def verb(db: Session, home: Cafe) -> None:
        publishing.publish(db, home, audience=audience, length=length, language=spoken, days=days)

    await command(house, cafe, verb)
    return RedirectResponse(cafe_url(cafe, BACK), 303)


@router.post("/cafes/{key}/report-links/{link}/ending")
async def end(cafe: TheCafe, _host: TheHost, house: TheHouse, link: str) -> Response:
    await command(house, cafe, lambda db, home: publishing.end(db, home, number(link)))
    return RedirectResponse(cafe_url(cafe, BACK), 303)


def lent(house: TheHouse, token: str) -> Copy:
    """The edition that a link opens; raises NoReport."""
    with reading(house.engine) as db:
        link = publishing.by_token(db, token)
        cafe, edition = cafes.by_id(db, link.cafe_id), _edition_of(link)
        report = readers.gathered(db, house, cafe, edition.language)
    return copies.copy(cafe, report, edition, f"/reports/{token}", ends_at=link.ends_at)


TheLentCopy = Annotated[Copy, Depends(lent)]


@router.get("/reports/{token}")
def opened(house: TheHouse, found: TheLentCopy) -> Response:
    """For whoever has the link; no cookie is read and none is set."""
    drawn = house.templates.render(
        found.cafe.tongue(found.edition.language),
        "report/show.html",
        cafe=None,
        audiences=[],
        calendar=f"{found.base}/dates.ics",
        download=f"{found.base}/report.html",
        **found.drawing,
    )
    return HTMLResponse(drawn, headers=SEALED)


@router.get("/reports/{token}/report.html")
def opened_as_one_file(house: TheHouse, found: TheLentCopy) -> Response:
    return copies.as_one_file(house, found, SEALED)


@router.get("/reports/{token}/dates.ics")
def opened_dates(found: TheLentCopy) -> Response:
    return copies.as_dates(found, SEALED)


@router.get("/reports/{token}/tables/{table}/timelapse")
def opened_timelapse(house: TheHouse, token: str, table: str) -> Response:
    """A cloth that fills again; a short report does not hold all contributions, so it has none."""
    with reading(house.engine) as db:
        link = publishing.by_token(db, token)
        if link.length != Length.full:
            raise publishing.NoReport
        cafe = cafes.by_id(db, link.cafe_id)
        lapse = timelapse.numbered(db, cafe, number(table))
    back = f"/reports/{token}"
    tongue = cafe.tongue(_edition_of(link).language)
    drawn = house.templates.render(tongue, "timelapse/show.html", title=cafe.title, lapse=lapse, back=back)
    return HTMLResponse(drawn, headers=SEALED)


@router.get("/reports/{token}/photos/{photo}/{size}")
def opened_photo(house: TheHouse, token: str, photo: str, size: Size) -> Response:
    """A photo of the album that this link shows, and no other."""
    with reading(house.engine) as db:
        link = publishing.by_token(db, token)
        shot = photos.one(db, cafes.by_id(db, link.cafe_id), number(photo))
        content = photos.content(db, shot.id, size) if shot and _is_lent(link, shot) else None
    if content is None:
        raise publishing.NoReport
    return Response(content, media_type=MEDIA_TYPES[size], headers=SEALED | {"Cache-Control": PICTURE_KEPT})


def _edition_of(link: ReportLink) -> Edition:
    return Edition(Audience(link.audience), Length(link.length), link.language)


def _is_lent(link: ReportLink, shot: Shot) -> bool:
    """As `app/harvest/audiences.py` and the album's chapter have it, without making the whole report for each photo."""
    has_album, is_shown = link.length == Length.full, shot.is_in_album and not shot.is_hidden
    return has_album and is_shown and (link.audience != Audience.public or shot.is_agreed)
