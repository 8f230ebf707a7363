"""Poles that pull against each other, proposed from the wording and from the stars; the host decides what they are.

Two ways lead to a pull: contributions are for and against the same subject ("mehr Folien", "weniger Folien"), or they
name the two ends of a known pair ("digital", "auf Papier") while they speak of the same thing or lie in one theme.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.synthesis.claims import Claim, claims
from app.synthesis.plain_words import stem
from app.synthesis.poles import AGAINST, FOR, poles, vocabulary
from app.synthesis.rules import tokens

AT_MOST = 12
SAME = 0.5
"""Share of voices in common from which two pulls are one."""
BARE = 4
"""Words of a text such as "weg damit!", which can only mean its theme."""
NEAR = 3
"""Subjects of a stretch that its sign is about; what comes later is about something else."""
BY_THEME_ALONE = 0.7
"""What a pair of words is worth if the contributions have no other word in common."""


@dataclass(frozen=True)
class Voice:
    """A contribution as far as it takes sides."""

    id: int
    text: str
    theme_id: int | None
    stars: int
    table_no: int


@dataclass(frozen=True)
class Pull:
    """Two poles with their voices, the strongest voice of each first."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    subject: str
    """What it is about, as somebody spelt it."""
    left_word: str
    right_word: str
    weight: float


@dataclass
class Sides:
    """What speaks for the left and the right pole about one subject; spellings are counted."""

    share: float = 1
    fewest: int = 2
    """Voices on both sides together."""
    subjects: Counter[str] = field(default_factory=Counter)
    voices: tuple[dict[int, Voice], dict[int, Voice]] = field(default_factory=lambda: ({}, {}))
    words: tuple[Counter[str], Counter[str]] = field(default_factory=lambda: (Counter(), Counter()))

    def add(self, right: bool, voice: Voice, word: str, subject: str) -> None:
        """One voice for a pole."""
        self.voices[right][voice.id] = voice
        self.subjects[subject] += 1
        if word:
            self.words[right][word] += 1


def pulls(cards: Sequence[Voice], themes: Mapping[int, str]) -> list[Pull]:
    """At most twelve, strongest first; `themes` are names by id. The same cards give the same pulls."""
    found: dict[tuple[object, ...], Sides] = {}
    for voice in sorted(cards, key=lambda card: card.id):
        said = claims(voice.text)
        _for_and_against(found, voice, said, themes.get(voice.theme_id or 0, ""))
        _pairs(found, voice, said, themes.get(voice.theme_id or 0, ""))
    made = [pull for sides in found.values() for pull in _pull(sides)]
    made.sort(key=lambda pull: (-pull.weight, pull.left, pull.right, pull.subject))
    chosen: list[Pull] = []
    for pull in made:
        if len(chosen) < AT_MOST and not any(_is_same(pull, other) for other in chosen):
            chosen.append(pull)
    return chosen


def _for_and_against(found: dict[tuple[object, ...], Sides], voice: Voice, said: Sequence[Claim], theme: str) -> None:
    is_bare = not any(claim.subjects for claim in said) and sum(len(claim.tokens) for claim in said) <= BARE
    for claim in said:
        if not claim.sign:
            continue
        about = _telling(theme)[:1] if is_bare and claim.verbs else [token.spelt for token in claim.subjects[:NEAR]]
        for subject in about:
            sides = found.setdefault(("subject", stem(subject)), Sides())
            sides.add(claim.sign == AGAINST, voice, claim.word, subject)


def _pairs(found: dict[tuple[object, ...], Sides], voice: Voice, said: Sequence[Claim], theme: str) -> None:
    """To be against one end is to be for the other."""
    named = {stem(token) for claim in said for hit in poles(claim.tokens) for token in hit.spelt.split(" ")}
    telling = [token.spelt for claim in said for token in claim.subjects]
    for claim in said:
        is_against = (claim.sign or (AGAINST if claim.denies else FOR)) == AGAINST
        for hit in poles(claim.tokens):
            axis, right = divmod(hit.value, 2)
            word = _against(claim, hit.spelt) if is_against else hit.spelt
            for subject in telling:
                if stem(subject) not in named:
                    sides = found.setdefault(("pair", axis, stem(subject)), Sides())
                    sides.add(bool(right) != is_against, voice, word, subject)
            if theme:
                sides = found.setdefault(("theme", axis, voice.theme_id), Sides(BY_THEME_ALONE, fewest=3))
                sides.add(bool(right) != is_against, voice, word, theme)


def _against(claim: Claim, end: str) -> str:
    """How somebody turns away from one end of a pair: "nicht digital", "Papier abschaffen"."""
    return f"{claim.word} {end}" if claim.head or claim.is_none or claim.denies else f"{end} {claim.word}"


def _telling(text: str) -> list[str]:
    return [token.spelt for token in tokens(text) if not token.ends and not vocabulary().is_empty(token)]


def _pull(sides: Sides) -> Iterator[Pull]:
    """The pull if both poles have voices of their own; who stands on both sides is left out."""
    left, right = (
        sorted(
            (voice for voice in mine.values() if voice.id not in others),
            key=lambda voice: (-voice.stars, voice.id),
        )
        for mine, others in (sides.voices, sides.voices[::-1])
    )
    if left and right and len(left) + len(right) >= sides.fewest:
        subject = _commonest(sides.subjects)
        yield Pull(
            tuple(voice.id for voice in left),
            tuple(voice.id for voice in right),
            subject,
            _commonest(sides.words[0]) or subject,
            _commonest(sides.words[1]) or subject,
            round(sides.share * (_support(left) * _support(right)) ** 0.5, 3),
        )


def _support(pole: Sequence[Voice]) -> int:
    """Contributions, their stars, and the tables that they come from."""
    return len(pole) + sum(voice.stars for voice in pole) + len({voice.table_no for voice in pole})


def _commonest(spellings: Counter[str]) -> str:
    return max(spellings, key=lambda word: spellings[word], default="")


def _is_same(pull: Pull, other: Pull) -> bool:
    mine, theirs = {*pull.left, *pull.right}, {*other.left, *other.right}
    return len(mine & theirs) > SAME * min(len(mine), len(theirs))
