"""Any evening over any network: hypothesis chooses what happens next, the invariants are looked at after every step."""

import random
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.live.stateful import invariants
from tests.live.stateful.cast import QUIET
from tests.live.stateful.chronicle import Said
from tests.live.stateful.screens import Phone, Screen
from tests.live.stateful.stage import Stage
from tests.live.stateful.world import A_TICK, World

WHO = st.integers(0, 3)
SCREEN = st.integers(0, 7)
NUMBER = st.integers(0, 30)
FATE = st.sampled_from(("arrives", "late", "lost"))
MANY = st.integers(1, 3)
SELDOM = 8
"""Steps between two rests at least: what goes wrong must have time to grow."""


class Evening(RuleBasedStateMachine):
    """One evening; `stage` is set by whoever runs it."""

    on: ClassVar[Stage]
    world: World

    @initialize(seed=st.integers(0, 2**16), is_live=st.booleans())
    def begin(self, seed: int, is_live: bool) -> None:
        self.world = self.on.begin(seed)
        self.chance = random.Random(seed)
        self.steps_since_rest = 0
        if is_live:
            for screen in self.world.screens:
                self.world.connect(screen)
            self.world.pass_time()
            for screen in self.world.screens:
                screen.greet()
            self.world.pass_time()

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            invariants.judge_at_the_end(self.world)
        finally:
            self.world.house.close()

    def check(self) -> None:
        self.steps_since_rest += 1
        self.world.observe()
        invariants.judge(self.world)

    # whom and what the rules speak about

    def phone(self, number: int) -> Phone | None:
        """One that is still in the café."""
        phone = self.world.phones[number]
        return phone if self.is_in(phone) else None

    def screen(self, number: int) -> Screen:
        return self.world.screens[number]

    def line(self, number: int, *, of: str = "") -> int | None:
        """A line that lies somewhere and was not taken back; `of` somebody's phone."""
        written = {each.id for each in self.world.records.contributions if not of or each.device == of}
        lying = [id for id, line in self.world.history.now.lines.items() if not line.is_withdrawn and id in written]
        return lying[number % len(lying)] if lying else None

    # the network, step by step

    @rule(screen=SCREEN)
    def a_line_opens(self, screen: int) -> None:
        self.world.connect(self.screen(screen))
        self.world.pass_time(0.05)
        self.check()

    @rule(screen=SCREEN)
    def it_says_where_it_stands(self, screen: int) -> None:
        self.screen(screen).greet()
        self.world.pass_time(0.1)
        self.check()

    @rule(screen=SCREEN, most=MANY)
    def messages_arrive(self, screen: int, most: int) -> None:
        self.world.deliver(self.screen(screen), most)
        self.check()

    @rule(screen=SCREEN, what=st.sampled_from(("lost", "twice", "late")))
    def a_message_goes_astray(self, screen: int, what: str) -> None:
        wire = self.screen(screen).wire
        if not wire or not wire.down:
            return
        message = wire.down.popleft()
        if what != "lost":
            wire.down.append(message)
        if what == "twice":
            wire.down.appendleft(message)
        self.check()

    @rule(screen=SCREEN, is_noticed=st.booleans())
    def a_line_breaks(self, screen: int, is_noticed: bool) -> None:
        if wire := self.screen(screen).wire:
            wire.break_off() if is_noticed else wire.go_dead()
        self.world.pass_time(0.05)
        self.check()

    @rule(screen=SCREEN, is_lost=st.booleans())
    def somebody_polls(self, screen: int, is_lost: bool) -> None:
        if not self.screen(screen).is_out:
            self.world.poll(self.screen(screen), is_lost=is_lost)
        self.check()

    @rule(screen=SCREEN, is_late=st.booleans())
    def a_page_is_fetched(self, screen: int, is_late: bool) -> None:
        if not self.screen(screen).is_out:
            (self.world.render if is_late else self.world.fetch)(self.screen(screen))
        self.check()

    @rule()
    def what_was_late_arrives(self) -> None:
        self.world.arrive_late()
        self.check()

    @rule(seconds=st.sampled_from((0.01, 0.06, 2.5, A_TICK)))
    def time_passes(self, seconds: float) -> None:
        self.world.pass_time(seconds)
        self.check()

    # writing, step by step

    @rule(who=WHO, quotes=st.none() | NUMBER)
    def somebody_writes(self, who: int, quotes: int | None) -> None:
        if phone := self.phone(who):
            self.world.compose(phone, self.line(quotes) if quotes is not None else None)
        self.check()

    @rule(who=WHO, which=NUMBER, by_form=st.booleans(), answer=FATE)
    def an_outbox_sends(self, who: int, which: int, by_form: bool, answer: str) -> None:
        phone = self.world.phones[who]
        if waiting := phone.outbox.waiting:
            self.world.post(phone, waiting[which % len(waiting)], by_form=by_form, answer=answer)
        self.check()

    @rule(who=WHO, which=NUMBER)
    def a_used_key_carries_another_text(self, who: int, which: int) -> None:
        phone = self.phone(who)
        stored = [each for each in self.world.records.contributions if phone and each.device == phone.who]
        if not phone or not stored:
            return
        head, one = self.world.records.head, stored[which % len(stored)]
        fields = {"key": one.key, "text": self.world.fresh_text("Mallory"), "round": "1", "table": str(one.table)}
        answer = self.on.loop.run(
            self.world.house.request(
                phone.device, "POST", f"/cafes/{self.world.cast.key}/contributions", fields, accept="application/json"
            )
        )
        self.world.observe()
        invariants.must(
            "I8", answer.status == 409 and self.world.records.head == head, f"another text: {answer.status}"
        )
        self.check()

    @rule(who=WHO, which=NUMBER)
    def somebody_edits(self, who: int, which: int) -> None:
        phone = self.phone(who)
        if phone and (line := self.line(which, of=phone.who)):
            said = Said(self.world.fresh_text(phone.device.name))
            self.world.command(f"contributions/{line}/edits", {"text": said.text}, phone.device, said, line)
        self.check()

    @rule(who=WHO, which=NUMBER)
    def somebody_takes_back(self, who: int, which: int) -> None:
        phone = self.phone(who)
        if phone and (line := self.line(which, of=phone.who)):
            self.world.command(f"contributions/{line}/withdrawal", by=phone.device)
        self.check()

    @rule(who=WHO, which=NUMBER)
    def somebody_stars(self, who: int, which: int) -> None:
        phone = self.phone(who)
        if phone and (line := self.line(which)):
            self.world.command("stars", {"contribution": line}, phone.device)
        self.check()

    # the host

    @rule(which=NUMBER, hidden=st.sampled_from(("1", "0")))
    def the_host_hides_or_shows(self, which: int, hidden: str) -> None:
        if line := self.line(which):
            self.world.command(f"contributions/{line}/hiding", {"hidden": hidden})
        self.check()

    @rule(direction=st.sampled_from(("next", "back")), both=st.booleans())
    def the_evening_goes_on(self, direction: str, both: bool) -> None:
        self.world.press_next(self.world.hosts if both else self.world.hosts[:1], direction)
        self.check()

    @rule(
        what=st.sampled_from(
            ("pauses", "resumptions", "extensions", "announcements", "announcements", "tables", "participants")
        )
    )
    def the_host_does_something(self, what: str) -> None:
        said = Said(self.world.fresh_text("Host")) if what == "announcements" else None
        self.world.command(what, {"minutes": "1", "text": said.text if said else "", "name": "Jemand"}, said=said)
        self.check()

    @rule(who=WHO, table=st.sampled_from((1, 2)))
    def the_host_moves_somebody(self, who: int, table: int) -> None:
        if phone := self.phone(who):
            self.world.command(f"participants/{phone.participant}/moves", {"table": self.world.tables[table]})
        self.check()

    @rule(who=WHO)
    def somebody_hands_over(self, who: int) -> None:
        if phone := self.phone(who):
            self.world.command("hosting", {"stays": "1"}, phone.device)
            seat = self.world.records.seats.get(phone.participant, 0)
            self.world.command("handovers", {"table": seat, "round": "1", "point": "Ein Punkt"}, phone.device)
        self.check()

    # several things in a row, as they happen in a room

    @rule(who=WHO, first=st.booleans(), then=st.booleans(), between=st.sampled_from(("", "restart", "break")))
    def the_acknowledgement_is_lost_and_it_is_sent_again(self, who: int, first: bool, then: bool, between: str) -> None:
        phone = self.phone(who)
        entry = self.world.compose(phone) if phone else None
        if not phone or not entry:
            return
        self.world.post(phone, entry, by_form=first, answer="lost")
        if phone.wire:
            phone.wire.down.clear()
        if between == "restart":
            self.world.restart()
        elif between == "break" and phone.wire:
            phone.wire.break_off()
        if not phone.is_live:
            self.come_back(phone)
        self.world.post(phone, entry, by_form=then)
        self.world.deliver(phone)
        self.check()

    @rule(screen=SCREEN, is_noticed=st.booleans(), before=st.integers(0, 3), meanwhile=st.booleans())
    def a_screen_misses_something_and_comes_back(
        self, screen: int, is_noticed: bool, before: int, meanwhile: bool
    ) -> None:
        """`meanwhile`: something happens between the opening of its line and its first word."""
        away = self.screen(screen)
        if away.wire:
            away.wire.break_off() if is_noticed else away.wire.go_dead()
        for _ in range(before):
            self.life_goes_on(away)
        self.come_back(away, meanwhile=meanwhile)
        self.check()
        self.life_goes_on(away)
        self.world.deliver(away)
        self.check()

    @rule(screen=SCREEN, gap=MANY, by_tick=st.booleans())
    def something_is_lost_between_other_things(self, screen: int, gap: int, by_tick: bool) -> None:
        """What comes after it must not be drawn as if nothing were missing; if nothing comes, the tick tells."""
        away = self.screen(screen)
        if not away.is_live:
            self.come_back(away)
        for _ in range(gap):
            self.life_goes_on(away)
        if away.wire:
            away.wire.down.clear()
        if not by_tick:  # of another kind than what was lost, or it would make up for it
            seat = self.seat(away) or self.world.tables[1]
            self.world.command("participants", {"name": "Jemand", "table": seat})
        self.world.pass_time(A_TICK if by_tick else QUIET)
        self.world.deliver(away)
        self.check()

    @rule(meanwhile=st.booleans())
    def the_server_restarts_and_everybody_comes_back(self, meanwhile: bool) -> None:
        self.world.restart()
        for screen in self.world.screens:
            self.world.connect(screen)
        self.world.pass_time(0.05)
        if meanwhile:
            self.life_goes_on(self.world.phones[0])
        for screen in self.world.screens:
            screen.greet()
        self.world.pass_time()
        for screen in self.world.screens:
            self.world.deliver(screen)
        self.check()

    @rule(direction=st.sampled_from(("next", "back")))
    def two_hosts_press_on_the_same_state(self, direction: str) -> None:
        place, generations = self.world.records.place, set(self.world.generations.values())
        answers = self.world.press_next(self.world.hosts, direction)
        if generations == {self.world.records.generation}:
            told = sorted(answer.status for answer in answers)
            invariants.must("I9", told == [303, 409] or place in (0, 7), f"two hosts were told {told}")
        self.check()

    @rule(who=st.lists(WHO, min_size=2, max_size=4))
    def several_post_at_once(self, who: list[int]) -> None:
        phones = [phone for number in who if (phone := self.phone(number))]
        entries = [(phone, entry) for phone in phones if (entry := self.world.compose(phone))]
        self.world.post_all_at_once([*entries, *entries[:1]])
        self.check()

    @rule(who=WHO, table=st.sampled_from((1, 2)))
    def a_second_server_writes_too(self, who: int, table: int) -> None:
        phone = self.phone(who)
        entry = self.world.compose(phone) if phone else None
        if not entry or self.world.records.place not in (1, 3):
            return
        self.world.post_by_second_server(self.world.tables[table])
        assert phone
        self.world.post(phone, entry, by_form=True)
        self.world.pass_time(2.5)
        for screen in self.world.screens:
            self.world.deliver(screen)
        self.check()

    @rule(who=WHO, by_form=st.booleans())
    def the_disk_is_full_for_a_while(self, who: int, by_form: bool) -> None:
        phone = self.phone(who)
        entry = self.world.compose(phone) if phone else None
        if not phone or not entry:
            return
        with self.world.house.full_disk():
            self.world.post(phone, entry, by_form=by_form)
            self.world.deliver(phone)
        self.check()

    @rule()
    def a_backup_is_made(self) -> None:
        self.world.back_up()

    @precondition(lambda self: self.world.backup)
    @rule(who=WHO, meanwhile=st.booleans())
    def the_backup_is_restored(self, who: int, meanwhile: bool) -> None:
        self.world.restore()
        self.life_goes_on(self.world.phones[who])
        for screen in self.world.screens:
            self.come_back(screen, meanwhile=meanwhile)
        self.check()

    @rule(who=WHO, is_near=st.booleans(), meanwhile=st.booleans())
    def a_future_is_lost_and_another_one_begins(self, who: int, is_near: bool, meanwhile: bool) -> None:
        """Backup, something that will be lost, restore, and as much of something else, perhaps at the same table."""
        lost = self.world.phones[who]
        self.world.back_up()
        if self.phone(who):
            self.quickly_posts(lost)
        for screen in self.world.screens:
            self.world.deliver(screen)
        self.world.restore()
        seats = self.world.records.seats
        others = [phone for number, phone in enumerate(self.world.phones) if number != who and self.phone(number)]
        near = [phone for phone in others if seats.get(phone.participant) == seats.get(lost.participant)]
        if chosen := (near if is_near else others):
            self.quickly_posts(self.chance.choice(chosen))
        for screen in self.world.screens:
            self.come_back(screen, meanwhile=meanwhile)
        self.check()

    @rule(who=WHO)
    def somebody_is_seen_off(self, who: int) -> None:
        """From now on that phone hears nothing and changes nothing, however it tries."""
        phone = self.phone(who)
        if not phone or sum(self.phone(number) is not None for number in range(4)) < 3:
            return
        if not phone.is_live:
            self.come_back(phone)
        self.world.command(f"participants/{phone.participant}/departure")
        self.world.pass_time(6)
        self.check()
        head = self.world.records.head
        entry = phone.compose("wort0 von draußen")
        if entry:
            self.world.post(phone, entry, by_form=True)
            del phone.outbox.composed[entry.key], phone.outbox.entries[entry.key]
        self.world.command("stars", {"contribution": self.line(who) or 1}, phone.device)
        frames = self.on.loop.run(phone.poll())
        invariants.must("I11", [list(frame) for frame in frames] == [["end"]], f"polling tells {frames}")
        invariants.must("I11", self.world.records.head == head, f"{phone.name} changed something from outside")
        phone.is_out = False
        self.come_back(phone)
        self.check()

    @rule(again=st.booleans())
    def the_links_are_renewed(self, again: bool) -> None:
        """The first host stays; the second one and the wall are strangers until they get the new links."""
        if self.world.generations["Host"] != self.world.records.generation:
            return
        silent = self.world.consoles[1]  # a line that has not said where it stands is told nothing, not even to go
        self.world.connect(silent)
        self.world.pass_time(QUIET)
        self.world.renew_links()
        self.world.pass_time(6)
        for screen in self.world.screens:
            self.world.deliver(screen)
        self.check()
        head = self.world.records.head
        self.world.command("announcements", {"text": "Ich war einmal Gastgeber"}, self.world.cast.co_host)
        draft = {"key": "from-an-old-host", "text": "Auf altem Weg", "round": "1", "table": self.world.tables[1]}
        if silent.wire:
            silent.wire.say({"post": draft})
            self.world.pass_time(QUIET)
        invariants.must("I11", self.world.records.head == head, "an old host's device changed something")
        if again:
            self.world.hand_out("host", self.world.cast.co_host)
            self.world.hand_out("wall", self.world.cast.wall)
            for screen in (self.world.wall, *self.world.consoles, self.world.board):
                screen.is_out = False
                self.world.fetch(screen)
                self.come_back(screen)
        self.check()

    @precondition(lambda self: self.steps_since_rest > SELDOM)
    @rule()
    def everything_comes_to_rest(self) -> None:
        self.steps_since_rest = 0
        invariants.judge_at_rest(self.world)

    # parts of these

    def come_back(self, screen: Screen, *, meanwhile: bool = False) -> None:
        if screen.is_out:
            return
        self.world.connect(screen)
        self.world.pass_time(0.1)
        if meanwhile:
            self.life_goes_on(screen)
        screen.greet()
        self.world.pass_time(QUIET)
        self.world.deliver(screen)
        if screen.must_fetch:
            self.world.fetch(screen)
            self.world.pass_time(QUIET)
            self.world.deliver(screen)

    def life_goes_on(self, screen: Screen) -> None:
        """Something happens that the screen shows: a post where somebody can, else the host says something to all."""
        seat = self.seat(screen)
        near = [
            phone
            for phone in self.world.phones
            if phone is not screen and self.is_in(phone) and seat in (None, self.world.records.seats[phone.participant])
        ]
        if near and self.chance.randrange(4) and self.quickly_posts(self.chance.choice(near)):
            return
        said = Said(self.world.fresh_text("Host"))
        self.world.command("announcements", {"text": said.text}, said=said)

    def is_in(self, phone: Phone) -> bool:
        return not phone.is_out and phone.who not in self.world.gone

    def seat(self, screen: Screen) -> int | None:
        """The table that a phone's guest sits at; none for the screens of the whole room."""
        return self.world.records.seats.get(screen.participant) if isinstance(screen, Phone) else None

    def quickly_posts(self, phone: Phone) -> bool:
        entry = self.world.compose(phone)
        if entry:
            self.world.post(phone, entry, by_form=True)
            self.world.pass_time()
        return entry is not None
