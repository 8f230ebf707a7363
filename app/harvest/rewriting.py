"""Writes what the organiser said into a new café, and hangs up the photos that came with it."""

import re
from collections.abc import Callable, Iterable

from sqlmodel import Session, SQLModel

from app.afterword.agreeing import token
from app.afterword.models import Afterword, Agreement, NextDate, Progress
from app.harvest import report as r
from app.harvest import written as w
from app.harvest.relaying import Ids, free, numbers
from app.photos.models import Photo, PhotoFile, Size

Pixels = Callable[[str, Size], bytes]
"""The files of a photo by its id in the report, one at a time."""
TOKEN = re.compile(r"[A-Za-z0-9_-]{12,64}")


def rows(report: r.Report, ids: Ids) -> Iterable[SQLModel]:
    """The organiser's words, agreements and next dates."""
    event, impulse = report.event, report.impulse
    words = (event.subtitle, event.contact, event.thanks, impulse.title, impulse.link, report.conclusion)
    if any(words) or report.at_glance or report.links:
        subtitle, contact, thanks, title, link, conclusion = words
        yield Afterword(
            cafe_id=ids.cafe,
            subtitle=subtitle,
            contact=contact,
            thanks=thanks,
            impulse_title=title,
            impulse_link=link,
            at_glance=list(report.at_glance),
            conclusion=conclusion,
            links=[{"label": one.label, "url": one.url} for one in report.links],
        )
    yield from (_agreement(told, ids) for told in report.actions)
    yield from (_next_date(told, ids) for told in report.next_dates)


def _agreement(told: w.Action, ids: Ids) -> Agreement:
    return Agreement(
        cafe_id=ids.cafe,
        token=_known_as(told.id),
        revision=told.revision,
        what=told.what,
        who=told.who,
        due=told.due,
        progress=Progress(told.status),
    )


def _next_date(told: w.NextDate, ids: Ids) -> NextDate:
    return NextDate(
        cafe_id=ids.cafe,
        token=_known_as(told.id),
        revision=told.revision,
        title=told.title,
        starts_at=told.start,
        ends_at=told.end,
        is_whole_day=told.whole_day,
        place=told.place,
        link=told.link,
        note=told.note,
    )


def _known_as(id_: str) -> str:
    """The same name in calendars as before, so that an entry that is already there is mended and not doubled.

    Another program's short `a1` would be the same in every café, so it gets a name of its own.
    """
    return id_ if TOKEN.fullmatch(id_) else token()


def hang_up(db: Session, report: r.Report, ids: Ids, pixels: Pixels) -> None:
    """Photos in their order with their pixels, never more than one of them in memory; numbers stay as they were."""
    counted = numbers([one.id for one in report.photos], "f")
    told = dict(zip(counted, report.photos, strict=True))
    for no in sorted({*counted, *free(counted)}):
        photo = _photo(told[no], no, ids) if no in told else _gap(report, no, ids)
        db.add(photo)
        db.flush()
        if no in told:
            for size in Size:
                file = PhotoFile(photo_id=photo.id_, size=size, content=pixels(told[no].id, size))
                db.add(file)
                db.flush()
                db.expunge(file)


def _photo(told: w.Photo, no: int, ids: Ids) -> Photo:
    author = ids.people.get(told.author_id or "")
    return Photo(
        cafe_id=ids.cafe,
        table_id=ids.tables.get(told.table_id or ""),
        round_id=ids.rounds.get(told.round_id or ""),
        author_id=author,
        posted_by=f"p{author}" if author else "host",
        key=f"import-{no}",
        caption=told.caption,
        description=told.alt,
        width=told.width,
        height=told.height,
        digest=told.sha256,
        agreed_at=told.agreed_at,
        is_in_album=told.in_album,
        posted_at=told.taken_at,
        hidden_at=told.taken_at if told.hidden else None,
    )


def _gap(report: r.Report, no: int, ids: Ids) -> Photo:
    """A photo that was taken back: only its number is left."""
    at = report.exported_at
    return Photo(
        cafe_id=ids.cafe,
        posted_by="host",
        key=f"import-{no}",
        width=1,
        height=1,
        digest="",
        posted_at=at,
        withdrawn_at=at,
    )
