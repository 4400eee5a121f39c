"""Statistical process control: the XmR chart (individuals, moving range) as the NHS's “Making Data Count” draws it.

Limits stand 2.66 mean moving ranges from the mean; no moving range is left out of that mean. A point is a special
cause by one of four rules, and says by which. Of too few points no limits are drawn: they would promise too much.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from advice_line.charts.quantity import Quantity, percent_span, round_steps

FROM_MEAN = 2.66
"""Mean moving ranges from the mean to a limit: 3 divided by 1.128, of ranges of two."""
LEAST_POINTS = 12
"""With fewer no limits are drawn and no rule is asked."""
SETTLED_POINTS = 15
"""With fewer the limits are drawn and called provisional."""
LEAST_MEAN = 1
"""Of counts. What comes more rarely than once in a step has no limits that mean anything."""
RUN = 7
"""Points that make a run on one side of the mean, and points that make a trend."""
_CLOSE = 1e-9
"""Values nearer than this are the same: a mean of equal fractions need not be equal to them."""
_NEAR = 2 / 3
"""Of the way from the mean to a limit: beyond it a point is near the limit."""


class Rule(StrEnum):
    """Why a point is a special cause."""

    OUTSIDE = "outside a limit"
    RUN = "a run on one side of the mean"
    TREND = "a trend"
    NEAR = "two of three near a limit"


@dataclass(frozen=True, slots=True)
class SpecialCause:
    """A rule that fired at a point, and how that is said."""

    rule: Rule
    words: str


@dataclass(frozen=True, slots=True)
class Measured:
    """One period's figure: a value, or a part of a whole. ``value`` is None where there was nothing to divide by."""

    label: str
    value: float | None
    part: int | None = None
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """A point with the rules that fired there."""

    measured: Measured
    causes: tuple[SpecialCause, ...] = ()

    @property
    def label(self) -> str:
        return self.measured.label

    @property
    def value(self) -> float | None:
        return self.measured.value

    @property
    def words(self) -> str:
        """The rules that fired; empty for common cause."""
        return "; ".join(cause.words for cause in self.causes)


@dataclass(frozen=True, slots=True)
class ControlLimits:
    """The mean, and how far chance alone takes a point from it."""

    mean: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class ControlChart:
    """A figure over time. ``limits`` is None where there are too few points; ``of`` says what parts are parts of."""

    title: str
    quantity: Quantity
    points: tuple[ControlPoint, ...]
    limits: ControlLimits | None
    of: str = ""

    @property
    def span(self) -> tuple[float, float]:
        """From where to where the axis of values goes."""
        limits = (self.limits.lower, self.limits.upper) if self.limits else ()
        seen = [*(point.value for point in self.points if point.value is not None), *limits]
        if self.quantity is Quantity.PERCENT:
            return percent_span(seen)
        return (0.0, round_steps(max(seen, default=1.0))[-1])

    @property
    def marked(self) -> tuple[ControlPoint, ...]:
        return tuple(point for point in self.points if point.causes)

    @property
    def stretches(self) -> tuple[tuple[str, str, str], ...]:
        """(first point, last point, rule in words) of neighbours that are marked for the same."""
        found: list[tuple[str, str, str]] = []
        before: dict[str, int] = {}
        for point in self.points:
            if point.value is None:
                continue
            now: dict[str, int] = {}
            for cause in point.causes:
                now[cause.words] = before.get(cause.words, len(found))
                first = found.pop(now[cause.words])[0] if cause.words in before else point.label
                found.insert(now[cause.words], (first, point.label, cause.words))
            before = now
        return tuple(found)

    @property
    def said(self) -> tuple[str, ...]:
        """What there is to be seen, in sentences."""
        there = sum(point.value is not None for point in self.points)
        if self.limits is None and there >= LEAST_POINTS:
            return ("Less than one in most steps: too rare for limits. Look at a longer period.",)
        if self.limits is None:
            return (f"{there} points: limits are drawn from {LEAST_POINTS} on.",)
        limits, say = self.limits, self.quantity.said
        provisional = (
            "" if there >= SETTLED_POINTS else f" Provisional: {there} points, {SETTLED_POINTS} settle them."
        )
        marked = (
            f"{first}{f' to {last}' if last != first else ''}: {words}." for first, last, words in self.stretches
        )
        return (
            f"Mean {say(limits.mean)}, limits {say(limits.lower)} to {say(limits.upper)}.{provisional}",
            *(tuple(marked) or ("No special cause: what is seen is what chance alone would show.",)),
        )


