"""Which reports are mailed by themselves, when each is due, and what time it is of."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from advice_line.periods import Month, Period, parse_quarter

_DAY = timedelta(days=1)
_DAY_OF_MONTH = 3
"""The day on which a month that is over is reported: what is noted late of its last days is in it."""
_AFTER_A_QUARTER = (1, 4, 7, 10)


class ScheduledReport(StrEnum):
    """By what it is asked for."""

    INTERFACE = "interface"
    ACTIVITY = "activity"
    ON_CALL = "oncall"
    PRACTICE = "practice"
    """To the practice itself, of its own quarter."""

    @property
    def every(self) -> str:
        """How often it is due, as it is said to a person."""
        match self:
            case ScheduledReport.ON_CALL:
                return "every day"
            case ScheduledReport.PRACTICE:
                return f"on day {_DAY_OF_MONTH} after every quarter"
            case _:
                return f"on day {_DAY_OF_MONTH} of every month"


def due_between(
    report: ScheduledReport, after: datetime, until: datetime, clock: time, zone: ZoneInfo
) -> list[datetime]:
    """Every moment in (after, until] at which it is due, by the site's clock, the oldest first."""
    first, last = after.astimezone(zone).date(), until.astimezone(zone).date()
    moments = (datetime.combine(day, clock, zone) for day in _days(report, first, last))
    return [moment for moment in moments if after < moment <= until]


def next_due(report: ScheduledReport, after: datetime, clock: time, zone: ZoneInfo) -> datetime:
    """The first after an instant."""
    return due_between(report, after, after + timedelta(days=100), clock, zone)[0]


def _days(report: ScheduledReport, first: date, last: date) -> Iterator[date]:
    """The days from first to last on which it is due."""
    while first <= last:
        if _is_due_on(report, first):
            yield first
        first += _DAY


def _is_due_on(report: ScheduledReport, day: date) -> bool:
    if report is ScheduledReport.ON_CALL:
        return True
    return day.day == _DAY_OF_MONTH and (report is not ScheduledReport.PRACTICE or day.month in _AFTER_A_QUARTER)


def period_reported(report: ScheduledReport, due: datetime) -> Period:
    """What time it is of: the day that begins, or the month or quarter that is over."""
    day = due.date()
    if report is ScheduledReport.ON_CALL:
        return Period(day, day + _DAY, f"{day}")
    month = Month.of(day).previous
    if report is ScheduledReport.PRACTICE:
        return parse_quarter(f"{month.financial_year} Q{(month.of_year + 2) // 3}")
    return Period(month.begins, month.ends, month.words)
