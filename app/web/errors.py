"""What went wrong, told kindly: as JSON, as a fragment, or as a page that still holds what was typed."""

import logging

from fastapi import FastAPI, Request, WebSocket
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneFree
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from app.errors import CafeError, NotFound, TooBusy, marked
from app.live.socket import TRY_AGAIN
from app.translations import translate
from app.web.deps import page, tongue_of

log = logging.getLogger(__name__)
WORDS = {
    *("text", "name", "trade", "point", "open_question", "note", "what", "first_step"),
    *("lines", "message", "summary", "description"),
}
"""Fields of words that somebody has thought about (`text`, `conclusion_text`); an error page gives them back."""


MOST_TYPED = 4_000_000
"""Bytes of a form that is read for an error's sake; what people type is far less."""


class Unreadable(CafeError):
    status = 422
    sentence = marked("Diese Angaben konnten wir nicht lesen. Bitte prüf sie noch einmal.")


class Away(TooBusy):
    sentence = marked(
        "Die Datenbank antwortet gerade nicht. Was du geschrieben hast, ist noch da; versuch es gleich noch einmal."
    )


def install(app: FastAPI) -> None:
    """Lets every error of the house end in one of our sentences."""
    app.add_exception_handler(CafeError, _told)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _plain)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_exception_handler(DataError, _unreadable)
    app.add_exception_handler(OperationalError, _away)
    app.add_exception_handler(NoneFree, _away)
    app.add_exception_handler(Exception, _unexpected)


async def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, CafeError)
    tongue = tongue_of(request)
    sentence = translate(tongue, error.sentence, **error.words)
    headers = {"Retry-After": "2"} if isinstance(error, TooBusy) else None
    typed = await _typed(request)
    if "application/json" in request.headers.get("accept", ""):
        key = dict(typed).get("key", "")
        return JSONResponse({"ack": key, "status": error.status, "message": sentence}, error.status, headers)
    if "hx-request" in request.headers:
        fragment = request.app.state.house.templates.render(tongue, "_parts/notice.html", sentence=sentence)
        return HTMLResponse(fragment, error.status, headers)
    words = "\n".join(value for name, value in typed if (name in WORDS or name.rpartition("_")[2] in WORDS) and value)
    response = page(request, "errors/show.html", status=error.status, sentence=sentence, typed=words)
    response.headers.update(headers or {})
    return response


async def _typed(request: Request) -> list[tuple[str, str]]:
    """The form's fields as they came, so that nothing typed is lost with an error."""
    length = request.headers.get("content-length", "")
    if request.method != "POST" or not length.isdecimal() or int(length) > MOST_TYPED:
        return []
    try:
        form = await request.form()
    except Exception:
        return []
    return [(name, value) for name, value in form.multi_items() if not isinstance(value, UploadFile)]


async def _unreadable(request: Request, _error: Exception) -> Response:
    return await _told(request, Unreadable())


async def _plain(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    told = NotFound() if error.status_code == 404 else CafeError()
    told.status = error.status_code
    return await _told(request, told)


async def _away(connection: Request | WebSocket, error: Exception) -> Response:
    log.warning("the database did not answer: %s", type(error).__name__)
    if isinstance(connection, WebSocket):
        await connection.close(TRY_AGAIN)
        return Response()
    return await _told(connection, Away())


async def _gone(_request: Request, _error: Exception) -> Response:
    """Nobody is there any more to be told; 499 as proxies write it."""
    return Response(status_code=499)


async def _unexpected(request: Request, error: Exception) -> Response:
    log.exception("unexpected: %s", type(error).__name__)
    told = CafeError(
        marked("Bei uns ist etwas schiefgegangen. Was du geschrieben hast, ist noch da; versuch es gleich noch einmal.")
    )
    told.status = 500
    return await _told(request, told)
