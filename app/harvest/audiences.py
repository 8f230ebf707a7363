"""A report as an audience may read it: pure."""

from dataclasses import replace

from app.harvest.edition import Audience, Edition
from app.harvest.report import Contribution, Report


def as_read(report: Report, edition: Edition) -> Report:
    """The report as the readers of an edition find it, in its language."""
    return replace(seen_by(report, edition.audience), lang=edition.language)


def seen_by(report: Report, audience: Audience) -> Report:
    """The report without what is not for these eyes; for the team it stays whole."""
    if audience == Audience.team:
        return report
    shown = _without_hidden(report)
    return shown if audience == Audience.participants else _without_names(shown)


def _without_hidden(report: Report) -> Report:
    there = {one.id for one in report.shown}

    def kept(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(id_ for id_ in ids if id_ in there)

    def shown(one: Contribution) -> Contribution:
        origin = one.brought_from_id if one.brought_from_id in there else None
        twin = one.twin_of_id if one.twin_of_id in there else None
        return replace(one, starred_by=(), brought_from_id=origin, twin_of_id=twin)

    return replace(
        report,
        privacy=replace(report.privacy, includes_hidden=False),
        contributions=tuple(map(shown, report.shown)),
        themes=tuple(
            replace(
                theme,
                contribution_ids=kept(theme.contribution_ids),
                typical_id=theme.typical_id if theme.typical_id in there else None,
            )
            for theme in report.themes
        ),
        tensions=tuple(
            replace(each, voices_a=kept(each.voices_a), voices_b=kept(each.voices_b)) for each in report.tensions
        ),
        read_backs=(),
        photos=tuple(photo for photo in report.photos if not photo.hidden),
        doodles=tuple(
            replace(one, contribution_id=one.contribution_id if one.contribution_id in there else None)
            for one in report.doodles
            if not one.hidden
        ),
        connections=tuple(line for line in report.connections if {line.first_id, line.second_id} <= there),
    )


def _without_names(report: Report) -> Report:
    """What organisers wrote themselves stays as it is: thanks, conclusion, who gave the talk."""
    return replace(
        report,
        privacy=replace(report.privacy, authors="none"),
        participants=(),
        seats=(),
        tables=tuple(replace(table, host="", host_id=None) for table in report.tables),
        contributions=tuple(replace(one, author="", author_id=None) for one in report.contributions),
        commitments=tuple(replace(one, author="", author_id="") for one in report.commitments),
        actions=tuple(replace(one, who="") for one in report.actions),
        photos=tuple(replace(photo, author_id=None) for photo in report.photos if photo.agreed_at and photo.in_album),
        doodles=tuple(replace(one, author="", author_id=None) for one in report.doodles),
    )
