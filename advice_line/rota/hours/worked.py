"""Shifts as the hours rules see them: in wall time, by which rotas are written and judged.

The hour that a changed night takes or gives is not the rota's doing; ``rota.gaps`` names it where it matters.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from advice_line.rota.hours.limits import RULES, HoursRule, Limits, RuleId
from advice_line.rota.model import Shift

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
_NIGHT_FROM, _NIGHT_UNTIL = time(23), time(6)


@dataclass(frozen=True, slots=True)
class Worked:
    """A shift in wall time; ``hours`` from start to end."""

    shift: Shift
    start: datetime
    end: datetime
    hours: float
    night: bool

    @property
    def date(self) -> date:
        return self.shift.date

    @property
    def long(self) -> bool:
        """Over ten hours."""
        return self.hours > 10

    @property
    def late_long(self) -> bool:
        """Long and ending after 23:00, not a night."""
        late = self.end.time() > _NIGHT_FROM or self.end.date() > self.start.date()
        return self.long and late and not self.night


@dataclass(frozen=True, slots=True)
class Broken:
    """One rule broken: the evidence is which shifts, what was found and what is allowed."""

    rule: HoursRule
    shifts: tuple[Shift, ...]
    found: str
    allowed: float

    @property
    def words(self) -> str:
        return self.rule.with_limit(self.allowed)

    @property
    def averaged(self) -> bool:
        """Whether it is the sum of a period that breaks, and not any one shift."""
        return self.rule.id.endswith("average") or self.rule.id == "weekends"

    @property
    def shift(self) -> Shift:
        """The shift at which it breaks."""
        return self.shifts[-1]


def worked(shifts: Iterable[Shift], zone: ZoneInfo) -> list[Worked]:
    """One person's shifts in order of time."""
    found = []
    for shift in shifts:
        start = shift.start.astimezone(zone).replace(tzinfo=None)
        end = shift.end.astimezone(zone).replace(tzinfo=None)
        found.append(Worked(shift, start, end, (end - start) / HOUR, _is_night(start, end)))
    found.sort(key=lambda w: w.start)
    return found


def _is_night(start: datetime, end: datetime) -> bool:
    """At least three hours between 23:00 and 06:00."""
    inside = timedelta()
    for day in (start.date() - DAY, start.date()):
        begins = datetime.combine(day, _NIGHT_FROM)
        until = datetime.combine(day + DAY, _NIGHT_UNTIL)
        inside += max(min(end, until) - max(start, begins), timedelta())
    return inside >= 3 * HOUR


def broken(
    rule: RuleId, limits: Limits, shifts: Iterable[Worked], found: float, *, least: bool = False, unit: str = " h"
) -> Broken | None:
    """The breach, or None where what was found is within the limit. ``least``: the limit is a minimum."""
    evidence = tuple(w.shift for w in shifts)
    limit = limits.of(rule, evidence[-1].date, evidence[-1].clinician.gmc)
    if (found >= limit) if least else (found <= limit):
        return None
    return Broken(RULES[rule], evidence, f"{round(found, 2):g}{unit}", limit)
