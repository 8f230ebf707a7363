"""What all screens of a café share is looked up once for each state of its logbook, not once for each phone.

That is safe because nothing that is shown changes without an entry, and the running fingerprint names a state for good.
Only sessions that look remember; a verb sees its own changes before they have a number.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Concatenate, ParamSpec, TypeVar

from sqlmodel import Session

from app.cafes.models import Cafe
from app.db import only_looks

ANSWERS = 300
"""Kept for each question; the longest unused go first."""

P = ParamSpec("P")
R = TypeVar("R")
Question = Callable[Concatenate[Session, Cafe, P], R]


def remembered(question: Question[P, R]) -> Question[P, R]:
    """A question about a café whose answer all screens may share; arguments are hashable, answers never changed."""
    answers: OrderedDict[Hashable, R] = OrderedDict()
    lock = Lock()

    @wraps(question)
    def ask(db: Session, cafe: Cafe, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if not only_looks(db):
            return question(db, cafe, *args, **kwargs)
        state = (cafe.key, cafe.head, cafe.fingerprint, args, tuple(kwargs.items()))
        with lock:
            if state in answers:
                answers.move_to_end(state)
                return answers[state]
        answer = question(db, cafe, *args, **kwargs)
        with lock:
            answers[state] = answer
            if len(answers) > ANSWERS:
                answers.popitem(last=False)
        return answer

    return ask
