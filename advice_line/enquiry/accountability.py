"""Who keeps responsibility for a patient the adviser has never seen, and who supervises the adviser.

The program never says who is liable: it records who advised, on what stated information, seen or not, who
keeps responsibility, who supervised, and whether both sides agreed.
"""

from typing import Literal, get_args

from advice_line.rota import Clinician, Ladder

Responsible = Literal["the caller's practice", "the hospital team", "another named team"]
RESPONSIBLE: tuple[Responsible, ...] = get_args(Responsible)
RELIED_ON = (
    "nothing but the call",
    "results",
    "images",
    "letters",
    "results and letters",
    "results, images and letters",
)
NOT_READ_BACK = "not read back"
DOSES = ("none given", "read back", NOT_READ_BACK)


def supervising_consultant(ladder: Ladder, adviser: str, desk_supervisor: str) -> str:
    """The registration number of the consultant answerable for advice at the ladder's instant.

    The first consultant on the ladder, in clinic or not, for they are still answerable; else the desk's
    supervisor. An adviser who is a consultant supervises themselves. ``adviser`` and ``desk_supervisor`` are
    registration numbers.
    """
    consultants: list[Clinician] = [r.clinician for r in ladder.rungs if r.clinician.grade == "consultant"]
    if any(consultant.gmc == adviser for consultant in consultants):
        return adviser
    return consultants[0].gmc if consultants else desk_supervisor
