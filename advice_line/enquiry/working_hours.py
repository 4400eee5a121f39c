"""The working-hours clock beside the elapsed one: how much of a span lies in office hours.

Monday to Friday, 09:00 to 17:00 by the desk's clock, bank holidays left out. The hours of a changed night
never lie in it, but the wall times of the days around are the desk's own.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OPENS, CLOSES = time(9), time(17)
WORKING_DAY = timedelta(hours=8)


def working_time(
    begins: datetime, until: datetime, zone: ZoneInfo, is_holiday: Callable[[date], bool] = lambda day: False
) -> timedelta:
    """The part of [begins, until) that lies in office hours; negative when ``until`` comes first."""
    if until < begins:
        return -working_time(until, begins, zone, is_holiday)
    total = timedelta()
    day, last = begins.astimezone(zone).date(), until.astimezone(zone).date()
    while day <= last:
        if day.weekday() < 5 and not is_holiday(day):
            opens = datetime.combine(day, OPENS, zone).astimezone(UTC)
            closes = datetime.combine(day, CLOSES, zone).astimezone(UTC)
            total += max(min(until, closes) - max(begins, opens), timedelta())
        day += timedelta(days=1)
    return total
