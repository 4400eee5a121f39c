"""A share of each practice or desk against how many it is a share of: small numbers look small, and nobody is ranked.

The limits are those of the binomial distribution around the share of all together, exact and interpolated between
whole numbers (Spiegelhalter, Statistics in Medicine 2005): 95 % of units lie within the inner pair by chance alone,
99.8 % within the outer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import exp, lgamma, log, sqrt

from advice_line.charts.quantity import percent_span

INNER, OUTER = 0.95, 0.998
_STEPS = 60
"""Places at which the limits are worked out to be drawn."""


class Standing(IntEnum):
    """Where a unit stands in the funnel. No rank: only how far from what chance alone gives."""

    FAR_BELOW = -2
    BELOW = -1
    WITHIN = 0
    ABOVE = 1
    FAR_ABOVE = 2

    @property
    def words(self) -> str:
        return _STANDING[self]


_STANDING = {
    Standing.FAR_BELOW: "below the 99.8 % limit",
    Standing.BELOW: "below the 95 % limit",
    Standing.WITHIN: "within the limits",
    Standing.ABOVE: "above the 95 % limit",
    Standing.FAR_ABOVE: "above the 99.8 % limit",
}


@dataclass(frozen=True, slots=True)
class FunnelLimits:
    """In per cent, of a number: the pairs of lower and upper limits."""

    number: int
    inner: tuple[float, float]
    outer: tuple[float, float]


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One practice or desk."""

    name: str
    part: int
    whole: int
    standing: Standing

    @property
    def percent(self) -> float:
        return 100 * self.part / self.whole


@dataclass(frozen=True, slots=True)
class Funnel:
    """The plot. ``centre`` is the share of all together, in per cent; ``points`` are by name.

    ``left_out``: how many had nothing that a share could be of.
    """

    title: str
    of: str
    centre: float | None
    points: tuple[FunnelPoint, ...]
    limits: tuple[FunnelLimits, ...]
    left_out: int

    @property
    def own_limits(self) -> tuple[FunnelLimits, ...]:
        """Of each point, the limits of its own number."""
        return tuple(limits_at(point.whole, (self.centre or 0) / 100) for point in self.points)

    @property
    def span(self) -> tuple[float, float]:
        """From where to where the axis of shares goes."""
        own = [edge for at in self.own_limits for edge in at.outer]
        return percent_span([point.percent for point in self.points] + own)

    @property
    def said(self) -> tuple[str, ...]:
        """What there is to be seen, in sentences."""
        if self.centre is None:
            return ("Nothing to divide by in this period.",)
        left = f" {self.left_out} with none are not drawn." if self.left_out else ""
        first = f"{self.centre:.1f} % of all together; {len(self.points)} drawn.{left}"
        out = [p for p in self.points if p.standing is not Standing.WITHIN]
        if not out:
            return (first, "All lie where chance alone would put them.")
        return (
            first,
            *(f"{p.name}: {p.percent:.1f} % of {p.whole:,}, {p.standing.words}." for p in out),
        )


def funnel(title: str, of: str, counts: Iterable[tuple[str, int, int]]) -> Funnel:
    """Of (name, part, whole); ``of`` says what the whole is."""
    every = sorted(counts)
    there = [(name, part, whole) for name, part, whole in every if whole]
    if not there:
        return Funnel(title, of, None, (), (), len(every))
    share = sum(part for _, part, _ in there) / sum(whole for _, _, whole in there)
    points = tuple(FunnelPoint(name, part, whole, _standing(part, whole, share)) for name, part, whole in there)
    largest = max(whole for _, _, whole in there)
    numbers = sorted({max(1, round(largest * step / _STEPS)) for step in range(_STEPS + 1)})
    limits = tuple(limits_at(n, share) for n in numbers)
    return Funnel(title, of, 100 * share, points, limits, len(every) - len(there))


def _standing(part: int, whole: int, share: float) -> Standing:
    limits, percent = limits_at(whole, share), 100 * part / whole
    if percent < limits.inner[0]:
        return Standing.FAR_BELOW if percent < limits.outer[0] else Standing.BELOW
    if percent > limits.inner[1]:
        return Standing.FAR_ABOVE if percent > limits.outer[1] else Standing.ABOVE
    return Standing.WITHIN


def limits_at(number: int, share: float) -> FunnelLimits:
    """The limits for units of a number, where each of the number is a part with this chance."""
    far, near = (1 - OUTER) / 2, (1 - INNER) / 2
    lowest, low, high, highest = _reached(number, share, (far, near, 1 - near, 1 - far))
    return FunnelLimits(number, (low, high), (lowest, highest))


def _reached(number: int, share: float, levels: Sequence[float]) -> list[float]:
    """The shares, in per cent, at which the distribution reaches each level, between the whole numbers around it."""
    if share in (0, 1):
        return [100 * share for _ in levels]
    count = max(0, int(number * share - 10 * sqrt(number * share * (1 - share)) - 10))  # below: nothing that counts
    chance = _chance(count, number, share)
    reached, found = chance, []
    for level in levels:
        while reached < level and count < number:
            chance *= (number - count) * share / ((count + 1) * (1 - share))
            count += 1
            reached += chance
        found.append(min(100.0, max(0.0, 100 * (count - (reached - level) / chance) / number)))
    return found


def _chance(count: int, number: int, share: float) -> float:
    """That exactly so many of a number are a part, each with this chance."""
    ways = lgamma(number + 1) - lgamma(count + 1) - lgamma(number - count + 1)
    return exp(ways + count * log(share) + (number - count) * log(1 - share))
