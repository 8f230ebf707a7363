"""The front door: a code to join with, and a table to lay."""

from typing import Annotated, Any

from fastapi import APIRouter, Request, UploadFile
from fastapi import Form as Field
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from app.cafes import codes
from app.cafes.models import Cafe
from app.errors import CafeError
from app.evening import opening, templates
from app.harvest import importing, reading_json
from app.tables import laying
from app.templating import cafe_url
from app.translations import translate
from app.web import forms
from app.web.deps import House, TheHouse, language_of, page
from app.web.forms import MOST_EXPECTED, Form

router = APIRouter()
EXPECTED = 24


@router.get("/")
def show(request: Request, code: str = "") -> Response:
    return _home(request, code=code)


@router.post("/join")
def enter_code(request: Request, code: Annotated[str, Field()] = "") -> Response:
    """A typed code leads on to its own page, where it is checked; an empty one comes back with a hint."""
    typed = codes.normalised(code)
    if len(typed) not in (codes.CODE_LENGTH, codes.TOKEN_LENGTH):
        sentence = translate(language_of(request), "Ein Code hat sieben Zeichen, zum Beispiel BCD-2345.")
        return _home(request, code=code, error=sentence, status=422)
    return RedirectResponse(f"/{typed}", 303)


@router.get("/cafes/new")
def invite(request: Request, template: str = "", expected: int = EXPECTED) -> Response:
    """The set-up page, its fields filled from a template and from the number of guests."""
    language = language_of(request)
    chosen = templates.by_key(template)
    proposed = laying.proposal(max(1, min(expected, MOST_EXPECTED)))
    form = {
        "template": chosen.key,
        "language": language,
        "expected": str(expected),
        "naming": "names",
        "round_ending": "host",
    }
    form |= {name: str(value) for name, value in vars(proposed).items()}
    form |= _words(chosen, language)
    if chosen.questions:
        form["rounds"] = str(len(chosen.questions))
    return page(request, "cafes/new.html", **_setup(form, {}, language))


@router.post("/cafes")
async def lay(request: Request, house: TheHouse) -> Response:
    """Lays a café and leads its host to the console, or shows the form again with what is wrong."""
    ui = language_of(request)
    form = Form(await request.form(), ui)
    expected = form.number("expected", 1, MOST_EXPECTED, EXPECTED)
    language = forms.language(form, ui)
    words = _words(templates.by_key(form.typed.get("template", "")), language)
    form.typed |= {name: text for name, text in words.items() if not form.typed.get(name)}
    invitation = forms.invitation(form)
    plan = forms.plan(form, vars(laying.proposal(expected)))
    if form.errors:
        return page(request, "cafes/new.html", status=422, **_setup(form.typed, form.errors, ui))
    template = templates.by_key(form.typed.get("template", "")).key
    cafe = await house.writer.do(
        opening.open_cafe, invitation, plan, language=language, template=template, expected=expected
    )
    return _to_console(request, house, cafe)


@router.post("/cafes/imports")
async def bring_in(request: Request, house: TheHouse, file: UploadFile) -> Response:
    """A café from an exported file; one that is not ours is refused with the reason, on the home page."""
    try:
        report = reading_json.reading(await file.read(reading_json.MOST_BYTES + 1)).report
    except CafeError as error:
        sentence = translate(language_of(request), error.sentence, **error.words)
        return _home(request, import_error=sentence, status=error.status)

    def bring(db: Session) -> Cafe:
        return importing.bring_in(db, report)

    return _to_console(request, house, await house.writer.do(bring))


def _to_console(request: Request, house: House, cafe: Cafe) -> Response:
    response = RedirectResponse(cafe_url(cafe, "host"), 303)
    house.keys.admit(response, request, cafe, "host", cafe.link_generation)
    return response


def _home(request: Request, *, code: str = "", error: str = "", import_error: str = "", status: int = 200) -> Response:
    return page(request, "home/show.html", status=status, code=code, error=error, import_error=import_error)


def _words(template: templates.Template, language: str) -> dict[str, str]:
    """A template's questions and topics in a language, as form fields."""
    words = {f"questions_{index}": translate(language, text) for index, text in enumerate(template.questions, 1)}
    if template.question:
        words["question"] = translate(language, template.question)
    if template.topics:
        words["topics"] = "\n".join(translate(language, topic) for topic in template.topics)
    return words


def _setup(form: dict[str, str], errors: dict[str, str], language: str) -> dict[str, Any]:
    expected = form.get("expected", "")
    guests = int(expected) if expected.isdecimal() and 1 <= int(expected[:4]) <= MOST_EXPECTED else EXPECTED
    return {
        "form": form,
        "errors": errors,
        "templates": templates.TEMPLATES,
        "proposal": laying.proposal(guests),
        "language": language,
    }
