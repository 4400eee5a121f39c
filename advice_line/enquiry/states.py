"""Where an enquiry can stand, and what may follow."""

import re
from enum import StrEnum

from advice_line.problems import Refused


class State(StrEnum):
    IN_HAND = "in hand"
    CALL_BACK = "call back"
    TO_ANSWER = "to answer"
    TO_RECORD = "to record"
    ADVISED = "advised"
    ABANDONED = "abandoned"


OPEN = frozenset({State.IN_HAND, State.CALL_BACK, State.TO_ANSWER, State.TO_RECORD})

FOLLOWS: dict[State, frozenset[State]] = {
    State.IN_HAND: frozenset({State.CALL_BACK, State.TO_ANSWER, State.TO_RECORD, State.ABANDONED}),
    State.CALL_BACK: frozenset({State.IN_HAND, State.ABANDONED}),
    State.TO_ANSWER: frozenset({State.ADVISED, State.ABANDONED}),
    State.TO_RECORD: frozenset({State.ADVISED}),
    State.ADVISED: frozenset({State.TO_ANSWER}),  # the practice wrote again
    State.ABANDONED: frozenset({State.TO_ANSWER}),
}

_SAYS = {
    State.IN_HAND: "is in hand",
    State.CALL_BACK: "waits to be called back",
    State.TO_ANSWER: "waits for the department's e-mail answer",
    State.TO_RECORD: "was put through and waits for its record",
    State.ADVISED: "has been answered",
    State.ABANDONED: "was given up",
}


def check_step(now: State, then: State) -> None:
    """Refuses a step that may not follow."""
    if then not in FOLLOWS[now]:
        raise Refused(f"This enquiry {_SAYS[now]}; that cannot be done to it any more.")


def is_of_another(now: State, holder: int | None, account: int) -> bool:
    """Whether somebody else has a call in hand."""
    return now is State.IN_HAND and holder != account


def closed_unanswered(now: State, *, advised: bool) -> State:
    """Where an e-mail stands that needs no answer: as it was answered before, or given up.

    Refused: it does not wait for an answer.
    """
    if now is not State.TO_ANSWER:
        raise Refused("This enquiry does not wait for an answer.")
    return State.ADVISED if advised else State.ABANDONED


_TYPED = re.compile(r"(?:AL[- ]?)?0*([0-9]{1,12})", re.IGNORECASE)


def reference(enquiry: int) -> str:
    """How people name an enquiry to each other: ``AL-000123``."""
    return f"AL-{enquiry:06d}"


def enquiry_typed(text: str) -> int | None:
    """The enquiry that somebody names: ``AL-000123``, ``al 123`` or ``123``; None when it is no reference."""
    found = _TYPED.fullmatch(text.strip())
    return int(found[1]) if found else None
