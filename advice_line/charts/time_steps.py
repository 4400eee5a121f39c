"""Into which steps a period is cut for a figure over time: few weeks say nothing, so those before it are seen too."""

from datetime import date, timedelta

from advice_line.periods import Month, Period
from advice_line.words.days import short_day

LEAST_WEEKS = 26
"""So many weeks at least, those before the period with it."""
_MOST_WEEKS = 53
_WEEK = timedelta(weeks=1)


def time_steps(begins: date, ends: date) -> tuple[Period, ...]:
    """Whole weeks, the last ending with the period; months, where it is longer than a year."""
    weeks = -(-(ends - begins).days // 7)
    if weeks > _MOST_WEEKS:
        return _months(begins, ends)
    first = [ends - n * _WEEK for n in range(max(weeks, LEAST_WEEKS), 0, -1)]
    return tuple(Period(day, day + _WEEK, short_day(day)) for day in first)


def _months(begins: date, ends: date) -> tuple[Period, ...]:
    found, month = [], Month.of(begins)
    while month.begins < ends:
        found.append(Period(max(month.begins, begins), min(month.ends, ends), month.short))
        month = month.next
    return tuple(found)
