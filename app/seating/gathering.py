"""The room as the database has it: who is to be planned for, by which rules, and what is behind them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from sqlmodel import Session, col, select

from app.cafes import reading as cafes
from app.cafes.models import Cafe, Hosting, Mixed, Participant, Phase, Role
from app.rounds import reading as rounds
from app.rounds.models import Round
from app.seating import reading
from app.seating.models import Company, Move, PlannedSeat, Wish
from app.seating.room import Room, Seating
from app.tables import reading as tables
from app.tables.models import Table

BEFORE = (Phase.lobby, Phase.impulse)


@dataclass(frozen=True)
class Standing:
    """What the database says about the seats of an evening."""

    cafe: Cafe
    rounds: list[Round]
    tables: list[Table]
    people: Mapping[int, Participant]
    """Everybody who came or is awaited, by id."""
    seats: Mapping[int, Mapping[int, int]]
    """Round id -> person -> table, as told or sat."""
    planned: Mapping[int, Mapping[int, int]]
    """Round id -> person -> table, as the plan was kept last."""
    wishes: list[Wish]
    moves: list[Move]

    @cached_property
    def to_plan(self) -> list[Round]:
        """The rounds that nobody was told yet; before anybody sits, all of them."""
        first = self.cafe.round_no + (self.is_told(self._current) or self.cafe.phase not in (*BEFORE, Phase.rounds))
        return [round_ for round_ in self.rounds if round_.number >= first]

    @cached_property
    def told(self) -> list[Round]:
        """The rounds whose seats are known, the one that is on included."""
        return self.rounds[: len(self.rounds) - len(self.to_plan)]

    @property
    def _current(self) -> Round:
        return self.rounds[self.cafe.round_no - 1]

    @property
    def is_laid_by_hand(self) -> bool:
        """Whether the host has put somebody somewhere in a round to come."""
        ahead = {round_.id_ for round_ in self.to_plan}
        return any(move.round_id in ahead for move in self.moves)

    def is_told(self, round_: Round) -> bool:
        return bool(self.seats.get(round_.id_))

    @cached_property
    def counted(self) -> dict[int, Participant]:
        """Who needs a chair: those here, and until the first round those awaited as well."""
        awaits = self.cafe.phase in BEFORE
        return {
            id_: person
            for id_, person in self.people.items()
            if person.is_person and (person.is_here or (awaits and person.is_awaited))
        }

    def seating(self, round_: Round) -> dict[int, int]:
        """Person -> table in a round that was told; who is awaited there sits as planned, else where room is."""
        seated = dict(self.seats.get(round_.id_, {}))
        standing = {table.id_ for table in self.tables}
        if self.cafe.phase not in BEFORE:
            return self._people_only(seated)
        awaited = [person for person in self.counted.values() if person.is_awaited]
        planned = self.planned.get(round_.id_, {})
        for person in awaited:
            if planned.get(person.id_) in standing:
                seated[person.id_] = planned[person.id_]
        sizes = Counter(self._people_only(seated).values())
        for person in awaited:
            if person.id_ not in seated:
                seated[person.id_] = min((table.id_ for table in self.tables), key=lambda table: sizes[table])
                sizes[seated[person.id_]] += 1
        return self._people_only(seated)

    def _people_only(self, seated: Mapping[int, int]) -> dict[int, int]:
        return {person: table for person, table in seated.items() if self.people[person].is_person}


def standing(db: Session, cafe: Cafe) -> Standing:
    """Everything about the seats of this café in one moment."""
    planned: dict[int, dict[int, int]] = {}
    for seat in db.exec(select(PlannedSeat).where(PlannedSeat.cafe_id == cafe.id)):
        planned.setdefault(seat.round_id, {})[seat.participant_id] = seat.table_id
    moves = select(Move).where(Move.cafe_id == cafe.id, col(Move.undone_at).is_(None)).order_by(col(Move.id))
    return Standing(
        cafe=cafe,
        rounds=rounds.in_cafe(db, cafe),
        tables=tables.in_cafe(db, cafe.id_),
        people=cafes.everybody(db, cafe.id_),
        seats=reading.by_round(db, cafe.id_),
        planned=planned,
        wishes=list(db.exec(select(Wish).where(Wish.cafe_id == cafe.id).order_by(col(Wish.id)))),
        moves=list(db.exec(moves)),
    )


def room(s: Standing) -> Room:
    """What the rounds to come are planned for."""
    past = [s.seating(round_) for round_ in s.told]
    counted = s.counted
    bare = Room(
        tables={table.id_: table.seats for table in s.tables},
        travellers=list(counted),
        rounds=[round_.kind for round_ in s.to_plan],
        past=[{person: table for person, table in row.items() if person in counted} for row in past],
        no_table_twice=s.cafe.no_table_twice,
        apart=_pairs(s, Company.apart),
        together=_pairs(s, Company.together),
        traits=_traits(s),
        spoken={id_: person.speaks for id_, person in counted.items() if person.speaks},
        tongues={table.id_: table.language for table in s.tables if table.language},
        pins=_pins(s),
    )
    return _with_hosts(bare, s, _keepers(s, past))


def _keepers(s: Standing, past: list[dict[int, int]]) -> dict[int, int]:
    """Table hosts and where they stay: where they sat last; before anybody sits, one at each table."""
    if s.cafe.hosting == Hosting.none:
        return {}
    hosts = [id_ for id_, person in s.counted.items() if person.role == Role.table_host]
    laid = {table.id_ for table in s.tables}
    if past:
        return {host: past[-1][host] for host in hosts if past[-1].get(host) in laid}
    kept = s.planned.get(s.rounds[0].id_, {})
    chosen = {host: kept[host] for host in hosts if kept.get(host) in laid}
    chosen = {host: table for table, host in {table: host for host, table in chosen.items()}.items()}
    free = [table.id_ for table in s.tables if table.id_ not in chosen.values()]
    return chosen | dict(zip([host for host in hosts if host not in chosen], free, strict=False))


def _with_hosts(bare: Room, s: Standing, keepers: Mapping[int, int]) -> Room:
    """Hosts whom a move takes elsewhere, or who stay for a round only, are fixed round by round."""
    moved = {person for person, _ in bare.pins}
    changing = s.cafe.hosting == Hosting.changing
    hosts = {} if changing else {host: table for host, table in keepers.items() if host not in moved}
    pins = dict(bare.pins)
    for host, table in keepers.items():
        if host in hosts:
            continue
        for index in range(_rounds_kept(s, host, len(bare.rounds)) if changing else len(bare.rounds)):
            pins.setdefault((host, index), table)
    return replace(bare, hosts=hosts, travellers=[id_ for id_ in bare.travellers if id_ not in hosts], pins=pins)


def _rounds_kept(s: Standing, host: int, most: int) -> int:
    """With changing hosts: the first round and one more; none for who has stayed once already."""
    if not s.told:
        return min(2, most)
    return 0 if has_stayed(s, host) else min(1, most)


def has_stayed(s: Standing, host: int) -> bool:
    """Whether somebody sat at the same table in the last two rounds that were told."""
    latest = [s.seats.get(round_.id_, {}).get(host) for round_ in s.told[-2:]]
    return len(latest) == 2 and latest[0] is not None and latest[0] == latest[1]


def _pins(s: Standing) -> dict[tuple[int, int], int]:
    """Where the host has put people in rounds to come; the latest word about somebody counts."""
    index = {round_.id_: i for i, round_ in enumerate(s.to_plan)}
    laid = {table.id_ for table in s.tables}
    pins = {}
    for move in s.moves:
        for person, table in ((move.participant_id, move.to_table_id), (move.exchanged_with_id, move.from_table_id)):
            if move.round_id in index and person in s.counted and table in laid:
                pins[person, index[move.round_id]] = table
    return pins


def _pairs(s: Standing, company: Company) -> list[tuple[int, int]]:
    counted = s.counted
    return [
        (wish.participant_id, wish.other_id)
        for wish in s.wishes
        if wish.company == company and wish.participant_id in counted and wish.other_id in counted
    ]


def _traits(s: Standing) -> dict[int, str]:
    if s.cafe.mixed == Mixed.nothing:
        return {}
    words = {id_: " ".join(getattr(person, s.cafe.mixed).casefold().split()) for id_, person in s.counted.items()}
    shared = Counter(words.values())
    return {id_: word for id_, word in words.items() if word and shared[word] > 1}


def drafted(s: Standing) -> list[Seating]:
    """The plan as it was kept last for the rounds to come; nothing if one of them has none."""
    rows = [s.planned.get(round_.id_, {}) for round_ in s.to_plan]
    return rows if any(rows) else []
