"""Which contributions are proposed as one theme, and what it is called."""

from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from app.synthesis import labels
from app.synthesis.clustering import clusters, likeness
from app.synthesis.grouping import Group, Material, Proposal, propose

TEXTS = {
    11: "Newsletter abschaffen",
    12: "Den Newsletter nur noch alle zwei Monate",
    13: "Unser Newsletter liest niemand",
    21: "Bessere Fotos von den Seminaren",
    22: "Fotos selbst machen statt Fotos kaufen",
    23: "Foto von mir aufs Profil",
    31: "Kaffee war kalt 😀",
    32: "🔥",
}


def test_contributions_with_the_same_words_make_a_theme_and_the_rest_is_a_heap() -> None:
    assert propose(Material(TEXTS)) == Proposal(
        (Group(None, "Newsletter", (11, 12, 13), 13), Group(None, "Fotos", (21, 22, 23), 22)),
        (31, 32),
    )


def test_what_the_host_placed_stays_and_attracts() -> None:
    found = propose(Material(TEXTS, pinned={11: 7}, names={7: "Post"}))
    assert found.groups[0] == Group(7, "Post", (12, 13), 13)


def test_the_name_of_an_empty_theme_attracts() -> None:
    found = propose(Material(TEXTS, names={5: "Fotos und Bilder", 6: "Gibt es nicht"}))
    assert [(group.theme_id, group.name, group.contributions) for group in found.groups if group.theme_id] == [
        (5, "Fotos und Bilder", (21, 22, 23))
    ]


def test_what_the_host_took_out_of_all_themes_is_left_alone() -> None:
    found = propose(Material(TEXTS, pinned={11: None}))
    assert 11 not in found.heap
    assert all(11 not in group.contributions for group in found.groups)


def test_themes_that_the_host_keeps_apart_are_not_joined() -> None:
    found = propose(Material(TEXTS, pinned={11: 7, 12: 8}, names={7: "A", 8: "B"}))
    assert not any({11, 12} & set(group.contributions) for group in found.groups)
    assert [13 in group.contributions and group.theme_id in (7, 8) for group in found.groups].count(True) == 1


def test_nothing_to_sort() -> None:
    assert propose(Material({})) == Proposal((), ())
    assert propose(Material({1: "allein"})) == Proposal((), (1,))
    assert propose(Material({1: "", 2: "und", 3: "🎉"})) == Proposal((), (1, 2, 3))


def test_the_board_stays_readable() -> None:
    pairs = {i: f"wort{chr(97 + i // 2 // 26)}{chr(97 + i // 2 % 26)}quux" for i in range(200)}
    assert len(propose(Material(pairs)).groups) <= 19


@given(
    st.dictionaries(st.integers(1, 99), st.text("abc dä#é🎉", max_size=30), max_size=40),
    st.dictionaries(st.integers(1, 99), st.sampled_from([None, 1, 2]), max_size=10),
)
@settings(max_examples=100, deadline=None)
def test_everything_open_is_proposed_once(texts: dict[int, str], pinned: dict[int, int | None]) -> None:
    pinned = {each: theme for each, theme in pinned.items() if each in texts}
    material = Material(texts, pinned, {1: "abc", 2: "dä"})
    found = propose(material)
    everything = [each for group in found.groups for each in group.contributions] + list(found.heap)
    assert sorted(everything) == sorted(texts.keys() - pinned.keys())
    assert all(group.name and len(group.name) <= 80 for group in found.groups)
    assert [group.theme_id for group in found.groups if group.theme_id] == list(
        dict.fromkeys(group.theme_id for group in found.groups if group.theme_id)
    )
    assert found == propose(material)


def test_likeness_is_mutual_and_between_nought_and_one() -> None:
    near = likeness(list(TEXTS.values()))
    assert all(0 < value <= 1.000001 and near[j][i] == value for i, row in enumerate(near) for j, value in row.items())
    assert near[7] == {}


def test_the_same_words_are_wholly_alike() -> None:
    assert abs(likeness(["Mehr Licht", "mehr licht!", "Mehr Bier"])[0][1] - 1) < 1e-9


def test_clusters_come_largest_first() -> None:
    found, heap = clusters(likeness(["Licht", "Bier", "Bier!", "Licht an", "Licht aus", "Tee"]))
    assert [cluster.members for cluster in found] == [[0, 3, 4], [1, 2]]
    assert heap == [5]


def test_names_are_the_members_own_words() -> None:
    texts = ["Die Häuser streichen", "Häuser sind grau", "ein Haus am Fluss", "der Fluss ist kalt"]
    assert labels.names(texts, [[0, 1, 2], [3]]) == ["Häuser", "Kalt · Fluss"]
    assert labels.names(["🔥 " * 60], [[0]]) == ["🔥 " * 19 + "🔥…"]
    assert labels.names(["open the door", "Open the window"], [[0, 1]], "en") == ["Open"]


def test_three_hundred_contributions_do_not_keep_the_host_waiting() -> None:
    words = ["Licht", "Raum", "Kaffee", "Plan", "Bild", "Zeit", "Kanal", "Werbung", "Seminar", "Preis", "Team", "Buch"]
    texts = {i: f"{words[i % 12]} {words[i * 7 % 11]} besser machen {words[i * 5 % 9]}zettel {i}" for i in range(300)}
    began = process_time()
    propose(Material(texts))
    assert process_time() - began < 1.5
