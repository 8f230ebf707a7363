"""The report as slides for looking back together: one per theme, everything in full in the speaker's notes; pure."""

from collections.abc import Iterable, Iterator, Sequence

from app.harvest import calendar_words as days
from app.harvest import themes, wording
from app.harvest.outcome import Ballot, Commitment, Result, Theme, weights
from app.harvest.report import COLUMNS, Contribution, Report
from app.harvest.wording import Translator
from app.harvest.written import Action
from app.press.deck import Deck, Slide
from app.press.manuscript import Bar, Picture, Pole

SUMMARY, STATEMENT, QUOTE, POINT = 260, 480, 150, 160
"""Characters that a slide has room for: of a summary, of large words, of a quote, of a line in a list."""
QUOTES = 4
VOICES = 2
"""Quotes of each pole."""
POINTS = 6
"""Lines of a list on one slide."""
BARS = 10
PICTURES = 4


def deck(report: Report, _: Translator, *, pictures: Sequence[Picture] = ()) -> Deck:
    """Hidden contributions are on no slide and in no notes, whoever holds the talk."""
    event = report.event
    return {
        "language": report.lang,
        "title": event.title,
        "organiser": event.organiser,
        "day": (event.date or event.laid_at.date()).isoformat(),
        "slides": [*_beginning(report, _), *_found(report, _), *_decided(report, _), *_album(pictures, _)],
    }


