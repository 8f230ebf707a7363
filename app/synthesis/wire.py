"""What the server and the worker that sorts write to each other: plain values out of `material`, ready for JSON.

JSON knows only strings as keys, so what goes by number travels as a list of pairs. Whatever is broken or missing raises
KeyError, TypeError or ValueError.
"""

from collections.abc import Mapping
from typing import Any

from app.synthesis.material import BoardTheme, Group, Material, Placed, Proposal, Sorted

Answer = Proposal | Sorted | Placed
Packed = dict[str, Any]


def packed(material: Material) -> Packed:
    """The material of a task; `material_of` is the way back."""
    return {
        "texts": _pairs(material.texts),
        "themes": [
            {"id": each.id, "name": each.name, "words": list(each.words), "is_kept": each.is_kept}
            for each in material.themes
        ],
        "laid": _pairs(material.laid),
        "pinned": sorted(material.pinned),
        "ignored": list(material.ignored),
        "wanted": material.wanted,
        "language": material.language,
        "vectors": [[each, list(vector)] for each, vector in sorted(material.vectors.items())],
    }


def material_of(found: Packed) -> Material:
    """The material again, with its contributions in ascending order."""
    wanted = found["wanted"]
    return Material(
        texts={int(each): str(text) for each, text in sorted(found["texts"])},
        themes=tuple(_theme_of(each) for each in found["themes"]),
        laid=_numbers_of(found["laid"]),
        pinned=frozenset(int(each) for each in found["pinned"]),
        ignored=tuple(str(word) for word in found["ignored"]),
        wanted=None if wanted is None else int(wanted),
        language=str(found["language"]),
        vectors={int(each): tuple(map(float, vector)) for each, vector in sorted(found["vectors"])},
    )


def packed_answer(answer: Answer) -> Packed:
    """An answer to any of the three tasks; which one it is, the asker knows."""
    match answer:
        case Proposal():
            return {
                "groups": [_packed_group(each) for each in answer.groups],
                "heap": list(answer.heap),
                "twins": [list(each) for each in answer.twins],
            }
        case Sorted():
            return {"surest": _pairs(answer.surest), "rest": _pairs(answer.rest)}
        case Placed():
            return {"themes": _pairs(answer.themes), "twin_of": _pairs(answer.twin_of)}


def proposal_of(found: Packed) -> Proposal:
    """The answer to `draft`."""
    return Proposal(
        groups=tuple(_group_of(each) for each in found["groups"]),
        heap=_ids(found["heap"]),
        twins=tuple(_ids(each) for each in found["twins"]),
    )


def sorted_of(found: Packed) -> Sorted:
    """The answer to `sort`."""
    return Sorted(surest=_numbers_of(found["surest"]), rest=_numbers_of(found["rest"]))


def placed_of(found: Packed) -> Placed:
    """The answer to `place`."""
    themes = {int(each): None if theme is None else int(theme) for each, theme in sorted(found["themes"])}
    return Placed(themes=themes, twin_of=_numbers_of(found["twin_of"]))


def _packed_group(group: Group) -> Packed:
    return {
        "theme_id": group.theme_id,
        "name": group.name,
        "contributions": list(group.contributions),
        "typical": group.typical,
        "words": list(group.words),
    }


def _group_of(found: Packed) -> Group:
    theme_id = found["theme_id"]
    return Group(
        theme_id=None if theme_id is None else int(theme_id),
        name=str(found["name"]),
        contributions=_ids(found["contributions"]),
        typical=int(found["typical"]),
        words=tuple(str(word) for word in found["words"]),
    )


def _theme_of(found: Packed) -> BoardTheme:
    words = tuple(str(word) for word in found["words"])
    return BoardTheme(int(found["id"]), str(found["name"]), words, bool(found["is_kept"]))


def _pairs(mapping: Mapping[int, Any]) -> list[list[Any]]:
    return [[each, value] for each, value in sorted(mapping.items())]


def _numbers_of(pairs: list[list[int]]) -> dict[int, int]:
    return {int(each): int(number) for each, number in sorted(pairs)}


def _ids(found: list[int]) -> tuple[int, ...]:
    return tuple(int(each) for each in found)
