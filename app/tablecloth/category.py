"""What is to become of a thought: pure, so that calculations can speak of it."""

from enum import StrEnum


class Category(StrEnum):
    change = "change"
    """Stop it, or do it differently."""
    optimise = "optimise"
    """It exists; do it better."""
    tackle = "tackle"
    """Begin something that does not exist yet."""
