"""From what happened to what the screens show: the only renderer for sockets.

A batch of logbook entries is first summed up as `Changes` (what is no longer as the screens have it), so that ten posts
at one table draw its cloth once; then each topic that somebody listens to is drawn from the present state.
"""

from collections.abc import Collection, Hashable, Iterable

from sqlmodel import Session, col, select

from app import deciding_drawings, doodle_drawings, events, near_drawings
from app.cafes import reading as cafes
from app.cafes.models import Cafe, LogbookEntry, Phase, Role
from app.cafes.remembering import remembered
from app.changes import EVERYBODY, PHONES, Changes
from app.cloth_drawings import ClothDrawings
from app.doodles import reading as doodles
from app.evening import reading as evening
from app.evening.steps import Stage
from app.live import topics
from app.live.topics import Drawing
from app.rounds import reading as rounds
from app.rounds import running
from app.seating import choosing
from app.seating import reading as seating
from app.synthesis import reading as synthesis
from app.synthesis.desk import desk
from app.tablecloth import cloths, connections, reading
from app.tables import reading as tables
from app.templating import Templates

AFTER = (Phase.synthesis, Phase.harvest, Phase.closed)
REPLAYED = 500
"""Entries that a screen may have missed; one that misses more fetches its page. A feed reads on however far it is."""


def draw(
    db: Session, templates: Templates, cafe_id: int, since: int, fp: str | None, wanted: Collection[str]
) -> Drawing:
    """What happened after number `since`, drawn for the `wanted` topics.

    `fp` is the check that the asking screen holds for `since`; none means that it need not be compared.
    """
    return _draw(db, cafes.by_id(db, cafe_id), templates, since, fp, tuple(wanted))


@remembered
def catch_up(db: Session, cafe: Cafe, templates: Templates, since: int, fp: str, topic: str) -> Drawing:
    """The same for one screen that comes back; those who have missed the same get the same."""
    return _draw(db, cafe, templates, since, fp, (topic,))


def _draw(
    db: Session, cafe: Cafe, templates: Templates, since: int, fp: str | None, wanted: tuple[str, ...]
) -> Drawing:
    drawing = Drawing(to=cafe.head, fp=cafe.fingerprint)
    known = cafes.fingerprint_at(db, cafe.id_, since) if since <= cafe.head else None
    is_screen = fp is not None
    if known is None or (is_screen and (fp != known or cafe.head - since > REPLAYED)):
        drawing.is_broken = True
        return drawing
    if since == cafe.head:
        return drawing
    changes = _sum_up(_entries(db, cafe.id_, since))
    _spread(db, cafe, changes)
    drawing.gone = changes.gone
    drawing.nudged = {topic for topic in wanted if not changes.nudged.isdisjoint(_names(topic))}
    easel = Easel(db, templates, cafe, changes)
    drawing.puts = {topic: easel.paint(topic) for topic in wanted if topic not in drawing.nudged}
    return drawing


def _entries(db: Session, cafe_id: int, since: int) -> Iterable[LogbookEntry]:
    query = select(LogbookEntry).where(LogbookEntry.cafe_id == cafe_id, LogbookEntry.seq > since)
    return db.exec(query.order_by(col(LogbookEntry.seq)))


def _sum_up(entries: Iterable[LogbookEntry]) -> Changes:
    changes = Changes()
    for entry in entries:
        event = events.Event.read(entry.cafe_id, entry.kind, entry.actor, entry.payload)
        if event is not None:
            changes.add(event)
    return changes


def _names(topic: str) -> set[str]:
    """What a topic may be called among the nudged ones; the plan shows the people of the guest list."""
    what = topics.what(topic)
    also = {PHONES} if topics.is_table(topic) else {topics.GUESTS} if what == topics.PLAN else set()
    return {EVERYBODY, what} | also


def _spread(db: Session, cafe: Cafe, changes: Changes) -> None:
    """Adds where else a change is to be seen: where words are quoted, and what stands on a page without a place."""
    quoting = reading.quoting(db, cafe, changes.reworded) + connections.joined_with(db, cafe, changes.reworded)
    for each, table_id in quoting:
        changes.contributions.setdefault(table_id, set()).add(each)
    deciding_drawings.spread(db, cafe, changes)
    doodle_drawings.spread(db, cafe, changes)
    near_drawings.spread(db, cafe, changes)
    round_ = rounds.current(db, cafe)
    stage = evening.stage(cafe, round_)
    if (stage == Stage.change and changes.tables) or (stage == Stage.rounds_over and changes.contributions):
        changes.nudged.add(topics.WALL)
    for table_id in changes.mates if stage == Stage.round else ():
        if any(person.role != Role.traveller for person in seating.sitting_at(db, round_, table_id)):
            changes.nudged.add(topics.table(table_id))  # who may write for others chooses among the people there
    # While the host sorts, the phones' copy for reading stands still, but what was taken back leaves it.
    if (stage == Stage.synthesis and changes.reworded) or (stage in (Stage.harvest, Stage.closed) and changes.board):
        changes.nudged.add(PHONES)


