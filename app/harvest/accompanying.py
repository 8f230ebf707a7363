"""Brings in what the organiser wrote around the room's words, and the photos."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from app.cafes.models import Cafe
from app.harvest import report as r
from app.harvest import written as w
from app.harvest.rows import Names, Rows, local
from app.photos.models import Photo


def impulse(cafe: Cafe, rows: Rows) -> r.Impulse:
    return r.Impulse(
        cafe.impulse_speaker, cafe.impulse_message, rows.afterword.impulse_title, rows.afterword.impulse_link
    )


def links(rows: Rows) -> Iterable[w.Link]:
    for one in rows.afterword.links:
        yield w.Link(one["label"], one["url"])


def actions(rows: Rows) -> Iterable[w.Action]:
    """In the order in which they were agreed; calendars and copies of the café know them by the same name."""
    for one in rows.agreements:
        yield w.Action(
            id=one.token,
            what=one.what,
            who=one.who,
            due=one.due,
            status=one.progress,
            token=one.token,
            revision=one.revision,
        )


def next_dates(rows: Rows, zone: ZoneInfo) -> Iterable[w.NextDate]:
    """The earliest first."""
    for one in rows.next_dates:
        yield w.NextDate(
            id=one.token,
            title=one.title,
            start=one.starts_at.astimezone(zone),
            end=local(one.ends_at, zone),
            whole_day=one.is_whole_day,
            place=one.place,
            link=one.link,
            note=one.note,
            token=one.token,
            revision=one.revision,
        )


def photos(rows: Rows, names: Names, zone: ZoneInfo, *, complete: bool) -> Iterable[w.Photo]:
    """What is there, in order of posting; a number is never given again, so that files keep their names."""
    for no, one in enumerate(rows.photos, 1):
        if one.withdrawn_at is not None or (one.hidden_at is not None and not complete):
            continue
        yield w.Photo(
            id=f"f{no}",
            file=_file(one, no, names),
            table_id=names.table.get(one.table_id),
            round_id=names.round.get(one.round_id),
            author_id=names.person.get(one.author_id),
            caption=one.caption,
            alt=one.description,
            width=one.width,
            height=one.height,
            sha256=one.digest,
            taken_at=one.posted_at.astimezone(zone),
            agreed_at=local(one.agreed_at, zone),
            in_album=one.is_in_album,
            hidden=one.hidden_at is not None,
            row=one.id_,
        )


def _file(photo: Photo, no: int, names: Names) -> str:
    """Its name in an archive, in letters that every system can store: `photos/table-03_round-2_photo-01.jpg`."""
    table, round_ = names.table.get(photo.table_id), names.round.get(photo.round_id)
    where = f"table-{int(table[1:]):02}" if table else "room"
    when = f"_round-{round_[1:]}" if round_ else ""
    return f"photos/{where}{when}_photo-{no:02}.jpg"
