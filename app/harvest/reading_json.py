"""Reads an exported café back from uploaded bytes: everything is checked, nothing is trusted, nothing is guessed."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NoReturn, TypeVar

from babel.localedata import locale_identifiers

from app.afterword.models import LINE_LIMIT, MOST_LINES, TEXT_LIMIT
from app.errors import marked
from app.harvest import drawn_json
from app.harvest import nouns_json as nouns
from app.harvest import outcome_json as decided
from app.harvest import report as r
from app.harvest import written_json as written
from app.harvest.drawn import Doodle
from app.harvest.fields import LONG, TOO_MANY, WRONG, Place, refuse
from app.harvest.outcome import ReadBack, Theme
from app.harvest.written import Action, NextDate, Photo
from app.translations import SOURCE

LANGUAGES = frozenset(tag.replace("_", "-") for tag in locale_identifiers())
"""All that there are, spoken here or not: the café may come from a server that speaks one more."""
MOST_BYTES = 20 * 1024 * 1024
MOST_CONTRIBUTIONS = 20_000
MOST_STARS = 200_000
MOST_PEOPLE = 2_000
MOST_TABLES = 60
MOST_ROUNDS = 12
MOST_THEMES = 1_000
MOST_DECISIONS = 5_000
"""Tensions, ballots, commitments, agreements, dates; of each kind."""
MOST_PHOTOS = 400


@dataclass(frozen=True)
class Reading:
    """What an upload held; `left_out` names the fields that have no place in a café here, each once."""

    report: r.Report
    left_out: tuple[str, ...]


def reading(uploaded: bytes, files: Collection[str] | None = None) -> Reading:
    """The café in these bytes; raises BadInput for the field `file` with a sentence that says what is wrong and where.

    Limits: 20 MB, 20,000 contributions, 10,000 characters each. `files`: what lies beside the document in an archive;
    without one it has no photos.
    """
    document = _document(uploaded)
    report = _report(document, files)
    return Reading(report, document.left_out())


def _document(uploaded: bytes) -> Place:
    if len(uploaded) > MOST_BYTES:
        refuse(marked("Die Datei ist zu groß; mehr als %(most)d MB nehmen wir nicht an."), most=MOST_BYTES // 1024**2)
    try:
        found = json.loads(uploaded.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        refuse(marked("Das ist keine JSON-Datei. Gesucht ist die Datei „harvest.json“ aus einem Café."))
    if not isinstance(found, dict) or found.get("format") != r.FORMAT:
        refuse(marked("Das ist eine JSON-Datei, aber nicht aus einem Café. Gesucht ist die Datei „harvest.json“."))
    document = Place(found)
    document.value("format")
    document.value("generator")
    _check_version(document.value("format_version"))
    return document


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _check_version(version: object) -> None:
    major = str(version).split(".", maxsplit=1)[0][:9]
    if isinstance(version, bool) or not (major.isascii() and major.isdigit()):
        refuse(marked("In der Datei steht nicht, in welcher Fassung sie geschrieben ist („format_version“)."))
    if int(major) != r.FORMAT_VERSION:
        refuse(TOO_NEW, version=major, ours=r.FORMAT_VERSION)


TOO_NEW = marked(
    "Die Datei ist in Fassung %(version)s geschrieben, wir lesen nur Fassung %(ours)d. "
    "Ein neueres Tischdecke kann sie wahrscheinlich lesen."
)
T = TypeVar("T", bound=Hashable)
N = TypeVar("N", Action, NextDate, Photo, Doodle)


def _report(document: Place, files: Collection[str] | None) -> r.Report:
    at = document.moment("exported_at") or datetime.now(UTC)
    rounds, tables, people = _room(document, at)
    places = document.parts("contributions", MOST_CONTRIBUTIONS)
    theme_places = document.parts("themes", MOST_THEMES)
    known = nouns.Known(
        rounds=_each_once("rounds[].id", [round_.id for round_ in rounds]),
        tables=_each_once("tables[].id", [table.id for table in tables]),
        people=_each_once("participants[].id", [person.id for person in people]),
        contributions=_each_once("contributions[].id", [place.text("id", required=True) for place in places]),
        themes=_each_once("themes[].id", [place.text("id", required=True) for place in theme_places]),
    )
    theme_of = nouns.theme_of(theme_places, known)
    contributions = tuple(nouns.contribution(place, known, theme_of, at) for place in places)
    if sum(len(one.starred_by) for one in contributions) > MOST_STARS:
        refuse(TOO_MANY, place="contributions[].starred_by", most=MOST_STARS)
    report = r.Report(
        exported_at=at,
        lang=document.one_of("lang", LANGUAGES, SOURCE),
        timezone=document.text("timezone") or "UTC",
        privacy=nouns.privacy(document.part("privacy"), photos=files is not None),
        event=nouns.event(document.part("event"), len(rounds), at),
        impulse=nouns.impulse(document.part("impulse")),
        central_question=document.text("central_question", LONG),
        rounds=rounds,
        tables=tables,
        participants=people,
        seats=_seats(document, known),
        contributions=contributions,
        handovers=_handovers(document, known, at),
        themes=_themes(theme_places, known, contributions, at),
        tensions=tuple(decided.tension(place, no, known, at) for no, place in _numbered(document, "tensions")),
        ballots=tuple(decided.ballot(place, no, known, at) for no, place in _numbered(document, "ballots")),
        read_backs=_read_backs(document, known, at),
        commitments=tuple(decided.commitment(place, no, known, at) for no, place in _numbered(document, "commitments")),
    )
    return _accompanied(report, document, known, files)


def _accompanied(report: r.Report, document: Place, known: nouns.Known, files: Collection[str] | None) -> r.Report:
    """With what was drawn, what the organiser wrote, and the photos."""
    actions = [written.action(place) for place in document.parts("actions", MOST_DECISIONS)]
    next_dates = [written.next_date(place) for place in document.parts("next_dates", MOST_DECISIONS)]
    connections = drawn_json.connections(document, known, report.contribution_of, report.exported_at)
    doodles = drawn_json.doodles(document, known, report.contribution_of, report.exported_at)
    _each_once("connections[]", [(line.first_id, line.second_id) for line in connections])
    return replace(
        report,
        at_glance=tuple(line for line in document.texts("at_glance", MOST_LINES, LINE_LIMIT) if line),
        conclusion=document.text("conclusion", TEXT_LIMIT),
        links=tuple(written.link(place) for place in document.parts("links", MOST_LINES)),
        actions=_with_ids("actions", actions),
        next_dates=_with_ids("next_dates", next_dates),
        photos=_photos(document, known, files) if files is not None else (),
        doodles=_with_ids("doodles", list(doodles)),
        connections=connections,
    )


def _room(document: Place, at: datetime) -> tuple[tuple[r.Round, ...], tuple[r.Table, ...], tuple[r.Participant, ...]]:
    """Rounds, tables and people, each in the order of their numbers."""
    rounds = [nouns.round_(place, no) for no, place in enumerate(document.parts("rounds", MOST_ROUNDS), 1)]
    tables = [nouns.table(place, no) for no, place in enumerate(document.parts("tables", MOST_TABLES), 1)]
    people = [
        nouns.participant(place, no, at) for no, place in enumerate(document.parts("participants", MOST_PEOPLE), 1)
    ]
    if not rounds or not tables:
        refuse(marked("In der Datei fehlen die Tische oder die Runden."))
    rounds.sort(key=lambda round_: round_.no)
    if [round_.no for round_ in rounds] != list(range(1, len(rounds) + 1)):
        refuse(WRONG, place="rounds[].no")
    _each_once("tables[].no", [table.no for table in tables])
    _each_once("participants[].no", [person.no for person in people])
    tables.sort(key=lambda table: table.no)
    people.sort(key=lambda person: person.no)
    return tuple(rounds), tuple(tables), tuple(people)


def _themes(
    places: list[Place], known: nouns.Known, contributions: Iterable[r.Contribution], at: datetime
) -> tuple[Theme, ...]:
    cards: dict[str, list[str]] = defaultdict(list)
    for one in contributions:
        for theme in one.theme_ids:
            cards[theme].append(one.id)
    themes = [decided.theme(place, no, known, cards, at) for no, place in enumerate(places, 1)]
    return tuple(sorted(themes, key=lambda theme: theme.no))


def _numbered(document: Place, name: str) -> Iterable[tuple[int, Place]]:
    return enumerate(document.parts(name, MOST_DECISIONS), 1)


def _read_backs(document: Place, known: nouns.Known, at: datetime) -> tuple[ReadBack, ...]:
    found = [decided.read_back(place, known, at) for place in document.parts("read_backs", MOST_TABLES)]
    _each_once("read_backs[]", [one.table_id for one in found])
    return tuple(found)


def _seats(document: Place, known: nouns.Known) -> tuple[r.Seating, ...]:
    seats = [nouns.seating(place, known) for place in document.parts("seats", MOST_TABLES * MOST_ROUNDS)]
    _each_once("seats[]", [(seat.round_id, person) for seat in seats for person in seat.participant_ids])
    return tuple(seats)


def _handovers(document: Place, known: nouns.Known, at: datetime) -> tuple[r.Handover, ...]:
    cards = [nouns.handover(place, known, at) for place in document.parts("handovers", MOST_TABLES * MOST_ROUNDS)]
    _each_once("handovers[]", [(card.table_id, card.round_id) for card in cards])
    return tuple(cards)


def _photos(document: Place, known: nouns.Known, files: Collection[str]) -> tuple[Photo, ...]:
    photos = [written.photo(place, known, files) for place in document.parts("photos", MOST_PHOTOS)]
    _each_once("photos[].file", [photo.file for photo in photos])
    return _with_ids("photos", photos)


def _with_ids(name: str, found: list[N]) -> tuple[N, ...]:
    _each_once(f"{name}[].id", [one.id for one in found])
    return tuple(found)


def _each_once(place: str, found: list[T]) -> frozenset[T]:
    """What was found, as a set; raises BadInput when something is there twice."""
    for one, times in Counter(found).items():
        if times > 1:
            refuse(marked("An der Stelle „%(place)s“ kommt „%(id)s“ zweimal vor."), place=place, id=one)
    return frozenset(found)
