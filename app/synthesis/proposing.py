"""What the engine proposes: asked for, kept beside the board, looked at, accepted as a whole or in part, or dismissed.

The calculation itself runs elsewhere; here is what it starts from and what becomes of its answer. A proposal may be old
when it is accepted: what was placed by hand, taken back or hidden in the meantime is left alone, and a theme that is
gone takes nothing.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict

from sqlmodel import Session, col, func, select

from app.cafes import reading as cafes
from app.cafes.models import Cafe
from app.db import now
from app.errors import BadInput, marked
from app.events import ThemesChanged, record
from app.synthesis import reading
from app.synthesis.material import BoardTheme, Group, Material, Placed, Proposal, Sorted
from app.synthesis.models import MadeBy, Placement, ProposalKind, Sorting, Theme
from app.synthesis.theming import lay_theme
from app.synthesis.undoing import changing
from app.tablecloth.models import Contribution
from app.texts import bounded

IGNORED_LIMIT = 400
FEWER = 0.7
"""The host's "fewer" and "more" themes: times as many as there are now."""
MORE = 1.4


def material(db: Session, cafe: Cafe, kind: ProposalKind = ProposalKind.themes, wanted: int | None = None) -> Material:
    """What the engine starts from; only reads.

    For new themes out of the heap, everything that lies in a theme counts as decided.
    """
    mine = select(Contribution).where(Contribution.cafe_id == cafe.id_).order_by(col(Contribution.id))
    texts = {each.id_: each.text for each in db.exec(mine) if each.is_shown}
    laid_themes = reading.themes(db, cafe)
    known = {theme.id_ for theme in laid_themes}
    placed = {each: placement for each, placement in reading.placements(db, cafe).items() if each in texts}
    laid = {each: p.theme_id for each, p in placed.items() if p.theme_id is not None and p.theme_id in known}
    pinned = {each for each, placement in placed.items() if placement.laid_by == MadeBy.person}
    keeps_all = kind == ProposalKind.heap
    return Material(
        texts=texts,
        themes=tuple(
            BoardTheme(each.id_, each.name, _listed(each.words), keeps_all or each.made_by == MadeBy.person)
            for each in laid_themes
        ),
        laid=laid,
        pinned=frozenset(pinned | laid.keys() if keeps_all else pinned),
        ignored=_listed(reading.sorting(db, cafe).ignored),
        wanted=wanted,
        language=cafe.language,
    )


def ignore(db: Session, cafe: Cafe, words: str) -> None:
    """Words that say nothing here, parted by commas; raises BadInput above 400 characters."""
    cafes.open_for_changes(db, cafe.id_)
    sorting = reading.sorting(db, cafe)
    sorting.ignored = ", ".join(_listed(bounded("ignored", words, IGNORED_LIMIT).replace(";", ",")))
    db.add(sorting)
    record(db, ThemesChanged(cafe_id=cafe.id_))


def ask(db: Session, cafe: Cafe, kind: ProposalKind) -> None:
    """Notes that a proposal is being worked out; an older one that waits is gone."""
    cafes.open_for_changes(db, cafe.id_)
    _note(db, cafe, reading.sorting(db, cafe), kind)
    record(db, ThemesChanged(cafe_id=cafe.id_))


def give_up(db: Session, cafe: Cafe) -> None:
    """Notes that nothing came of what was asked for."""
    _note(db, cafe, reading.sorting(db, cafe), None)
    record(db, ThemesChanged(cafe_id=cafe.id_))


def propose(db: Session, cafe: Cafe, kind: ProposalKind, started: Material, answer: Proposal | Sorted) -> None:
    """Keeps an answer beside the board; the first one of all is laid at once, for there is nothing it could disturb."""
    cafes.open_for_changes(db, cafe.id_)
    proposal = answer if isinstance(answer, Proposal) else _with_surest(started, answer)
    sorting = reading.sorting(db, cafe)
    _note(db, cafe, sorting, None)
    if not started.themes and not reading.themes(db, cafe):
        _accept(db, cafe, proposal, range(len(proposal.groups)), takes_heap=True)
    else:
        sorting.kind = kind
        sorting.proposal = asdict(proposal)
    sorting.seen_to = max([sorting.seen_to, *started.texts])
    db.add(sorting)
    record(db, ThemesChanged(cafe_id=cafe.id_))


def accept(db: Session, cafe: Cafe, chosen: Collection[int] | None = None, *, takes_heap: bool = True) -> None:
    """Lays the board as proposed: all of it, or the `chosen` groups by their positions. Raises BadInput, CafeIsClosed.

    `takes_heap`: what the engine would take out of its theme goes to the heap.
    """
    sorting = reading.sorting(db, cafe)
    proposal = proposal_of(sorting)
    if proposal is None:
        raise BadInput("proposal", marked("Dieser Vorschlag liegt nicht mehr da."))
    _accept(db, cafe, proposal, range(len(proposal.groups)) if chosen is None else chosen, takes_heap=takes_heap)
    dismiss(db, cafe)


