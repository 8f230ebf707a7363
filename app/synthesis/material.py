"""What the sorting of contributions starts from and what it says: plain values, the same on both sides of the worker.

Nothing here knows numpy, so the server may import it; what computes lies in `app.synthesis.engine` and runs in a
process of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class BoardTheme:
    """A theme as it lies on the board now."""

    id: int
    name: str
    words: tuple[str, ...] = ()
    """What the host added so that the theme is recognised."""
    is_kept: bool = False
    """The host made, named or moved it: it stays, whatever a grouping finds."""


@dataclass(frozen=True)
class Material:
    """All that may be sorted, by contribution id, in ascending order of ids."""

    texts: Mapping[int, str]
    themes: tuple[BoardTheme, ...] = ()
    laid: Mapping[int, int] = field(default_factory=dict)
    """Contribution -> the theme it lies in now, whoever laid it there."""
    pinned: frozenset[int] = frozenset()
    """Contributions whose place the host has decided; one of them that lies in no theme belongs to none."""
    ignored: tuple[str, ...] = ()
    """Words that say nothing here: the organisation, the town."""
    wanted: int | None = None
    """How many themes the host asks for; none: the engine chooses."""
    language: str = "de"
    vectors: Mapping[int, tuple[float, ...]] = field(default_factory=dict)
    """What an embedding model makes of each text, if one was asked; for all of `texts` or for none."""


@dataclass(frozen=True)
class Group:
    """Contributions proposed for one theme: one that lies on the board (`theme_id`) or a new one."""

    theme_id: int | None
    name: str
    contributions: tuple[int, ...]
    """All that would lie in it, also those that lie there already, in ascending order."""
    typical: int
    """The contribution that resembles the others most; 0 in a theme without any."""
    words: tuple[str, ...] = ()
    """Up to five telling words, in their commonest spelling."""


@dataclass(frozen=True)
class Proposal:
    """Every contribution once: in one group, or in the heap of what belongs nowhere."""

    groups: tuple[Group, ...]
    """The largest first; kept themes are always among them, also without contributions."""
    heap: tuple[int, ...]
    twins: tuple[tuple[int, ...], ...] = ()
    """Near-duplicates: each tuple says nearly the same, the one to show first."""


@dataclass(frozen=True)
class Sorted:
    """Where contributions that the host has not placed belong among the named themes."""

    surest: Mapping[int, int]
    """Contribution -> theme: the half that is least in doubt."""
    rest: Mapping[int, int]
    """Contribution -> theme, the other half, as far as there is any likeness."""


@dataclass(frozen=True)
class Placed:
    """Where newly written contributions lie: nothing else moves."""

    themes: Mapping[int, int | None]
    """Contribution -> theme, or none: the heap."""
    twin_of: Mapping[int, int]
    """Contribution -> an earlier one that says nearly the same."""
