"""The host's console: what happens now, the one next thing to do, and what to hand out."""

from dataclasses import dataclass, field, replace

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from sqlmodel import Session, col, select

from app.cafes import codes
from app.cafes import reading as cafes
from app.cafes.models import Cafe, LogbookEntry, Phase
from app.db import milliseconds
from app.deciding import screens
from app.deciding.screens import HostView
from app.doodles import reading as doodles
from app.doodles.reading import Drawn
from app.errors import marked
from app.evening import reading as evening
from app.evening.steps import Stage, Step, marked_line
from app.evening.telling import Told
from app.events import ClockChanged, ParticipantJoined, PhaseChanged
from app.rounds import reading as rounds
from app.rounds import running
from app.rounds.clock import Clock
from app.rounds.kinds import RoundKind
from app.rounds.models import Round
from app.tablecloth import cloths
from app.tablecloth.cloths import TableView
from app.tables import reading as tables
from app.templating import cafe_url
from app.translations import translate
from app.web import undo
from app.web.deps import Db, House, TheCafe, TheHost, TheHouse, TheViewer, number, page

router = APIRouter(prefix="/cafes/{key}")
HINTS = 3


@dataclass(frozen=True)
class HostScreen:
    """What the console shows."""

    cafe: Cafe
    stage: Stage
    steps: list[Step]
    seq: int
    fp: str
    round_no: int
    rounds_total: int
    question: str
    announcement: str
    arrived: int
    without_phone: int
    join_url: str
    wall_url: str
    tables: list[TableView]
    clock: Clock | None = None
    kind: RoundKind = RoundKind.travel
    may_drop_round: bool = False
    late: list[str] = field(default_factory=list)
    decisions: HostView = field(default_factory=HostView)
    listens_from: int | None = None
    """Since when a table at which nobody writes counts as quiet, in milliseconds since 1970; none: it does not."""
    undo: Told | None = None
    doodles: dict[int, tuple[Drawn, ...]] = field(default_factory=dict)
    """By table, hidden ones as well."""

    @property
    def next_step(self) -> Step | None:
        return self._beside(1)

    @property
    def back_step(self) -> Step | None:
        return self._beside(-1)

    def _beside(self, by: int) -> Step | None:
        at = next(index for index, step in enumerate(self.steps) if step.is_now) + by
        return self.steps[at] if 0 <= at < len(self.steps) else None


@router.get("/host")
def show(request: Request, cafe: TheCafe, viewer: TheViewer, house: TheHouse, db: Db, first: str = "") -> Response:
    """The console; without the host's link one is led to the door. `first`: what is to be joined, without scripts."""
    if not viewer.is_host:
        return RedirectResponse(cafe_url(cafe, "door"), 303)
    screen = gather(db, cafe, house, house.base_url(request))
    offered = undo.offered(request, house, db, cafe)
    in_hand = number(first) if first else 0
    return page(request, "host/show.html", s=replace(screen, undo=offered), first=in_hand)


@router.get("/links")
def links(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse) -> Response:
    """The three things to hand out, and the host's own link for a second device."""
    base_url = house.base_url(request)
    host_url = house.door_url(base_url, cafe, "host")
    return page(
        request,
        "links/show.html",
        cafe=cafe,
        host_url=host_url,
        device_url=host_url,
        wall_url=house.door_url(base_url, cafe, "wall"),
        join_url=f"{base_url}/{cafe.join_token}",
        recovery=codes.in_fours(house.keys.recovery_code(cafe)),
        door_url=f"{base_url}{cafe_url(cafe, 'door')}",
    )


@router.get("/rehearsal")
def rehearsal(cafe: TheCafe, _host: TheHost, db: Db) -> Response:
    """Ids and codes that a simulated evening needs to play its guests."""
    round_ = rounds.current(db, cafe)
    views = cloths.all_tables(db, cafe, newest=0)
    return JSONResponse(
        {
            "tables": [
                {
                    "id": view.table.id,
                    "number": view.table.number,
                    "name": view.table.name,
                    "join_token": view.table.join_token,
                }
                for view in views
            ],
            "rounds": [{"id": each.id, "number": each.number} for each in rounds.in_cafe(db, cafe)],
            "participants": [
                {"id": person.id, "name": person.name, "table_id": view.table.id}
                for view in views
                for person in view.people
            ],
            "version": cafe.version,
            "stage": evening.stage(cafe, round_),
        }
    )


def gather(db: Session, cafe: Cafe, house: House, base_url: str) -> HostScreen:
    """The console, read in one moment."""
    round_ = rounds.current(db, cafe)
    arrived, without_phone = cafes.attendance(db, cafe.id_)
    place = evening.here(cafe, round_)
    return HostScreen(
        cafe=cafe,
        stage=place[0],
        steps=marked_line(evening.stops(db, cafe), place),
        seq=cafe.head,
        fp=cafe.fingerprint,
        round_no=round_.number,
        rounds_total=len(rounds.in_cafe(db, cafe)),
        question=rounds.question(cafe, round_),
        announcement=cafe.announcement,
        arrived=arrived,
        without_phone=without_phone,
        join_url=f"{base_url}/{cafe.join_token}",
        wall_url=house.door_url(base_url, cafe, "wall"),
        tables=cloths.all_tables(db, cafe, with_hidden=True),
        clock=running.clock_of(round_) if place[0] == Stage.round else None,
        kind=round_.kind,
        may_drop_round=len(rounds.in_cafe(db, cafe)) > round_.number,
        late=_hints(db, cafe),
        decisions=screens.for_host(db, cafe),
        listens_from=_listens_from(db, cafe, round_),
        doodles=doodles.by_table(db, cafe, with_hidden=True),
    )


def _listens_from(db: Session, cafe: Cafe, round_: Round) -> int | None:
    """From the round's beginning; anew after its clock was stopped or changed, for then nobody had to write."""
    if cafe.phase != Phase.rounds or not round_.is_running or round_.paused_at or not round_.started_at:
        return None
    changed = select(LogbookEntry.at).where(LogbookEntry.cafe_id == cafe.id, LogbookEntry.kind == ClockChanged.__name__)
    last = db.exec(changed.order_by(col(LogbookEntry.seq).desc())).first()
    return milliseconds(max(round_.started_at, last or round_.started_at))


def _hints(db: Session, cafe: Cafe) -> list[str]:
    """The latest chairs that had to be added since the evening went its last step."""
    book = select(LogbookEntry).where(LogbookEntry.cafe_id == cafe.id).order_by(col(LogbookEntry.seq).desc())
    last = db.exec(book.where(LogbookEntry.kind == PhaseChanged.__name__)).first()
    since = last.seq if last else 0
    query = book.where(LogbookEntry.kind == ParticipantJoined.__name__, LogbookEntry.seq > since)
    numbers = {table.id: table.number for table in tables.in_cafe(db, cafe.id_)}
    added = [entry.payload["table_id"] for entry in db.exec(query) if entry.payload["chair_added"]]
    latest = [numbers[table_id] for table_id in dict.fromkeys(added) if table_id in numbers][:HINTS]
    return [translate(cafe.tongue(), marked("An Tisch %(number)d kam ein Stuhl dazu."), number=no) for no in latest]
