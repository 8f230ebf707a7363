"""What happens to a board while the café goes on: contributions added, themes named, everything sorted again."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.synthesis.engine import words
from app.synthesis.engine.answers import draft, place, sort
from app.synthesis.material import BoardTheme, Material, Proposal
from bench._agreement import moved, rand_index
from bench._sessions import Session

ADDED = 5
"""Contributions added one by one, with a draft after each, to see how many others a draft moves."""
HOST_WORDS = 3


@dataclass(frozen=True)
class Growth:
    """Shares, 0 to 1; the board is drafted at half, then the rest comes."""

    disturbed: int
    """Others that an answer about a newcomer speaks of."""
    moved_each: float
    """By a fresh draft after each contribution, of those that were there before."""
    moved_at_once: float
    """By one fresh draft when the café has doubled."""
    moved_with_board: float
    """The same, while the present board votes."""
    fresh: float
    """Adjusted Rand index of the fresh draft of all."""
    with_board: float
    placed_one_by_one: float
    """Adjusted Rand index if nothing is drafted again and each is laid where it fits."""
    placed: float
    """Share of the later ones that found a theme."""


def quiet(share: float) -> None:
    """Nobody listens to the progress."""


def labels(proposal: Proposal, ids: Sequence[int]) -> list[str]:
    """The cluster of each contribution; in the heap everyone is alone."""
    home = {each: f"theme {number}" for number, group in enumerate(proposal.groups) for each in group.contributions}
    return [home.get(each, f"alone {each}") for each in ids]


def growth(session: Session) -> Growth:
    texts = session.texts
    ids = list(texts)
    half = ids[: len(ids) // 2]
    first = draft(Material({each: texts[each] for each in half}, language=session.language), quiet)
    before = labels(first, half)
    last, steps = before, []
    for more in range(1, ADDED + 1):
        now = draft(Material({each: texts[each] for each in ids[: len(half) + more]}), quiet)
        steps.append(moved(last[: len(half)], labels(now, half)))
        last = labels(now, half)
    board = tuple(BoardTheme(number, group.name) for number, group in enumerate(first.groups, 1))
    laid = {each: number for number, group in enumerate(first.groups, 1) for each in group.contributions}
    all_of_it = Material(texts, themes=board, laid=laid, language=session.language)
    again, anew = draft(all_of_it, quiet), draft(Material(texts, language=session.language), quiet)
    disturbed = 0
    for each in ids[len(half) :]:
        known = {one: text for one, text in texts.items() if one <= each}
        found = place(Material(known, themes=board, laid=laid, language=session.language), [each]).themes
        disturbed += len(found.keys() - {each})
        if (home := found[each]) is not None:
            laid = {**laid, each: home}
    one_by_one = [str(laid.get(each, f"alone {each}")) for each in ids]
    return Growth(
        disturbed=disturbed,
        moved_each=sum(steps) / len(steps),
        moved_at_once=moved(before, labels(anew, half)),
        moved_with_board=moved(before, labels(again, half)),
        fresh=_judged(session, labels(anew, ids)),
        with_board=_judged(session, labels(again, ids)),
        placed_one_by_one=_judged(session, one_by_one),
        placed=sum(each in laid for each in ids[len(half) :]) / len(ids[len(half) :]),
    )


def _judged(session: Session, found: Sequence[str]) -> float:
    both = [(theme, label) for theme, label in zip(session.themes, found, strict=True) if theme]
    return rand_index([theme for theme, _ in both], [label for _, label in both])


def named(session: Session) -> tuple[float, float]:
    """Share of all that lies right when sorted by named themes, and of the surest half.

    The host is played by the given themes: their names, and the words that tell most about what lies in them. Such a
    host knows better than a real one.
    """
    names = sorted({theme for theme in session.themes if theme})
    number = {name: i for i, name in enumerate(names, 1)}
    board = tuple(BoardTheme(number[name], name, _telling(session, name), True) for name in names)
    found = sort(Material(session.texts, themes=board, language=session.language), quiet)
    right = {each: number[card.theme] for each, card in enumerate(session.cards, 1) if card.theme}
    homes = {**found.rest, **found.surest}
    surest = [each for each in found.surest if each in right]
    return (
        sum(homes.get(each) == theme for each, theme in right.items()) / len(right),
        sum(found.surest[each] == right[each] for each in surest) / max(1, len(surest)),
    )


def _telling(session: Session, theme: str) -> tuple[str, ...]:
    said = Counter[str]()
    everywhere = Counter[str]()
    for card in session.cards:
        own = {word.lower() for word in words.words(card.text) if words.tells(word, session.language)}
        everywhere.update(own)
        if card.theme == theme:
            said.update(own)
    order = sorted(said, key=lambda word: (-said[word] * said[word] / everywhere[word], word))
    return tuple(order[:HOST_WORDS])
