"""A café that tests walk into: its host, its first guest, and what it says in its language."""

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from fastapi.testclient import TestClient
from httpx import Response

from app.translations import translate
from tests.web.evening import browser, facts, join, lay

JSON = {"accept": "application/json"}
SCRIPT = {"hx-request": "true"}


@dataclass
class Cafe:
    """A café of two tables with a host, and Anna at the first table."""

    host: TestClient
    key: str
    language: str
    room: dict[str, Any]
    anna: TestClient
    keys: Iterator[int] = field(default_factory=lambda: iter(range(10_000)))

    def draft(self, text: str, *, table: int = 1, round_no: int = 1, **more: str) -> dict[str, str]:
        return {
            "key": f"draft-key-{next(self.keys)}",
            "text": text,
            "round": str(round_no),
            "table": str(self.room["tables"][table - 1]["id"]),
        } | more

    def post(
        self, text: str, who: TestClient | None = None, headers: dict[str, str] | None = None, **more: Any
    ) -> Response:
        fields = self.draft(text, **more)
        return (who or self.anna).post(f"/cafes/{self.key}/contributions", data=fields, headers=headers)

    def texts(self) -> list[str]:
        notes = self.host.get(f"/cafes/{self.key}/harvest.json").json()
        return [each["text"] for each in notes["contributions"]]

    def says(self, answer: Response, sentence: str, **words: object) -> bool:
        """Whether the answer holds this sentence in the café's language."""
        told = translate(self.language, sentence, **words)
        assert self.language == "de" or told != (sentence % words if words else sentence), f"not translated: {sentence}"
        return told in html.unescape(answer.text)


def evening(house: TestClient, language: str = "de", **fields: str) -> Cafe:
    host = browser(house)
    host.headers["accept-language"] = language
    key = lay(host, language=language, **fields)
    room = facts(host, key)
    return Cafe(host, key, language, room, join(host, room["tables"][0]["join_token"], "Anna"))
