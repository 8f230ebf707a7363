"""A guest list as people write it, read: rows of cells in, guests and what is wrong with which row out. Pure."""

from dataclasses import dataclass

ORGANISATION_LIMIT = 80


@dataclass(frozen=True)
class Guest:
    """Somebody as a guest list names them."""

    name: str
    trade: str = ""
    organisation: str = ""
    speaks: str = ""
    """A language as `de`, or nothing."""
    hosts: bool = False
    """Whether they are to welcome people at a table."""
    row: int = 0
    """Where they stand in the list that was read, from 1."""
