"""Half-open intervals, indexed so that what covers an instant is found by one bisection."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar


class Interval(Protocol):
    @property
    def start(self) -> datetime: ...
    @property
    def end(self) -> datetime: ...


T = TypeVar("T", bound=Interval)
T_co = TypeVar("T_co", bound=Interval, covariant=True)
Segment = tuple[datetime, datetime, tuple[T, ...]]


class Intervals(Protocol[T_co]):
    """What the resolver needs to know of shifts, and of clinics. All instants are UTC."""

    def covering(self, at: datetime) -> tuple[T_co, ...]:
        """The intervals that contain an instant, in the order they were indexed by."""
        ...

    def segments_from(self, at: datetime) -> Iterator[tuple[datetime, datetime, tuple[T_co, ...]]]:
        """(start, end, covering) for each stretch in which nothing changes, from the one that holds ``at`` on."""
        ...


class Timeline(Generic[T]):
    """A finite set of intervals."""

    def __init__(self, intervals: Iterable[T], order: Callable[[T], Any]) -> None:
        ranked = sorted(intervals, key=order)
        starting: dict[datetime, list[int]] = {}
        ending: dict[datetime, list[int]] = {}
        for rank, interval in enumerate(ranked):
            starting.setdefault(interval.start, []).append(rank)
            ending.setdefault(interval.end, []).append(rank)
        self._moments: list[datetime] = sorted({*starting, *ending})
        self._active: list[tuple[T, ...]] = []
        active: set[int] = set()
        for moment in self._moments:
            active.difference_update(ending.get(moment, ()))
            active.update(starting.get(moment, ()))
            self._active.append(tuple(ranked[rank] for rank in sorted(active)))

    def covering(self, at: datetime) -> tuple[T, ...]:
        index = bisect_right(self._moments, at) - 1
        return self._active[index] if index >= 0 else ()

    def segments_from(self, at: datetime) -> Iterator[Segment[T]]:
        for index in range(max(bisect_right(self._moments, at) - 1, 0), len(self._moments) - 1):
            yield self._moments[index], self._moments[index + 1], self._active[index]


class RollingTimeline(Generic[T]):
    """Intervals without end, worked out a week at a time as they are asked for and kept for next time.

    ``between(first, until)`` gives the intervals that *begin* on those dates; none is longer than a day
    and an hour. ``last`` is the day after which nothing new can come, so a search for the next one ends.
    """

    _WEEK = timedelta(days=7)
    _KEPT = 1024

    def __init__(
        self,
        between: Callable[[date, date], Iterable[T]],
        order: Callable[[T], Any],
        last: Callable[[date], date],
    ) -> None:
        self._between = between
        self._order = order
        self._last = last
        self._weeks: dict[int, Timeline[T]] = {}

    def _week(self, number: int) -> Timeline[T]:
        week = self._weeks.get(number)
        if week is None:
            first = number * 7 + 1
            begins = datetime.combine(date.fromordinal(first), datetime.min.time(), UTC)
            ends = begins + self._WEEK
            # Two days either side: a zone's date may lead UTC by one, and yesterday's night reaches in.
            near = self._between(date.fromordinal(max(first - 2, 1)), date.fromordinal(first + 9))
            inside = [interval for interval in near if interval.start < ends and begins < interval.end]
            if len(self._weeks) >= self._KEPT:
                self._weeks.clear()
            week = self._weeks[number] = Timeline(inside, self._order)
        return week

    def covering(self, at: datetime) -> tuple[T, ...]:
        return self._week((at.toordinal() - 1) // 7).covering(at)

    def segments_from(self, at: datetime) -> Iterator[Segment[T]]:
        number = (at.toordinal() - 1) // 7
        until = (self._last(at.date()).toordinal() + 8) // 7
        while number <= until:
            begins = datetime.combine(date.fromordinal(number * 7 + 1), datetime.min.time(), UTC)
            ends = begins + self._WEEK
            for start, end, active in self._week(number).segments_from(max(at, begins)):
                if end > at and start < ends and end > begins:
                    yield start, end, active
            number += 1
