"""Each kind of picture as a drawing. Colour says nothing that a shape, a hatching or a word does not say too."""

from functools import singledispatch
from itertools import groupby

from advice_line.charts.chart import Chart
from advice_line.charts.control import ControlChart, Rule
from advice_line.charts.funnel import Funnel, FunnelPoint, Standing
from advice_line.charts.heat import HOURS, STEPS, HeatMap
from advice_line.charts.quantity import round_steps
from advice_line.charts.spending import SpendingYear
from advice_line.charts.stacked import Stacked
from advice_line.charts.waiting import WaitingTimes
from advice_line.exports.pictures.drawing import (
    WIDTH,
    Axes,
    Drawing,
    Shape,
    diamond,
    dot,
    line,
    path,
    shape,
    text,
)
from advice_line.rota.model import WEEKDAYS

RULE_LETTERS = {Rule.OUTSIDE: "O", Rule.RUN: "R", Rule.TREND: "T", Rule.NEAR: "N"}
HATCHINGS = 10
"""So many kinds can be told apart by their hatching."""


@singledispatch
def drawing_of(chart: Chart) -> Drawing:
    """The drawing of a picture."""
    raise TypeError(f"{chart!r} is no picture")


@drawing_of.register
def _control(chart: ControlChart) -> Drawing:
    low, high = chart.span
    axes = Axes(max(len(chart.points) - 1, 1), high, low=low)
    drawn = axes.frame([(value, chart.quantity.said(value)) for value in _rows(low, high)])
    drawn += axes.labels([point.label for point in chart.points])
    if chart.limits:
        for value, look in (
            (chart.limits.upper, "limit"),
            (chart.limits.mean, "mean"),
            (chart.limits.lower, "limit"),
        ):
            drawn.append(line(axes.x(0), axes.y(value), axes.x(axes.wide), axes.y(value), look))
        named = (
            ("upper limit", chart.limits.upper),
            ("mean", chart.limits.mean),
            ("lower limit", chart.limits.lower),
        )
        drawn += _apart([(axes.y(v), f"{name} {chart.quantity.said(v)}") for name, v in named], axes.end)
    there = [(n, point.value) for n, point in enumerate(chart.points)]
    for has_value, stretch in groupby(there, key=lambda one: one[1] is not None):
        if has_value:
            drawn.append(path([(axes.x(n), axes.y(value or 0)) for n, value in stretch], "line"))
    for n, point in enumerate(chart.points):
        if point.value is None:
            continue
        x, y = axes.x(n), axes.y(point.value)
        drawn.append(diamond(x, y) if point.causes else dot(x, y))
        if point.causes:
            drawn.append(text(x, y - 8, "".join(RULE_LETTERS[cause.rule] for cause in point.causes), look="mark"))
    fired = {cause.rule for point in chart.points for cause in point.causes}
    key = tuple((letter, str(rule)) for rule, letter in RULE_LETTERS.items() if rule in fired)
    return Drawing(chart.title, chart.said, tuple(drawn), key=key)


@drawing_of.register
def _heat(chart: HeatMap) -> Drawing:
    left, top, wide, high = 44.0, 18.0, 27.0, 24.0
    drawn = [text(left + wide * (hour + 0.5), top - 5, f"{hour:02d}") for hour in HOURS]
    for day, name in enumerate(WEEKDAYS):
        drawn.append(text(left - 5, top + high * (day + 0.65), name, "end"))
        for hour in HOURS:
            x, y, shade = left + wide * hour, top + high * day, chart.shade(day, hour)
            drawn.append(shape("rect", f"heat{shade}", x=x, y=y, width=wide, height=high))
            if chart.counts[day][hour]:
                look = "light" if shade > STEPS // 2 else ""
                drawn.append(text(x + wide / 2, y + high * 0.65, f"{chart.counts[day][hour]:,}", look=look))
    return Drawing(chart.title, chart.said, tuple(drawn), width=left + 24 * wide + 4, height=top + 7 * high + 4)


@drawing_of.register
def _waiting(chart: WaitingTimes) -> Drawing:
    rows = round_steps(max(chart.most, 1) * 1.12)
    axes = Axes(len(chart.bins), rows[-1], right=8)
    drawn = axes.frame([(value, f"{value:,.0f}") for value in rows if value == int(value)])
    for n, one in enumerate(chart.bins):
        x, y = axes.x(n + 0.08), axes.y(one.count)
        drawn.append(shape("rect", "bar", x=x, y=y, width=axes.x(n + 0.92) - x, height=axes.y(0) - y))
        drawn.append(text(axes.x(n + 0.5), y - 4, f"{one.count:,}"))
        drawn.append(text(axes.x(n + 0.5), axes.beneath(), one.words(chart.quantity)))
    half, most = chart.holds(chart.median), chart.holds(chart.ninetieth)
    marks = {half: "▲ half", most: "▲ 9 in 10"} if half != most else {half: "▲ half and 9 in 10"}
    drawn += [
        text(axes.x(n + 0.5), axes.beneath(2), words, look="mark") for n, words in marks.items() if n is not None
    ]
    return Drawing(chart.title, chart.said, tuple(drawn))


