"""Doors that only hosts pass and that lead back to the host's own screen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.cafes.models import Cafe
from app.web.deps import House, TheCafe, TheHost, TheHouse, command, done


@dataclass(frozen=True)
class Desk:
    """A host at one of their screens: a command, and then the screen again."""

    request: Request
    cafe: Cafe
    house: House
    screen: str

    async def do(self, verb: Callable[[Session, Cafe], object], *, then: str = "") -> Response:
        """`then` is another screen, if it is not to be the same one."""
        await command(self.house, self.cafe, verb)
        return self.done(then)

    def done(self, then: str = "") -> Response:
        return done(self.request, self.cafe, then or self.screen)


def desk(screen: str) -> Any:
    """What a door asks for that only hosts pass, and that leads back to `screen`."""

    async def of(request: Request, cafe: TheCafe, _host: TheHost, house: TheHouse) -> Desk:
        return Desk(request, cafe, house, screen)

    return Depends(of)


TheConsole = Annotated[Desk, desk("host")]
TheGuestList = Annotated[Desk, desk("guests")]
TheBoard = Annotated[Desk, desk("synthesis")]
ThePlan = Annotated[Desk, desk("plan")]
