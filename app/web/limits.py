"""Guessing codes is slowed down; honest guests behind one address are not, since only failures count."""

import ipaddress
from collections import OrderedDict
from time import monotonic

from app.errors import CafeError, marked

REMEMBERED = 10_000


class TooManyTries(CafeError):
    status = 429
    sentence = marked("Gerade wurden zu viele falsche Codes probiert. Scann den QR-Code, oder warte zehn Sekunden.")


class Bucket:
    """`burst` tokens at once, then `per_second`; charging below zero is refused."""

    def __init__(self, burst: float, per_second: float) -> None:
        self._burst, self._per_second = burst, per_second
        self._level, self._at = burst, monotonic()

    @property
    def level(self) -> float:
        return min(self._burst, self._level + (monotonic() - self._at) * self._per_second)

    def charge(self) -> None:
        self._level, self._at = max(self.level - 1, 0), monotonic()


class Limits:
    """Failed codes: 200 at once and one a second for the whole server; 60 at once and 30 a minute for one address."""

    def __init__(self) -> None:
        self._all = Bucket(200, 1)
        self._by_address: OrderedDict[str, Bucket] = OrderedDict()

    def check(self, address: str) -> None:
        """Raises TooManyTries while an address, or everybody together, has guessed too often."""
        if min(self._all.level, self._of(address).level) < 1:
            raise TooManyTries

    def failed(self, address: str) -> None:
        """Charges one wrong code."""
        self._all.charge()
        self._of(address).charge()

    def _of(self, address: str) -> Bucket:
        network = _network(address)
        bucket = self._by_address.pop(network, None) or Bucket(60, 0.5)
        self._by_address[network] = bucket
        if len(self._by_address) > REMEMBERED:
            self._by_address.popitem(last=False)
        return bucket


def _network(address: str) -> str:
    """IPv6 addresses of one household count as one (/64)."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{ip}/64", strict=False)) if ip.version == 6 else str(ip)
