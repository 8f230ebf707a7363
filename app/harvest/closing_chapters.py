"""The chapters after the room's own words: themes, votes, conclusion, agreements, photos, dates, how it was made."""

from collections import defaultdict
from collections.abc import Iterator

from app.harvest import calendar_words as days
from app.harvest import wording
from app.harvest.blocks import heading, line, lines, note, points, sheet, text
from app.harvest.edition import Audience
from app.harvest.outcome import Theme, weights
from app.harvest.report import COLUMNS, ColumnKey, Contribution, Report
from app.harvest.themes import column
from app.harvest.wording import Translator
from app.harvest.written import Photo
from app.press.manuscript import Block, Picture

QUOTES = 3
"""Contributions cited under each theme in the short version."""
MORE_QUOTES = 6
"""And in the full one."""


def themes(report: Report, _: Translator, *, quotes: int) -> Iterator[Block]:
    """By what is to be done: change, optimise, tackle; each theme with its strongest words."""
    if not report.contributions:
        return
    yield heading(1, _("Themen und Synthese"), "themes")
    drafts = [theme for theme in report.themes if theme.made_by == "software"]
    is_draft = len(drafts) > 1 and len(drafts) == len(report.themes)
    if is_draft:
        yield text(_("Namen und Auswahl aller Themen; niemand hat sie überarbeitet."), "software")
    themes_of = _by_column(report)
    for key in COLUMNS:
        loose = [one for one in report.without_theme() if one.column == key]
        if not themes_of[key] and (not loose or key == "unsorted"):
            continue
        count = sum(len(report.cards(theme)) for theme in themes_of[key]) + len(loose)
        yield heading(2, f"{wording.column(key, _)} ({count})", f"column-{key}")
        for theme in themes_of[key]:
            is_alone = theme in drafts and not is_draft
            remark = _("Name und Auswahl; niemand hat sie überarbeitet.") if is_alone else ""
            yield from _theme(report, theme, _, quotes, remark)
        if loose and key != "unsorted":
            if themes_of[key]:
                yield heading(3, _("Ohne Thema") + f" ({len(loose)})", f"loose-{key}")
            yield from _cited(report, loose, _, quotes)
    left = [one for one in report.without_theme() if one.column == "unsorted"]
    if left and len(left) < len(report.shown):
        yield note(_("In keinem Thema und in keiner Spalte: %(count)d") % {"count": len(left)})
    voices = [one for one in report.shown if one.single_voice]
    if voices:
        yield heading(2, _("Einzelstimmen"), "voices")
        yield lines((line(report, one, _, with_table=True) for one in voices), is_quote=True)


def votes(report: Report, _: Translator) -> Iterator[Block]:
    if not report.ballots:
        return
    yield heading(1, _("Abstimmung"), "votes")
    for ballot in report.ballots:
        voted = {"voted": ballot.voters, "all": ballot.eligible}
        yield note(_("Abgestimmt haben %(voted)d von %(all)d.") % voted)
        if ballot.mode == "matrix":
            header = [_("Thema"), _("Dringlichkeit"), _("Machbarkeit")]
            rows = [
                [one.title, *(days.decimal(step, report.lang) for step in (one.urgency, one.feasibility))]
                for one in ballot.results
            ]
            yield sheet(header, rows, [4, 1, 1])
            continue
        told = ", ".join(f"{one.title}: {one.dots}" for one in ballot.results)
        yield {
            "kind": "bars",
            "title": _("Punkte für die Themen"),
            "alt": told,
            "items": [
                {"label": one.title, "value": one.dots, "shown": str(one.dots), "table": 0} for one in ballot.results
            ],
        }


def conclusion(report: Report, _: Translator) -> Iterator[Block]:
    if report.conclusion:
        yield heading(1, _("Fazit"), "conclusion")
        yield text(report.conclusion)
    if report.links:
        if not report.conclusion:
            yield heading(1, _("Zum Nachlesen"), "links")
        yield {"kind": "references", "items": [{"label": one.label or one.url, "url": one.url} for one in report.links]}


def answers(report: Report, _: Translator) -> Iterator[Block]:
    """What tables said of their own summaries; only the team's report has it."""
    if not report.read_backs:
        return
    yield heading(1, _("Gegenlesen"), "read-backs")
    rows = [
        [str(report.table_of[one.table_id].no), _(wording.ANSWERS[one.answer]), one.note] for one in report.read_backs
    ]
    yield sheet([_("Tisch"), _("Antwort"), _("Anmerkung")], rows, [1, 2, 5])


def agreements(report: Report, _: Translator) -> Iterator[Block]:
    if not report.actions and not report.commitments:
        return
    yield heading(1, _("Vereinbarungen und nächste Schritte"), "agreements")
    if report.actions:
        rows = [
            [one.what, one.who, days.day(one.due, report.lang), _("erledigt") if one.status == "done" else ""]
            for one in report.actions
        ]
        yield sheet([_("Was"), _("Wer"), _("Bis wann"), _("Status")], rows, [5, 2, 2, 1])
    if report.commitments:
        if report.actions:
            yield heading(2, _("Das nehmen wir uns vor"), "commitments")
        rows = [[one.what, one.first_step, one.author, days.day(one.until, report.lang)] for one in report.commitments]
        yield sheet([_("Vorhaben"), _("Erster Schritt"), _("Wer"), _("Bis wann")], rows, [4, 4, 2, 2])


