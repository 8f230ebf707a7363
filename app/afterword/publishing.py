"""The report for people elsewhere: the host makes a link that opens it, until a day or until the host ends it."""

from datetime import timedelta

from sqlmodel import Session, col, select

from app.afterword.models import ReportLink
from app.cafes import codes
from app.cafes.models import Cafe
from app.db import now
from app.errors import BadInput, CafeError, NotFound, marked

DAYS = (7, 30, 90, 365)
"""How long a link may hold."""
USUAL_DAYS = 30
MOST = 50
"""Links of one café that hold at the same time."""


class TooManyLinks(CafeError):
    status = 409
    sentence = marked("Es gibt schon %(most)d Links zum Bericht. Beende erst einen davon.")


class NoReport(NotFound):
    """The same for a link that was never there, has ended, or was ended: who tries learns nothing."""

    sentence = marked(
        "Unter diesem Link gibt es keinen Bericht (mehr). Vielleicht ist er abgelaufen; "
        "frag, wer ihn dir geschickt hat, nach einem neuen."
    )


def publish(db: Session, cafe: Cafe, *, audience: str, length: str, language: str, days: int) -> ReportLink:
    """A link to one edition of the report, also of a café that is closed; raises BadInput, TooManyLinks."""
    if days not in DAYS:
        raise BadInput("days", marked("So lange kann ein Link nicht gelten."))
    if len(links(db, cafe.id_)) >= MOST:
        raise TooManyLinks(most=MOST)
    made_at = now()
    link = ReportLink(
        cafe_id=cafe.id_,
        token=codes.report_token(),
        audience=audience,
        length=length,
        language=language,
        made_at=made_at,
        ends_at=made_at + timedelta(days=days),
    )
    db.add(link)
    db.flush()
    return link


def end(db: Session, cafe: Cafe, link_id: int) -> None:
    """From now on nobody gets in by it; ending it again changes nothing. Raises NotFound."""
    link = db.get(ReportLink, link_id)
    if link is None or link.cafe_id != cafe.id_:
        raise NotFound
    link.revoked_at = link.revoked_at or now()
    db.add(link)


def links(db: Session, cafe_id: int) -> list[ReportLink]:
    """Those that hold, the newest first."""
    mine = select(ReportLink).where(
        ReportLink.cafe_id == cafe_id, col(ReportLink.revoked_at).is_(None), col(ReportLink.ends_at) > now()
    )
    return list(db.exec(mine.order_by(col(ReportLink.id).desc())))


def by_token(db: Session, token: str) -> ReportLink:
    """The link that holds; raises NoReport."""
    link = db.exec(select(ReportLink).where(ReportLink.token == token)).first()
    if link is None or link.revoked_at is not None or link.ends_at <= now():
        raise NoReport
    return link
