"""When calls come: hours of the day by days of the week, by the desk's own clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from advice_line.rota.model import WEEKDAYS

HOURS = range(24)
STEPS = 4
"""Shades above none; each is a like part of the busiest hour."""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """How many calls came in each hour of each weekday of a period. ``days``: how many of each weekday it had."""

    title: str
    counts: tuple[tuple[int, ...], ...]
    days: tuple[int, ...]

    @property
    def number(self) -> int:
        return sum(self.of_days)

    @property
    def of_days(self) -> tuple[int, ...]:
        return tuple(sum(row) for row in self.counts)

    @property
    def of_hours(self) -> tuple[int, ...]:
        return tuple(sum(row[hour] for row in self.counts) for hour in HOURS)

    @property
    def most(self) -> int:
        return max(max(row) for row in self.counts)

    def shade(self, weekday: int, hour: int) -> int:
        """0 for none, then 1 to STEPS: the busiest has the darkest."""
        count = self.counts[weekday][hour]
        return -(-count * STEPS // self.most) if count else 0

    @property
    def said(self) -> tuple[str, ...]:
        """What there is to be seen, in sentences."""
        if not self.number:
            return ("No calls in this period.",)
        busiest = [(d, h) for d in range(7) for h in HOURS if self.counts[d][h] == self.most]
        where = ", ".join(f"{WEEKDAYS[day]} {hour:02d}:00" for day, hour in busiest[:3])
        more = f" and {len(busiest) - 3} more" if len(busiest) > 3 else ""
        return (f"{self.number:,} calls; most in one hour of the week: {self.most:,} ({where}{more}).",)


def heat_map(title: str, counts: Mapping[tuple[int, int], int], begins: date, ends: date) -> HeatMap:
    """Of counts by (weekday, hour), Monday being 0, over the days [begins, ends)."""
    rows = tuple(tuple(counts.get((day, hour), 0) for hour in HOURS) for day in range(7))
    every = [(begins + timedelta(days=n)).weekday() for n in range((ends - begins).days)]
    return HeatMap(title, rows, tuple(every.count(day) for day in range(7)))


def by_hour(instants: Iterable[datetime], zone: ZoneInfo) -> dict[tuple[int, int], int]:
    """Counts by (weekday, hour) of a zone's clock; the hour that comes twice in autumn is one hour here."""
    found: dict[tuple[int, int], int] = {}
    for instant in instants:
        local = instant.astimezone(zone)
        key = (local.weekday(), local.hour)
        found[key] = found.get(key, 0) + 1
    return found