def dismiss(db: Session, cafe: Cafe) -> None:
    """Takes the proposal away; the board stays as it is."""
    cafes.open_for_changes(db, cafe.id_)
    _note(db, cafe, reading.sorting(db, cafe), None)
    record(db, ThemesChanged(cafe_id=cafe.id_))


def proposal_of(sorting: Sorting) -> Proposal | None:
    """The proposal that waits, if one does."""
    kept = sorting.proposal
    if kept is None:
        return None
    groups = [
        Group(**{**each, "contributions": tuple(each["contributions"]), "words": tuple(each["words"])})
        for each in kept["groups"]
    ]
    return Proposal(tuple(groups), tuple(kept["heap"]), tuple(tuple(each) for each in kept["twins"]))


def newcomers(db: Session, cafe: Cafe) -> list[int]:
    """Contributions that the engine has not seen and nobody has placed, once the board has themes."""
    seen_to = reading.sorting(db, cafe).seen_to
    fresh = select(Contribution).where(Contribution.cafe_id == cafe.id_, col(Contribution.id) > seen_to)
    return [each.id_ for each in db.exec(fresh.order_by(col(Contribution.id))) if each.is_shown]


def lay_newcomers(db: Session, cafe: Cafe, placed: Placed, up_to: int) -> None:
    """Lays what was written since to the themes that are there; nothing else moves, and there is nothing to undo."""
    known = {theme.id_ for theme in reading.themes(db, cafe)}
    there = reading.placements(db, cafe)
    for each, theme_id in placed.themes.items():
        placement = there.get(each) or Placement(contribution_id=each, laid_by=MadeBy.software)
        if placement.laid_by == MadeBy.person or placement.theme_id is not None:
            continue
        placement.theme_id = theme_id if theme_id in known else None
        placement.twin_of_id = placed.twin_of.get(each)
        db.add(placement)
    sorting = reading.sorting(db, cafe)
    sorting.seen_to = max(sorting.seen_to, up_to)
    db.add(sorting)
    record(db, ThemesChanged(cafe_id=cafe.id_))


def wanted_themes(db: Session, cafe: Cafe, *, more: bool) -> int:
    """How many themes "more" or "fewer" means, at least two."""
    query = select(func.count()).select_from(Theme).where(Theme.cafe_id == cafe.id_, col(Theme.gone_at).is_(None))
    return max(2, round(db.exec(query).one() * (MORE if more else FEWER)))


def _note(db: Session, cafe: Cafe, sorting: Sorting, kind: ProposalKind | None) -> None:
    sorting.kind, sorting.asked_at, sorting.proposal = kind, now() if kind else None, None
    db.add(sorting)
    db.flush()


def _with_surest(started: Material, answer: Sorted) -> Proposal:
    """The board as it is, with the surest half of what the named themes attract."""
    lies = {**started.laid, **answer.surest}
    groups = [
        Group(theme.id, theme.name, tuple(sorted(each for each in lies if lies[each] == theme.id)), typical=0)
        for theme in started.themes
    ]
    return Proposal(tuple(groups), tuple(each for each in started.texts if each not in lies))


def _accept(db: Session, cafe: Cafe, proposal: Proposal, chosen: Iterable[int], *, takes_heap: bool) -> None:
    with changing(db, cafe, "accepted"):
        free = _free(db, cafe)
        for number in sorted({number for number in chosen if 0 <= number < len(proposal.groups)}):
            _lay_group(db, cafe, proposal.groups[number], free)
        for each in proposal.heap if takes_heap else ():
            if each in free:
                free[each].theme_id = None
                db.add(free[each])
        for first, *others in proposal.twins:
            for each in others:
                if each in free:
                    free[each].twin_of_id = first
                    db.add(free[each])
        db.flush()
        held = {placement.theme_id for placement in reading.placements(db, cafe).values()}
        for theme in reading.themes(db, cafe):
            if theme.made_by == MadeBy.software and theme.id not in held:
                theme.gone_at = now()
                db.add(theme)


def _free(db: Session, cafe: Cafe) -> dict[int, Placement]:
    """Placements, new ones as well, of all that may be seen and the host has not decided."""
    mine = select(Contribution).where(Contribution.cafe_id == cafe.id_)
    placed = reading.placements(db, cafe)
    every = {
        each.id_: placed.get(each.id_) or Placement(contribution_id=each.id_, laid_by=MadeBy.software)
        for each in db.exec(mine)
        if each.is_shown
    }
    return {each: placement for each, placement in every.items() if placement.laid_by == MadeBy.software}


def _lay_group(db: Session, cafe: Cafe, group: Group, free: dict[int, Placement]) -> None:
    members: Sequence[int] = [each for each in group.contributions if each in free]
    theme = None
    if group.theme_id is not None:
        theme = next((each for each in reading.themes(db, cafe) if each.id == group.theme_id), None)
        if theme is None:
            return
    elif members:
        theme = lay_theme(db, cafe, group.name, MadeBy.software)
    if theme is None:
        return
    if group.typical in group.contributions:
        theme.typical_id = group.typical
        db.add(theme)
    for each in members:
        free[each].theme_id = theme.id_
        db.add(free[each])


def _listed(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in words.split(",") if part.strip()))
