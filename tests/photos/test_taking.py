"""Who may lay a photo where, how many, and what becomes of it: the verbs on a database of their own."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlmodel import Session, select

from app.cafes.models import Cafe, Participant, Phase, Photographers, Role
from app.errors import BadInput, CafeError, CafeIsClosed, NotAllowed, NotFound, NotYourTable
from app.events import Event, PhotoHidden, PhotoMended, PhotoPosted, PhotoShown, PhotoWithdrawn, recorded
from app.photos import mending, reading, taking
from app.photos.models import Photo, PhotoFile, Size
from app.photos.taking import Developed, Draft, EnoughPhotos
from app.seating import moving
from app.transactions import number_events
from tests import factories

PIXELS = Developed(width=800, height=600, digest="d" * 64, album=b"album", thumbnail=b"thumbnail")


@pytest.fixture
def cafe(db: Session) -> Cafe:
    """In its first round."""
    cafe = factories.cafe(db, tables=2, rounds=2)
    return factories.step(db, cafe)


@pytest.fixture
def anna(db: Session, cafe: Cafe) -> Participant:
    return factories.guest(db, cafe, "Anna", table=factories.table(db, cafe))


def draft(key: str = "photo-key-1", **fields: object) -> Draft:
    return replace(Draft(key=key), **fields)  # type: ignore[arg-type]


def take(db: Session, cafe: Cafe, who: Participant | None, draft: Draft) -> Photo:
    return db.get_one(Photo, taking.take(db, cafe.id_, who.id_ if who else None, draft, PIXELS))


def test_a_photo_has_its_table_its_round_and_its_author(db: Session, cafe: Cafe, anna: Participant) -> None:
    table = factories.table(db, cafe)
    recorded(db)
    sent = draft(caption=" Unser  Tuch ", description="Kringel", is_agreed=True, table_id=table.id_, round_no=1)
    photo = take(db, cafe, anna, sent)
    assert (photo.table_id, photo.author_id, photo.posted_by) == (table.id, anna.id, f"p{anna.id}")
    assert (photo.caption, photo.description, photo.digest) == ("Unser Tuch", "Kringel", "d" * 64)
    assert photo.agreed_at
    posted = PhotoPosted(cafe_id=cafe.id_, actor=f"p{anna.id}", photo_id=photo.id_, table_id=table.id)
    assert recorded(db) == [posted]
    assert dict(reading.files(db, [photo.id_, 999], Size.thumbnail)) == {photo.id: b"thumbnail"}


def test_the_same_key_again_is_the_same_photo(db: Session, cafe: Cafe, anna: Participant) -> None:
    first = take(db, cafe, anna, draft())
    assert take(db, cafe, anna, draft(caption="noch einmal")).id == first.id
    assert take(db, cafe, None, draft()).id != first.id  # the host's keys are its own
    assert len(db.exec(select(PhotoFile)).all()) == 4


def test_without_a_tick_nobody_has_agreed(db: Session, cafe: Cafe, anna: Participant) -> None:
    assert take(db, cafe, anna, draft()).agreed_at is None


@pytest.mark.parametrize(
    ("rule", "role", "may"),
    [
        (Photographers.everybody, Role.traveller, True),
        (Photographers.table_hosts, Role.traveller, False),
        (Photographers.table_hosts, Role.table_host, True),
        (Photographers.table_hosts, Role.table_device, True),
        (Photographers.nobody, Role.table_host, False),
    ],
)
def test_the_cafe_says_who_may(db: Session, cafe: Cafe, rule: Photographers, role: Role, may: bool) -> None:
    cafe.photographers = rule
    person = factories.guest(db, cafe, role=role)
    if may:
        take(db, cafe, person, draft())
    else:
        with pytest.raises(NotAllowed):
            take(db, cafe, person, draft())
    assert take(db, cafe, None, draft()).author_id is None


def test_guests_only_where_they_sit_or_sat(db: Session, cafe: Cafe, anna: Participant) -> None:
    first, second = (factories.table(db, cafe, number) for number in (1, 2))
    with pytest.raises(NotYourTable):
        take(db, cafe, anna, draft(table_id=second.id_))
    moving.move(db, cafe, anna.id_, second.id_)
    number_events(db)
    assert take(db, cafe, anna, draft("before-the-move", table_id=first.id_)).table_id == first.id
    assert take(db, cafe, anna, draft("after-the-move", table_id=second.id_)).table_id == second.id
    assert take(db, cafe, None, draft(table_id=first.id_)).table_id == first.id


def test_a_photo_that_was_late_belongs_to_its_round(db: Session, cafe: Cafe, anna: Participant) -> None:
    cafe = factories.step(db, cafe, 2)
    late = take(db, cafe, anna, draft(table_id=factories.table(db, cafe).id_, round_no=1))
    assert reading.one(db, cafe, late.id_).round_no == 1  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [({"round_no": 2}, BadInput), ({"round_no": 9}, NotFound), ({"table_id": 999}, NotFound),
     ({"caption": "x" * 201}, BadInput), ({"description": "x" * 501}, BadInput)],
)  # fmt: skip
def test_what_cannot_be_changes_nothing(
    db: Session, cafe: Cafe, anna: Participant, wrong: dict[str, object], error: type[CafeError]
) -> None:
    with pytest.raises(error):
        take(db, cafe, anna, draft(**wrong))
    assert db.exec(select(Photo)).all() == []


def test_enough_of_one_and_enough_of_all(
    db: Session, cafe: Cafe, anna: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "MOST_OF_ONE", 2)
    monkeypatch.setattr(taking, "MOST", 4)
    first = take(db, cafe, anna, draft("annas-first"))
    take(db, cafe, anna, draft("annas-second"))
    with pytest.raises(EnoughPhotos):
        take(db, cafe, anna, draft("annas-third"))
    mending.withdraw(db, cafe.id_, anna.id_, first.id_)
    take(db, cafe, anna, draft("annas-third"))
    take(db, cafe, None, draft("hosts-first"))
    take(db, cafe, None, draft("hosts-second"))
    with pytest.raises(EnoughPhotos):
        take(db, cafe, None, draft("hosts-third"))


def test_a_closed_cafe_takes_none_but_lets_people_change_their_mind(db: Session, cafe: Cafe, anna: Participant) -> None:
    photo = take(db, cafe, anna, draft(is_agreed=True))
    cafe = factories.step(db, cafe, len(("change", "round", "over", "synthesis", "harvest", "closed")))
    for who in (anna, None):
        with pytest.raises(CafeIsClosed):
            take(db, cafe, who, draft("too-late-1"))
    with pytest.raises(CafeIsClosed):
        mending.describe(db, cafe.id_, anna.id_, photo.id_, caption="Neu", description="")
    mending.describe(db, cafe.id_, None, photo.id_, caption="Für den Bericht", description="")
    mending.agree(db, cafe.id_, anna.id_, photo.id_, agreed=False)
    assert (photo.agreed_at, photo.caption) == (None, "Für den Bericht")
    mending.withdraw(db, cafe.id_, anna.id_, photo.id_)


def test_taken_back_is_gone_for_good(db: Session, cafe: Cafe, anna: Participant) -> None:
    photo = take(db, cafe, anna, draft(caption="Geheim", description="Auch"))
    recorded(db)
    mending.withdraw(db, cafe.id_, anna.id_, photo.id_)
    assert (photo.caption, photo.description) == ("", "")
    assert db.exec(select(PhotoFile)).all() == []
    assert reading.in_cafe(db, cafe) == ()
    assert [type(each) for each in recorded(db)] == [PhotoWithdrawn]
    with pytest.raises(NotFound):
        mending.hide(db, cafe.id_, photo.id_, hidden=False)
    assert take(db, cafe, anna, draft()).id == photo.id  # sent once more, late: it stays taken back


def test_only_its_author_and_the_host_mend_it(db: Session, cafe: Cafe, anna: Participant) -> None:
    photo, ben = take(db, cafe, anna, draft()), factories.guest(db, cafe, "Ben")
    verbs: list[Callable[[int | None], None]] = [
        lambda who: mending.describe(db, cafe.id_, who, photo.id_, caption="Neu", description=""),
        lambda who: mending.agree(db, cafe.id_, who, photo.id_, agreed=True),
        lambda who: mending.withdraw(db, cafe.id_, who, photo.id_),
    ]
    for verb in verbs:
        with pytest.raises(NotAllowed):
            verb(ben.id_)
    for verb, who in zip(verbs, (anna.id_, None, None), strict=True):
        verb(who)
    assert photo.withdrawn_at


def test_what_changes_nothing_is_not_told(db: Session, cafe: Cafe, anna: Participant) -> None:
    photo = take(db, cafe, anna, draft())

    def told(verb: Callable[[], None]) -> list[type[Event]]:
        recorded(db)
        verb()
        verb()
        return [type(each) for each in recorded(db)]

    assert told(lambda: mending.hide(db, cafe.id_, photo.id_, hidden=True)) == [PhotoHidden]
    assert told(lambda: mending.hide(db, cafe.id_, photo.id_, hidden=False)) == [PhotoShown]
    assert told(lambda: mending.set_album(db, cafe.id_, photo.id_, is_in_album=False)) == [PhotoMended]
    assert told(lambda: mending.agree(db, cafe.id_, None, photo.id_, agreed=True)) == [PhotoMended]


def test_who_sees_what(db: Session, cafe: Cafe, anna: Participant) -> None:
    first, second = (factories.table(db, cafe, number) for number in (1, 2))
    ben = factories.guest(db, cafe, "Ben", table=second)
    shots = {
        "mine": take(db, cafe, anna, draft("of-my-table", table_id=first.id_)),
        "theirs": take(db, cafe, ben, draft("of-their-table", table_id=second.id_)),
        "room": take(db, cafe, None, draft("of-the-room")),
        "apart": take(db, cafe, None, draft("not-in-album")),
        "hidden": take(db, cafe, anna, draft("hidden-one", table_id=first.id_)),
    }
    mending.set_album(db, cafe.id_, shots["apart"].id_, is_in_album=False)
    mending.hide(db, cafe.id_, shots["hidden"].id_, hidden=True)

    def seen(**who: object) -> set[str]:
        reach = reading.reach(db, cafe, **({"guest_id": None, "is_host": False, "is_wall": False} | who))  # type: ignore[arg-type]
        found = {shot.id for shot in reading.in_cafe(db, cafe) if reach.sees(shot)}
        return {name for name, photo in shots.items() if photo.id in found}

    assert seen(is_host=True) == set(shots)
    assert seen(is_wall=True) == set(shots) - {"hidden"}
    assert seen(guest_id=anna.id) == {"mine", "room"}
    assert seen(guest_id=ben.id) == {"theirs", "room"}
    assert seen() == set()
    cafe.phase = Phase.synthesis
    assert seen(guest_id=anna.id) == {"mine", "theirs", "room"}
    moving.see_off(db, cafe, anna.id_)
    with pytest.raises(NotFound):
        seen(guest_id=anna.id)
