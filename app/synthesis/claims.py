"""What a contribution is for and what it is against, stretch by stretch, as far as its wording says.

"Newsletter abschaffen, lieber Hausbesuche" is against newsletters and for visits. The words that say so are data,
`poles.json`, in patterns as `app.synthesis.rules` describes them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from app.synthesis.poles import AGAINST, FOR, find, vocabulary
from app.synthesis.rules import Token, tokens


@dataclass
class Claim:
    """A stretch of words under one sign."""

    head: int = 0
    """FOR what follows ("mehr"), AGAINST it ("weniger"), or nothing of the kind."""
    word: str = ""
    """What the sign was read from, as spelt."""
    is_none: bool = False
    """It begins with "no"."""
    denies: bool = False
    """It holds a "not"."""
    verbs: set[int] = field(default_factory=set)
    tokens: list[Token] = field(default_factory=list)
    subjects: list[Token] = field(default_factory=list)

    @property
    def sign(self) -> int:
        """FOR its subjects, AGAINST them, or 0: it does not say, or contradicts itself."""
        if self.head:
            return AGAINST if self.denies else self.head
        if len(self.verbs) > 1:
            return 0
        verb = next(iter(self.verbs), 0)
        if self.is_none:
            return FOR if verb == AGAINST else AGAINST
        return -verb if self.denies else verb


def claims(text: str) -> list[Claim]:
    """The stretches of a text, in order; what stands without a subject takes the one before it."""
    found: list[Claim] = []
    for clause in _clauses(text):
        found += _stretches(clause)
    for before, here in pairwise(found):
        if here.sign and not here.subjects and not before.sign:
            here.subjects, before.head = before.subjects, here.sign
    return found


def _clauses(text: str) -> Iterator[list[Token]]:
    clause: list[Token] = []
    for token in tokens(text):
        if not token.ends:
            clause.append(token)
        elif clause:
            yield clause
            clause = []


def _stretches(clause: Sequence[Token]) -> list[Claim]:
    found = [Claim()]
    is_aside = False
    at = 0
    while at < len(clause) and clause[at].word not in vocabulary().reasons:
        opened = _opened(found[-1], clause, at)
        if opened:
            found.append(opened)
            at += len(opened.tokens)
            is_aside = False
            continue
        taken = _read(found[-1], clause, at)
        if not taken:
            is_aside = _note(found[-1], clause, at, is_aside=is_aside)
        found[-1].tokens += clause[at : at + max(taken, 1)]
        at += max(taken, 1)
    return [claim for claim in found if claim.tokens]


def _opened(before: Claim, clause: Sequence[Token], at: int) -> Claim | None:
    """A new stretch if one begins here: "mehr", "weniger", "kein", "statt", "lieber … als"."""
    words = vocabulary()
    token = clause[at]
    hit = find("before", clause, at)
    if hit and hit.value == FOR and (before.is_none or before.denies):
        before.word = f"{before.word} {hit.spelt}".strip()
        return None  # "keine Rundmails mehr"
    if hit:
        if hit.value == AGAINST and find("turns", clause, at) and not before.sign and before.subjects:
            before.head = FOR
        return Claim(head=hit.value, word=hit.spelt, tokens=list(clause[at : at + hit.length]))
    if token.word in words.nones:
        return Claim(is_none=True, word=token.spelt, tokens=[token])
    if token.word in words.than and before.head == FOR:
        return Claim(head=AGAINST, word=f"{before.word} … {token.spelt}", tokens=[token])
    return None


def _read(claim: Claim, clause: Sequence[Token], at: int) -> int:
    """Takes a verb or a "not" in; how many words that were."""
    if clause[at].word in vocabulary().nots:
        claim.denies = True
        claim.word = f"{claim.word} … {clause[at].spelt}" if claim.head else claim.word or clause[at].spelt
        return 1
    hit = find("anywhere", clause, at)
    if not hit:
        return 0
    claim.verbs.add(hit.value)
    if not claim.head:
        claim.word = f"{claim.word} {hit.spelt}" if claim.is_none or claim.denies else hit.spelt
    return hit.length


def _note(claim: Claim, clause: Sequence[Token], at: int, *, is_aside: bool) -> bool:
    """Takes a subject in, if the word is one; whether what follows stands aside, after a preposition."""
    words, token = vocabulary(), clause[at]
    if token.word in words.aside:
        return True
    if words.is_empty(token):
        return is_aside
    if not is_aside:
        claim.subjects.append(token)
    follows = clause[at + 1] if at + 1 < len(clause) else None
    return is_aside and token.spelt.islower() and follows is not None and not words.is_empty(follows)