def cut(text: str, most: int) -> str:
    """The text in one paragraph, its end left out between two words if it is too long."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    kept = line[: most - 1]
    whole = kept.rpartition(" ")[0]
    return (whole if len(whole) > most // 2 else kept).rstrip(" ,;:–-") + " …"


def _beginning(report: Report, _: Translator) -> Iterator[Slide]:
    event = report.event
    guests = _("%(count)d Gäste") % {"count": event.participants} if event.participants != 1 else _("1 Gast")
    facts = [days.weekday(event.date, report.lang) if event.date else "", event.place, event.organiser, guests]
    yield {"kind": "cover", "title": event.title, "subtitle": event.subtitle, "facts": [one for one in facts if one]}
    if report.impulse.core_message:
        notes = [report.impulse.speaker, report.impulse.title, report.impulse.core_message, report.impulse.link]
        yield _statement(_("Impuls: Kernaussage"), report.impulse.core_message, notes)
    if report.central_question:
        asked = [report.question_of(round_) for round_ in report.rounds] if report.questions_differ else []
        names = (_("Runde %(number)d") % {"number": round_.no} for round_ in report.rounds)
        notes = [f"{name}: {question}" for name, question in zip(names, asked, strict=False)]
        yield _statement(_("Zentrale Frage"), report.central_question, [report.central_question, *notes])
    yield from _lists(_("Auf einen Blick"), report.at_glance)


def _found(report: Report, _: Translator) -> Iterator[Slide]:
    """Themes in the order of the columns, the heaviest first; before there are any, what each table wrote."""
    board = _board(report)
    if len(board) > 1:
        sizes = [(theme.title, len(report.cards(theme))) for theme in board]
        yield _chart(_("Beiträge zu den Themen"), [_bar(name, count, str(count)) for name, count in sizes])
    for theme in board:
        yield _theme(report, theme, _)
    loose = report.without_theme()
    if board and loose:
        yield _contributions(report, _("Ohne Thema"), loose, _)
    for table in () if board else report.tables:
        there = [one for one in loose if one.table_id == table.id]
        if there:
            yield _contributions(report, wording.table(table, _), there, _)
    for tension in report.tensions:
        poles = ((tension.pole_a, tension.voices_a), (tension.pole_b, tension.voices_b))
        heard = [_heard(report, name, voices, _) for name, voices in poles]
        yield {
            "kind": "poles",
            "title": _("Was auseinanderzieht"),
            "subject": cut(tension.text, POINT),
            "left": _pole(report, tension.pole_a, tension.voices_a),
            "right": _pole(report, tension.pole_b, tension.voices_b),
            "notes": "\n".join([tension.text, *heard]),
        }


def _decided(report: Report, _: Translator) -> Iterator[Slide]:
    for ballot in report.ballots:
        bars = [_weighed(ballot, result, report.lang, _) for result in ballot.results]
        voted = _("Abgestimmt haben %(voted)d von %(all)d.") % {"voted": ballot.voters, "all": ballot.eligible}
        yield _chart(_("Abstimmung"), bars, voted)
    if report.conclusion:
        yield _statement(_("Fazit"), report.conclusion, [report.conclusion])
    yield from _lists(_("Vereinbarungen"), [_action(one, report.lang, _) for one in report.actions])
    yield from _lists(_("Das nehmen wir uns vor"), [_step(one, report.lang, _) for one in report.commitments])
    dates = [
        "\n".join(
            [
                " · ".join(each for each in (one.title, days.span(one, report.lang, _), one.place) if each),
                *(each for each in (one.note, one.link) if each),
            ]
        )
        for one in report.next_dates
    ]
    yield from _lists(_("Nächste Termine"), dates)


def _album(pictures: Sequence[Picture], _: Translator) -> Iterator[Slide]:
    for first in range(0, len(pictures), PICTURES):
        yield {"kind": "album", "title": _("Fotoalbum"), "pictures": list(pictures[first : first + PICTURES])}


def _statement(title: str, text: str, notes: Iterable[str]) -> Slide:
    told = "\n".join(each for each in notes if each)
    return {"kind": "statement", "title": title, "text": cut(text, STATEMENT), "notes": told}


def _lists(title: str, points: Sequence[str]) -> Iterator[Slide]:
    """As many slides as there are lines for; what had to be cut stands in full in the notes."""
    for first in range(0, len(points), POINTS):
        some = points[first : first + POINTS]
        shown = [cut(point.partition("\n")[0], POINT) for point in some]
        notes = "\n".join(some) if shown != list(some) else ""
        yield {"kind": "list", "title": title, "items": shown, "notes": notes}


def _chart(title: str, bars: list[Bar], note: str = "") -> Slide:
    told = [note, *(f"{bar['label']}: {bar['shown']}" for bar in bars)]
    return {"kind": "chart", "title": title, "items": bars[:BARS], "notes": "\n".join(each for each in told if each)}


def _bar(label: str, value: float, shown: str) -> Bar:
    return {"label": cut(label, POINT // 2), "value": value, "shown": shown, "table": 0}


def _weighed(ballot: Ballot, result: Result, lang: str, _: Translator) -> Bar:
    if ballot.mode == "dots":
        return _bar(result.title, result.dots, wording.dots(result.dots, _))
    return _bar(result.title, result.urgency or 0, _scales(result, lang, _))


def _scales(result: Result, lang: str, _: Translator) -> str:
    words = {"urgency": days.decimal(result.urgency, lang), "feasibility": days.decimal(result.feasibility, lang)}
    return _("dringend %(urgency)s, machbar %(feasibility)s") % words


def _board(report: Report) -> list[Theme]:
    column = {theme.id: COLUMNS.index(themes.column(report, theme)) for theme in report.themes}
    return sorted(report.themes, key=lambda theme: (column[theme.id], -len(report.cards(theme))))


def _theme(report: Report, theme: Theme, _: Translator) -> Slide:
    cards = report.cards(theme)
    key = themes.column(report, theme)
    dots = weights(report.ballots, "dots").get(theme.id)
    rated = weights(report.ballots, "matrix").get(theme.id)
    facts = [_count(len(cards), _), _stars(cards)]
    facts.append(wording.dots(dots.dots, _) if dots else "")
    facts.append(_scales(rated, report.lang, _) if rated and rated.urgency is not None else "")
    facts.append(_("Vorschlag des Programms") if theme.made_by == "software" else "")
    told = [theme.title, theme.summary, *(_noted(report, card, _) for card in cards)]
    return {
        "kind": "theme",
        "title": theme.title,
        "category": "" if key == "unsorted" else key,
        "category_name": "" if key == "unsorted" else wording.column(key, _),
        "summary": cut(theme.summary, SUMMARY),
        "quotes": _quotes(cards, QUOTES),
        "facts": [fact for fact in facts if fact],
        "notes": "\n".join(each for each in told if each),
    }


def _contributions(report: Report, title: str, cards: Sequence[Contribution], _: Translator) -> Slide:
    """What lies in no theme."""
    strongest = sorted(cards, key=lambda card: -card.votes)
    return {
        "kind": "theme",
        "title": title,
        "category": "",
        "category_name": "",
        "summary": "",
        "quotes": _quotes(strongest, QUOTES),
        "facts": [fact for fact in (_count(len(cards), _), _stars(cards)) if fact],
        "notes": "\n".join(_noted(report, card, _) for card in strongest),
    }


def _quotes(cards: Iterable[Contribution], most: int) -> list[str]:
    """The first ones; what several people wrote in the same words once."""
    return list(dict.fromkeys(cut(card.text, QUOTE) for card in cards))[:most]


def _count(number: int, _: Translator) -> str:
    return _("%(count)d Beiträge") % {"count": number} if number != 1 else _("1 Beitrag")


def _stars(cards: Iterable[Contribution]) -> str:
    stars = sum(card.votes for card in cards)
    return f"★ {stars}" if stars else ""


def _noted(report: Report, one: Contribution, _: Translator) -> str:
    """A contribution in one line of the notes: word for word, then who and where."""
    table = _("Tisch %(number)d") % {"number": report.table_of[one.table_id].no}
    known = "; ".join(each for each in (table, one.author, f"★ {one.votes}" if one.votes else "") if each)
    return f"– {' '.join(one.text.split())} ({known})"


def _pole(report: Report, name: str, voices: Iterable[str]) -> Pole:
    heard = [report.contribution_of[id_] for id_ in voices if id_ in report.contribution_of]
    shown = sorted((one for one in heard if not one.hidden), key=lambda one: -one.votes)
    return {"name": name, "quotes": _quotes(shown, VOICES)}


def _heard(report: Report, name: str, voices: Iterable[str], _: Translator) -> str:
    """A pole in the notes and where it was heard; what was said stands in full in the notes of its theme."""
    heard = [report.contribution_of[id_] for id_ in voices if id_ in report.contribution_of]
    numbers = sorted({report.table_of[one.table_id].no for one in heard if not one.hidden})
    places = ", ".join(_("Tisch %(number)d") % {"number": number} for number in numbers)
    return f"{name} ({places})" if places else name


def _action(one: Action, lang: str, _: Translator) -> str:
    until = _("bis %(day)s") % {"day": days.day(one.due, lang)} if one.due else ""
    done = _("erledigt") if one.status == "done" else ""
    return " · ".join(each for each in (one.what, one.who, until, done) if each)


def _step(one: Commitment, lang: str, _: Translator) -> str:
    until = _("bis %(day)s") % {"day": days.day(one.until, lang)} if one.until else ""
    return " · ".join(each for each in (one.what, one.first_step, one.author, until) if each)
