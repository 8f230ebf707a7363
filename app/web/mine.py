"""Everything that one guest has written and drawn, in one place; works without any script."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.doodles import reading as doodles
from app.tablecloth import cloths, reading
from app.web.deps import Db, TheCafe, TheGuest, page

router = APIRouter(prefix="/cafes/{key}")


@router.get("/mine")
def mine(request: Request, cafe: TheCafe, me: TheGuest, db: Db) -> Response:
    """To mend, go on with, take back or keep, and what it belongs to."""
    contributions = reading.laid_by(db, cafe, me.id_)
    ends = {line.id for each in contributions for line in each.lines}
    return page(
        request,
        "mine/show.html",
        cafe=cafe,
        me=cloths.person_view(cafe, me),
        contributions=contributions,
        joined={laid.id: laid for laid in reading.laid_among(db, cafe, ends)},
        doodles=[each for each in doodles.made_by(db, cafe, me.id_) if each.strokes],
        errors={},
    )
