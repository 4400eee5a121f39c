"""Which shifts somebody could be covered in, and whether they are still theirs to be covered."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from advice_line.problems import Refused
from advice_line.rota.model import Shift


def parts_to_cover(shifts: Iterable[Shift], begins: datetime, until: datetime) -> list[Shift]:
    """The parts of somebody's shifts in [begins, until), each once, in their order."""
    found = [
        Shift(s.clinician, s.duty, s.date, max(s.start, begins), min(s.end, until))
        for s in shifts
        if s.start < until and begins < s.end
    ]
    return sorted(dict.fromkeys(found), key=lambda s: s.start)


def refuse_taken(
    wanted: Sequence[Shift], standing: Sequence[Shift], lost: Sequence[Shift], *, open_shift: bool
) -> None:
    """Refuses where somebody was quicker: two who cover one shift would be one too many on the ladder.

    ``standing`` is who is on as the rota stands, ``lost`` what leave or sickness took away; ``open_shift``: what is
    wanted was nobody's.
    """
    for shift in wanted:
        over = [s for s in standing if s.duty.code == shift.duty.code and _overlap(s, shift)]
        others = [s for s in over if open_shift or s.clinician.gmc != shift.clinician.gmc]
        still = [*over, *(s for s in lost if _overlap(s, shift))]
        gone = not open_shift and not any(s.clinician.gmc == shift.clinician.gmc for s in still)
        if gone or (open_shift and others):
            who = others[0].clinician.name if others else "somebody else"
            raise Refused(f"{who} has {shift.duty.name} by now; look at the rota again.")


def refuse_none(taken: Sequence[Shift]) -> None:
    """Refuses to cover no shift at all."""
    if not taken:
        raise Refused("There is no shift to cover there.")


def _overlap(one: Shift, other: Shift) -> bool:
    return one.start < other.end and other.start < one.end
