"""From what happened to what the screens show: the only renderer for sockets.

A batch of logbook entries is first summed up as `Changes` (what is no longer as the screens have it), so that ten posts
at one table draw its cloth once; then each topic that somebody listens to is drawn from the present state.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import singledispatchmethod

from sqlmodel import Session, col, select

from app import events
from app.cafes import reading as cafes
from app.cafes.models import Cafe, LogbookEntry, Phase
from app.live import topics
from app.live.topics import Drawing
from app.rounds import reading as rounds
from app.rounds import running
from app.synthesis import reading as synthesis
from app.tablecloth import cloths, reading
from app.templating import Templates

REPLAYED = 500
"""Entries that are drawn one by one; who misses more fetches the page."""
EVERYBODY = "everybody"


@dataclass
class Changes:
    """What is no longer as the screens have it."""

    nudged: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    contributions: dict[int, set[int]] = field(default_factory=dict)
    tables: set[int] = field(default_factory=set)
    mates: set[int] = field(default_factory=set)
    cards: set[int] = field(default_factory=set)
    clock: bool = False
    announcement: bool = False
    arrivals: bool = False
    board: bool = False

    @singledispatchmethod
    def add(self, event: events.Event) -> None:
        """Takes note of one event; kinds that change no screen end here."""

    @add.register(events.PhaseChanged)
    @add.register(events.CafeChanged)
    def _(self, event: events.Event) -> None:
        self.nudged.add(EVERYBODY)

    @add.register
    def _(self, event: events.LinksRenewed) -> None:
        self.gone |= {f"host:{event.old_generation}", f"wall:{event.old_generation}"}

    @add.register
    def _(self, event: events.ClockChanged) -> None:
        self.clock = True
        self.nudged.add(topics.HOST)

    @add.register
    def _(self, event: events.AnnouncementMade) -> None:
        self.announcement = True

    @add.register
    def _(self, event: events.DoorsChanged) -> None:
        self.nudged |= {topics.HOST, topics.WALL}

    @add.register
    def _(self, event: events.TableLaid) -> None:
        self.nudged |= {topics.HOST, topics.WALL}

    @add.register
    def _(self, event: events.ParticipantJoined) -> None:
        self.arrivals = True
        self.tables.add(event.table_id)
        self.mates.add(event.table_id)
        if event.chair_added:
            self.nudged.add(topics.HOST)

    @add.register
    def _(self, event: events.ParticipantMoved) -> None:
        self.tables |= {event.from_table_id, event.to_table_id}
        self.nudged |= {topics.table(event.from_table_id), topics.table(event.to_table_id)}

    @add.register
    def _(self, event: events.RoleGiven) -> None:
        self.tables.add(event.table_id)
        self.nudged.add(topics.table(event.table_id))

    @add.register
    def _(self, event: events.ParticipantLeft) -> None:
        self.gone.add(f"p{event.participant_id}")
        self.arrivals = True
        if event.table_id is not None:
            self.tables.add(event.table_id)
            self.mates.add(event.table_id)

    @add.register
    def _(self, event: events.ContributionEvent) -> None:
        self.contributions.setdefault(event.table_id, set()).add(event.contribution_id)
        self.tables.add(event.table_id)
        self.board = True

    @add.register
    def _(self, event: events.HandoverWritten) -> None:
        self.cards.add(event.table_id)

    @add.register(events.ThemesChanged)
    @add.register(events.ContributionPlaced)
    def _(self, event: events.Event) -> None:
        self.board = True


def draw(
    db: Session, templates: Templates, cafe_id: int, since: int, fp: str | None, wanted: Collection[str]
) -> Drawing:
    """What happened after number `since`, drawn for the `wanted` topics.

    `fp` is the check that the asking screen holds for `since`; none means that it need not be compared.
    """
    cafe = cafes.by_id(db, cafe_id)
    drawing = Drawing(to=cafe.head, fp=cafe.fingerprint)
    known = cafes.fingerprint_at(db, cafe_id, since) if since <= cafe.head else None
    if known is None or (fp is not None and fp != known) or cafe.head - since > REPLAYED:
        drawing.is_broken = True
        return drawing
    if since == cafe.head:
        return drawing
    changes = _sum_up(_entries(db, cafe_id, since))
    drawing.gone = changes.gone
    drawing.nudged = {topic for topic in wanted if not changes.nudged.isdisjoint((EVERYBODY, topics.what(topic)))}
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


class Easel:
    """Paints the changes for one topic after the other, from the present state."""

    def __init__(self, db: Session, templates: Templates, cafe: Cafe, changes: Changes) -> None:
        self._db = db
        self._templates = templates
        self._cafe = cafe
        self._changes = changes
        self._language = cafe.language

    def paint(self, topic: str) -> str:
        """All elements that this topic's screens have to put, in the topic's language."""
        what, self._language = topics.what(topic), topics.language(topic)
        if what == topics.WALL:
            return self._for_all() + self._wall()
        if what == topics.HOST:
            return self._for_all() + self._host()
        if what == topics.SYNTHESIS:
            return self._board() if self._changes.board else ""
        return self._for_all() + self._table(int(what.partition(":")[2]))

    def _draw(self, name: str, **context: object) -> str:
        return self._templates.render(self._language, name, cafe=self._cafe, **context)

    def _for_all(self) -> str:
        html = ""
        if self._changes.clock:
            html += self._draw("_parts/clock.html", clock=running.clock_of(rounds.running(self._db, self._cafe)))
        if self._changes.announcement:
            html += self._draw("_parts/announcement.html", text=self._cafe.announcement)
        return html

    def _table(self, table_id: int) -> str:
        html = ""
        if ids := self._changes.contributions.get(table_id):
            shown = {laid.id: laid for laid in reading.laid_among(self._db, self._cafe, ids)}
            html += "".join(
                self._draw("tablecloth/_contribution.html", c=shown[each]) if each in shown else _gone(each)
                for each in sorted(ids)
            )
        if table_id in self._changes.mates:
            view = next(iter(cloths.all_tables(self._db, self._cafe, only=[table_id], newest=0)), None)
            if view:
                html += self._draw("table/_mates.html", people=view.people, host_name=view.host_name)
        if table_id in self._changes.cards:
            cards = reading.cards_at_table(self._db, self._cafe, table_id, {})
            html += self._draw("table/_cards.html", cards=cards)
        return html

    def _wall(self) -> str:
        html = ""
        if self._changes.tables:
            views = cloths.all_tables(self._db, self._cafe, only=self._changes.tables, newest=cloths.NEWEST)
            html += "".join(self._draw("wall/_cloth.html", t=view) for view in views)
        if self._changes.arrivals:
            arrived = len(cafes.present(self._db, self._cafe.id_))
            html += self._draw("wall/_arrivals.html", arrived=arrived, expected=self._cafe.expected)
        if self._changes.board and self._cafe.phase in (Phase.synthesis, Phase.harvest, Phase.closed):
            html += self._draw("wall/_board.html", board=synthesis.board(self._db, self._cafe))
        return html

    def _host(self) -> str:
        html = ""
        if self._changes.tables:
            views = cloths.all_tables(self._db, self._cafe, only=self._changes.tables, with_hidden=True)
            html += "".join(self._draw("host/_table.html", t=view) for view in views)
        if self._changes.arrivals:
            people = cafes.present(self._db, self._cafe.id_)
            without = sum(not person.has_phone for person in people)
            html += self._draw(
                "host/_arrivals.html", arrived=len(people), without_phone=without, is_open=self._cafe.is_open
            )
        return html

    def _board(self) -> str:
        return self._draw("synthesis/_board.html", board=synthesis.board(self._db, self._cafe), editable=True)


def _gone(contribution_id: int) -> str:
    return f'<li id="contribution-{contribution_id}" data-gone></li>'
