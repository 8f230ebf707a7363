"""How many guests, how long their names, and when two names are the same: pure."""

import unicodedata

MOST_GUESTS = 1000
NAME_LIMIT = 40
TRADE_LIMIT = 60


def likeness(name: str) -> str:
    """The same for names that people take for the same: capitals, accents and the number of blanks do not count."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return " ".join(plain.casefold().split())
