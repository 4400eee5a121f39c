"""Where a change entered on screen stands: who has yet to agree, and whether it counts."""

from collections.abc import Sequence
from enum import StrEnum

from advice_line.rota.changes import ChangeKind


class ChangeStep(StrEnum):
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


class ChangeStanding(StrEnum):
    """Where a change stands."""

    ASKED = "asked"
    TO_APPROVE = "to approve"
    IN_FORCE = "in force"
    DECLINED = "declined"
    REFUSED = "refused"
    UNDONE = "undone"


_LAST_WORDS = {
    ChangeStep.DECLINED: ChangeStanding.DECLINED,
    ChangeStep.REFUSED: ChangeStanding.REFUSED,
    ChangeStep.UNDONE: ChangeStanding.UNDONE,
}


def standing(kind: ChangeKind, needs_approval: bool, steps: Sequence[ChangeStep]) -> ChangeStanding:
    """Where a change stands after its steps. A swap needs the other's word, and approval where the desk wants it."""
    for step, last in _LAST_WORDS.items():
        if step in steps:
            return last
    if kind != "swap":
        return ChangeStanding.IN_FORCE
    if ChangeStep.AGREED not in steps:
        return ChangeStanding.ASKED
    if needs_approval and ChangeStep.APPROVED not in steps:
        return ChangeStanding.TO_APPROVE
    return ChangeStanding.IN_FORCE
