"""Hours rules as pure functions over one person's shifts: resident doctors' terms and the law."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from advice_line.rota.hours.averages import average_rules, average_week, law_averages, prospective_cover
from advice_line.rota.hours.law import law_rules
from advice_line.rota.hours.limits import RULES, HoursRule, Limits, LimitSetting, RuleId
from advice_line.rota.hours.non_resident import CallTaken, broken_rest, non_resident_rules
from advice_line.rota.hours.resident import breaks_due, resident_rules
from advice_line.rota.hours.worked import Broken, Worked, worked
from advice_line.rota.model import Leave, Shift

__all__ = [
    "RULES",
    "Broken",
    "CallTaken",
    "HoursRule",
    "LimitSetting",
    "Limits",
    "RuleId",
    "Worked",
    "average_week",
    "breaks_due",
    "broken_rest",
    "broken_rules",
    "prospective_cover",
    "worked",
]


def broken_rules(
    shifts: Sequence[Shift],
    zone: ZoneInfo,
    limits: Limits | None = None,
    *,
    leave: Sequence[Leave] = (),
    within: tuple[date, date] | None = None,
) -> Iterator[Broken]:
    """Every breach by one clinician's shifts (in any order): the terms for a registrar, the law for everybody.

    ``within`` is the dates [first, until) that averages are taken over; by default those of the shifts. A breach
    of the law that is a breach of the terms by the same shifts is told once.
    """
    if not shifts:
        return
    limits = limits or Limits()
    at_work = worked(shifts, zone)
    first, until = within or (at_work[0].date, at_work[-1].date + timedelta(days=1))
    resident = [w for w in at_work if w.shift.duty.resident]
    told: set[tuple[Shift, ...]] = set()
    if at_work[0].shift.clinician.grade == "registrar":
        for found in _terms(at_work, resident, leave, first, until, limits):
            told.add(found.shifts)
            yield found
    for found in (*law_rules(resident, limits), *law_averages(resident, leave, first, until, limits)):
        if found.shifts not in told:
            yield found


def _terms(
    at_work: Sequence[Worked],
    resident: Sequence[Worked],
    leave: Sequence[Leave],
    first: date,
    until: date,
    limits: Limits,
) -> Iterator[Broken]:
    yield from resident_rules(resident, limits)
    yield from non_resident_rules(at_work, limits)
    yield from average_rules(resident, leave, first, until, limits)
