"""Which column of a list holds what: by its heading in German or English, else by position. Pure."""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from babel import Locale

from app.cafes.names import likeness


class Column(StrEnum):
    ignored = ""
    name = "name"
    first_name = "first_name"
    last_name = "last_name"
    trade = "trade"
    organisation = "organisation"
    language = "language"
    host = "host"


_WORDS = {
    Column.name: (
        "name namen gast gaeste gaste guest guests person participant participants teilnehmer teilnehmerin "
        "teilnehmende teilnehmerinnen attendee attendees vollstaendigername vollstandigername fullname displayname "
        "vorundnachname nameundvorname namevorname vornamename vornamenachname nachnamevorname anzeigename wer who "
        "mitglied member"
    ),
    Column.first_name: "vorname vornamen rufname firstname first givenname forename",
    Column.last_name: "nachname nachnamen familienname zuname lastname last surname familyname",
    Column.trade: (
        "branche beruf berufe berufsgruppe taetigkeit tatigkeit trade profession occupation job jobtitle jobtitel "
        "position funktion function fach fachgebiet bereich gewerk arbeitsfeld industry field sector sektor rolle "
        "role"
    ),
    Column.organisation: (
        "organisation organization org firma unternehmen betrieb verein verband company employer arbeitgeber amt "
        "institution einrichtung association club behoerde behorde schule abteilung department affiliation gruppe "
        "group team"
    ),
    Column.language: "sprache sprachen language languages lang spricht speaks muttersprache",
    Column.host: (
        "gastgeber gastgeberin gastgeberinnen tischgastgeber tischgastgeberin host hosts tablehost tablehosts "
        "moderation moderator moderatorin tischmoderation istgastgeber ishost gastgebend bleibtamtisch"
    ),
}
HEADINGS = {word: column for column, words in _WORDS.items() for word in words.split()}
BY_POSITION = (Column.name, Column.trade, Column.organisation, Column.language, Column.host)
NAMING = (Column.name, Column.first_name, Column.last_name)


def column_of(heading: str) -> Column:
    """What a heading stands for; remarks in brackets and signs such as `:in` do not count."""
    plain = likeness(re.sub(r"\(.*?\)|\[.*?\]", "", heading)).replace("ß", "ss")
    word = "".join(sign for sign in plain if sign.isalnum())
    return HEADINGS.get(word, Column.ignored)


def are_headings(cells: Sequence[str]) -> bool:
    """Whether a first row names columns instead of a guest: one for names, or two others."""
    found = {column_of(cell) for cell in cells} - {Column.ignored}
    return bool(found & set(NAMING)) or len(found) > 1


def columns(cells: Sequence[str], width: int, *, headed: bool) -> list[Column]:
    """What each of `width` columns holds; each thing is taken from one column only."""
    if not headed:
        return [BY_POSITION[index] if index < len(BY_POSITION) else Column.ignored for index in range(width)]
    found: list[Column] = []
    for index in range(width):
        column = column_of(cells[index]) if index < len(cells) else Column.ignored
        found.append(Column.ignored if column in found else column)
    if not set(found) & set(NAMING) and Column.ignored in found:
        found[found.index(Column.ignored)] = Column.name
    return found


def spoken_words(written: str) -> list[str]:
    """The languages that stand in one cell, one by one."""
    return [word.strip() for word in re.split(r"[,/;&+]| und | and ", written) if word.strip()]


@cache
def _languages() -> dict[str, str]:
    """Names of languages in German, in English and in themselves, to their codes."""
    known: dict[str, str] = {}
    for spoken in ("en", "de"):
        known |= {likeness(name): code for code, name in Locale(spoken).languages.items() if code.isalpha()}
    own = {"deutsch": "de", "english": "en", "francais": "fr", "espanol": "es", "italiano": "it", "turkce": "tr"}
    own |= {"polski": "pl", "cestina": "cs", "nederlands": "nl", "portugues": "pt", "русскии": "ru", "українська": "uk"}
    return known | {likeness(name): code for name, code in own.items()}


def language_code(written: str) -> str | None:
    """`de` for "Deutsch", "German", "DE" or "de-AT"; none for what is no language."""
    word = likeness(written)
    short = re.split(r"[-_]", word)[0]
    if re.fullmatch(r"[a-z]{2,3}", short) and short in Locale("en").languages:
        return short
    return _languages().get(word)


def language_name(code: str, spoken: str) -> str:
    """`de` as people who speak `spoken` call it; the code itself if nobody knows a name."""
    return str(Locale(spoken).languages.get(code, code))


YES = {"ja", "yes", "j", "y", "x", "1", "true", "wahr", "✓", "✔", "☑", "si", "oui", "host"} | {
    "gastgeber", "gastgeberin", "gastgeber:in", "tischgastgeber", "tischgastgeberin", "tischgastgeber:in"
}  # fmt: skip
NO = {"", "nein", "no", "n", "0", "false", "falsch", "-", "–", "—", "☐", "✗", "gast", "guest"}


def is_yes(written: str) -> bool | None:
    """Whether a cell says yes; none if it says neither yes nor no."""
    word = likeness(written)
    return True if word in YES else False if word in NO else None
