"""What one device may do on all its sockets together. Never by address: a whole room shares one."""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Protocol

BURST, PER_SECOND = 40.0, 8.0
MOST_SOCKETS = 8
"""Some tabs, and some that died without a farewell."""
REMEMBERED = 10_000


class Bucket:
    """A token bucket: `BURST` at once, then `PER_SECOND` a second."""

    def __init__(self) -> None:
        self._level = BURST
        self._at = monotonic()

    def allows(self) -> bool:
        now = monotonic()
        self._level = min(BURST, self._level + (now - self._at) * PER_SECOND)
        self._at = now
        if self._level < 1:
            return False
        self._level -= 1
        return True


class Socket(Protocol):
    def give_way(self) -> None:
        """Ends this socket because its device has opened too many newer ones."""


class Device:
    """One guest's phone with all its tabs."""

    def __init__(self) -> None:
        self.bucket = Bucket()
        self._sockets: list[Socket] = []

    @contextmanager
    def holding(self, socket: Socket) -> Iterator[None]:
        """While this socket is open; the oldest gives way to one too many, for that one is most likely dead."""
        self._sockets.append(socket)
        if len(self._sockets) > MOST_SOCKETS:
            self._sockets.pop(0).give_way()
        try:
            yield
        finally:
            if socket in self._sockets:
                self._sockets.remove(socket)


class Devices:
    """The devices that were here last; a bucket outlives its sockets, or else closing one would fill it again."""

    def __init__(self) -> None:
        self._devices: OrderedDict[str, Device] = OrderedDict()

    def of(self, who: str) -> Device:
        device = self._devices.setdefault(who, Device())
        self._devices.move_to_end(who)
        if len(self._devices) > REMEMBERED:
            self._devices.popitem(last=False)
        return device
