"""What becomes of the engine's proposals, and what they may not undo."""

from app.db import now
from app.synthesis import placing, proposing, reading, theming, undoing
from app.synthesis.desk import desk
from app.synthesis.material import Group, Placed, Proposal, Sorted
from app.synthesis.models import MadeBy, Placement, ProposalKind
from app.synthesis.previewing import preview
from tests.synthesis.room import Room

PAPER = ["Newsletter abschaffen", "Newsletter kürzen", "Newsletter liest niemand"]
PHOTOS = ["Fotos selbst machen", "Bessere Fotos", "Foto aufs Profil"]


def lay_six(room: Room) -> list[int]:
    return [room.lay(text) for text in PAPER + PHOTOS]


def offer(room: Room, *groups: Group, heap: tuple[int, ...] = ()) -> None:
    started = proposing.material(room.db, room.cafe)
    proposing.propose(room.db, room.cafe, ProposalKind.themes, started, Proposal(groups, heap))


def test_the_first_one_is_laid_at_once_and_can_be_taken_back(room: Room) -> None:
    ids = lay_six(room)
    offer(
        room,
        Group(None, "Post", tuple(ids[:3]), ids[1]),
        Group(None, "Bilder", tuple(ids[3:5]), ids[4]),
        heap=(ids[5],),
    )
    assert room.themes() == {"Post": PAPER, "Bilder": PHOTOS[:2]}
    assert room.heap == [PHOTOS[2]]
    assert [theme.typical.id for theme in room.board.themes if theme.typical] == [ids[1], ids[4]]
    undoing.undo(room.db, room.cafe)
    assert (room.themes(), room.heap) == ({}, PAPER + PHOTOS)
    undoing.redo(room.db, room.cafe)
    assert room.themes() == {"Post": PAPER, "Bilder": PHOTOS[:2]}


def test_every_later_one_waits_beside_the_board(room: Room) -> None:
    ids = lay_six(room)
    room.accept(("Post", ids[:3]), ("Bilder", ids[3:]))
    post, pictures = (theme.id for theme in room.board.themes)
    before = room.themes()
    offer(
        room,
        Group(post, "", (ids[0], ids[1], ids[3]), ids[0]),
        Group(None, "Profil", (ids[4], ids[5]), ids[4]),
        heap=(ids[2],),
    )
    assert room.themes() == before
    seen = preview(room.db, room.cafe)
    assert seen is not None
    assert [(group.number, group.name, [card.id for card in group.comes], group.stays) for group in seen.groups] == [
        (0, "Post", [ids[3]], 2),
        (1, "Profil", [ids[4], ids[5]], 0),
    ]
    assert ([card.id for card in seen.to_heap], [theme.id for theme in seen.vanishing]) == ([ids[2]], [pictures])
    assert seen.moved == 4
    proposing.accept(room.db, room.cafe, [1], takes_heap=False)
    assert room.themes() == {"Post": PAPER, "Bilder": PHOTOS[:1], "Profil": PHOTOS[1:]}
    assert preview(room.db, room.cafe) is None


def test_a_dismissed_one_changes_nothing(room: Room) -> None:
    ids = lay_six(room)
    room.accept(("Post", ids[:3]))
    offer(room, Group(None, "Alles", tuple(ids), ids[0]))
    proposing.dismiss(room.db, room.cafe)
    assert (room.themes(), preview(room.db, room.cafe)) == ({"Post": PAPER}, None)


def test_what_the_host_has_decided_is_left_alone(room: Room) -> None:
    ids = lay_six(room)
    own = room.theme("Meins", ids[0])
    placing.place(room.db, room.cafe, [ids[3]], theme_id=None)
    placing.set_apart(room.db, room.cafe, [ids[4]], apart=True)
    room.accept(("Alles", ids), heap=())
    assert room.themes() == {"Meins": [PAPER[0]], "Alles": [PAPER[1], PAPER[2], PHOTOS[2]]}
    assert (room.heap, [card.id for card in room.board.voices]) == ([PHOTOS[0]], [ids[4]])
    material = proposing.material(room.db, room.cafe)
    assert material.pinned == {ids[0], ids[3], ids[4]}
    assert [(theme.id == own, theme.is_kept) for theme in material.themes] == [(True, True), (False, False)]


def test_one_that_comes_late_respects_what_happened_meanwhile(room: Room) -> None:
    ids = lay_six(room)
    doomed, kept = room.theme("Bald weg"), room.theme("Meins")
    offer(
        room,
        Group(None, "Post", (ids[0], ids[1], ids[2], 999), ids[0]),
        Group(doomed, "Bald weg", (ids[3],), ids[3]),
        Group(None, "Leer", (ids[4],), ids[4]),
        heap=(ids[5],),
    )
    theming.merge_themes(room.db, room.cafe, doomed, kept)
    placing.place(room.db, room.cafe, [ids[0]], theme_id=kept)
    reading.contribution(room.db, room.cafe, ids[1]).withdrawn_at = now()
    reading.contribution(room.db, room.cafe, ids[4]).hidden_at = now()
    room.db.flush()
    proposing.accept(room.db, room.cafe)
    assert room.themes() == {"Meins": [PAPER[0]], "Post": [PAPER[2]]}


