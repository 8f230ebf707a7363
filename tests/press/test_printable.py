"""Texts as they can be set: what our fonts have stays, what would stop the press goes, and it is told which."""

from time import process_time

import pytest

from app.press.coverage import coverage
from app.press.printable import BREAK, LOST, printable
from tests.press.evil import EVIL


def cleaned(text: str) -> str:
    return str(printable(text, set()))


@pytest.mark.parametrize(
    "text",
    [
        "Größe, Äpfel, Öl, süß: „so“ – und ‚so‘ … 5 €",
        "Больше времени Ёлка",
        "مرحبا بالجميع",
        "שלום לכולם",
        "👩🏽‍🔬 ❤️ ✓ → ↔ ① ☕",
        "zwei\nZeilen",
        "https://example.org/kurz",
    ],
)
def test_what_the_fonts_have_stays_as_it_was_written(text: str) -> None:
    lost: set[str] = set()
    assert printable(text, lost) == text
    assert not lost


def test_signs_that_no_font_has_are_replaced_and_told() -> None:
    lost: set[str] = set()
    assert printable({"items": ["Tee 中文", "ok"]}, lost) == {"items": [f"Tee {LOST}{LOST}", "ok"]}
    assert lost == {"中", "文"}


def test_marks_that_no_font_has_together_with_their_sign_are_left_out() -> None:
    lost: set[str] = set()
    assert printable("👩\u0301!", lost) == "👩!"
    assert lost == {"👩\u0301"}


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\u202e", "\u2066", "\ufeff", "\ue000", "\ud800", "\uffff", "\u00ad"])
def test_signs_without_a_look_of_their_own_go(sign: str) -> None:
    assert cleaned(f"vor{sign}nach") == "vornach"


def test_ends_of_lines_are_one_kind() -> None:
    assert cleaned("a\r\nb\rc\u2028d\te") == "a\nb\nc\nd e"


def test_towers_of_marks_are_cut() -> None:
    assert len(cleaned("a" + "\u0301" * 10_000)) < 8


def test_a_word_wider_than_the_page_gets_places_to_break() -> None:
    broken = cleaned("x" * 500)
    assert max(len(part) for part in broken.split(BREAK)) == 20
    assert broken.replace(BREAK, "") == "x" * 500
    assert BREAK not in cleaned("x" * 40)


def test_a_break_never_parts_a_sign_from_what_is_joined_to_it() -> None:
    assert all(not part.startswith("\u0323") for part in cleaned("q\u0323" * 100).split(BREAK))


def test_addresses_and_names_of_files_stay_whole() -> None:
    long = "https://example.org/" + "x" * 80
    assert printable({"url": long, "text": long}, set())["url"] == long


def test_everything_that_stays_is_drawn_by_some_font() -> None:
    drawn = coverage()
    for text in EVIL:
        left = cleaned(text)
        assert all(ord(sign) in drawn or sign in "\n\u200b\u200d\ufe0f" for sign in left), ascii(left)
        left.encode()


def test_three_thousand_contributions_in_a_moment() -> None:
    texts = [f"Grüße an die Küche, „mehr Zeit“ – und Ideen {no} ★ Привет مرحبا" for no in range(3000)]

    def seconds() -> float:
        began = process_time()
        printable(texts, set())
        return process_time() - began

    assert min(seconds() for _ in range(3)) < 0.1
