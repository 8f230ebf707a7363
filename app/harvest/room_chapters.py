"""The chapters that hold the room's own words: tensions, tablecloths, ideas that travelled."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from app.harvest import wording
from app.harvest.blocks import colour, drawing, heading, line, lines, note, question
from app.harvest.bundles import bundles
from app.harvest.drawn import Doodle
from app.harvest.report import Contribution, Leaf, Report, Table
from app.harvest.wording import Translator
from app.press.manuscript import Block, Card, Line

CARDS = 24
"""Contributions that fit onto the picture of a tablecloth."""
DRAWINGS = 6
"""Drawings between the contributions for which there is room on it."""
MOST_TRAILS = 12


def tensions(report: Report, _: Translator) -> Iterator[Block]:
    if not report.tensions:
        return
    yield heading(1, _("Spannungsfelder"), "tensions")
    for each in report.tensions:
        left = [report.contribution_of[id_].text for id_ in each.voices_a]
        right = [report.contribution_of[id_].text for id_ in each.voices_b]
        yield {
            "kind": "poles",
            "subject": each.text,
            "left": {"name": each.pole_a, "quotes": left},
            "right": {"name": each.pole_b, "quotes": right},
        }


def cloths(report: Report, _: Translator) -> Iterator[Block]:
    """Every contribution word for word, by table and round; hidden ones too where they are in the report at all."""
    yield heading(1, _("Beiträge von den Tischdecken"), "cloths")
    for table in report.tables:
        leaves = report.leaves(table, hidden=True)
        if not leaves:
            continue
        yield heading(2, wording.table(table, _), f"table-{table.no}")
        if table.question:
            yield question(table.question)
        yield _cloth(report, table, leaves, _)
        for leaf in leaves:
            yield from _leaf(report, table, leaf, _)


def travels(report: Report, _: Translator) -> Iterator[Block]:
    """Thoughts that were taken on at another table, each from where it was first said."""
    chains = [chain for chain in _chains(report) if len(chain) > 1]
    if not chains:
        return
    yield heading(1, _("Ideen auf Reisen"), "travels")
    longest = sorted(chains, key=lambda chain: -len(chain))[:MOST_TRAILS]
    for chain in longest:
        yield lines([line(report, one, _, with_table=True) for one in chain], is_quote=True)
    if len(chains) > len(longest):
        yield note(_("weitere Wege: %(count)d") % {"count": len(chains) - len(longest)})


def _cloth(report: Report, table: Table, leaves: Sequence[Leaf], _: Translator) -> Block:
    there = [one for leaf in leaves for one in leaf.contributions if not one.hidden]
    starred = {one.id for one in sorted(there, key=lambda one: -one.votes)[:CARDS]}
    tied = bundles([one.id for one in there if one.id in starred], report.connections)
    cards = [line(report, report.contribution_of[id_], _) for bundle in tied for id_ in bundle]
    left_out = len(there) - len(cards)
    between = [one for leaf in leaves for one in leaf.doodles][:DRAWINGS]
    drawn = len(between) + sum(len(card["drawings"]) for card in cards)
    return {
        "kind": "cloth",
        "id": f"table-{table.no:02}",
        "alt": _("Die Tischdecke von %(table)s, Beiträge: %(count)d. Ihr Wortlaut folgt als Text.")
        % {"table": wording.table(table, _), "count": len(there)}
        if not drawn
        else _("Die Tischdecke von %(table)s, Beiträge: %(count)d, Zeichnungen: %(drawn)d. Alles folgt als Text.")
        % {"table": wording.table(table, _), "count": len(there), "drawn": drawn},
        "number": table.no,
        "colour": colour(table),
        "striped": table.no > 8,
        "name": table.name,
        "cards": [_plainer(card) for card in cards],
        "together": [len(bundle) for bundle in tied],
        "drawings": [drawing(one, _) for one in between],
        "more": _("und noch %(count)d") % {"count": left_out} if left_out else "",
    }


def _plainer(card: Line) -> Line:
    """On the picture only the stars stand beside the words."""
    return {**card, "notes": [each for each in card["notes"] if each.startswith("★")]}


def _leaf(report: Report, table: Table, leaf: Leaf, _: Translator) -> Iterator[Block]:
    words = _("Runde %(number)d") % {"number": leaf.round.no}
    yield heading(3, words, f"table-{table.no}-round-{leaf.round.no}")
    if report.questions_differ:
        yield note(report.question_of(leaf.round))
    yield from _said_and_drawn(report, leaf, _)
    if leaf.handover:
        card: Card = {
            "kind": "card",
            "title": _("Was der Tisch weitergab"),
            "points": [point for point in leaf.handover.points if point],
            "question_label": _("Offene Frage"),
            "question": leaf.handover.open_question,
        }
        yield card


def _said_and_drawn(report: Report, leaf: Leaf, _: Translator) -> Iterator[Block]:
    """The words of a round, and what was drawn between them in the order of time."""
    for words, pieces in groupby(_in_time(leaf), key=lambda piece: isinstance(piece, Contribution)):
        if words:
            yield lines(line(report, one, _) for one in pieces if isinstance(one, Contribution))
        else:
            yield {"kind": "drawings", "items": [drawing(one, _) for one in pieces if isinstance(one, Doodle)]}


def _in_time(leaf: Leaf) -> Iterator[Contribution | Doodle]:
    drawn = list(leaf.doodles)
    for one in leaf.contributions:
        while drawn and drawn[0].begun_at < one.created_at:
            yield drawn.pop(0)
        yield one
    yield from drawn


def _chains(report: Report) -> list[list[Contribution]]:
    """Each line of thought once, from its beginning; where one branches, every branch is a line."""
    followed = {one.brought_from_id for one in report.contributions if one.brought_from_id}
    ends = [one for one in report.contributions if one.brought_from_id and one.id not in followed]
    found = []
    for end in ends:
        chain, seen = [end], {end.id}
        while (before := report.contribution_of.get(chain[-1].brought_from_id or "")) and before.id not in seen:
            chain.append(before)
            seen.add(before.id)
        found.append(chain[::-1])
    return found
