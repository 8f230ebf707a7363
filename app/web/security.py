"""Who is asking: signed cookies, secrets in links, the origin of a request, and headers that keep pages harmless."""

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from itsdangerous import BadSignature, URLSafeSerializer
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.cafes import codes
from app.cafes.models import Cafe

Door = Literal["host", "wall"]
Pass = Literal["host", "wall", "guest"]
MONTH = 30 * 24 * 3600
PLAIN = "/static/"
"""What lies here is no page; its many small answers go without the headers that only pages need."""
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_HOST = re.compile(r"[A-Za-z0-9.\-\[\]:]{1,255}")


class Keys:
    """Makes and checks what opens doors; everything derives from the server's one secret key."""

    def __init__(self, secret_key: bytes) -> None:
        self._secret_key = secret_key
        self._signers = {
            who: URLSafeSerializer(
                secret_key, salt=f"tischdecke.{who}", signer_kwargs={"digest_method": hashlib.sha256}
            )
            for who in get_args(Pass)
        }

    def link_secret(self, cafe: Cafe, door: Door) -> str:
        """The 256 bits at the end of a host's or wall's link; changes when the links are renewed."""
        return urlsafe_b64encode(self._derived(cafe, door)).decode().rstrip("=")

    def opens(self, cafe: Cafe, door: Door, secret: str) -> bool:
        return hmac.compare_digest(self.link_secret(cafe, door).encode(), secret.encode())

    def recovery_code(self, cafe: Cafe) -> str:
        """What the host types instead of the link: 29^16, more than 77 bits; changes when the links are renewed."""
        rest, signs = int.from_bytes(self._derived(cafe, "recovery"), "big"), ""
        for _ in range(codes.RECOVERY_LENGTH):
            rest, sign = divmod(rest, len(codes.ALPHABET))
            signs += codes.ALPHABET[sign]
        return signs

    def recovers(self, cafe: Cafe, typed: str) -> bool:
        """In any case, with or without blanks and hyphens."""
        return hmac.compare_digest(self.recovery_code(cafe), codes.normalised(typed))

    def _derived(self, cafe: Cafe, purpose: str) -> bytes:
        told = f"{purpose}:{cafe.key}:{cafe.link_generation}".encode()
        return hmac.digest(self._secret_key, told, hashlib.sha256)

    def admit(self, response: Response, request: HTTPConnection, cafe: Cafe, who: Pass, number: int) -> None:
        """Puts a signed cookie on the answer; `number`: the guest's id, or the generation of the links."""
        response.set_cookie(
            f"{who}_{cafe.key}",
            self._signers[who].dumps([cafe.key, number]),
            max_age=MONTH,
            path="/",
            httponly=True,
            samesite="lax",
            secure=request.url.scheme in ("https", "wss"),
        )

    def seal(self, cafe: Cafe, what: Any) -> str:
        """Something to be kept by a host's device and not to be made there."""
        return self._signers["host"].dumps(["sealed", cafe.key, what])

    def unsealed(self, cafe: Cafe, text: str | None) -> Any:
        """What was sealed for this café; none for anything else."""
        try:
            purpose, key, what = self._signers["host"].loads(text) if text else ("", "", None)
        except (BadSignature, ValueError, TypeError):
            return None
        return what if (purpose, key) == ("sealed", cafe.key) else None

    def admitted(self, request: HTTPConnection, cafe: Cafe, who: Pass) -> int | None:
        """The number in a cookie of ours for this café; none without one, or with a forged one."""
        cookie = request.cookies.get(f"{who}_{cafe.key}")
        try:
            key, number = self._signers[who].loads(cookie) if cookie else ("", None)
        except (BadSignature, ValueError, TypeError):
            return None
        return number if key == cafe.key and isinstance(number, int) else None


@dataclass(frozen=True)
class Viewer:
    """Who looks at or does something in a café, as far as their cookies prove it."""

    guest: int | None = None
    is_host: bool = False
    is_wall: bool = False

    @property
    def who(self) -> str:
        return "host" if self.is_host else f"p{self.guest}"


def fresh_key() -> str:
    """A key for a form that must not act twice."""
    return secrets.token_hex(16)


def is_same_origin(headers: Headers, *, required: bool) -> bool:
    """Whether the sender's page is ours; browsers always say so on writes and sockets, other programs need not."""
    origin = headers.get("origin")
    if origin is None:
        return not required and headers.get("sec-fetch-site", "none") in ("same-origin", "none")
    try:
        return urlsplit(origin).netloc == headers.get("host", "") != ""
    except ValueError:  # such as "http://["
        return False


class Guard:
    """Refuses writes and sockets from foreign pages, and dresses every answer in the strict content policy.

    A door that has a header of its own, stricter than ours, keeps it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await self._app(scope, receive, send)
        headers = Headers(scope=scope)
        is_socket = scope["type"] == "websocket"
        if (is_socket or scope["method"] not in SAFE_METHODS) and not is_same_origin(headers, required=is_socket):
            if is_socket:
                await receive()
                await send({"type": "websocket.close", "code": 1008})
                return None
            refusal = PlainTextResponse("Foreign origin.", 403, {"X-Content-Type-Options": "nosniff"})
            return await refusal(scope, receive, send)

        is_plain = scope["path"].startswith(PLAIN)
        clothes = _NOSNIFF if is_plain else policy(headers.get("host", ""), is_tls=scope["scheme"] == "https")

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                worn = {name for name, _ in message["headers"]}
                own = [each for each in clothes if each[0] not in worn]
                answer = message["headers"] = [*message["headers"], *own]
                if not is_plain and all(name != b"cache-control" for name, _ in answer):
                    answer.append((b"cache-control", b"no-store"))
            await send(message)

        return await self._app(scope, receive, dressed)


_NOSNIFF = [(b"x-content-type-options", b"nosniff")]


@lru_cache
def policy(host: str, *, is_tls: bool) -> list[tuple[bytes, bytes]]:
    """The security headers; sockets are named by host because older Safari does not count them as 'self'.

    Over plain HTTP browsers ignore an opener policy and complain about it on every page, so it is left out there.
    """
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    headers = {
        "content-security-policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
            f"connect-src 'self'{sockets}; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
            "base-uri 'none'; frame-ancestors 'none'"
        ),
        "referrer-policy": "same-origin",  # "no-referrer" would make browsers post forms with Origin: null
        "permissions-policy": "camera=(), microphone=(), geolocation=()",
    }
    if is_tls:
        headers["cross-origin-opener-policy"] = "same-origin"
    return _NOSNIFF + [(name.encode(), value.encode()) for name, value in headers.items()]
