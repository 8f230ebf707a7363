"""From what happened to what the screens show: the only renderer for sockets.

A batch of logbook entries is first summed up as `Changes` (what is no longer as the screens have it), so that ten posts
at one table draw its cloth once; then each topic that somebody listens to is drawn from the present state.
"""

from collections.abc import Collection, Hashable, Iterable
from functools import cached_property

from sqlmodel import Session, col, select

from app import deciding_drawings, events
from app.cafes import reading as cafes
from app.cafes.models import Cafe, LogbookEntry, Phase, Role
from app.cafes.remembering import remembered
from app.changes import EVERYBODY, PHONES, Changes
from app.evening import reading as evening
from app.evening.steps import Stage
from app.live import topics
from app.live.topics import Drawing
from app.photos import reading as photos
from app.rounds import reading as rounds
from app.rounds import running
from app.seating import choosing
from app.seating import reading as seating
from app.synthesis import reading as synthesis
from app.synthesis.desk import desk
from app.tablecloth import cloths, reading
from app.tablecloth.cloths import TableView
from app.tablecloth.reading import Laid, Tally
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
    """Adds where else a change is to be seen: where a line is quoted, and what stands on a page without a place."""
    for each, table_id in reading.quoting(db, cafe, changes.reworded):
        changes.contributions.setdefault(table_id, set()).add(each)
    deciding_drawings.spread(db, cafe, changes)
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
        self._language = cafe.language
        self._drawn_for_all: dict[str, str] = {}

    def paint(self, topic: str) -> str:
        """All elements that this topic's screens have to put, in the topic's language."""
        what, self._language = topics.what(topic), topics.language(topic)
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
        return self._templates.render(self._language, name, cafe=self._cafe, **context)

    def _fragment(self, name: str, **values: Hashable) -> str:
        return self._templates.fragment(self._language, name, **values)

    @cached_property
    def _newest(self) -> dict[int, list[int]]:
        """For each cloth that changed, what lies on it uppermost."""
        return {table_id: reading.newest(self._db, table_id, cloths.NEWEST) for table_id in self._changes.contributions}

    @cached_property
    def _laid(self) -> dict[int, Laid]:
        """Every contribution that some topic draws, hidden ones as well, by id."""
        ids = set().union(*self._changes.contributions.values(), *self._newest.values())
        return {laid.id: laid for laid in reading.laid_among(self._db, self._cafe, ids, with_hidden=True)}

    @cached_property
    def _tallies(self) -> dict[int, Tally]:
        return {table_id: reading.tally(self._db, table_id) for table_id in self._changes.contributions}

    @property
    def _for_all(self) -> str:
        """What every screen puts, drawn once in each language."""
        if self._language not in self._drawn_for_all:
            self._drawn_for_all[self._language] = self._clock_and_announcement()
        return self._drawn_for_all[self._language]

    def _clock_and_announcement(self) -> str:
        html = ""
        if self._changes.clock:
            html += self._draw("_parts/clock.html", clock=running.clock_of(rounds.running(self._db, self._cafe)))
        if self._changes.announcement:
            html += self._draw("_parts/announcement.html", text=self._cafe.announcement)
        return html

    def _table(self, table_id: int) -> str:
        html = "".join(self._contribution(each) for each in sorted(self._changes.contributions.get(table_id, ())))
        if table_id in self._changes.photos:
            html += self._fragment("photos/_strip.html", shots=photos.at_table(self._db, self._cafe, table_id))
        if table_id in self._changes.mates and self._cafe.phase not in AFTER:
            people = cloths.people_at(self._db, self._cafe, table_id)
            html += self._fragment("table/_mates.html", people=people, host_name=cloths.host_among(people))
        if self._changes.topics and choosing.is_open(self._cafe, rounds.current(self._db, self._cafe)):
            html += self._fragment("table/_topic_states.html", topics=choosing.board(self._db, self._cafe))
        if self._cafe.round_no > 1:
            html += "".join(self._choice(each) for each in sorted(self._changes.reworded))
        return html

    def _choice(self, contribution_id: int) -> str:
        """A line as the phones of those who sat at its table before offer it to be carried on."""
        laid = self._laid.get(contribution_id)
        if laid is None or laid.is_hidden:
            return gone(f"choice-{contribution_id}")
        return self._fragment("table/_choice.html", id=laid.id, number=laid.table_number, text=laid.text)

    def _contribution(self, contribution_id: int) -> str:
        laid = self._laid.get(contribution_id)
        if laid is None or laid.is_hidden:
            return gone(f"contribution-{contribution_id}")
        return self._fragment("tablecloth/_contribution.html", c=laid)

    def _wall(self) -> str:
        html = ""
        for table_id, newest in self._newest.items():
            tally = self._tallies[table_id]
            lines = [self._laid[each] for each in reversed(newest)]
            table = tables.by_id(self._db, self._cafe.id_, table_id)
            view = TableView(table, contributions=lines, count=tally.count, last_at=tally.last_at)
            html += self._draw("wall/_cloth.html", t=view, shots=photos.at_table(self._db, self._cafe, table_id))
        if self._changes.arrivals:
            arrived, _ = cafes.attendance(self._db, self._cafe.id_)
            html += self._draw("wall/_arrivals.html", arrived=arrived, expected=self._cafe.expected)
        if self._changes.board and self._cafe.phase in AFTER:
            html += self._draw("wall/_board.html", board=synthesis.board(self._db, self._cafe))
        return html

    def _host(self) -> str:
        html = "".join(self._line(each) for ids in self._changes.contributions.values() for each in sorted(ids))
        for table_id, tally in self._tallies.items():
            html += self._draw("host/_tally.html", table_id=table_id, count=tally.count, last_at=tally.last_at)
        room = tables.in_cafe(self._db, self._cafe.id_) if self._changes.tables else []
        for table_id in sorted(self._changes.tables):
            view = cloths.one_table(self._db, self._cafe, table_id, with_hidden=True)
            html += self._draw("host/_table.html", t=view, tables=room)
        if self._changes.arrivals:
            arrived, without = cafes.attendance(self._db, self._cafe.id_)
            is_open = self._cafe.is_open
            html += self._draw("host/_arrivals.html", arrived=arrived, without_phone=without, is_open=is_open)
        return html

    def _line(self, contribution_id: int) -> str:
        laid = self._laid.get(contribution_id)
        return self._draw("host/_line.html", c=laid) if laid else gone(f"host-contribution-{contribution_id}")

    def _board(self) -> str:
        return self._draw("synthesis/_board.html", desk=desk(self._db, self._cafe))


def gone(element_id: str) -> str:
    """What takes an element off the screens."""
    return f'<i id="{element_id}" data-gone></i>'
