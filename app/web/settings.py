"""Changing the evening while it runs: words, times, the impulse, the network."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.cafes.models import Cafe
from app.db import reading
from app.evening import opening
from app.rounds import reading as rounds
from app.tables import reading as tables
from app.web import forms
from app.web.deps import Db, TheCafe, TheHost, TheHouse, done, page, tongue_of
from app.web.forms import Form

router = APIRouter(prefix="/cafes/{key}")
WORDS = ("title", "question", "place", "organiser", "impulse_speaker", "impulse_message", "wifi_name", "wifi_password")


@router.get("/settings")
def show(request: Request, cafe: TheCafe, _host: TheHost, db: Db) -> Response:
    return page(request, "cafes/settings.html", cafe=cafe, form=_as_form(db, cafe), errors={})


@router.post("/settings")
async def change(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse) -> Response:
    form = Form(await request.form(), tongue_of(request))
    invitation = forms.invitation(form)
    questions, topics = forms.questions(form), forms.topics(form)
    minutes, kinds = forms.minutes_by_round(form), forms.kinds(form)
    if form.errors:
        with reading(house.engine) as db:
            typed = _as_form(db, cafe) | form.typed
        return page(request, "cafes/settings.html", status=422, cafe=cafe, form=typed, errors=form.errors)
    await house.writer.do(
        opening.change, cafe.id_, invitation, questions=questions, topics=topics, minutes=minutes, kinds=kinds
    )
    return done(request, cafe, "host")


def _as_form(db: Session, cafe: Cafe) -> dict[str, str]:
    """The café as its set-up form would have been filled in."""
    plan = rounds.in_cafe(db, cafe)
    form = {name: str(getattr(cafe, name)) for name in WORDS}
    form |= {"naming": cafe.naming.value, "round_ending": cafe.round_ending.value, "language": cafe.language}
    form |= {"photographers": cafe.photographers.value, "address": cafe.address.value}
    form["gong"] = "on" if cafe.has_gong else "off"
    form |= {
        "held_on": cafe.held_on.isoformat() if cafe.held_on else "",
        "minutes": str(plan[-1].minutes),
        "rounds": str(len(plan)),
    }
    form |= {f"questions_{round_.number}": round_.question for round_ in plan}
    form |= {f"kinds_{round_.number}": round_.kind.value for round_ in plan}
    unusual = [round_ for round_ in plan if round_.minutes != plan[0].minutes]
    form |= {f"minutes_{round_.number}": str(round_.minutes) for round_ in unusual}
    form["topics"] = "\n".join(table.topic for table in tables.in_cafe(db, cafe.id_)).rstrip()
    return form
