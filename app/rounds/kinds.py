"""What people do between one round and the next: pure."""

from enum import StrEnum


class RoundKind(StrEnum):
    travel = "travel"
    """Everybody but the table hosts goes to a new table."""
    home = "home"
    """Everybody goes back to where they sat first."""
    stay = "stay"
    """Nobody moves; the cloths travel."""
    choice = "choice"
    """Everybody goes to the topic they choose, as far as there are chairs."""
