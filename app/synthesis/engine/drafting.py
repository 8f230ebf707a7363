"""A draft of the whole board: themes with names, the heap, and what is said twice."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from app.synthesis.engine import naming, partitions
from app.synthesis.engine.consensus import Parting, parted, with_board
from app.synthesis.engine.ground import Ground, ground, made_of, staying
from app.synthesis.engine.identities import matched
from app.synthesis.engine.nearby import at_home, most_typical, placing
from app.synthesis.engine.twins import twins
from app.synthesis.engine.views import Features, Matrix, Rows, only
from app.synthesis.material import BoardTheme, Group, Material, Proposal

VOTING = 0.9
"""Share of the time that goes into the votes."""


def drafted(material: Material, progress: Callable[[float], None]) -> Proposal:
    stays = staying(material)
    board = ground(material, stays)
    features = made_of(board, material)
    rows = placing(features)
    parting = _parting(board, features, [theme.id for theme in stays], material.wanted, progress)
    homely = [cluster for cluster in (at_home(rows, cluster) for cluster in parting.fresh) if cluster]
    parting = replace(parting, fresh=homely)
    groups = _groups(board, rows, material, stays, parting)
    inside = {each for group in groups for each in group.contributions}
    families = twins(board.reading, features)
    progress(1.0)
    cards = len(board.ids)
    return Proposal(
        groups=tuple(sorted(groups, key=lambda group: (-len(group.contributions), group.contributions[:1]))),
        heap=tuple(each for each in board.ids if each not in inside),
        twins=tuple(
            tuple(board.ids[i] for i in family if i < cards)
            for family in families
            if sum(i < cards for i in family) > 1
        ),
    )


def _parting(
    board: Ground, features: Features, stays: Sequence[int], wanted: int | None, progress: Callable[[float], None]
) -> Parting:
    """Clusters of positions, one for each theme that stays; what the host took out of all themes takes no part."""
    cards = len(board.ids)
    speaks = board.speaks
    part = [i for i in range(len(board.texts)) if speaks[i] and not (i in board.pinned and i not in board.laid)]
    at = {i: number for number, i in enumerate(part)}
    law = {theme: [i for i in board.members(theme) if i in board.pinned or i >= cards] for theme in stays}
    audible = [theme for theme in stays if any(i in at for i in law[theme])]
    found = Parting([], [], [])
    if len(part) > 1:
        agreed = _agreed(board, features, part, progress)
        if board.laid:
            agreed = with_board(agreed, [board.laid.get(i) for i in part])
        found = parted(agreed, [[at[i] for i in law[theme] if i in at] for theme in audible], wanted)
    joined = dict(zip(audible, found.anchored, strict=False))
    anchored = [sorted({*law[theme], *(part[number] for number in joined.get(theme, []))}) for theme in stays]
    return Parting(
        [[i for i in cluster if i < cards] for cluster in anchored],
        [[part[number] for number in cluster] for cluster in found.fresh],
        [],
    )


def _agreed(board: Ground, features: Features, part: Sequence[int], progress: Callable[[float], None]) -> Matrix:
    """How often those who take part are put together; who says word for word the same counts as one, and always is."""
    said = [tuple(board.reading.terms[i]) for i in part]
    once = sorted(dict(zip(reversed(said), reversed(part), strict=True)).values())
    number = {tuple(board.reading.terms[i]): position for position, i in enumerate(once)}
    one_of = [number[terms] for terms in said]
    if len(once) < 2:
        return np.ones((len(part), len(part)), np.float32)
    votes = partitions.cast(only(features, once), lambda share: progress(VOTING * share))
    found: Matrix = partitions.agreement(votes, len(once))[np.ix_(one_of, one_of)]
    return found


def _groups(
    board: Ground, rows: Rows, material: Material, stays: Sequence[BoardTheme], parting: Parting
) -> list[Group]:
    kept = {theme.id for theme in stays}
    others = {theme.id: theme for theme in material.themes if theme.id not in kept}
    before = {each: frozenset(board.members(each)) for each in others}
    again = matched(parting.fresh, before)
    themes = [*stays, *(others.get(again.get(position, 0)) for position in range(len(parting.fresh)))]
    clusters = [*parting.anchored, *parting.fresh]
    typical = [most_typical(rows, cluster) if cluster else None for cluster in clusters]
    filled = [number for number, cluster in enumerate(clusters) if cluster]
    named = naming.names(
        board.reading, [clusters[number] for number in filled], board.texts, [typical[number] or 0 for number in filled]
    )
    name_of = dict(zip(filled, named, strict=True))
    groups = []
    for number, (theme, cluster) in enumerate(zip(themes, clusters, strict=True)):
        own = name_of.get(number, naming.Name("", ()))
        example = typical[number]
        groups.append(
            Group(
                theme_id=theme.id if theme else None,
                name=theme.name if theme else own.name,
                contributions=tuple(board.ids[i] for i in cluster),
                typical=0 if example is None else board.ids[example],
                words=own.words,
            )
        )
    return groups
