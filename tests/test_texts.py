"""What people type: cleaned once, and the same however often."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadInput
from app.texts import bounded, cleaned


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  zwei\t\tWörter ", "zwei Wörter"),
        ("Zeile\r\neins", "Zeile eins"),
        ("a\u202eb\u0000c\u200bd", "abcd"),
        ("👩\u200d💻 🩷", "👩\u200d💻 🩷"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("u\u0308ber", "über"),
        ("a\u200b\u0301", "á"),
        ("Z" + "\u0351" * 50, "Z" + "\u0351" * 3),
        ("\ufffe\uffffja", "ja"),
    ],
)
def test_signs_that_only_do_harm_are_dropped(typed: str, kept: str) -> None:
    assert cleaned(typed) == kept


def test_line_breaks_stay_only_where_they_are_wanted() -> None:
    assert cleaned("eins\r\n\n\n\nzwei ", lines=True) == "eins\n\nzwei"


@given(st.text(), st.booleans())
def test_cleaning_twice_is_cleaning_once(text: str, lines: bool) -> None:
    once = cleaned(text, lines=lines)
    assert cleaned(once, lines=lines) == once


def test_what_is_too_long_says_by_how_much() -> None:
    with pytest.raises(BadInput) as refusal:
        bounded("title", "x" * 11, 10)
    assert (refusal.value.field, refusal.value.words) == ("title", {"length": 11, "limit": 10})
