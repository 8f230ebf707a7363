"""What pulls apart in the room: proposed from the wording and the stars, confirmed or dismissed by the host."""

from collections.abc import Sequence

from sqlmodel import Session

from app.cafes import reading as cafes
from app.cafes.models import Cafe
from app.errors import BadInput, marked
from app.events import ThemesChanged, record
from app.synthesis import reading
from app.synthesis.models import Tension, TensionState
from app.synthesis.tensions import Pull, Voice, pulls
from app.synthesis.undoing import changing
from app.texts import bounded

POLE_LIMIT = 80


def look(db: Session, cafe: Cafe) -> list[Pull]:
    """What pulls apart on the board now, as the wording tells; only reads."""
    board = reading.board(db, cafe)
    voices = [
        Voice(one.id, one.text, card.theme_id, one.stars, one.table_number)
        for card in board.cards
        for one in card.everybody
    ]
    return pulls(voices, {theme.id: theme.name for theme in board.themes})


def propose(db: Session, cafe: Cafe, found: Sequence[Pull]) -> None:
    """Lays what was found instead of earlier proposals; what the host has answered stays answered."""
    cafes.open_for_changes(db, cafe.id_)
    answered = []
    for old in reading.tensions(db, cafe):
        if old.state == TensionState.proposed:
            db.delete(old)
        else:
            answered.append(old)
    for pull in found:
        if not any(_is_same(pull, each) for each in answered):
            _lay(db, cafe, pull.subject, (pull.left_word, pull.right_word), (list(pull.left), list(pull.right)))
    record(db, ThemesChanged(cafe_id=cafe.id_))


def add(db: Session, cafe: Cafe, subject: str, themes: tuple[int, int]) -> None:
    """Two themes that the host sees pulling apart; their cards are the voices. Raises BadInput, NotFound."""
    left, right = (reading.theme(db, cafe, each) for each in themes)
    if left is right:
        raise BadInput("right", marked("Wähl zwei verschiedene Themen."))
    named = bounded("subject", subject, POLE_LIMIT) or f"{left.name} ↔ {right.name}"[:POLE_LIMIT]
    cafes.open_for_changes(db, cafe.id_)
    cards = {theme.id: [card.id for card in theme.cards] for theme in reading.board(db, cafe).themes}
    poles = (cards.get(left.id_, []), cards.get(right.id_, []))
    tension = _lay(db, cafe, named, (left.name, right.name), poles)
    tension.state = TensionState.confirmed
    record(db, ThemesChanged(cafe_id=cafe.id_))


def answer(db: Session, cafe: Cafe, tension_id: int, state: TensionState) -> None:
    """The host agrees, or sees no tension there; a step that can be undone. Raises NotFound."""
    tension = reading.tension(db, cafe, tension_id)
    with changing(db, cafe, f"tension_{state.value}", tension.subject):
        tension.state = state
        db.add(tension)


def name(db: Session, cafe: Cafe, tension_id: int, subject: str, left: str, right: str) -> None:
    """The host's words for a tension and its poles, which confirms it. Raises BadInput, NotFound."""
    tension = reading.tension(db, cafe, tension_id)
    words = [
        bounded(field, text, POLE_LIMIT, required=True)
        for field, text in (("subject", subject), ("left", left), ("right", right))
    ]
    with changing(db, cafe, "tension_named", words[0]):
        tension.subject, tension.left_name, tension.right_name = words
        tension.state = TensionState.confirmed
        db.add(tension)


def _lay(db: Session, cafe: Cafe, subject: str, names: tuple[str, str], voices: tuple[list[int], list[int]]) -> Tension:
    tension = Tension(
        cafe_id=cafe.id_,
        subject=subject,
        left_name=names[0],
        right_name=names[1],
        left=voices[0],
        right=voices[1],
    )
    db.add(tension)
    db.flush()
    return tension


def _is_same(pull: Pull, tension: Tension) -> bool:
    """Whether the host has answered this one: both poles share a voice with it."""
    return not set(pull.left).isdisjoint(tension.left) and not set(pull.right).isdisjoint(tension.right)
