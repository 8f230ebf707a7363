"""Scripts, styles and fonts: under an address that changes with their content, so they are fetched once."""

from fastapi import APIRouter
from fastapi.responses import FileResponse, Response

from app.errors import NotFound
from app.templating import STATIC

router = APIRouter()
FOR_EVER = "public, max-age=31536000, immutable"


@router.get("/static/{version}/{path:path}", include_in_schema=False)
def file(version: str, path: str) -> Response:
    """A file below static/; nothing outside it, whatever the path says."""
    found = (STATIC / path).resolve()
    if not found.is_relative_to(STATIC) or not found.is_file():
        raise NotFound
    return FileResponse(found, headers={"Cache-Control": FOR_EVER})


@router.get("/favicon.ico", include_in_schema=False)
def icon() -> Response:
    return FileResponse(
        STATIC / "icons" / "mat.svg", media_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"}
    )
