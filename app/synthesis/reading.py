"""Questions about the board: what lies where, what the host has decided there, and what was changed last."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlmodel import Session, col, func, select

from app.cafes.models import Cafe, Participant
from app.cafes.remembering import remembered
from app.errors import NotFound
from app.synthesis import categories
from app.synthesis.board import Board, BoardTension, Card, Sketch, lay_out
from app.synthesis.models import BoardChange, Column, MadeBy, Placement, Sorting, Tension, TensionState, Theme
from app.tablecloth.models import Category, Contribution
from app.tablecloth.reading import Laid, laid_in_cafe

NOWHERE = Placement(contribution_id=0, laid_by=MadeBy.software)


@remembered
def board(db: Session, cafe: Cafe) -> Board:
    """What the room sees in the synthesis; never what was taken back or hidden."""
    laid = sorted(laid_in_cafe(db, cafe), key=lambda one: (-one.stars, one.created_at, one.id))
    placed = placements(db, cafe)
    query = select(Participant.id, Participant.trade).where(Participant.cafe_id == cafe.id_)
    trades = {each: trade for each, trade in db.exec(query) if each is not None}
    columns = {one.id: _column(one.category, placed.get(one.id, NOWHERE)) for one in laid}
    laid_themes = themes(db, cafe)
    first_of = _shown_with(columns, placed, {theme.id_ for theme in laid_themes})
    twins: dict[int, list[Laid]] = defaultdict(list)
    for one in laid:
        if one.id in first_of:
            twins[first_of[one.id]].append(one)
    cards = [
        _card(one, placed.get(one.id, NOWHERE), twins.get(one.id, ()), trades.get(one.author_id or 0, ""))
        for one in laid
        if one.id not in first_of
    ]
    sketches = [
        Sketch(each.id_, each.name, each.words, each.colour, each.column, each.made_by, each.typical_id)
        for each in laid_themes
    ]
    return lay_out(cards, sketches, _tensions(db, cafe, cards))


def _card(one: Laid, placement: Placement, twins: Sequence[Laid], trade: str) -> Card:
    chosen_by = "host" if placement.column else "author" if one.category else ""
    return Card(
        laid=one,
        column=_column(one.category, placement),
        chosen_by=chosen_by,
        suggestion=None if chosen_by else categories.suggest(one.text),
        trade=trade,
        theme_id=placement.theme_id,
        is_pinned=placement.laid_by == MadeBy.person and placement is not NOWHERE,
        is_voice=placement.is_voice,
        twins=tuple(twins),
    )


def _column(category: Category | None, placement: Placement) -> Column:
    return placement.column or (Column(category.value) if category else Column.unsorted)


def _shown_with(
    columns: Mapping[int, Column], placed: Mapping[int, Placement], known: Collection[int]
) -> dict[int, int]:
    """Twin -> the contribution that it is shown with: as long as both lie in the same place.

    `columns` holds the own column of each contribution that may be seen, `known` the themes on the board.
    """

    def place(each: int) -> tuple[object, ...]:
        lies = placed.get(each, NOWHERE)
        return columns[each], lies.theme_id if lies.theme_id in known else None, lies.is_voice

    found = {each: placed.get(each, NOWHERE).twin_of_id for each in columns}
    return {
        each: first
        for each, first in found.items()
        if first is not None and first in columns and found[first] is None and place(first) == place(each)
    }


def _tensions(db: Session, cafe: Cafe, cards: Sequence[Card]) -> list[BoardTension]:
    card_of = {one.id: card for card in cards for one in card.everybody}
    return [
        BoardTension(
            each.id_,
            each.subject,
            each.left_name,
            each.right_name,
            _voices(each.left, card_of),
            _voices(each.right, card_of),
            each.state,
        )
        for each in tensions(db, cafe)
        if each.state != TensionState.dismissed
    ]


def _voices(ids: Sequence[int], card_of: Mapping[int, Card]) -> list[Card]:
    found = {card_of[each].id: card_of[each] for each in ids if each in card_of}
    return sorted(found.values(), key=lambda card: (-card.stars, card.id))


def themes(db: Session, cafe: Cafe) -> list[Theme]:
    """The themes of a café that are on the board, in their order."""
    query = select(Theme).where(Theme.cafe_id == cafe.id_, col(Theme.gone_at).is_(None))
    return list(db.exec(query.order_by(col(Theme.position), col(Theme.id))))


def theme(db: Session, cafe: Cafe, theme_id: int) -> Theme:
    """A theme on this café's board; raises NotFound."""
    found = db.get(Theme, theme_id)
    if found is None or found.cafe_id != cafe.id_ or found.gone_at is not None:
        raise NotFound
    return found


