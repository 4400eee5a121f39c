"""A rota made ready to be asked: its shifts and clinics as timelines without end."""

from datetime import date, datetime, timedelta
from functools import cached_property

from advice_line.rota.expand import clinics_between, shifts_between
from advice_line.rota.ladder import Ladder, clinic_order, ladder, ladder_order
from advice_line.rota.model import Clinic, Rota, Shift
from advice_line.rota.timeline import RollingTimeline


class Roster:
    """One desk's rota file, resolved on demand."""

    def __init__(self, rota: Rota) -> None:
        self.rota = rota

    @cached_property
    def shifts(self) -> RollingTimeline[Shift]:
        return RollingTimeline(lambda first, until: shifts_between(self.rota, first, until), ladder_order, self._last)

    @cached_property
    def clinics(self) -> RollingTimeline[Clinic]:
        return RollingTimeline(
            lambda first, until: clinics_between(self.rota, first, until), clinic_order, self._last
        )

    def ladder(self, at: datetime) -> Ladder:
        return ladder(self.shifts, self.clinics, at)

    def _last(self, asked: date) -> date:
        """The last date on which a search from ``asked`` can find something that it has not met before."""
        extra = max((shift.date for shift in self.rota.shifts), default=date.min)
        if not self.rota.patterns:
            return extra
        ends = [pattern.until for pattern in self.rota.patterns]
        limited = [end for end in ends if end is not None]
        if len(limited) == len(ends):
            return max(*limited, extra)
        return self._a_cycle_after(max(asked, last_dated(self.rota)))

    def _a_cycle_after(self, day: date) -> date:
        """An endless pattern repeats after its weeks; a year more meets every bank holiday."""
        longest = max(len(pattern.weeks) for pattern in self.rota.patterns)
        return day + timedelta(weeks=53 + longest)


def last_dated(rota: Rota) -> date:
    """The last date that the file names anywhere."""
    days = [pattern.from_ for pattern in rota.patterns]
    days += [pattern.until for pattern in rota.patterns if pattern.until]
    days += [shift.date for shift in rota.shifts]
    days += [leave.last for leave in rota.leave]
    days += [day for rule in rota.clinics for day in (rule.from_, rule.until, *rule.except_) if day]
    return max(days, default=date.min)
