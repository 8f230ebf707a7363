"""Whatever happens in whatever order, everybody has one chair, and the rounds to come are planned for everybody."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import Phase as Search
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Engine
from sqlmodel import Session

from app.cafes import listing
from app.cafes import reading as cafes
from app.cafes.guest_list import Guest
from app.cafes.models import Hosting, Mixed, Participant, Phase, Role
from app.errors import CafeError
from app.evening import lengthening, stepping
from app.rounds import reading as rounds
from app.rounds.kinds import RoundKind
from app.seating import arriving, choosing, moving, planning, wishing
from app.seating import reading as seating
from app.seating.models import Company
from app.seating.planning import State
from app.tables import laying
from app.tables import reading as tables
from app.transactions import writing
from tests import factories as make

ANY = st.integers(0, 999)
"""Which of those that are there; taken modulo their number."""


class Evening(RuleBasedStateMachine):
    """A café in one session that is thrown away at the end; a refused command changes nothing."""

    engine: Engine

    def __init__(self) -> None:
        super().__init__()
        self._open = writing(self.engine)
        self.db: Session = self._open.__enter__()

    def teardown(self) -> None:
        self.db.rollback()
        self._open.__exit__(None, None, None)

    @initialize(
        guests=st.integers(0, 14), laid=st.integers(1, 5), kinds=st.lists(st.sampled_from(RoundKind), max_size=3)
    )
    def open(self, guests: int, laid: int, kinds: list[RoundKind]) -> None:
        self.cafe = make.cafe(self.db, tables=laid, seats=4, rounds=4)
        for round_, kind in zip(rounds.in_cafe(self.db, self.cafe)[1:], kinds, strict=False):
            round_.kind = kind
        for _ in range(guests):
            make.guest(self.db, self.cafe)

    def attempt(self, act: Callable[[], object]) -> None:
        mark = self.db.begin_nested()
        try:
            act()
            mark.commit()
        except CafeError:
            mark.rollback()
            self.db.refresh(self.cafe)

    def person(self, any_: int) -> Participant | None:
        here = cafes.present(self.db, self.cafe.id_)
        return here[any_ % len(here)] if here else None

    def table_id(self, any_: int) -> int:
        laid = tables.in_cafe(self.db, self.cafe.id_)
        return laid[any_ % len(laid)].id_

    @rule()
    def arrive(self) -> None:
        self.attempt(lambda: make.guest(self.db, self.cafe))

    @rule(hosts=st.booleans())
    def be_awaited(self, hosts: bool) -> None:
        guest = Guest(name=f"Liste {cafes.next_number(self.db, self.cafe.id_)}", hosts=hosts)
        self.attempt(lambda: listing.enlist(self.db, self.cafe, guest))

    @rule(any_=ANY)
    def be_received(self, any_: int) -> None:
        awaited = cafes.awaited(self.db, self.cafe.id_)
        if awaited:
            self.attempt(lambda: arriving.receive(self.db, self.cafe, awaited[any_ % len(awaited)].id_))

    @rule(any_=ANY)
    def go_home(self, any_: int) -> None:
        if person := self.person(any_):
            self.attempt(lambda: moving.see_off(self.db, self.cafe, person.id_))

    @rule(any_=ANY, stays=st.booleans())
    def keep_a_table(self, any_: int, stays: bool) -> None:
        if person := self.person(any_):
            role = Role.table_host if stays else Role.traveller
            self.attempt(lambda: moving.give_role(self.db, self.cafe, person.id_, role))

    @rule(any_=ANY, there=ANY)
    def sit_elsewhere(self, any_: int, there: int) -> None:
        if person := self.person(any_):
            self.attempt(lambda: moving.check_in(self.db, self.cafe, person.id_, self.table_id(there)))

    @rule(any_=ANY, other=ANY, there=ANY, round_no=st.integers(1, 5), swaps=st.booleans())
    def be_moved(self, any_: int, other: int, there: int, round_no: int, swaps: bool) -> None:
        person, exchange = self.person(any_), self.person(other)
        if person and exchange and person is not exchange:
            with_ = exchange.id_ if swaps else None
            self.attempt(
                lambda: planning.move(
                    self.db, self.cafe, round_no=round_no, person=person.id_, table=self.table_id(there),
                    exchange_with=with_,
                )
            )  # fmt: skip

    @rule()
    def take_a_move_back(self) -> None:
        self.attempt(lambda: planning.undo(self.db, self.cafe))

    @rule(one=ANY, other=ANY, company=st.sampled_from(Company))
    def wish(self, one: int, other: int, company: Company) -> None:
        a, b = self.person(one), self.person(other)
        if a and b:
            self.attempt(lambda: wishing.wish(self.db, self.cafe, a.id_, b.id_, company))

    @rule(any_=ANY, there=ANY)
    def choose(self, any_: int, there: int) -> None:
        if person := self.person(any_):
            self.attempt(lambda: choosing.choose(self.db, self.cafe, person, self.table_id(there)))

    @rule()
    def lay_a_table(self) -> None:
        self.attempt(lambda: laying.lay(self.db, self.cafe, seats=4))

    @rule(there=ANY)
    def clear_a_table(self, there: int) -> None:
        self.attempt(lambda: moving.clear_table(self.db, self.cafe, self.table_id(there)))

    @rule()
    def have_one_round_more(self) -> None:
        self.attempt(lambda: lengthening.add_round(self.db, self.cafe))

    @rule()
    def have_one_round_fewer(self) -> None:
        self.attempt(lambda: lengthening.drop_round(self.db, self.cafe))

    @rule(hosting=st.sampled_from(Hosting), twice=st.booleans())
    def change_the_rules(self, hosting: Hosting, twice: bool) -> None:
        planning.set_rules(self.db, self.cafe, hosting=hosting, mixed=Mixed.trade, no_table_twice=twice)

    @rule()
    def print_the_plan(self) -> None:
        self.attempt(lambda: planning.printed(self.db, self.cafe))

    @rule()
    def plan_afresh(self) -> None:
        self.attempt(lambda: planning.renew(self.db, self.cafe))

    @precondition(lambda self: self.cafe.phase in (Phase.lobby, Phase.impulse, Phase.rounds))
    @rule(by=st.sampled_from([stepping.ON, stepping.ON, stepping.ON, stepping.BACK]))
    def step(self, by: int) -> None:
        self.attempt(lambda: make.step(self.db, self.cafe, by=by))

    @invariant()
    def everybody_has_one_chair(self) -> None:
        if not hasattr(self, "cafe"):
            return
        here = {person.id_ for person in cafes.present(self.db, self.cafe.id_)}
        laid = {table.id_ for table in tables.in_cafe(self.db, self.cafe.id_)}
        round_ = rounds.current(self.db, self.cafe)
        seats = seating.in_round(self.db, round_)
        assert here <= seats.keys()
        if not round_.is_over:
            assert {seats[person] for person in here} <= laid

    @invariant()
    def the_rounds_to_come_are_planned_for_everybody(self) -> None:
        if not hasattr(self, "cafe"):
            return
        outlook = planning.outlook(self.db, self.cafe)
        room = outlook.room
        for each in outlook.rounds:
            if each.state == State.planned:
                assert each.seating.keys() == set(room.people)
                assert set(each.seating.values()) <= room.tables.keys()
        fixed = room.pins.keys() | {(host, r) for host in room.hosts for r in range(len(room.rounds))}
        for r, planned in enumerate(outlook.plan.seatings):
            if room.rounds[r] == RoundKind.travel and not any(index == r for _, index in fixed):
                sizes = Counter(planned.values())
                spread = [sizes[table] for table in room.tables if sizes[table] < room.tables[table]]
                assert not spread or max(sizes.values(), default=0) - min(spread) <= 1


@pytest.fixture
def on(engine: Engine) -> Iterator[None]:
    Evening.engine = engine
    yield


def test_any_change_leaves_everybody_a_chair_and_a_plan(on: None) -> None:
    run_state_machine_as_test(
        Evening,
        settings=settings(
            max_examples=7,
            stateful_step_count=22,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Search.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
