"""Laying a café: one page that thinks along, and the door to the new café's console."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from app.evening import opening, templates
from app.tables import laying
from app.templating import cafe_url
from app.web import forms, proposing
from app.web.deps import TheHouse, language_of, page
from app.web.forms import MOST_EXPECTED, Form

router = APIRouter()


@router.get("/cafes/new")
def invite(request: Request, template: str = "") -> Response:
    """The form, filled with a proposal."""
    form = proposing.followed({"template": template}, language_of(request))
    return page(request, "cafes/new.html", **_screen(form, {}))


@router.post("/cafes/proposals")
async def propose(request: Request) -> Response:
    """The same form as it stands, its proposal following what was changed; nothing is kept."""
    ui = language_of(request)
    form = proposing.followed(proposing.taken(Form(await request.form(), ui).typed), ui)
    return page(request, "cafes/new.html", **_screen(form, {}))


@router.post("/cafes")
async def lay(request: Request, house: TheHouse) -> Response:
    """Lays a café and leads its host to the console, or shows the form again with what is wrong."""
    ui = language_of(request)
    form = Form(await request.form(), ui)
    form.typed = proposing.followed(form.typed, ui)
    expected = form.number("expected", 1, MOST_EXPECTED, proposing.EXPECTED)
    invitation = forms.invitation(form)
    plan = forms.plan(form, vars(laying.proposal(expected)))
    if form.errors:
        return page(request, "cafes/new.html", status=422, **_screen(form.typed, form.errors))
    language, template = form.typed["language"], form.typed["template"]
    cafe = await house.writer.do(
        opening.open_cafe, invitation, plan, language=language, template=template, expected=expected
    )
    response = RedirectResponse(cafe_url(cafe, "host"), 303)
    house.keys.admit(response, request, cafe, "host", cafe.link_generation)
    return response


def _screen(form: dict[str, str], errors: dict[str, str]) -> dict[str, Any]:
    proposal = laying.proposal(proposing.expected(form))
    return {
        "form": form,
        "errors": errors,
        "templates": templates.TEMPLATES,
        "proposal": proposal,
        "estimate": proposing.outlook(form),
        "alternatives": proposing.alternatives(form),
    }
