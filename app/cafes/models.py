"""The café, the people in it, and its logbook."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db import UtcTime, now
from app.stored import Stored
from app.translations import tongue


class Phase(StrEnum):
    lobby = "lobby"
    impulse = "impulse"
    rounds = "rounds"
    synthesis = "synthesis"
    harvest = "harvest"
    closed = "closed"


class Naming(StrEnum):
    """What guests are asked for at the door: a first name, or nothing (they get a number instead)."""

    names = "names"
    anonymous = "anonymous"


class RoundEnding(StrEnum):
    """Who ends a round when its time is up."""

    clock = "clock"
    host = "host"


class Hosting(StrEnum):
    """Whether somebody stays at each table to welcome the next guests."""

    staying = "staying"
    changing = "changing"
    """For one round more, then somebody else does."""
    none = "none"


class Mixed(StrEnum):
    """What is spread over the tables, so that different people meet."""

    trade = "trade"
    organisation = "organisation"
    nothing = "nothing"


class Photographers(StrEnum):
    """Who may send photos from a phone; the host always may."""

    everybody = "everybody"
    table_hosts = "table_hosts"
    """And devices that serve a table."""
    nobody = "nobody"


class Address(StrEnum):
    """How German sentences speak to people: du or Sie."""

    informal = "informal"
    formal = "formal"


class Focus(StrEnum):
    """What the wall shows while people talk."""

    overview = "overview"
    """All tables, on pages that turn."""
    carousel = "carousel"
    """One table after the other, from near."""
    table = "table"
    timelapse = "timelapse"
    """One table's cloth, filling again."""


class Role(StrEnum):
    traveller = "traveller"
    table_host = "table_host"
    table_device = "table_device"
    """One phone for a whole table: it writes for others and takes no chair."""


class Cafe(Stored, table=True):
    __tablename__ = "cafes"

    key: str = Field(unique=True)
    code: str = Field(unique=True)
    join_token: str = Field(unique=True)

    title: str
    question: str = ""
    language: str = "de"
    template: str = "change"
    expected: int = 24
    naming: Naming = Naming.names
    round_ending: RoundEnding = RoundEnding.host
    hosting: Hosting = Hosting.staying
    mixed: Mixed = Mixed.trade
    no_table_twice: bool = True
    photographers: Photographers = Photographers.everybody
    address: Address = Address.informal
    has_gong: bool = False
    """Whether the wall sounds when people are to get up."""
    plan_printed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    """Since when people may know the whole plan from paper."""
    held_on: date | None = None
    place: str = ""
    organiser: str = ""
    impulse_speaker: str = ""
    impulse_message: str = ""
    wifi_name: str = ""
    wifi_password: str = ""

    phase: Phase = Phase.lobby
    round_no: int = 1
    """The round that is on or comes next, from 1."""
    version: int = 0
    """Counts the host's commands; a command sent on an older version is refused."""
    link_generation: int = 0
    """Raised to make old host links and host devices worthless."""
    is_open: bool = True
    """Whether newcomers may join."""
    announcement: str = ""
    hushed_at: datetime | None = Field(default=None, sa_type=UtcTime)
    """Since when all screens ask for silence; none: they do not."""
    focus: Focus = Focus.overview
    focus_table_no: int | None = None
    """Number of the table that `table` and `timelapse` show."""
    rehearsal_of: str = ""
    """Key of the café that this one is a throw-away copy of, with simulated guests."""
    laid_at: datetime = Field(default_factory=now, sa_type=UtcTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcTime)

    head: int = 0
    """Number of the logbook's last entry."""
    fingerprint: str = ""
    """Running check of the logbook up to `head`: differs where two histories differ."""

    def tongue(self, language: str = "") -> str:
        """How this café speaks to somebody who reads `language`; without one, how it speaks of its own accord."""
        return tongue(language or self.language, self.address)


class Participant(Stored, table=True):
    __tablename__ = "participants"
    __table_args__ = (UniqueConstraint("cafe_id", "arrival_key"),)

    cafe_id: int = Field(foreign_key="cafes.id", index=True, ondelete="CASCADE")
    number: int
    """Counts the guests of a café in order of arrival; names the anonymous ones."""
    arrival_key: str
    """Made with the join form, so that sending it twice makes one guest."""
    name: str = ""
    trade: str = ""
    organisation: str = ""
    speaks: str = ""
    """A language as `de`, if it matters where they sit."""
    role: Role = Role.traveller
    has_phone: bool = True
    joined_at: datetime | None = Field(default_factory=now, sa_column=Column(UtcTime))
    """None: on the guest list and not here yet. Without a default of the column, which would replace a None."""
    left_at: datetime | None = Field(default=None, sa_type=UtcTime)

    @property
    def is_here(self) -> bool:
        return self.joined_at is not None and self.left_at is None

    @property
    def is_awaited(self) -> bool:
        """On the guest list, not here yet, and not taken off it."""
        return self.joined_at is None and self.left_at is None

    @property
    def is_person(self) -> bool:
        return self.role != Role.table_device


class LogbookEntry(SQLModel, table=True):
    """One thing that happened: number, time, kind, who, and references to what it is about (never texts)."""

    __tablename__ = "logbook"

    cafe_id: int = Field(foreign_key="cafes.id", primary_key=True, ondelete="CASCADE")
    seq: int = Field(primary_key=True)
    at: datetime = Field(default_factory=now, sa_type=UtcTime)
    kind: str
    actor: str
    payload: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    fingerprint: str