def album(report: Report, _: Translator) -> Iterator[Block]:
    """By table and round; photos of the room come last."""
    if found := pictures(report, _):
        yield heading(1, _("Fotoalbum"), "album")
        yield {"kind": "album", "pictures": found}


def pictures(report: Report, _: Translator) -> list[Picture]:
    """The album's photos, each with where and when."""
    return [_picture(report, photo, _) for photo in report.photos if photo.in_album and not photo.hidden]


def dates(report: Report, _: Translator) -> Iterator[Block]:
    if not report.next_dates:
        return
    yield heading(1, _("Nächste Termine"), "dates")
    yield {
        "kind": "appointments",
        "items": [
            {
                "title": one.title,
                "when": days.span(one, report.lang, _),
                "details": [each for each in (one.place, one.note) if each],
                "link": one.link,
            }
            for one in report.next_dates
        ],
    }


def about(report: Report, full: Report, audience: Audience, _: Translator, *, is_short: bool) -> Iterator[Block]:
    """How the document came about, and what is not in it."""
    yield heading(1, _("Hinweise zur Dokumentation"), "about")
    told = [
        _("Die Beiträge stehen hier so, wie sie an den Tischen geschrieben wurden."),
        _("Zusammenfassungen, Fazit und Vereinbarungen stammen von den Veranstaltenden."),
    ]
    if any(theme.made_by == "software" for theme in report.themes):
        told.append(_("Themen mit dem Vermerk „Vorschlag des Programms“ hat niemand überarbeitet."))
    if is_short:
        words = _("Das ist die Kurzfassung. In der vollständigen Dokumentation steht jeder Beitrag (%(count)d).")
        told.append(words % {"count": len(report.contributions)})
    hidden = len(full.contributions) - len(full.shown)
    if hidden and audience == Audience.team:
        told.append(_("Ausgeblendete Beiträge sind gekennzeichnet: %(count)d") % {"count": hidden})
    elif hidden:
        told.append(_("Ausgeblendete Beiträge, die hier fehlen: %(count)d") % {"count": hidden})
    told.append(_PEOPLE[audience](_))
    if report.event.contact:
        told.append(_("Kontakt: %(contact)s") % {"contact": report.event.contact})
    yield points(told)


def _anonymous(_: Translator) -> str:
    return _("Gäste werden nicht genannt; Fotos stehen hier nur, wenn alle Erkennbaren zugestimmt haben.")


def _for_guests(_: Translator) -> str:
    return _("Diese Fassung ist für alle, die dabei waren.")


def _for_team(_: Translator) -> str:
    return _("Diese Fassung ist für das Team; sie enthält alles, auch Namen.")


_PEOPLE = {Audience.public: _anonymous, Audience.participants: _for_guests, Audience.team: _for_team}


def _theme(report: Report, theme: Theme, _: Translator, quotes: int, remark: str = "") -> Iterator[Block]:
    cards = report.cards(theme)
    yield heading(3, f"{theme.title} ({len(cards)})", theme.id)
    dots, rated = (weights(report.ballots, mode).get(theme.id) for mode in ("dots", "matrix"))
    told = [wording.dots(dots.dots, _)] if dots else []
    if rated and rated.urgency is not None and rated.feasibility is not None:
        steps = {name: days.decimal(getattr(rated, name), report.lang) for name in ("urgency", "feasibility")}
        told.append(_("dringend %(urgency)s, machbar %(feasibility)s") % steps)
    if told:
        yield note(", ".join(told))
    if remark:
        yield text(remark, "software")
    if theme.summary:
        yield text(theme.summary)
    yield from _cited(report, cards, _, quotes)


def _cited(report: Report, cards: list[Contribution], _: Translator, quotes: int) -> Iterator[Block]:
    strongest = sorted(cards, key=lambda one: -one.votes)[:quotes]
    if strongest:
        yield lines((line(report, one, _, with_table=True) for one in strongest), is_quote=True)
    if len(cards) > len(strongest):
        yield note(_("und noch %(count)d") % {"count": len(cards) - len(strongest)})


def _by_column(report: Report) -> dict[ColumnKey, list[Theme]]:
    """The largest first."""
    found: dict[ColumnKey, list[Theme]] = defaultdict(list)
    for theme in report.themes:
        found[column(report, theme)].append(theme)
    return {key: sorted(found[key], key=lambda theme: -len(report.cards(theme))) for key in COLUMNS}


def _picture(report: Report, photo: Photo, _: Translator) -> Picture:
    where = [
        _("Tisch %(number)d") % {"number": report.table_of[photo.table_id].no} if photo.table_id else _("Im Raum"),
        _("Runde %(number)d") % {"number": report.round_of[photo.round_id].no} if photo.round_id else "",
    ]
    place = ", ".join(each for each in where if each)
    caption = f"{photo.caption} ({place})" if photo.caption else place
    return {
        "file": photo.file,
        "alt": photo.alt or _("Foto: %(caption)s") % {"caption": caption},
        "caption": caption,
        "width": photo.width,
        "height": photo.height,
    }