def contribution(db: Session, cafe: Cafe, contribution_id: int) -> Contribution:
    """A contribution of this café that lies on the board; raises NotFound."""
    found = db.get(Contribution, contribution_id)
    if found is None or found.cafe_id != cafe.id_ or not found.is_shown:
        raise NotFound
    return found


def placements(db: Session, cafe: Cafe) -> dict[int, Placement]:
    """Contribution id -> placement, for those that have one; also of contributions that may not be seen."""
    query = select(Placement).join(Contribution, col(Contribution.id) == col(Placement.contribution_id))
    return {each.contribution_id: each for each in db.exec(query.where(Contribution.cafe_id == cafe.id_))}


def shown_together(db: Session, cafe: Cafe, contributions: Collection[int]) -> list[int]:
    """These contributions, which may be seen, and those that the board shows on the same cards."""
    if not db.exec(select(Placement).where(col(Placement.twin_of_id).in_(contributions)).limit(1)).first():
        return list(contributions)
    query = select(Contribution).where(Contribution.cafe_id == cafe.id_)
    placed = placements(db, cafe)
    columns = {
        each.id_: _column(each.category, placed.get(each.id_, NOWHERE)) for each in db.exec(query) if each.is_shown
    }
    first_of = _shown_with(columns, placed, {theme.id_ for theme in themes(db, cafe)})
    return [*contributions, *(twin for twin, first in first_of.items() if first in contributions)]


def tensions(db: Session, cafe: Cafe) -> list[Tension]:
    """All of them, also dismissed ones, in the order in which they were found."""
    return list(db.exec(select(Tension).where(Tension.cafe_id == cafe.id_).order_by(col(Tension.id))))


def tension(db: Session, cafe: Cafe, tension_id: int) -> Tension:
    """A tension of this café; raises NotFound."""
    found = db.get(Tension, tension_id)
    if found is None or found.cafe_id != cafe.id_:
        raise NotFound
    return found


def sorting(db: Session, cafe: Cafe) -> Sorting:
    """How the board is sorted; a fresh one if nobody has asked for anything yet.

    What is written by then is left where it lies: the engine lays by itself only what comes later.
    """
    known = db.get(Sorting, cafe.id_)
    if known is not None:
        return known
    latest = db.exec(select(func.max(col(Contribution.id))).where(Contribution.cafe_id == cafe.id_)).one()
    return Sorting(cafe_id=cafe.id_, seen_to=latest or 0)


def undoable(db: Session, cafe: Cafe) -> BoardChange | None:
    """The latest change in force."""
    query = select(BoardChange).where(BoardChange.cafe_id == cafe.id_, col(BoardChange.undone_at).is_(None))
    return db.exec(query.order_by(col(BoardChange.id).desc()).limit(1)).first()


def redoable(db: Session, cafe: Cafe) -> BoardChange | None:
    """The change that was undone last, if nothing new was done since."""
    latest = undoable(db, cafe)
    query = select(BoardChange).where(BoardChange.cafe_id == cafe.id_, col(BoardChange.undone_at).is_not(None))
    query = query.where(col(BoardChange.id) > (latest.id if latest and latest.id else 0))
    return db.exec(query.order_by(col(BoardChange.id)).limit(1)).first()
