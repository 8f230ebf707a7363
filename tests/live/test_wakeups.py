"""How servers tell each other which cafés have news; tests/test_several_servers.py lets them do it."""

from app.live.wakeups import LONGEST, meant, message


def test_ids_travel_and_come_back() -> None:
    assert message({30, 4}) == "4,30"
    assert meant("4,30") == {4, 30}


def test_more_ids_than_a_notification_holds_mean_everywhere() -> None:
    few, many = range(10**9, 10**9 + 600), range(10**9, 10**9 + 800)
    assert len(message(few)) <= LONGEST
    assert meant(message(few)) == set(few)
    assert meant(message(many)) is None


def test_what_cannot_be_read_means_everywhere() -> None:
    assert [meant(told) for told in ("", "*", "4,", "vier")] == [None] * 4
