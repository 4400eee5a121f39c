"""Waiting as a distribution: how many waited how long, the median and the 90th centile, never a mean alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from advice_line.charts.quantity import Quantity
from advice_line.enquiry.totals import centile_of


@dataclass(frozen=True, slots=True)
class WaitingBin:
    """How many waited at least ``least`` and less than ``below`` (None: however long)."""

    least: float
    below: float | None
    count: int

    def words(self, quantity: Quantity) -> str:
        """``30 to 60 s``, ``from 600 s``."""
        if self.below is None:
            return f"from {quantity.said(self.least)}"
        return f"{self.least:g} to {quantity.said(self.below)}"


@dataclass(frozen=True, slots=True)
class WaitingTimes:
    """The distribution. The centiles are by nearest rank, and None where nobody waited."""

    title: str
    quantity: Quantity
    bins: tuple[WaitingBin, ...]
    median: float | None
    ninetieth: float | None

    @property
    def number(self) -> int:
        return sum(one.count for one in self.bins)

    @property
    def most(self) -> int:
        return max(one.count for one in self.bins)

    def holds(self, value: float | None) -> int | None:
        """Which bin, from 0, a value lies in."""
        if value is None:
            return None
        return max(n for n, one in enumerate(self.bins) if one.least <= value)

    @property
    def said(self) -> tuple[str, ...]:
        """What there is to be seen, in sentences."""
        if self.median is None or self.ninetieth is None:
            return ("Nobody waited in this period.",)
        say = self.quantity.said
        half, most = say(self.median), say(self.ninetieth)
        return (f"{self.number:,} counted: half waited {half} or less, nine in ten {most} or less.",)


SECONDS_BOUNDS = (0, 15, 30, 60, 120, 300, 600, 1800)
"""To be put through, in seconds."""
HOURS_BOUNDS = (0, 1, 2, 4, 8, 16, 24, 40)
"""To an answer by mail, in office hours."""


def waiting_times(
    title: str, quantity: Quantity, waited: Mapping[float, int], bounds: Sequence[float] = SECONDS_BOUNDS
) -> WaitingTimes:
    """Of how many waited each time. ``bounds`` begin at 0 and rise; the last bin has no end."""
    ends = (*bounds[1:], None)
    bins = tuple(
        WaitingBin(
            least, below, sum(n for value, n in waited.items() if value >= least and (below is None or value < below))
        )
        for least, below in zip(bounds, ends, strict=True)
    )
    return WaitingTimes(title, quantity, bins, centile_of(waited, 50), centile_of(waited, 90))