def test_the_rest_by_the_named_themes_moves_the_surest_half(room: Room) -> None:
    ids = lay_six(room)
    post, pictures = room.theme("Post", ids[0]), room.theme("Bilder", ids[3])
    started = proposing.material(room.db, room.cafe, ProposalKind.rest)
    answer = Sorted(surest={ids[1]: post, ids[4]: pictures}, rest={ids[2]: pictures})
    proposing.propose(room.db, room.cafe, ProposalKind.rest, started, answer)
    assert room.themes() == {"Post": [PAPER[0]], "Bilder": [PHOTOS[0]]}
    proposing.accept(room.db, room.cafe)
    assert room.themes() == {"Post": PAPER[:2], "Bilder": PHOTOS[:2]}
    assert room.heap == [PAPER[2], PHOTOS[2]]


def test_new_themes_of_the_heap_take_everything_else_as_decided(room: Room) -> None:
    ids = lay_six(room)
    room.accept(("Post", ids[:3]))
    material = proposing.material(room.db, room.cafe, ProposalKind.heap)
    assert material.pinned == set(ids[:3])
    assert all(theme.is_kept for theme in material.themes)


def test_newcomers_join_without_moving_anything_and_are_no_step(room: Room) -> None:
    ids = lay_six(room)
    room.accept(("Post", ids[:3]), ("Bilder", ids[3:]))
    (post, _) = room.board.themes
    late, lost, own = room.lay("Newsletter auf Türkisch"), room.lay("Kaffee"), room.lay("Tee")
    placing.place(room.db, room.cafe, [own], theme_id=post.id)
    step = desk(room.db, room.cafe).undo
    assert proposing.newcomers(room.db, room.cafe) == [late, lost, own]
    placed = Placed({late: post.id, lost: None, own: None}, {late: ids[0]})
    proposing.lay_newcomers(room.db, room.cafe, placed, own)
    assert room.themes()["Post"] == [*PAPER, "Tee"]
    assert [card.count for card in room.board.themes[0].cards] == [2, 1, 1, 1]
    assert (room.heap, proposing.newcomers(room.db, room.cafe)) == (["Kaffee"], [])
    assert desk(room.db, room.cafe).undo == step
    undoing.undo(room.db, room.cafe)
    undoing.undo(room.db, room.cafe)
    assert room.themes() == {}
    assert len(room.board.cards) == 8


def test_words_to_ignore_and_of_themes_reach_the_engine(room: Room) -> None:
    room.theme("Post", room.lay("Newsletter"))
    theming.name_theme(room.db, room.cafe, room.board.themes[0].id, "Post", "Brief, Rundmail")
    proposing.ignore(room.db, room.cafe, " Verein Nord;  Hamburg, Hamburg")
    material = proposing.material(room.db, room.cafe, wanted=7)
    assert (material.ignored, material.themes[0].words) == (("Verein Nord", "Hamburg"), ("Brief", "Rundmail"))
    assert (material.wanted, material.language) == (7, "de")


def test_what_was_written_before_the_engine_was_first_asked_is_left_where_it_lies(room: Room) -> None:
    room.theme("Post")
    room.lay("Newsletter")
    proposing.ignore(room.db, room.cafe, "Hamburg")
    proposing.ask(room.db, room.cafe, ProposalKind.themes)
    proposing.give_up(room.db, room.cafe)
    assert proposing.newcomers(room.db, room.cafe) == []
    later = room.lay("Newsletter auf Türkisch")
    assert proposing.newcomers(room.db, room.cafe) == [later]


def test_more_and_fewer(room: Room) -> None:
    for number in range(10):
        room.theme(f"Thema {number}")
    assert proposing.wanted_themes(room.db, room.cafe, more=True) == 14
    assert proposing.wanted_themes(room.db, room.cafe, more=False) == 7


def test_an_unnamed_theme_that_is_empty_leaves_and_a_named_one_stays(room: Room) -> None:
    ids = lay_six(room)
    room.accept(("Post", ids[:3]), ("Bilder", ids[3:]))
    post, pictures = (theme.id for theme in room.board.themes)
    theming.name_theme(room.db, room.cafe, post, "Post an alle")
    room.accept((post, []), (pictures, []), ("Alles", ids))
    assert set(room.themes()) == {"Post an alle", "Alles"}
    assert all(placement.laid_by == MadeBy.software for placement in reading.placements(room.db, room.cafe).values())


def test_a_category_by_hand_leaves_the_theme_to_the_engine(room: Room) -> None:
    one = room.lay("Newsletter")
    placing.place(room.db, room.cafe, [one], column=None, theme_id=placing.KEEP)
    assert proposing.material(room.db, room.cafe).pinned == set()
    assert room.db.get(Placement, one) is not None
