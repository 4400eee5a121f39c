"""What kind of figure a picture shows: two kinds never share a scale."""

from collections.abc import Iterable
from enum import StrEnum
from math import ceil, floor, log10


class Quantity(StrEnum):
    """What is counted or measured; none of them is ever below 0."""

    NUMBER = "number"
    PERCENT = "per cent"
    RATIO = "ratio"
    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"

    @property
    def most(self) -> float | None:
        """The largest value that there can be; None where there is none."""
        return 100.0 if self is Quantity.PERCENT else None

    @property
    def sign(self) -> str:
        """What stands after a value."""
        return _SIGNS[self]

    def said(self, value: float | None) -> str:
        """A value as it is read: ``12``, ``45.2 %``, ``30 s``; a dash where there is none."""
        return "–" if value is None else f"{_plain(value)}{self.sign}"

    def within(self, value: float) -> float:
        """The value, or the nearest one that there can be."""
        return max(0.0, value if self.most is None else min(value, self.most))


_SIGNS = {
    Quantity.NUMBER: "",
    Quantity.RATIO: "",
    Quantity.PERCENT: " %",
    Quantity.SECONDS: " s",
    Quantity.MINUTES: " min",
    Quantity.HOURS: " h",
    Quantity.DAYS: " d",
}


def _plain(value: float) -> str:
    rounded = round(value, 1)
    return f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.1f}"


def percent_span(percents: Iterable[float]) -> tuple[float, float]:
    """From where to where, in tens, an axis of shares goes whose points say more than their distance from 0.

    From 0 where it would cut off less than half of the axis.
    """
    given = list(percents) or [0.0, 100.0]
    low, high = 10.0 * floor(min(given) / 10), 10.0 * ceil(max(given) / 10)
    return (low if low >= 50 else 0.0, max(high, 10.0) if high <= 50 else 100.0)


def round_steps(most: float, about: int = 5) -> tuple[float, ...]:
    """Round numbers from 0 to the first that is not below ``most``."""
    if most <= 0:
        return (0.0, 1.0)
    raw = most / about
    unit = 10.0 ** floor(log10(raw))
    step = next(unit * n for n in (1, 2, 2.5, 5, 10) if unit * n >= raw * (1 - 1e-9))
    number = -int(-most // step)
    return tuple(round(step * n, 10) for n in range(number + 1))
