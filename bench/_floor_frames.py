"""A server to measure against: a bare ASGI application with the product's protocol class, as fast as uvicorn can be.

Whatever text comes in goes as one finished frame to all who came to the same path. Under /fastapi is a FastAPI socket
that accepts and listens, for what a handshake costs there. Run as `python -m bench._floor_frames PORT`.
"""

import gc
import sys
from collections import defaultdict

import uvicorn
from fastapi import FastAPI, WebSocket
from starlette.types import Receive, Scope, Send

from app.live.frames import CARRIER, FrameProtocol, Message

LIMIT = 256 * 1024
BACKLOG = 2048
crowds: defaultdict[str, set[FrameProtocol]] = defaultdict(set)
framework = FastAPI()


async def carry(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["path"] == "/fastapi":
        return await framework(scope, receive, send)
    await receive()
    await send({"type": "websocket.accept"})
    me: FrameProtocol = scope["extensions"][CARRIER]
    everybody = crowds[scope["path"]]
    everybody.add(me)
    while (event := await receive())["type"] == "websocket.receive":
        frame = Message(event["text"]).bytes
        for screen in everybody:
            screen.carry(frame, LIMIT)
    everybody.discard(me)
    return None


@framework.websocket("/fastapi")
async def listen(websocket: WebSocket) -> None:
    await websocket.accept()
    async for _ in websocket.iter_text():
        pass


if __name__ == "__main__":
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)  # as the product has it
    uvicorn.run(
        carry,
        host="127.0.0.1",
        port=int(sys.argv[1]),
        lifespan="off",
        ws="app.live.frames:FrameProtocol",
        ws_per_message_deflate=False,
        backlog=BACKLOG,
        access_log=False,
        log_level="error",
    )
