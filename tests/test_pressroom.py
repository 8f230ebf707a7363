"""The press is a process that may hang, crash and talk nonsense; what it has finished is kept for a while."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from app.press.job import Job
from app.pressroom import DONE, KEPT, PressFailed, Pressroom

JOB: Job = {"orders": []}
GOOD = """
import json, pathlib, sys
folder = pathlib.Path(sys.argv[1])
with (folder.parent / "calls").open("a") as calls: calls.write("x")
(folder / "a.txt").write_text((folder / "brought").read_text())
print(json.dumps({"progress": 0.5}))
print(json.dumps({"lost": ["᠋"]}))
print(json.dumps({"made": ["a.txt"]}))
"""


def room(tmp_path: Path, program: str) -> Pressroom:
    script = tmp_path / "press.py"
    script.write_text(program)
    return Pressroom(tmp_path / "shelf", (sys.executable, str(script)))


def bring(folder: Path) -> None:
    (folder / "brought").write_text("Käse")


def test_what_was_made_is_found_again_and_not_made_twice(tmp_path: Path) -> None:
    press = room(tmp_path, GOOD)
    first = asyncio.run(press.make(7, JOB, bring))
    assert (first / "a.txt").read_text() == "Käse"
    assert asyncio.run(press.make(7, JOB, bring)) == first
    assert (first.parent / "calls").read_text() == "x"
    assert press.finished(first.name) == first
    assert press.belongs(first.name, 7, "host")
    assert not press.belongs(first.name, 8, "host") and not press.belongs(first.name, 7, "guests")
    assert not press.belongs("7-host-../../../etc", 7, "host")


def test_two_who_ask_at_once_wait_for_one_press(tmp_path: Path) -> None:
    press = room(tmp_path, GOOD)

    async def both() -> list[Path]:
        return list(await asyncio.gather(press.make(7, JOB, bring), press.make(7, JOB, bring)))

    one, other = asyncio.run(both())
    assert one == other and (one.parent / "calls").read_text() == "x"


@pytest.mark.parametrize(
    "program",
    ["raise SystemExit(3)", "print('no JSON')", "print('{\"progress\": 0.5}')", "import time; time.sleep(600)"],
    ids=["dies", "babbles", "stops in the middle", "hangs"],
)
def test_a_press_that_fails_is_reported_and_leaves_nothing(
    tmp_path: Path, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.pressroom.PATIENCE", 1.0)
    press = room(tmp_path, program)
    with pytest.raises(PressFailed):
        asyncio.run(press.make(7, JOB))
    assert list((tmp_path / "shelf").iterdir()) == []


def test_old_files_are_cleared_away(tmp_path: Path) -> None:
    press = room(tmp_path, GOOD)
    old = asyncio.run(press.make(7, JOB, bring))
    long_ago = (old / DONE).stat().st_mtime - KEPT - 1
    os.utime(old, (long_ago, long_ago))
    asyncio.run(press.make(8, JOB, bring))
    assert not old.exists()
