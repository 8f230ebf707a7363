"""Photos: sent from phones and the host's desk, looked at by those who may, mended by whose they are."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi import Form as Field
from fastapi.responses import JSONResponse, RedirectResponse, Response
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from app.cafes.models import Cafe
from app.db import reading as looking
from app.errors import CafeError, NotAllowed, NotFound, TooBusy
from app.photos import mending, reading, taking
from app.photos.models import Size
from app.photos.reading import Shot
from app.templating import cafe_url
from app.translations import translate
from app.web import albums, drafts, uploads
from app.web.deps import Db, House, TheCafe, TheHost, TheHouse, TheViewer, number, page, tongue_of
from app.web.security import Viewer, fresh_key

router = APIRouter(prefix="/cafes/{key}")
Text = Annotated[str, Field()]
MEDIA_TYPES = {Size.album: "image/jpeg", Size.thumbnail: "image/webp"}
FOR_EVER = "private, max-age=31536000, immutable"
"""On the viewer's own device, under an address that changes with the pixels."""


@router.post("/photos")
async def take(request: Request, cafe: TheCafe, viewer: TheViewer, house: TheHouse) -> Response:
    """Takes a photo in; scripts are told so in JSON, forms go back to where they came from."""
    is_script = "application/json" in request.headers.get("accept", "")
    key = ""
    try:
        if not viewer.is_host:
            _guest(viewer)
        house.darkroom.must_have_room()
        async with uploads.received(request) as upload:
            fields = upload.fields
            key = fields.get("key") or fresh_key()
            draft = drafts.photo(fields | {"key": key})
            as_host = viewer.is_host and (viewer.guest is None or fields.get("as") == "host")
            who = None if as_host else _guest(viewer)
            taken = await run_in_threadpool(_look, house, cafe, who, draft)
            if taken is None:
                developed = await house.darkroom.develop(upload.file)
                taken = await house.writer.do(taking.take, cafe.id_, who, draft, developed)
    except CafeError as refusal:
        if not is_script:
            raise
        return _refused(request, refusal, key)
    if is_script:
        return JSONResponse({"ack": key, "status": 201, "id": taken}, 201)
    return RedirectResponse(cafe_url(cafe, "album" if as_host else "table"), 303)


def _guest(viewer: Viewer) -> int:
    if viewer.guest is None:
        raise NotAllowed
    return viewer.guest


def _look(house: House, cafe: Cafe, who: int | None, draft: taking.Draft) -> int | None:
    """What came under this key before, or none if it may come now: nothing is developed in vain."""
    with looking(house.engine) as db:
        same = taking.find(db, cafe.id_, who, draft.key)
        if same is None:
            taking.place(db, cafe.id_, who, draft)
        return same


def _refused(request: Request, refusal: CafeError, key: str) -> Response:
    sentence = translate(tongue_of(request), refusal.sentence, **refusal.words)
    headers = {"Retry-After": "5"} if isinstance(refusal, TooBusy) else None
    return JSONResponse({"ack": key, "status": refusal.status, "message": sentence}, refusal.status, headers)


@router.get("/photos/{photo}/{size}")
def file(cafe: TheCafe, viewer: TheViewer, db: Db, photo: str, size: str, v: str = "") -> Response:
    """Its pixels, `album` or `thumbnail`."""
    if size not in list(Size):
        raise NotFound
    shot = _seen(db, cafe, viewer, photo)
    content = reading.content(db, shot.id, Size(size))
    if content is None:
        raise NotFound
    is_named = bool(v) and shot.digest.startswith(v)
    headers = {"Cache-Control": FOR_EVER if is_named else "private, no-cache"}
    return Response(content, media_type=MEDIA_TYPES[Size(size)], headers=headers)


@router.get("/album")
def album(request: Request, cafe: TheCafe, viewer: TheViewer, db: Db) -> Response:
    """All photos that somebody may see; the host's also to sort."""
    if not viewer.is_host:
        _guest(viewer)
    return page(request, "photos/album.html", s=albums.gather(db, cafe, viewer))


@router.get("/photos/{photo}")
def show(request: Request, cafe: TheCafe, viewer: TheViewer, db: Db, photo: str) -> Response:
    """One photo as large as it is, and what can be done with it."""
    return page(request, "photos/show.html", s=albums.one(cafe, viewer, _seen(db, cafe, viewer, photo)))


@router.post("/photos/{photo}/edits")
async def describe(
    request: Request,
    cafe: TheCafe,
    viewer: TheViewer,
    house: TheHouse,
    photo: str,
    caption: Text = "",
    description: Text = "",
) -> Response:
    words = {"caption": caption, "description": description}
    await house.writer.do(mending.describe, cafe.id_, _mender(viewer), number(photo), **words)
    return _back(request, cafe, photo)


@router.post("/photos/{photo}/agreements")
async def agree(
    request: Request, cafe: TheCafe, viewer: TheViewer, house: TheHouse, photo: str, agreed: Text = ""
) -> Response:
    """That everybody who can be recognised agrees to its publication."""
    await house.writer.do(mending.agree, cafe.id_, _mender(viewer), number(photo), agreed=agreed == "1")
    return _back(request, cafe, photo)


@router.post("/photos/{photo}/withdrawal")
async def withdraw(request: Request, cafe: TheCafe, viewer: TheViewer, house: TheHouse, photo: str) -> Response:
    await house.writer.do(mending.withdraw, cafe.id_, _mender(viewer), number(photo))
    return RedirectResponse(cafe_url(cafe, "album"), 303)


@router.post("/photos/{photo}/album")
async def set_album(
    request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, photo: str, shown: Text = "1"
) -> Response:
    await house.writer.do(mending.set_album, cafe.id_, number(photo), is_in_album=shown == "1")
    return _back(request, cafe, photo)


@router.post("/photos/{photo}/hiding")
async def hide(
    request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse, photo: str, hidden: Text = "1"
) -> Response:
    await house.writer.do(mending.hide, cafe.id_, number(photo), hidden=hidden == "1")
    return _back(request, cafe, photo)


def _mender(viewer: Viewer) -> int | None:
    """Who mends: the host, or a guest what is theirs."""
    return None if viewer.is_host else _guest(viewer)


def _seen(db: Session, cafe: Cafe, viewer: Viewer, photo: str) -> Shot:
    """The photo, if this viewer may look at it; raises NotFound for any other, as if it were not there."""
    reach = reading.reach(db, cafe, guest_id=viewer.guest, is_host=viewer.is_host, is_wall=viewer.is_wall)
    shot = reading.one(db, cafe, number(photo))
    if shot is None or not reach.sees(shot):
        raise NotFound
    return shot


def _back(request: Request, cafe: Cafe, photo: str) -> Response:
    """To the photo where it was: on a page of its own or in the album."""
    came, own = urlsplit(request.headers.get("referer", "")).path, cafe_url(cafe, f"photos/{number(photo)}")
    return RedirectResponse(own if came == own else f"{cafe_url(cafe, 'album')}#photo-{number(photo)}", 303)
