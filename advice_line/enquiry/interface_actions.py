"""What the hospital promises its practices about the interface: by whom, until when, and what is refused of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from advice_line.enquiry.interface import refuse_reason
from advice_line.enquiry.reasons import said, words_of
from advice_line.problems import Refused


class ActionStep(StrEnum):
    """What was last done with an action: each step is a row of its own, and the newest holds."""

    WRITTEN = "written"
    CHANGED = "changed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Promise:
    """What practices had to chase (``reason``), the cause that was found, what is promised, by whom, until when.

    ``desk`` is the one that it is about; empty: the whole site. ``due`` is a day of the site's.
    """

    reason: str
    desk: str
    cause: str
    promised: str
    owner: str
    due: date


def checked_promise(promise: Promise, today: date) -> Promise:
    """The promise with its words as they are kept. Refused: no reason of the list, nothing promised, nobody named, a
    day that is over."""
    refuse_reason(promise.reason)
    if promise.due < today:
        raise Refused("That day is over; promise a day that is to come.")
    return Promise(
        promise.reason,
        promise.desk,
        words_of(promise.cause, "The cause"),
        said(promise.promised, "Say what is promised.", "What is promised"),
        said(promise.owner, "Say who sees to it: a promise that is nobody's is not kept.", "Who sees to it"),
        promise.due,
    )


def refuse_after_done(step: ActionStep) -> None:
    """Refuses to change or to finish what is done."""
    if step is ActionStep.DONE:
        raise Refused("This action is done; write a new one for what is still to do.")
