"""For machines that watch over us."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from sqlalchemy import text

from app.web.deps import Db

router = APIRouter()


@router.api_route("/health", methods=["GET", "HEAD"])
def health(db: Db) -> Response:
    """200 as long as the database answers."""
    db.execute(text("SELECT 1"))
    return JSONResponse({"status": "ok"})
