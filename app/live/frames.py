"""A websocket frame is built once and written to every screen as it is, without a task or an await per phone.

`FrameProtocol` is uvicorn's own sans-I/O protocol with one more door: it offers itself in the connection's scope, so
that finished bytes can be handed to the transport. Where another server runs us the scope lacks it, and `Line` (in
socket.py) sends in the ordinary way.
"""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame as WebsocketFrame
from websockets.frames import Opcode
from websockets.http11 import Request

CARRIER = "tischdecke.carrier"
NOT_TEXT = 1007


def text(message: dict[str, Any]) -> str:
    """A message as it stands in a frame."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class Message:
    """A text for one or many screens; its frame is made on first use, once."""

    text: str

    @cached_property
    def bytes(self) -> bytes:
        """An unmasked, uncompressed text frame (RFC 6455, 5.2)."""
        text = self.text.encode(errors="replace")  # half a surrogate pair, sent to us as \ud800, is no UTF-8
        return WebsocketFrame(Opcode.TEXT, text).serialize(mask=False)


class FrameProtocol(WebSocketsSansIOProtocol):
    """Takes finished frames beside what ASGI sends."""

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if hasattr(self, "scope"):
            extensions: dict[str, Any] = self.scope["extensions"]
            extensions[CARRIER] = self

    def send_receive_event_to_app(self) -> None:
        """Text that is no UTF-8 ends the line (1007), as it would without us, but is no error of ours to log."""
        if self.curr_msg_data_type == "text" and not _is_text(b"".join(self.frames)):
            self.frames = []
            self.conn.send_close(NOT_TEXT)
            self.handle_parser_exception()
            return
        super().send_receive_event_to_app()

    def carry(self, frame: bytes, limit: int) -> bool:
        """Hands a frame to the transport; cuts the line (and returns False) when `limit` bytes wait there already."""
        if not self.handshake_complete or self.close_sent or self.transport.is_closing():
            return False
        if self.transport.get_write_buffer_size() > limit:
            self.transport.abort()
            return False
        self.transport.write(frame)
        return True


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
