"""A café to look at: a server, and a written evening that is played on it."""

import argparse
import asyncio
import tempfile
from contextlib import ExitStack
from pathlib import Path
from threading import Event

from app.rehearsal.guests import Refused
from app.rehearsal.playing import Playing
from app.rehearsal.scenario import Scenario, read
from app.rehearsal.serving import NoServer, own
from app.rehearsal.telling import Progress, announce, complain

EVENING = Path(__file__).parent / "evening.de.json"
PORT = 8000
EVERYWHERE = "0.0.0.0"  # noqa: S104  phones on the LAN may look at it too


def demonstrate(chosen: argparse.Namespace) -> int:
    """The command `demo`: plays one evening and serves until Ctrl-C; its data stays only in a folder that is named."""
    scenario = read(EVENING)
    with ExitStack() as stack:
        folder = chosen.data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tischdecke-")))
        try:
            server = stack.enter_context(own(folder, chosen.port or PORT, chosen.host or EVERYWHERE))
            asyncio.run(_play(scenario, server, chosen.speed))
            Event().wait()
        except (NoServer, Refused) as problem:
            complain(str(problem))
            return 2
        except KeyboardInterrupt:
            return 0
    return 0


async def _play(scenario: Scenario, server: str, speed: float) -> None:
    with Progress(scenario) as progress:
        playing = Playing(scenario, server, speed, progress)
        await playing.host.lay(scenario)
        announce(await playing.host.links())
        await playing.play()
