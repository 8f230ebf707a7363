"""The signs a café is found by: what guests type, what the QR carries, what stands in addresses."""

import secrets

ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXYZ"
"""29 signs: no 0/O or 1/I to mix up, no vowels to make words."""
CODE_LENGTH = 7
TOKEN_LENGTH = 11
RECOVERY_LENGTH = 16
REPORT_TOKEN_LENGTH = 24
KEY_ALPHABET = ALPHABET.lower()


def join_code() -> str:
    """Typed from the wall: 29^7, about 1.7e10 possibilities."""
    return _draw(ALPHABET, CODE_LENGTH)


def join_token() -> str:
    """Carried by a QR code: 29^11, more than 53 bits, so that it needs no limit by address."""
    return _draw(ALPHABET, TOKEN_LENGTH)


def cafe_key() -> str:
    """Names a café in addresses; not secret."""
    return _draw(KEY_ALPHABET, 10)


def report_token() -> str:
    """Opens a report to whoever has its link: 29^24, more than 116 bits."""
    return _draw(KEY_ALPHABET, REPORT_TOKEN_LENGTH)


def normalised(typed: str) -> str:
    """What a person typed, as we keep it: capitals, without the hyphen, blanks and anything else that is not a sign."""
    return "".join(sign for sign in typed.upper() if sign in ALPHABET)


def grouped(code: str) -> str:
    """As shown to people: ABC-DEFG."""
    return f"{code[:3]}-{code[3:]}"


def in_fours(code: str) -> str:
    """A longer one: BCDF-GHJK-MNP."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def _draw(alphabet: str, length: int) -> str:
    return "".join(secrets.choice(alphabet) for _ in range(length))