class Easel:
    """Paints the changes for one topic after the other, from the present state, which is read once for all of them."""

    def __init__(self, db: Session, templates: Templates, cafe: Cafe, changes: Changes) -> None:
        self._db = db
        self._templates = templates
        self._cafe = cafe
        self._changes = changes
        self._tongue = cafe.tongue()
        self._drawn_for_all: dict[str, str] = {}
        self._cloths = ClothDrawings(db, cafe, changes, self._draw, self._fragment)

    def paint(self, topic: str) -> str:
        """All elements that this topic's screens have to put, in the topic's tongue."""
        what, self._tongue = topics.what(topic), topics.tongue(topic)
        if what == topics.WALL:
            return self._for_all + self._wall() + deciding_drawings.for_wall(*self._decided)
        if what == topics.HOST:
            return self._for_all + self._host() + deciding_drawings.for_host(*self._decided)
        if what == topics.SYNTHESIS:
            return (self._board() if self._changes.board else "") + deciding_drawings.for_board(*self._decided)
        if what in (topics.GUESTS, topics.PLAN):
            return ""  # they fetch their page
        table_id = int(what.partition(":")[2])
        return self._for_all + self._table(table_id) + deciding_drawings.for_table(*self._decided, table_id)

    @property
    def _decided(self) -> tuple[Session, Cafe, Changes, deciding_drawings.Draw]:
        return self._db, self._cafe, self._changes, self._draw

    def _draw(self, name: str, **context: object) -> str:
        return self._templates.render(self._tongue, name, cafe=self._cafe, **context)

    def _fragment(self, name: str, **values: Hashable) -> str:
        return self._templates.fragment(self._tongue, name, **values)

    @property
    def _for_all(self) -> str:
        """What every screen puts, drawn once in each tongue."""
        if self._tongue not in self._drawn_for_all:
            self._drawn_for_all[self._tongue] = self._clock_and_announcement()
        return self._drawn_for_all[self._tongue]

    def _clock_and_announcement(self) -> str:
        html = ""
        if self._changes.clock:
            html += self._draw("_parts/clock.html", clock=running.clock_of(rounds.running(self._db, self._cafe)))
        if self._changes.announcement:
            html += self._draw("_parts/announcement.html", text=self._cafe.announcement)
        if self._changes.hush:
            html += self._fragment("_parts/hush.html", hushed=self._cafe.hushed_at is not None)
        return html

    def _table(self, table_id: int) -> str:
        html = self._cloths.for_table(table_id)
        if table_id in self._changes.mates and self._cafe.phase not in AFTER:
            people = cloths.people_at(self._db, self._cafe, table_id)
            html += self._fragment("table/_mates.html", people=people, host_name=cloths.host_among(people))
        if self._changes.topics and choosing.is_open(self._cafe, rounds.current(self._db, self._cafe)):
            html += self._fragment("table/_topic_states.html", topics=choosing.board(self._db, self._cafe))
        return html

    def _wall(self) -> str:
        html = self._cloths.for_wall()
        if self._changes.arrivals:
            arrived, _ = cafes.attendance(self._db, self._cafe.id_)
            html += self._draw("wall/_arrivals.html", arrived=arrived, expected=self._cafe.expected)
        if self._changes.board and self._cafe.phase in AFTER:
            html += self._draw("wall/_board.html", board=synthesis.board(self._db, self._cafe))
        return html

    def _host(self) -> str:
        html = self._cloths.for_host()
        room = tables.in_cafe(self._db, self._cafe.id_) if self._changes.tables else []
        for table_id in sorted(self._changes.tables):
            view = cloths.one_table(self._db, self._cafe, table_id, with_hidden=True)
            drawn = doodles.at_table(self._db, self._cafe, table_id, with_hidden=True)
            html += self._draw("host/_table.html", t=view, tables=room, doodles=drawn)
        if self._changes.hush:
            html += self._draw("host/_hush.html", hushed=self._cafe.hushed_at is not None)
        if self._changes.arrivals:
            arrived, without = cafes.attendance(self._db, self._cafe.id_)
            is_open = self._cafe.is_open
            html += self._draw("host/_arrivals.html", arrived=arrived, without_phone=without, is_open=is_open)
        return html

    def _board(self) -> str:
        return self._draw("synthesis/_board.html", desk=desk(self._db, self._cafe))
