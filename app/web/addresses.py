"""Under which address this server can be reached from phones in the room."""

import ipaddress
import socket

from starlette.requests import HTTPConnection

LOCAL_NAMES = {"localhost", "testserver", "0.0.0.0", "::1"}  # noqa: S104  compared, never bound


def lan_address() -> str:
    """This machine's address in its network, found without sending anything; 127.0.0.1 when there is no network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            found: str = probe.getsockname()[0]
        except OSError:
            return "127.0.0.1"
    return found


def is_loopback(host: str) -> bool:
    """Whether only this machine itself understands a host name."""
    if host in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def reachable_url(request: HTTPConnection, port: int) -> str:
    """As the host's browser reached us, unless that name means nothing to phones; no slash at the end."""
    host = request.headers.get("host", "")
    name = host.rsplit(":", 1)[0].strip("[]")
    scheme = "https" if request.url.scheme in ("https", "wss") else "http"
    if host and not is_loopback(name):
        return f"{scheme}://{host}"
    return lan_url(int(host.rsplit(":", 1)[1]) if host.rpartition(":")[2].isdecimal() else port)


def lan_url(port: int) -> str:
    """Where phones on the LAN find a server on this port."""
    return f"http://{lan_address()}" + ("" if port == 80 else f":{port}")
