"""A table's cloth that fills again: for host and wall, and for guests from when they see other tables' cloths."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.cafes import reading as cafes
from app.cafes.models import Cafe
from app.errors import NotAllowed
from app.harvest import timelapse
from app.photos.reading import AFTER
from app.templating import cafe_url
from app.web import readers
from app.web.deps import Db, TheCafe, TheViewer, number, page
from app.web.security import Viewer

router = APIRouter(prefix="/cafes/{key}")


@router.get("/tables/{table}/timelapse")
def show(request: Request, cafe: TheCafe, viewer: TheViewer, db: Db, table: str) -> Response:
    """`table` is the number that stands on it."""
    if not viewer.is_wall:
        if viewer.guest is None or cafe.phase not in AFTER:
            raise NotAllowed
        cafes.participant(db, cafe.id_, viewer.guest)
    lapse = timelapse.numbered(db, cafe, number(table))
    back = cafe_url(cafe, _back(viewer, cafe))
    return page(request, "timelapse/show.html", title=cafe.title, lapse=lapse, back=back)


def _back(viewer: Viewer, cafe: Cafe) -> str:
    if viewer.is_host:
        return "report"
    if viewer.is_wall:
        return "wall"
    return "report" if cafe.phase in readers.FOR_GUESTS else "table"
