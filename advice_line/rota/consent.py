"""Where a change entered on screen stands: who has yet to agree, and whether it counts."""

from collections.abc import Sequence
from enum import StrEnum

from advice_line.rota.changes import ChangeKind


class Step(StrEnum):
    """What can be done with a change."""

    ENTERED = "entered"
    OFFERED = "offered"
    AGREED = "agreed"
    APPROVED = "approved"
    DECLINED = "declined"
    REFUSED = "refused"
    UNDONE = "undone"
    ENDED = "ended"
    KEPT = "kept"


class Standing(StrEnum):
    """Where a change stands."""

    ASKED = "asked"
    TO_APPROVE = "to approve"
    IN_FORCE = "in force"
    DECLINED = "declined"
    REFUSED = "refused"
    UNDONE = "undone"


_LAST_WORDS = {Step.DECLINED: Standing.DECLINED, Step.REFUSED: Standing.REFUSED, Step.UNDONE: Standing.UNDONE}


def standing(kind: ChangeKind, needs_approval: bool, steps: Sequence[Step]) -> Standing:
    """Where a change stands after its steps. A swap needs the other's word, and approval where the desk wants it."""
    for step, last in _LAST_WORDS.items():
        if step in steps:
            return last
    if kind != "swap":
        return Standing.IN_FORCE
    if Step.AGREED not in steps:
        return Standing.ASKED
    if needs_approval and Step.APPROVED not in steps:
        return Standing.TO_APPROVE
    return Standing.IN_FORCE
