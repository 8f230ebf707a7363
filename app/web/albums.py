"""What the album's pages show: the photos of a café by where they were taken, as far as somebody may see them."""

from dataclasses import dataclass

from sqlmodel import Session

from app.cafes.models import Cafe, Phase
from app.photos import reading
from app.photos.reading import Shot
from app.rounds import reading as rounds
from app.rounds.models import Round
from app.tables import reading as tables
from app.tables.models import Table
from app.web.security import Viewer


@dataclass(frozen=True)
class Leaf:
    """The photos of one table, or of the room, by round."""

    number: int | None
    """None: of the room."""
    colour: int
    is_striped: bool
    shots: tuple[Shot, ...]


@dataclass(frozen=True)
class AlbumScreen:
    """The album; `shots` of somebody's own that are hidden have no pixels to show."""

    cafe: Cafe
    leaves: tuple[Leaf, ...]
    is_host: bool
    me_id: int | None
    tables: tuple[Table, ...]
    rounds: tuple[Round, ...]
    """That have begun or come next: where the host's own photo may belong."""
    hidden: tuple[Shot, ...]
    """The viewer's own that the host hid; only told of, not shown."""

    @property
    def count(self) -> int:
        return sum(len(leaf.shots) for leaf in self.leaves)

    @property
    def is_open(self) -> bool:
        return self.cafe.phase != Phase.closed


@dataclass(frozen=True)
class PhotoScreen:
    """One photo on a page of its own."""

    cafe: Cafe
    shot: Shot
    is_host: bool
    me_id: int | None


def gather(db: Session, cafe: Cafe, viewer: Viewer) -> AlbumScreen:
    """The album, read in one moment; raises NotFound for a guest who has left."""
    reach = reading.reach(db, cafe, guest_id=viewer.guest, is_host=viewer.is_host, is_wall=False)
    every = reading.in_cafe(db, cafe)
    seen = [shot for shot in every if reach.sees(shot)]
    me = None if viewer.is_host else viewer.guest
    return AlbumScreen(
        cafe=cafe,
        leaves=tuple(_leaves(seen)),
        is_host=viewer.is_host,
        me_id=me,
        tables=tuple(tables.in_cafe(db, cafe.id_)),
        rounds=tuple(round_ for round_ in rounds.in_cafe(db, cafe) if round_.number <= cafe.round_no),
        hidden=tuple(shot for shot in every if me is not None and shot.author_id == me and shot.is_hidden),
    )


def one(cafe: Cafe, viewer: Viewer, shot: Shot) -> PhotoScreen:
    return PhotoScreen(cafe, shot, viewer.is_host, None if viewer.is_host else viewer.guest)


def _leaves(shots: list[Shot]) -> list[Leaf]:
    """The room first, then the tables by number; within each by round, in the order they came."""
    leaves = []
    for at in sorted({shot.table_number or 0 for shot in shots}):
        here = sorted((shot for shot in shots if (shot.table_number or 0) == at), key=lambda shot: shot.round_no or 0)
        leaves.append(Leaf(at or None, here[0].table_colour, here[0].table_striped, tuple(here)))
    return leaves
