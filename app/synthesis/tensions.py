"""What pulls apart, by its wording."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Voice:
    id: int
    text: str
    theme_id: int | None
    stars: int
    table_no: int


@dataclass(frozen=True)
class Pull:
    left: tuple[int, ...]
    right: tuple[int, ...]
    subject: str
    left_word: str
    right_word: str
    weight: float


def pulls(cards: Sequence[Voice], themes: Mapping[int, str]) -> list[Pull]:
    return []
