"""A floor under the quality, so that nobody lowers it unnoticed; the whole of it is measured by bin/bench synthesis."""

from statistics import fmean
from time import process_time

import pytest

from app.synthesis.engine.answers import draft, place
from app.synthesis.material import BoardTheme, Material
from bench._agreement import actions, moved, rand_index
from bench._boards import labels, named, quiet
from bench._sessions import Session, every

SESSIONS = {session.name: session for session in every()}


def judged(session: Session) -> tuple[float, float]:
    found = draft(Material(session.texts, language=session.language), quiet)
    both = [each for each in zip(session.themes, labels(found, list(session.texts)), strict=True) if each[0]]
    given, own = ([each[i] for each in both] for i in (0, 1))
    return rand_index(given, own), actions(given, own)


@pytest.mark.parametrize(
    ("names", "index", "work"),
    [
        (["banking77-50-0", "banking77-50-1", "clinc150-50-0", "clinc150-50-3"], 0.55, 27),
        (["krefeld-0"], 0.29, 46),
        (["notes, German", "notes, mixed"], 0.13, 66),
    ],
)
def test_themes_are_as_good_as_they_were(names: list[str], index: float, work: float) -> None:
    found = [judged(SESSIONS[name]) for name in names]
    assert fmean(each for each, _ in found) >= index
    assert fmean(each for _, each in found) <= work


def test_themes_named_by_the_host_sort_the_rest() -> None:
    right, surest = named(SESSIONS["krefeld-0"])
    assert right >= 0.62
    assert surest >= 0.85


def test_a_board_that_doubles_stays_what_it_is() -> None:
    session = SESSIONS["krefeld-0"]
    texts = session.texts
    half = {each: text for each, text in texts.items() if each <= len(texts) // 2}
    first = draft(Material(half), quiet)
    board = tuple(BoardTheme(number, group.name) for number, group in enumerate(first.groups, 1))
    laid = {each: number for number, group in enumerate(first.groups, 1) for each in group.contributions}
    again = draft(Material(texts, board, laid=laid), quiet)
    assert moved(labels(first, list(half)), labels(again, list(half))) <= 0.1


def test_the_host_does_not_wait() -> None:
    session = SESSIONS["clinc150-200-0"]
    began = process_time()
    found = draft(Material(session.texts), quiet)
    assert process_time() - began < 4  # less than one on a machine that nobody else uses
    board = tuple(BoardTheme(number, group.name) for number, group in enumerate(found.groups, 1))
    laid = {each: number for number, group in enumerate(found.groups, 1) for each in group.contributions}
    began = process_time()
    place(Material(session.texts, board, laid=laid), [7])
    assert process_time() - began < 0.3
