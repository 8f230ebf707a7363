"""Whatever the host, the engine and the guests do in whatever order: each contribution lies in one place, and what the
host has decided stays until the host decides otherwise."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import Phase as Search
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import Engine
from sqlmodel import Session

from app.db import now
from app.errors import CafeError
from app.synthesis import placing, proposing, reading, theming, undoing
from app.synthesis.material import Group, Placed, Proposal
from app.synthesis.models import Column, ProposalKind
from app.tablecloth.models import Category, Contribution
from app.transactions import writing
from tests.synthesis.room import Room, open_room

ANY = st.integers(0, 999)
"""Which of those that are there; taken modulo their number."""
MANY = st.lists(ANY, min_size=1, max_size=4)
Places = dict[int, tuple[object, ...]]


class Sorting(RuleBasedStateMachine):
    """A board in one session that is thrown away at the end; a refused command changes nothing."""

    engine: Engine

    def __init__(self) -> None:
        super().__init__()
        self._open = writing(self.engine)
        self.db: Session = self._open.__enter__()
        self.room: Room = open_room(self.db, 1)
        self.ids = [self.room.lay(f"Gedanke {number}") for number in range(4)]
        self.history: list[Places] = []
        self.forward: list[Places] = []

    def teardown(self) -> None:
        self.db.rollback()
        self._open.__exit__(None, None, None)

    def places(self) -> Places:
        board = self.room.board
        lies: Places = {}
        for column in board.columns:
            lies |= {one.id: ("loose", column.key) for card in column.loose for one in card.everybody}
        for theme in board.themes:
            for card in theme.cards:
                lies |= {one.id: (theme.id, theme.name, theme.words, card.column) for one in card.everybody}
        return lies | {one.id: ("voice",) for card in board.voices for one in card.everybody}

    def step(self, verb: Callable[[], object]) -> None:
        """A command of the host, which can be undone."""
        steps, before = self._steps(), self.places()
        with self.db.begin_nested() as safe:
            try:
                verb()
            except CafeError:
                safe.rollback()
        if self._steps() != steps:
            self.history.append(before)
            self.forward.clear()

    def _steps(self) -> int | None:
        step = reading.undoable(self.db, self.room.cafe)
        return step.id if step else None

    def some(self, chosen: list[int]) -> list[int]:
        return [self.ids[each % len(self.ids)] for each in chosen]

    def a_theme(self, chosen: int) -> int:
        themes = self.room.board.themes
        return themes[chosen % len(themes)].id if themes else 4711

    @rule(category=st.sampled_from([None, *Category]))
    def write(self, category: Category | None) -> None:
        self.ids.append(self.room.lay("Noch ein Gedanke", category=category))
        self.history, self.forward = [], []  # the board before knew nothing of it

    @rule(which=ANY)
    def take_back(self, which: int) -> None:
        one = self.db.get_one(Contribution, self.ids[which % len(self.ids)])
        one.withdrawn_at = None if one.withdrawn_at else now()
        self.db.flush()
        self.history, self.forward = [], []

    @rule(which=MANY, theme=ANY, column=st.sampled_from([None, *Column]), leaves=st.booleans())
    def place(self, which: list[int], theme: int, column: Column | None, leaves: bool) -> None:
        home = None if leaves else self.a_theme(theme)
        self.step(lambda: placing.place(self.db, self.room.cafe, self.some(which), column=column, theme_id=home))

    @rule(which=MANY, on=st.booleans(), verb=st.sampled_from(["pin", "apart"]))
    def mark(self, which: list[int], on: bool, verb: str) -> None:
        if verb == "pin":
            self.step(lambda: placing.pin(self.db, self.room.cafe, self.some(which), pinned=on))
        else:
            self.step(lambda: placing.set_apart(self.db, self.room.cafe, self.some(which), apart=on))

    @rule(name=st.sampled_from(["Licht", "Post", "Raum"]))
    def add(self, name: str) -> None:
        self.step(lambda: theming.add_theme(self.db, self.room.cafe, name))

    @rule(theme=ANY, name=st.sampled_from(["Wege", "Zeit"]), words=st.sampled_from(["", "Uhr, Takt"]))
    def name(self, theme: int, name: str, words: str) -> None:
        self.step(lambda: theming.name_theme(self.db, self.room.cafe, self.a_theme(theme), name, words))

    @rule(theme=ANY, into=ANY)
    def merge(self, theme: int, into: int) -> None:
        self.step(lambda: theming.merge_themes(self.db, self.room.cafe, self.a_theme(theme), self.a_theme(into)))

    @rule(theme=ANY, which=MANY)
    def split(self, theme: int, which: list[int]) -> None:
        self.step(
            lambda: theming.split_theme(self.db, self.room.cafe, self.a_theme(theme), self.some(which), "Abgespalten")
        )

    @rule(theme=ANY, column=st.sampled_from([None, *Column]), before=ANY)
    def put(self, theme: int, column: Column | None, before: int) -> None:
        other = self.a_theme(before)
        self.step(lambda: theming.put_theme(self.db, self.room.cafe, self.a_theme(theme), column, other))

    @rule(theme=ANY)
    def dissolve(self, theme: int) -> None:
        self.step(lambda: theming.dissolve_theme(self.db, self.room.cafe, self.a_theme(theme)))

    @rule(data=st.data())
    def regroup(self, data: st.DataObject) -> None:
        """Any proposal an engine could come up with, accepted as a whole; what the host decided stays."""
        targets = [*(theme.id for theme in self.room.board.themes), "neu", "noch eins", None]
        drawn = {each: data.draw(st.sampled_from(targets)) for each in self.ids}
        groups = [
            Group(
                target if isinstance(target, int) else None,
                str(target),
                tuple(each for each in self.ids if drawn[each] == target),
                self.ids[0],
            )
            for target in targets
            if target is not None
        ]
        started = proposing.material(self.db, self.room.cafe)
        decided = {each: place for each, place in self.places().items() if each in started.pinned}
        kept = {theme.id for theme in self.room.board.themes if theme.is_kept}
        heap = tuple(each for each in self.ids if drawn[each] is None)

        def verb() -> None:
            found = Proposal(tuple(group for group in groups if group.contributions), heap)
            proposing.propose(self.db, self.room.cafe, ProposalKind.themes, started, found)
            if reading.sorting(self.db, self.room.cafe).proposal:
                proposing.accept(self.db, self.room.cafe)

        self.step(verb)
        now_ = self.places()
        assert {each: now_[each] for each in decided} == decided
        assert kept <= {theme.id for theme in self.room.board.themes}

    @rule(theme=ANY)
    def lay_newcomers(self, theme: int) -> None:
        fresh = proposing.newcomers(self.db, self.room.cafe)
        before = {each: place for each, place in self.places().items() if each not in fresh}
        home = self.a_theme(theme) if self.room.board.themes else None
        placed = Placed(dict.fromkeys(fresh, home), {each: self.ids[0] for each in fresh if each != self.ids[0]})
        proposing.lay_newcomers(self.db, self.room.cafe, placed, max(self.ids))
        assert {each: place for each, place in self.places().items() if each in before} == before
        if fresh:
            self.history, self.forward = [], []

    @precondition(lambda self: self.history)
    @rule()
    def undo(self) -> None:
        self.forward.append(self.places())
        undoing.undo(self.db, self.room.cafe)
        assert self.places() == self.history.pop()

    @precondition(lambda self: self.forward)
    @rule()
    def redo(self) -> None:
        self.history.append(self.places())
        undoing.redo(self.db, self.room.cafe)
        assert self.places() == self.forward.pop()

    @invariant()
    def everything_that_may_be_seen_lies_in_one_place(self) -> None:
        board = self.room.board
        shown = [one.id for one in (self.db.get_one(Contribution, each) for each in self.ids) if one.is_shown]
        lies = Counter(one.id for card in board.cards for one in card.everybody)
        assert lies == Counter(shown)
        assert board.count == sum(column.count for column in board.columns) + sum(card.count for card in board.voices)


@pytest.fixture(autouse=True)
def database(engine: Engine) -> Iterator[None]:
    Sorting.engine = engine
    yield


def test_whatever_is_done_to_the_board() -> None:
    run_state_machine_as_test(
        Sorting,
        settings=settings(
            max_examples=14,
            stateful_step_count=22,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
            phases=[Search.generate],
        ),
    )
