"""Where every evening of the machine begins: a café in its first round, laid once and copied for each of them."""

import logging
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import pytest

from app import timekeeper
from app.db import open_engine
from app.live import devices, feed
from app.migrating import migrate
from tests.live.stateful.cast import Cast
from tests.live.stateful.hourglass import Hourglass, hourglass
from tests.live.stateful.house import DATABASE, House
from tests.live.stateful.world import A_TICK, World

MEMORY = Path("/dev/shm")
"""Where a disk that is flushed after every commit costs nothing."""


@dataclass(frozen=True)
class Stage:
    """A laid café on a disk, with each screen's page, and the house and the loop that all evenings share."""

    loop: Hourglass
    house: House
    folder: Path
    cast: Cast
    pages: dict[str, str]

    def begin(self, seed: int) -> World:
        """A new evening; what would be chance in it follows from `seed`."""
        for path in self.house.folder.iterdir():
            path.unlink()
        shutil.copytree(self.folder, self.house.folder, dirs_exist_ok=True)
        self.loop.seed(seed)
        self.house.complaints.heard.clear()
        self.house.open()
        return World(self.loop, self.house, self._devices_of_their_own(), self.pages)

    def _devices_of_their_own(self) -> Cast:
        return deepcopy(self.cast, {id(self.house): self.house})


@contextmanager
def stage() -> Iterator[Stage]:
    """Lays the café once, with everybody seated and each screen's page fetched."""
    with ExitStack() as kept:
        folder = Path(kept.enter_context(tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)))
        loop = kept.enter_context(hourglass())
        patch = kept.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(timekeeper, "LOOKS_EVERY", A_TICK)
        for module in (devices, feed):
            patch.setattr(module, "monotonic", loop.time)
        engine = open_engine(f"sqlite:///{folder / 'house' / DATABASE}")
        migrate(engine)
        engine.dispose()
        house = House(loop, folder / "house")
        logging.getLogger("app").addHandler(house.complaints)
        kept.callback(logging.getLogger("app").removeHandler, house.complaints)
        house.open()
        cast = Cast(house)
        loop.run(_fill(cast))
        world_screens = [
            *(cast.phone(name) for name in cast.guests),
            cast.screen("wall"),
            cast.screen("host", cast.host),
        ]
        world_screens += [cast.screen("host", cast.co_host), cast.screen("synthesis", cast.host)]
        pages = {screen.name: loop.run(screen.ask_for_page()).text for screen in world_screens}
        house.close()
        shutil.copytree(folder / "house", folder / "laid")
        yield Stage(loop, house, folder / "laid", cast, pages)


async def _fill(cast: Cast) -> None:
    await cast.lay()
    for name, table, language in (("Anna", 1, "de"), ("Ben", 1, "en"), ("Cem", 2, "de"), ("Dora", 2, "de")):
        await cast.seat(name, table, language=language)
    await cast.hand_out("wall", cast.wall)
    await cast.hand_out("host", cast.co_host)
    await cast.step()
