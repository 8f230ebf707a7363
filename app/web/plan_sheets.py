"""The plan as sheets of paper, for those without a phone: by name, by table, and as a rule where it follows one."""

from app.evening import papers
from app.harvest.wording import Translator
from app.press.stationery import Part, PlanSheets, TableSheet
from app.tables.models import Table
from app.web import outlooks
from app.web.outlooks import Cell, Picture, Row

NOBODY = "–"


def plan_sheets(picture: Picture, facts: str, note: str, _: Translator) -> PlanSheets:
    """`facts`: day and place; `note`: as of when."""
    starts = [_start(picture, table, steps, _) for table, steps in outlooks.rule(picture)]
    return PlanSheets(
        kind="plan",
        title=_("Sitzplan"),
        cafe=picture.cafe.title,
        facts=facts,
        note=note,
        by_name=_("Nach Namen: dein Tisch in jeder Runde"),
        header=[_("Name"), *_rounds(picture, _)],
        people=[[picture.names[id_], *_way(picture, id_)] for id_ in picture.in_order],
        by_table=_("Nach Tischen: wer in welcher Runde kommt"),
        tables=[_sheet(picture, row, _) for row in picture.rows if not row.table.cleared_at],
        by_rule=_("Als Regel, ganz ohne Bildschirm"),
        rule=_(
            "Beginne an deinem Tisch. Geh dann jede Runde so viele Tische weiter, wie bei deinem Namen steht; nach dem "
            "letzten Tisch kommt der erste."
        ),
        starts=starts,
    )


def _rounds(picture: Picture, _: Translator) -> list[str]:
    return [_("Runde %(no)d") % {"no": column.round.number} for column in picture.columns]


def _way(picture: Picture, person: int) -> list[str]:
    return [str(picture.number(each.seating.get(person)) or NOBODY) for each in picture.outlook.rounds]


def _sheet(picture: Picture, row: Row, _: Translator) -> TableSheet:
    parts = [
        Part(label=label, text=_people(cell, _)) for label, cell in zip(_rounds(picture, _), row.cells, strict=True)
    ]
    return TableSheet(heading=papers.heading(row.table, _), mat=papers.mat(row.table), parts=parts)


def _people(cell: Cell, _: Translator) -> str:
    names = [_("%(name)s (Gastgeber:in)") % {"name": c.name} if c.is_host else c.name for c in cell.chips]
    return ", ".join(names) or NOBODY


def _start(picture: Picture, table: Table, steps: list[tuple[int, list[int]]], _: Translator) -> TableSheet:
    return TableSheet(
        heading=_("Beginne an Tisch %(no)d") % {"no": table.number},
        mat=papers.mat(table),
        parts=[
            Part(label=_further(count, _), text=", ".join(picture.names[id_] for id_ in people))
            for count, people in steps
        ],
    )


def _further(count: int, _: Translator) -> str:
    if count == 0:
        return _("bleib sitzen")
    return _("einen Tisch weiter") if count == 1 else _("%(n)d Tische weiter") % {"n": count}
