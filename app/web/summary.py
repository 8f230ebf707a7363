"""The whole evening on one page, to read and to print."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.cafes import reading as cafes
from app.deciding import views
from app.errors import NotAllowed
from app.web import readers
from app.web.deps import Db, TheCafe, TheViewer, page

router = APIRouter(prefix="/cafes/{key}")


@router.get("/summary")
def show(request: Request, cafe: TheCafe, viewer: TheViewer, db: Db) -> Response:
    """For host and wall at any time; for guests once the harvest is open."""
    if not viewer.is_wall:
        if viewer.guest is None or cafe.phase not in readers.FOR_GUESTS:
            raise NotAllowed
        cafes.participant(db, cafe.id_, viewer.guest)
    back = "host" if viewer.is_host else "wall" if viewer.is_wall else "table"
    return page(request, "deciding/summary.html", cafe=cafe, summary=views.page(db, cafe), back=back)
