"""A few honest figures about who took part and who met whom; nobody is named: pure."""

from collections import defaultdict

from app.harvest.report import Report
from app.harvest.wording import Translator
from app.press.manuscript import Figure


def of_the_room(report: Report, _: Translator) -> list[Figure]:
    """How many others people met on average, and how many wrote; nothing where nobody sat or wrote."""
    found: list[Figure] = []
    met = faces(report)
    if met:
        mean = sum(met.values()) / len(met)
        found.append(
            {"value": f"{mean:.0f}", "label": _("andere hat jeder Gast im Mittel am Tisch getroffen")},
        )
        possible = len(met) - 1
        everybody = sum(count == possible for count in met.values())
        if everybody and possible > 1:
            found.append({"value": str(everybody), "label": _("haben alle anderen getroffen")})
    people = {person.id for person in report.participants if person.role != "table_device"}
    writers = {one.author_id for one in report.contributions} & people
    if writers:
        share = _("%(writers)d von %(people)d") % {"writers": len(writers), "people": len(people)}
        found.append({"value": share, "label": _("haben etwas unter eigenem Namen oder eigener Nummer geschrieben")})
    carried = sum(one.brought_from_table_id is not None for one in report.contributions)
    if carried:
        found.append({"value": str(carried), "label": _("mal wurde ein Gedanke von einem anderen Tisch weitergeführt")})
    return found


def faces(report: Report) -> dict[str, int]:
    """Person -> how many others shared a table with them in rounds that have begun."""
    begun = {round_.id for round_ in report.rounds if round_.started_at}
    met: dict[str, set[str]] = defaultdict(set)
    for seating in report.seats:
        if seating.round_id in begun:
            for person in seating.participant_ids:
                met[person].update(seating.participant_ids)
    return {person: len(others) - 1 for person, others in met.items()}
