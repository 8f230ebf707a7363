"""Where files are made: the press runs as a process of its own, so that no phone feels it and no crash reaches us.

What is asked for decides the folder that it is made in: the same question asked again finds the finished files there.
"""

import asyncio
import hashlib
import json
import logging
import os
import re
import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from app.errors import CafeError, marked
from app.press.job import Job

AT_ONCE = 2
"""Presses that run side by side on one server."""
PATIENCE = 60.0
"""Seconds for one file until its press is stopped."""
KEPT = 24 * 3600
"""Seconds that finished files lie here."""
DONE = "done.json"
"""Lies in a folder whose files are all there: `{"lost": […]}`, signs that no font has."""
LONGEST_LINE = 1 << 20
PRESS = Path(__file__).parent / "press"
log = logging.getLogger(__name__)

Bring = Callable[[Path], None]
"""Puts what a job needs beside its document, such as photos, into its folder; runs in a thread."""


@cache
def _press() -> bytes:
    """What the press is made of, so that a newer one does not hand out what an older one has made."""
    parts = sorted(path for path in PRESS.rglob("*") if path.suffix in (".py", ".typ"))
    return b"".join(path.read_bytes() for path in parts)


class PressFailed(CafeError):
    status = 503
    sentence = marked("Die Datei ließ sich gerade nicht herstellen. Versuch es in einer Minute noch einmal.")


def _nothing(_folder: Path) -> None:
    pass


class Pressroom:
    """One café has one press at a time; of all cafés together two, the others wait."""

    def __init__(self, shelf: Path, program: Sequence[str] = (sys.executable, "-m", "app.press")) -> None:
        self._shelf = shelf.resolve()
        self._program = program
        self._presses = asyncio.Semaphore(AT_ONCE)
        self._turns: dict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._running: dict[str, asyncio.Task[Path]] = {}
        self._progress: dict[str, float] = {}

    async def make(self, cafe_id: int, job: Job, bring: Bring = _nothing, *, readers: str = "host") -> Path:
        """The folder with the finished files; raises PressFailed."""
        return await asyncio.shield(self.begin(cafe_id, job, bring, readers=readers)[1])

    def begin(
        self, cafe_id: int, job: Job, bring: Bring = _nothing, *, readers: str = "host"
    ) -> tuple[str, asyncio.Task[Path]]:
        """The name of what will be made, and the work on it; asking again for what is being made joins it.

        `readers` is a word for who may have the files (`belongs` asks for it again).
        """
        document = json.dumps(job, ensure_ascii=False).encode(errors="replace")
        name = f"{cafe_id}-{readers}-{hashlib.sha256(_press() + document).hexdigest()[:32]}"
        task = self._running.get(name)
        if task is None:
            self._progress[name] = 0.0
            task = asyncio.create_task(self._make(cafe_id, name, document, bring))
            self._running[name] = task
            task.add_done_callback(lambda done: self._forget(name, done))
        return name, task

    def progress(self, name: str) -> float | None:
        """How far the work is, 0 to 1; none if nothing of this name is being made here."""
        return self._progress.get(name)

    def finished(self, name: str) -> Path | None:
        """The folder of something that was made, if it still lies here."""
        folder = self._shelf / name
        return folder if (folder / DONE).is_file() else None

    @staticmethod
    def lost(folder: Path) -> list[str]:
        """Signs in finished files that no font has."""
        found: list[str] = json.loads((folder / DONE).read_text())["lost"]
        return found

    @staticmethod
    def belongs(name: str, cafe_id: int, readers: str) -> bool:
        """Whether a name was given to something made for these readers of this café."""
        return re.fullmatch(rf"{cafe_id}-{readers}-[0-9a-f]{{32}}", name) is not None

    def throw_away(self, cafe_id: int) -> None:
        """All that was made of one café."""
        for folder in self._shelf.glob(f"{cafe_id}-*"):
            shutil.rmtree(folder, ignore_errors=True)

    async def close(self) -> None:
        """Stops every press."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _forget(self, name: str, task: asyncio.Task[Path]) -> None:
        self._running.pop(name, None)
        self._progress.pop(name, None)
        if not task.cancelled():
            task.exception()  # whoever waits is told; nobody may be waiting any more

    async def _make(self, cafe_id: int, name: str, document: bytes, bring: Bring) -> Path:
        folder = self._shelf / name
        if (folder / DONE).is_file():
            return folder
        async with self._turns[cafe_id], self._presses:
            try:
                await asyncio.to_thread(self._lay_out, folder, document, bring)
                lost = await self._press(name, folder)
            except (OSError, EOFError, ValueError, TimeoutError) as failure:
                log.error("the press did not come to its end", exc_info=failure)
                await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
                raise PressFailed from failure
            (folder / DONE).write_text(json.dumps({"lost": lost}))
        return folder

    def _lay_out(self, folder: Path, document: bytes, bring: Bring) -> None:
        self._clear_away()
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "job.json").write_bytes(document)
        bring(folder)

    def _clear_away(self) -> None:
        for old in self._shelf.glob("*-*"):
            if old.stat().st_mtime < time.time() - KEPT and old.name not in self._running:
                shutil.rmtree(old, ignore_errors=True)

    async def _press(self, name: str, folder: Path) -> list[str]:
        """Runs the program to its end; the signs that were lost."""
        process = await asyncio.create_subprocess_exec(
            *self._program,
            str(folder),
            stdout=asyncio.subprocess.PIPE,
            limit=LONGEST_LINE,
            cwd=Path(__file__).parent.parent,
            env=os.environ | {"PYTHONUTF8": "1"},
        )
        assert process.stdout
        lost: set[str] = set()
        try:
            while line := await asyncio.wait_for(process.stdout.readline(), PATIENCE):
                said: dict[str, Any] = json.loads(line)
                self._progress[name] = said.get("progress", self._progress.get(name, 0.0))
                lost.update(said.get("lost", ()))
                if "made" in said:
                    return sorted(lost)
            raise EOFError(f"the press ended with status {await process.wait()}")
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()
