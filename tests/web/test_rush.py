"""Many at the same door at the same moment: their wishes end up in one batch of the writer."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from time import monotonic, sleep

from fastapi.testclient import TestClient

from tests.web.evening import browser, facts, lay


@contextmanager
def one_batch(client: TestClient, wishes: int) -> Iterator[None]:
    """What is asked for inside waits until so many wishes have come together."""
    writer = client.app.state.house.writer  # type: ignore[attr-defined]
    started, may_go_on = Event(), Event()

    def hold(db: object) -> None:
        started.set()
        may_go_on.wait(30)

    assert client.portal
    holding = client.portal.start_task_soon(writer.do, hold)
    assert started.wait(10)
    with ThreadPoolExecutor(1) as doorkeeper:
        opening = doorkeeper.submit(_open_when, writer, wishes, may_go_on)
        yield
        opening.result()
    holding.result()


def _open_when(writer: object, wishes: int, may_go_on: Event) -> None:
    until = monotonic() + 20
    while writer._wishes.qsize() < wishes and monotonic() < until:  # type: ignore[attr-defined]
        sleep(0.01)
    may_go_on.set()


def test_five_who_scan_the_code_of_a_full_table_at_once_all_get_a_chair(client: TestClient) -> None:
    key = lay(client, tables="2", seats="2")
    token = facts(client, key)["tables"][0]["join_token"]
    guests = [browser(client) for _ in range(5)]
    with one_batch(client, len(guests)), ThreadPoolExecutor(len(guests)) as hands:
        arrivals = [
            hands.submit(guest.post, f"/{token}", data={"name": f"Gast {at}"}) for at, guest in enumerate(guests)
        ]
        answers = [arrival.result(30) for arrival in arrivals]
    assert [answer.status_code for answer in answers] == [200] * len(guests)
    assert len({person["table_id"] for person in facts(client, key)["participants"]}) == 1
