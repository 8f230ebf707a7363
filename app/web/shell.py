"""What a device keeps of us beside a page: how we look on its home screen, and what it shows without a network."""

import json
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.templating import STATIC, asset, cafe_url, static_version
from app.translations import by_tag, translate
from app.web.deps import TheCafe, TheGuest, TheHouse, language_of, moment, page, tongue_of
from app.web.security import policy

router = APIRouter()
WORKER = Path(STATIC) / "js/service-worker.js"
ROOM, PAPER = "#f4ead9", "#fffcf5"
"""As in tokens.css: the wall of the café, and the paper on which an opening app is drawn."""
ICONS = (("mat-192.png", 192, "any"), ("mat-512.png", 512, "any"), ("mat-maskable-512.png", 512, "maskable"))


@router.get("/manifest.webmanifest")
def manifest(request: Request, house: TheHouse, cafe: str = "") -> Response:
    """How we are put on a home screen: the front door, or with a café's key the guest's own table.

    Browsers ask for it without cookies, so the language stands in the address.
    """
    title, start = "", "/"
    if cafe:
        with moment(house, cafe, request) as (_, found):
            title, start = found.title, cafe_url(found, "table")
    language = language_of(request)
    described = {
        "id": start,
        "name": title or translate(tongue_of(request), "Tischdecke – das Weltcafé im Raum"),
        "short_name": "Tischdecke",
        "start_url": start,
        "scope": "/",
        "display": "standalone",
        "lang": language,
        "dir": by_tag(language).direction,
        "theme_color": ROOM,
        "background_color": PAPER,
        "icons": [
            {"src": asset(f"icons/{name}"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for name, size, purpose in ICONS
        ],
    }
    return Response(json.dumps(described, ensure_ascii=False), media_type="application/manifest+json")


@router.get("/service-worker.js")
def service_worker(request: Request) -> Response:
    """The script that stands between a phone and the network, one for each release, told how pages are guarded.

    It has to come from the root of all addresses, for it may only look after what lies below its own.
    """
    clothes = dict(policy(request.headers.get("host", ""), is_tls=request.url.scheme == "https"))
    told = {"VERSION": static_version(), "POLICY": clothes[b"content-security-policy"].decode()}
    head = "".join(f"const {name} = {json.dumps(value)};" for name, value in told.items())
    return Response(f"{head}\n{WORKER.read_text('utf-8')}", media_type="text/javascript")


@router.get("/cafes/{key}/table/drawers")
def drawers(request: Request, cafe: TheCafe, me: TheGuest) -> Response:
    """What the phone's page leaves out, needed only behind a button: the leaf to draw on, the phone's switches."""
    return page(request, "table/_drawers.html", s={"cafe": cafe, "me": me})


@router.get("/offline")
def offline(request: Request) -> Response:
    """Kept by the phone, and shown for any page that it cannot get."""
    return page(request, "errors/offline.html")