def shares(counts: Sequence[tuple[str, int, int]]) -> tuple[Measured, ...]:
    """Points in per cent of (label, part, whole)."""
    return tuple(Measured(label, 100 * part / whole if whole else None, part, whole) for label, part, whole in counts)


def control_chart(title: str, quantity: Quantity, measured: Sequence[Measured], of: str = "") -> ControlChart:
    """The chart of periods in their order; one without a value is left out of every sum and every rule."""
    there = [n for n, point in enumerate(measured) if point.value is not None]
    values = [point.value for point in measured if point.value is not None]
    if len(values) < LEAST_POINTS or _is_rare(quantity, values):
        return ControlChart(title, quantity, tuple(ControlPoint(point) for point in measured), None, of)
    mean = sum(values) / len(values)
    reach = FROM_MEAN * sum(abs(after - before) for before, after in pairwise(values))
    reach /= len(values) - 1
    limits = ControlLimits(mean, quantity.within(mean - reach), quantity.within(mean + reach))
    causes = dict(zip(there, _causes(values, mean, reach, limits), strict=True))
    points = tuple(ControlPoint(point, causes.get(n, ())) for n, point in enumerate(measured))
    return ControlChart(title, quantity, points, limits, of)


def _is_rare(quantity: Quantity, values: Sequence[float]) -> bool:
    return quantity is Quantity.NUMBER and sum(values) < LEAST_MEAN * len(values)


def _causes(
    values: Sequence[float], mean: float, reach: float, limits: ControlLimits
) -> list[tuple[SpecialCause, ...]]:
    """For each value the rules that fired, in the order in which a person should read them."""
    found: list[list[SpecialCause]] = [[] for _ in values]
    for n, value in enumerate(values):
        if not _within(value, limits):
            beyond = "above the upper" if value > mean else "below the lower"
            found[n].append(SpecialCause(Rule.OUTSIDE, f"{beyond} limit"))
    sides = [_sign(value - mean) for value in values]
    for first, end, side in _stretches(sides):
        if end - first >= RUN:
            words = f"{end - first} in a row {'above' if side > 0 else 'below'} the mean"
            _mark(found, range(first, end), SpecialCause(Rule.RUN, words))
    steps = [_sign(after - before) for before, after in pairwise(values)]
    for first, end, way in _stretches(steps):
        if end - first + 1 >= RUN:
            words = f"{end - first + 1} in a row {'rising' if way > 0 else 'falling'}"
            _mark(found, range(first, end + 1), SpecialCause(Rule.TREND, words))
    close = [abs(value - mean) > _NEAR * reach + _CLOSE and _within(value, limits) for value in values]
    for n in _two_of_three(close, sides):
        words = f"two of three near the {'upper' if sides[n] > 0 else 'lower'} limit"
        found[n].append(SpecialCause(Rule.NEAR, words))
    return [tuple(causes) for causes in found]


def _two_of_three(close: Sequence[bool], sides: Sequence[int]) -> list[int]:
    """Those near a limit of which two stand among three neighbours that are all on one side of the mean."""
    threes = [range(n, n + 3) for n in range(len(close) - 2) if abs(sum(sides[n : n + 3])) == 3]
    return sorted({n for three in threes if sum(close[n] for n in three) >= 2 for n in three if close[n]})


def _stretches(signs: Sequence[int]) -> list[tuple[int, int, int]]:
    """(first, end, sign) of each longest stretch of one sign; what is 0 ends a stretch and begins none."""
    found: list[tuple[int, int, int]] = []
    first = 0
    for n in range(1, len(signs) + 1):
        if n == len(signs) or signs[n] != signs[first]:
            if signs[first]:
                found.append((first, n, signs[first]))
            first = n
    return found


def _mark(found: list[list[SpecialCause]], which: range, cause: SpecialCause) -> None:
    for n in which:
        found[n].append(cause)


def _within(value: float, limits: ControlLimits) -> bool:
    return limits.lower - _CLOSE <= value <= limits.upper + _CLOSE


def _sign(number: float) -> int:
    return (number > _CLOSE) - (number < -_CLOSE)
