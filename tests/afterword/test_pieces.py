"""Who wrote what first, and addresses as people type them."""

import pytest

from app.afterword.addresses import is_web_address, web_address
from app.afterword.pieces import Sent, Verdict, judged, state, whole
from app.errors import BadInput

OLD, MINE, THEIRS = {"text": "alt\nneu"}, {"text": "meins"}, {"text": "ihrs"}


@pytest.mark.parametrize(
    ("typed", "stored", "verdict"),
    [
        (OLD, OLD, Verdict.untouched),
        ({"text": "alt\r\nneu"}, OLD, Verdict.untouched),
        (OLD, THEIRS, Verdict.untouched),
        (MINE, OLD, Verdict.written),
        (MINE, MINE, Verdict.untouched),
        (MINE, THEIRS, Verdict.overtaken),
    ],
)
def test_what_becomes_of_a_piece(typed, stored, verdict) -> None:
    assert judged(Sent(typed, state(OLD)), stored) == verdict


def test_a_made_up_state_overwrites_nothing() -> None:
    assert judged(Sent(MINE, "x"), OLD) == Verdict.overtaken


def test_a_field_that_was_not_sent_was_not_touched() -> None:
    sent = whole(Sent({"who": "Eva", "king": "x"}, "s"), {"what": "Fest", "who": ""})
    assert sent == Sent({"what": "Fest", "who": "Eva"}, "s")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  https://a.example/x?y=ä#z ", "https://a.example/x?y=ä#z"),
        ("HTTP://A.example", "HTTP://A.example"),
        ("a.example/folien", "https://a.example/folien"),
        ("https://[::1]:80/", "https://[::1]:80/"),
    ],
)
def test_addresses(typed, kept) -> None:
    assert web_address("link", typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "ftp://a.example", "//a.example", "hallo", "https://",
        "https:///x", "https://a b.example", "https://[::1", 'https://a.example/"onclick=', "https://a.example/<b>",
        "mailto:a@b.example", "https://" + "x" * 600, "a.example/" + "x" * 495,
    ],
)  # fmt: skip
def test_addresses_that_lead_nowhere(typed) -> None:
    assert not is_web_address(typed) or len(typed) > 500
    with pytest.raises(BadInput) as refused:
        web_address("link", typed)
    assert refused.value.field == "link"
