"""The darkroom: one at a time, killed when it takes too long, and whatever happens there ends in a sentence."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryFile
from time import monotonic

import pytest

from app import darkroom
from app.darkroom import Darkroom, DarkroomFull, NoPhoto
from app.photos.taking import Developed
from tests.photos import pictures

HANGS = "import time; time.sleep(60)"
DIES = "import os; os.abort()"
RAVES = "print('x' * 200_000)"
TELLS_ITS_SECRETS = "import os, json; print(json.dumps({'refused': os.environ['TISCHDECKE_ADVISOR_KEY']}))"
COUNTS = """
import json, os, pathlib, sys, time
there = pathlib.Path(sys.argv[1]).parent / "darkroom-turn"
os.close(os.open(there, os.O_CREAT | os.O_EXCL))
time.sleep(.05)
there.unlink()
print(json.dumps({"refused": "no_photo"}))
"""


async def develop(room: Darkroom, content: bytes = b"photo") -> Developed:
    with TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        return await room.develop(file)


def program(code: str) -> Darkroom:
    return Darkroom(program=(sys.executable, "-c", code))


def test_a_photo_comes_back_in_both_sizes() -> None:
    made = asyncio.run(develop(Darkroom(), pictures.saved(pictures.paper(600, 400))))
    assert (made.width, made.height) == (600, 400)
    assert made.album.startswith(b"\xff\xd8\xff")
    assert made.thumbnail[8:12] == b"WEBP"
    assert "album=" not in repr(made)


def test_what_is_no_photo_is_told() -> None:
    with pytest.raises(NoPhoto, match="JPEG, PNG oder WebP"):
        asyncio.run(develop(Darkroom(), b"hello"))


@pytest.mark.parametrize("code", [HANGS, DIES, RAVES, TELLS_ITS_SECRETS])
def test_whatever_happens_there_is_a_kind_refusal(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(darkroom, "PATIENCE", 0.5 if code == HANGS else 20)
    monkeypatch.setenv("TISCHDECKE_ADVISOR_KEY", "no_photo")
    begun = monotonic()
    with pytest.raises(NoPhoto, match="fehlt ein Teil"):
        asyncio.run(develop(program(code)))
    assert monotonic() - begun < 20


def together(*works: Callable[[], Awaitable[object]]) -> list[object]:
    async def all_at_once() -> list[object]:
        return await asyncio.gather(*(work() for work in works), return_exceptions=True)

    return asyncio.run(all_at_once())


def test_one_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program fails where another one is at work."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    room = program(COUNTS)
    refusals = together(*[lambda: develop(room)] * 4)
    assert [str(each) for each in refusals] == [NoPhoto.sentence] * 4


def test_too_many_at_once_are_asked_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(darkroom, "WAITING", 2)
    room = program("import time; time.sleep(.2)")
    refusals = together(*[lambda: develop(room)] * 3)
    assert [type(each) for each in refusals] == [NoPhoto, NoPhoto, DarkroomFull]
    room.must_have_room()
