"""Which report somebody may have: what they ask for, who they are, and how far the evening is."""

from collections.abc import Mapping
from urllib.parse import urlencode

from sqlmodel import Session

from app.cafes import reading as cafes
from app.cafes.models import Cafe, Phase
from app.errors import NotAllowed, NotFound
from app.harvest import gathering
from app.harvest.edition import Audience, Edition, Length
from app.harvest.report import Report
from app.templating import cafe_url
from app.translations import languages, translate
from app.web.deps import House
from app.web.security import Viewer

FOR_GUESTS = (Phase.harvest, Phase.closed)


def audiences(cafe: Cafe, viewer: Viewer) -> list[Audience]:
    """All for the host at any time, their own for guests once the harvest is open; raises NotAllowed for others."""
    if viewer.is_host:
        return list(Audience)
    if viewer.guest is None or cafe.phase not in FOR_GUESTS:
        raise NotAllowed
    return [Audience.participants]


def edition(cafe: Cafe, viewer: Viewer, asked: Mapping[str, str]) -> Edition:
    """What was asked for, as far as this viewer may have it; raises NotAllowed and NotFound."""
    allowed = audiences(cafe, viewer)
    audience, length = asked.get("audience") or allowed[0].value, asked.get("length") or Length.full.value
    language = asked.get("language") or cafe.language
    if audience not in list(Audience) or length not in list(Length) or language not in languages():
        raise NotFound
    if audience not in allowed:
        raise NotAllowed
    return Edition(Audience(audience), Length(length), language)


def whole(db: Session, house: House, cafe: Cafe, viewer: Viewer, language: str) -> Report:
    """Everything the café holds; raises NotAllowed for guests who have left."""
    if not viewer.is_host:
        cafes.participant(db, cafe.id_, viewer.guest or 0)
    return gathered(db, house, cafe, language)


def gathered(db: Session, house: House, cafe: Cafe, language: str) -> Report:
    """The same for a door that has asked itself who comes."""
    guest = translate(language, gathering.GUEST)
    return gathering.gather(db, cafe, timezone=house.settings.timezone, guest=guest)


def href(cafe: Cafe, ending: str, edition: Edition) -> str:
    """The address of a file."""
    return f"{cafe_url(cafe, f'harvest.{ending}')}?{_asked(edition)}"


def report_href(cafe: Cafe, edition: Edition) -> str:
    """The address of the report to read."""
    return f"{cafe_url(cafe, 'report')}?{_asked(edition)}"


def _asked(edition: Edition) -> str:
    return urlencode({"audience": edition.audience.value, "length": edition.length.value, "language": edition.language})