@drawing_of.register
def _funnel(chart: Funnel) -> Drawing:
    most = max((point.whole for point in chart.points), default=1)
    across = round_steps(most)
    low, high = chart.span
    axes = Axes(across[-1], high, low=low)
    drawn = axes.frame([(value, f"{value:g} %") for value in _rows(low, high)])
    drawn += [text(axes.x(value), axes.beneath(), f"{value:,.0f}") for value in across if value == int(value)]
    drawn.append(text(axes.x(across[-1] / 2), axes.beneath(2), chart.of))
    if chart.centre is not None:
        drawn.append(line(axes.x(0), axes.y(chart.centre), axes.x(most), axes.y(chart.centre), "mean"))
        ends = [(f"all {chart.centre:.1f} %", chart.centre)]
        for look, name, which in (("limit", "95 %", "inner"), ("outer", "99.8 %", "outer")):
            for side in (0, 1):
                edges = [(at.number, getattr(at, which)[side]) for at in chart.limits]
                curve = [(axes.x(number), axes.y(edge)) for number, edge in edges if low <= edge <= high]
                drawn.append(path(curve, look))
                ends.append((name, getattr(chart.limits[-1], which)[side]))
        drawn += _apart([(axes.y(value), words) for words, value in ends], axes.x(most) + 4)
    for (whole, percent), same in groupby(sorted(chart.points, key=_spot), key=_spot):
        x, y, here = axes.x(whole), axes.y(percent), list(same)
        if here[0].standing is Standing.WITHIN:
            drawn.append(dot(x, y))
            continue
        more = f" +{len(here) - 2}" if len(here) > 2 else ""
        drawn += [diamond(x, y), text(x, y - 8, ", ".join(p.name for p in here[:2]) + more, look="mark")]
    return Drawing(chart.title, chart.said, tuple(drawn))


def _rows(low: float, high: float) -> list[float]:
    """The values of an axis in round steps, from its low end on."""
    return [low + step for step in round_steps(high - low)]


def _spot(point: FunnelPoint) -> tuple[int, float]:
    return (point.whole, point.percent)


def _apart(ends: list[tuple[float, str]], x: float) -> list[Shape]:
    """Words at the ends of lines, none over another."""
    found, lowest = [], -100.0
    for y, words in sorted(ends):
        lowest = max(y, lowest + 11)
        found.append(text(x, lowest + 3.5, words, "start"))
    return found


@drawing_of.register
def _stacked(chart: Stacked) -> Drawing:
    rows = round_steps(max(*chart.totals, 1) if chart.totals else 1)
    axes = Axes(len(chart.periods), rows[-1], right=276)
    drawn = axes.frame([(value, f"{value:,.0f}") for value in rows if value == int(value)])
    drawn += axes.labels(chart.periods, 0.5)
    for n, counts in enumerate(chart.counts):
        below = 0
        x, wide = axes.x(n + 0.12), axes.x(n + 0.88) - axes.x(n + 0.12)
        for kind, count in enumerate(counts):
            if count:
                y = axes.y(below + count)
                high = axes.y(below) - y
                drawn.append(shape("rect", f"kind{kind % HATCHINGS}", x=x, y=y, width=wide, height=high))
                below += count
        drawn.append(text(x + wide / 2, axes.y(below) - 4, f"{below:,}"))
    used = [n for n, count in enumerate(chart.of_kinds) if count]
    for place, kind in enumerate(reversed(used)):
        y = 20.0 + 18 * place
        drawn.append(shape("rect", f"kind{kind % HATCHINGS}", x=WIDTH - 266, y=y, width=14, height=12))
        drawn.append(text(WIDTH - 246, y + 10, f"{chart.kinds[kind]} {chart.of_kinds[kind]:,}", "start"))
    return Drawing(chart.title, chart.said, tuple(drawn), hatched=True)


@drawing_of.register
def _spending(chart: SpendingYear) -> Drawing:
    lines = (("plan", "limit", chart.plan), ("forecast", "outer", chart.forecast), ("actual", "line", chart.actual))
    known = [amount for _, _, amounts in lines for amount in amounts if amount is not None]
    rows = round_steps(max(known, default=100) / 100)
    axes = Axes(max(len(chart.months) - 1, 1), rows[-1])
    drawn = axes.frame([(value, f"£{value:,.0f}") for value in rows]) + axes.labels([m.label for m in chart.months])
    ends = []
    for name, look, amounts in lines:
        points = [(axes.x(n), axes.y(a / 100)) for n, a in enumerate(amounts) if a is not None]
        if points:
            drawn.append(path(points, look))
            ends.append((points[-1], name))
        if name == "actual":
            drawn += [dot(x, y) for x, y in points]
    at_end = [(y, name) for (x, y), name in ends if x == axes.x(axes.wide)]
    drawn += _apart(at_end, axes.end)
    drawn += [text(x + 5, y + 13, name, "start") for (x, y), name in ends if x != axes.x(axes.wide)]
    return Drawing(chart.title, chart.said, tuple(drawn))
