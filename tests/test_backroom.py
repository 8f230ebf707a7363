"""The process in which contributions are sorted: what it answers, and what becomes of a task when it does not."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from app import backroom
from app.backroom import Backroom, TaskFailed
from app.synthesis.material import BoardTheme, Material

MATERIAL = Material(
    texts={
        1: "Den Newsletter abschaffen",
        2: "Newsletter kürzen",
        3: "Den Newsletter liest niemand",
        4: "Fotos selbst machen",
        5: "Bessere Fotos auf die Seite",
        6: "Ein Foto aufs Profil",
    }
)
NAMED = Material(
    MATERIAL.texts,
    themes=(BoardTheme(1, "Newsletter", is_kept=True), BoardTheme(2, "Fotos", is_kept=True)),
    laid={1: 1, 4: 2},
)
DIES = "import sys; sys.stdin.readline(); sys.exit(3)"
TALKS_NONSENSE = "import sys; sys.stdin.readline(); print('hello'); sys.stdout.flush(); sys.stdin.readline()"
IS_SILENT = "import sys; sys.stdin.read()"
REFUSES = """
import sys
for line in sys.stdin:
    print('{"progress": 0.5}'); print('{"error": "no"}', flush=True)
"""


def run(work: Callable[[Backroom], Awaitable[None]], *program: str) -> None:
    """Does something in a back room that is left afterwards."""

    async def inside() -> None:
        room = Backroom(program) if program else Backroom()
        try:
            await work(room)
        finally:
            await room.leave()

    asyncio.run(inside())


def test_one_process_does_all_three_tasks() -> None:
    async def work(room: Backroom) -> None:
        proposal = await room.draft(MATERIAL)
        assert sorted([*proposal.heap, *(each for group in proposal.groups for each in group.contributions)]) == [
            *range(1, 7)
        ]
        process = room._process
        found = await room.sort(NAMED)
        assert not {1, 4} & (found.surest.keys() | found.rest.keys()) or found.surest.get(1, 1) == 1
        placed = await room.place(Material(NAMED.texts | {7: "Newsletter weg"}, NAMED.themes, NAMED.laid), [7])
        assert placed.themes == {7: 1}
        assert room._process is process

    run(work)


@pytest.mark.parametrize("program", [DIES, TALKS_NONSENSE, IS_SILENT, REFUSES])
def test_a_task_fails_and_the_next_one_gets_a_fresh_chance(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backroom, "PATIENCE", 1.0)

    async def work(room: Backroom) -> None:
        for _ in range(2):
            with pytest.raises(TaskFailed):
                await room.draft(MATERIAL)

    run(work, sys.executable, "-c", program)


def test_a_program_that_is_not_there_is_a_task_that_failed(tmp_path: Path) -> None:
    async def work(room: Backroom) -> None:
        with pytest.raises(TaskFailed):
            await room.draft(MATERIAL)

    run(work, str(tmp_path / "nothing"))


def test_it_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[float] = []

    async def work(room: Backroom) -> None:
        with pytest.raises(TaskFailed):
            await room.draft(MATERIAL, heard.append)

    run(work, sys.executable, "-c", REFUSES)
    assert heard == [0.5]


def test_it_leaves_when_there_is_nothing_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backroom, "IDLE", 0.0)

    async def work(room: Backroom) -> None:
        with pytest.raises(TaskFailed):
            await room.draft(MATERIAL)
        process = room._process
        assert process is not None
        async with asyncio.timeout(10):
            await process.wait()

    run(work, sys.executable, "-c", REFUSES)
