"""The proposal beside the present state: what would come, go and stay. Only looks."""

from dataclasses import dataclass

from sqlmodel import Session

from app.cafes.models import Cafe
from app.synthesis import reading
from app.synthesis.board import BoardTheme, Card
from app.synthesis.models import ProposalKind
from app.synthesis.proposing import proposal_of


@dataclass(frozen=True)
class ProposedGroup:
    """What one theme would become."""

    number: int
    """Its position in the proposal; by it a part of the proposal is chosen."""
    theme: BoardTheme | None
    """The theme that is there already; none for a new one."""
    name: str
    words: tuple[str, ...]
    comes: list[Card]
    """Cards that lie elsewhere now."""
    stays: int
    """How many of its cards lie there already."""

    @property
    def count(self) -> int:
        return self.stays + len(self.comes)


@dataclass(frozen=True)
class Preview:
    """Everything that would change, the largest first."""

    kind: ProposalKind
    groups: list[ProposedGroup]
    to_heap: list[Card]
    """Cards that would leave their theme for the heap."""
    vanishing: list[BoardTheme]
    """Themes that nobody named and that would be empty."""

    @property
    def moved(self) -> int:
        return sum(len(group.comes) for group in self.groups) + len(self.to_heap)


def preview(db: Session, cafe: Cafe) -> Preview | None:
    """The proposal that waits, compared with the board; none if none waits."""
    sorting = reading.sorting(db, cafe)
    proposal = proposal_of(sorting)
    if proposal is None or sorting.kind is None:
        return None
    board = reading.board(db, cafe)
    cards = {card.id: card for card in board.cards}
    free = {each for each, card in cards.items() if not card.is_pinned and not card.is_voice}
    themes = {theme.id: theme for theme in board.themes}
    target = {each: group for group in proposal.groups for each in group.contributions if each in free}
    groups = []
    for number, group in enumerate(proposal.groups):
        theme = themes.get(group.theme_id) if group.theme_id is not None else None
        if group.theme_id is not None and theme is None:
            continue
        comes = [
            cards[each]
            for each in group.contributions
            if each in free and (theme is None or cards[each].theme_id != theme.id)
        ]
        if comes:
            stays = (
                [card for card in theme.cards if card.id not in free or target.get(card.id) is group] if theme else []
            )
            name = theme.name if theme else group.name
            groups.append(ProposedGroup(number, theme, name, group.words, comes, len(stays)))
    to_heap = [cards[each] for each in proposal.heap if each in free and cards[each].theme_id in themes]
    leaving = {card.id for group in groups for card in group.comes} | {card.id for card in to_heap}
    receiving = {group.theme.id for group in groups if group.theme}
    vanishing = [
        theme
        for theme in board.themes
        if not theme.is_kept and theme.id not in receiving and all(card.id in leaving for card in theme.cards)
    ]
    return Preview(sorting.kind, sorted(groups, key=lambda group: -group.count), to_heap, vanishing)
