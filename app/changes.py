"""Sums up what happened into what is no longer as the screens have it: pure, nothing is looked up or drawn here.

Ten posts at one table are ten events, but its cloth is drawn once.
"""

from dataclasses import dataclass, field
from functools import singledispatchmethod

from app import events
from app.live import topics

EVERYBODY = "everybody"
"""Stands among the nudged topics for all of them."""
PHONES = "phones"
"""Stands among the nudged topics for all tables."""


@dataclass
class Changes:
    """What is no longer as the screens have it."""

    nudged: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    contributions: dict[int, set[int]] = field(default_factory=dict)
    reworded: set[int] = field(default_factory=set)
    """Contributions that say something else now, or nothing any more: they may be quoted elsewhere."""
    doodles: dict[int, set[int]] = field(default_factory=dict)
    """By table: doodles to be drawn whole."""
    strokes: dict[tuple[int, int], set[int]] = field(default_factory=dict)
    """By table and doodle: strokes that came or went."""
    described: set[int] = field(default_factory=set)
    """Doodles that say something else, or lie elsewhere."""
    photos: dict[int, set[int]] = field(default_factory=dict)
    """By table: photos that came, changed or went."""
    tables: set[int] = field(default_factory=set)
    mates: set[int] = field(default_factory=set)
    clock: bool = False
    announcement: bool = False
    hush: bool = False
    arrivals: bool = False
    board: bool = False
    read_backs: bool = False
    votes: bool = False
    promises: bool = False
    """Commitments that people share."""
    topics: bool = False
    """Who wants where, and where there is room, in a round of free choice."""

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
        self.nudged.add(topics.HOST)

    @add.register
    def _(self, event: events.HushChanged) -> None:
        self.hush = True

    @add.register(events.DoorsChanged)
    @add.register(events.WallTurned)
    @add.register(events.GongChanged)
    def _(self, event: events.Event) -> None:
        self.nudged |= {topics.HOST, topics.WALL}

    @add.register(events.GuestListChanged)
    @add.register(events.PlanChanged)
    def _(self, event: events.Event) -> None:
        self.nudged |= {topics.HOST, topics.GUESTS}

    @add.register(events.TableLaid)
    @add.register(events.TableCleared)
    def _(self, event: events.Event) -> None:
        self.nudged |= {topics.HOST, topics.SYNTHESIS, topics.WALL, topics.GUESTS, PHONES}

    @add.register
    def _(self, event: events.ParticipantJoined) -> None:
        self.arrivals = self.topics = True
        self.tables.add(event.table_id)
        self.mates.add(event.table_id)
        self.nudged.add(topics.GUESTS)
        if event.chair_added:
            self.nudged.add(topics.HOST)

    @add.register
    def _(self, event: events.ParticipantMoved) -> None:
        self.topics = True
        self.tables |= {event.from_table_id, event.to_table_id}
        self.nudged |= {topics.table(event.from_table_id), topics.table(event.to_table_id), topics.GUESTS}

    @add.register
    def _(self, event: events.TopicChosen) -> None:
        self.topics = True
        self.nudged.add(topics.table(event.table_id))

    @add.register
    def _(self, event: events.RoleGiven) -> None:
        self.topics = True
        self.tables.add(event.table_id)
        self.nudged |= {topics.table(event.table_id), topics.GUESTS}

    @add.register
    def _(self, event: events.ParticipantLeft) -> None:
        self.gone.add(f"p{event.participant_id}")
        self.nudged.add(topics.GUESTS)
        self.arrivals = True
        if event.table_id is not None:
            self.tables.add(event.table_id)
            self.mates.add(event.table_id)

    @add.register
    def _(self, event: events.ContributionEvent) -> None:
        self._on_cloth(event)

    @add.register(events.ContributionEdited)
    @add.register(events.ContributionWithdrawn)
    @add.register(events.ContributionHidden)
    def _(self, event: events.ContributionEvent) -> None:
        self._on_cloth(event)
        self.reworded.add(event.contribution_id)

    @add.register
    def _(self, event: events.ContributionShown) -> None:
        self._on_cloth(event)
        self.reworded.add(event.contribution_id)
        self.nudged |= {topics.table(event.table_id), topics.WALL}  # between which others it lay, only the page knows

    @add.register
    def _(self, event: events.ConnectionEvent) -> None:
        self.contributions.setdefault(event.table_id, set()).update({event.first_id, event.second_id})

    def _on_cloth(self, event: events.ContributionEvent) -> None:
        self.contributions.setdefault(event.table_id, set()).add(event.contribution_id)
        self.board = True

    @add.register(events.StrokeDrawn)
    @add.register(events.StrokeUndone)
    def _(self, event: events.StrokeDrawn | events.StrokeUndone) -> None:
        self.strokes.setdefault((event.table_id, event.doodle_id), set()).add(event.stroke_id)

    @add.register
    def _(self, event: events.DoodleEvent) -> None:
        self.draw_whole(event.table_id, event.doodle_id)

    @add.register
    def _(self, event: events.DoodleMended) -> None:
        self.draw_whole(event.table_id, event.doodle_id)
        self.described.add(event.doodle_id)

    @add.register
    def _(self, event: events.DoodleShown) -> None:
        self.draw_whole(event.table_id, event.doodle_id)
        self.nudged |= {topics.table(event.table_id), topics.WALL}  # as with words

    def draw_whole(self, table_id: int, doodle_id: int) -> None:
        """Has a doodle drawn with all its strokes."""
        self.doodles.setdefault(table_id, set()).add(doodle_id)
        self.contributions.setdefault(table_id, set())  # on the wall they lie on the same cloth

    @add.register
    def _(self, event: events.PhotoEvent) -> None:
        if isinstance(event, events.PhotoShown):
            self.nudged.add(topics.WALL)  # the same
        if event.table_id is not None:
            self.photos.setdefault(event.table_id, set()).add(event.photo_id)
            self.contributions.setdefault(event.table_id, set())  # on the wall they lie on the same cloth

    @add.register
    def _(self, event: events.HandoverWritten) -> None:
        self.nudged.add(topics.table(event.table_id))  # its writer sees that it lies there, its readers only next round

    @add.register
    def _(self, event: events.ThemesChanged) -> None:
        self.board = True

    @add.register
    def _(self, event: events.ReadBackAsked) -> None:
        self.read_backs = True
        self.nudged |= {topics.HOST, PHONES}

    @add.register
    def _(self, event: events.ReadBackGiven) -> None:
        self.read_backs = True
        self.nudged |= {topics.HOST, topics.table(event.table_id)}

    @add.register
    def _(self, event: events.BallotChanged) -> None:
        self.nudged |= {topics.HOST, topics.SYNTHESIS, topics.WALL, PHONES}

    @add.register
    def _(self, event: events.VotesChanged) -> None:
        self.votes = True  # how many have voted; the voter's own phone knows what it sent

    @add.register
    def _(self, event: events.CommitmentsChanged) -> None:
        self.promises = self.promises or event.is_shared
        if event.table_id is not None:
            self.nudged.add(topics.table(event.table_id))
