"""Pictures with two axes, drawn by plotext. It is imported when the first is shown, and by nothing before."""

from collections.abc import Callable, Sequence
from functools import singledispatch
from itertools import groupby
from typing import Any

from textual_plotext import PlotextPlot

from advice_line.charts.chart import Chart
from advice_line.charts.control import ControlChart
from advice_line.charts.funnel import Funnel, Standing
from advice_line.charts.quantity import Quantity, round_steps
from advice_line.charts.spending import SpendingYear

_AXIS = 9
"""Columns that the values' axis takes."""


class Plotted(PlotextPlot):
    """One picture; drawn again when the room for it changes."""

    def show(self, chart: Chart) -> None:
        self.plt.clear_figure()
        self.plt.theme("textual-design-dark" if self.app.current_theme.dark else "textual-design-light")
        _draw(chart, self.plt, max(self.size.width, 60) - _AXIS)
        self.refresh()


@singledispatch
def _draw(chart: Chart, plot: Any, width: int) -> None:
    raise TypeError(f"{chart!r} is not plotted")


@_draw.register
def _control(chart: ControlChart, plot: Any, width: int) -> None:
    ends = [0, max(len(chart.points) - 1, 1)]
    if chart.limits:
        for value, marker in ((chart.limits.upper, "╌"), (chart.limits.lower, "╌"), (chart.limits.mean, "─")):
            plot.plot(ends, [value, value], marker=marker, color="default")
    there = [(n, point.value) for n, point in enumerate(chart.points)]
    for has_value, stretch in groupby(there, key=lambda one: one[1] is not None):
        if has_value:
            across, values = zip(*stretch, strict=True)
            plot.plot(across, values, marker="braille", color="blue")
    for is_odd, marker, colour in ((False, "●", "blue+"), (True, "◆", "red+")):
        some = [n for n, point in enumerate(chart.points) if point.value is not None and bool(point.causes) is is_odd]
        if some:
            plot.scatter(some, [chart.points[n].value for n in some], marker=marker, color=colour)
    _labels(plot, [point.label for point in chart.points], width)
    _axis(plot, chart.span, chart.quantity.said)


@_draw.register
def _funnel(chart: Funnel, plot: Any, width: int) -> None:
    for which, marker in (("outer", "·"), ("inner", "╌")):
        for side in (0, 1):
            edges = [(at.number, getattr(at, which)[side]) for at in chart.limits]
            inside = [(number, edge) for number, edge in edges if chart.span[0] <= edge <= chart.span[1]]
            if inside:
                plot.plot(*zip(*inside, strict=True), marker=marker, color="default")
    most = round_steps(max((at.number for at in chart.limits), default=1))
    if chart.centre is not None:
        plot.plot([0, most[-1]], [chart.centre] * 2, marker="─", color="default")
    for within, marker, colour in ((True, "●", "blue+"), (False, "◆", "red+")):
        some = [point for point in chart.points if (point.standing is Standing.WITHIN) is within]
        if some:
            plot.scatter([p.whole for p in some], [p.percent for p in some], marker=marker, color=colour)
    plot.xlabel(chart.of)
    plot.xlim(0, most[-1])
    plot.xticks(most, [f"{value:,.0f}" for value in most])
    _axis(plot, chart.span, Quantity.PERCENT.said)


@_draw.register
def _spending(chart: SpendingYear, plot: Any, width: int) -> None:
    for amounts, marker, colour in (
        (chart.plan, "╌", "default"),
        (chart.forecast, "·", "default"),
        (chart.actual, "●", "blue+"),
    ):
        there = [(n, amount / 100) for n, amount in enumerate(amounts) if amount is not None]
        if there:
            plot.plot([n for n, _ in there], [amount for _, amount in there], marker=marker, color=colour)
    _labels(plot, [month.label for month in chart.months], width)
    plot.xlim(0, max(len(chart.months) - 1, 1))
    known = [amount for amounts in (chart.plan, chart.actual, chart.forecast) for amount in amounts if amount]
    _axis(plot, (0.0, round_steps(max(known, default=100) / 100)[-1]), lambda value: f"£{value:,.0f}")


def _axis(plot: Any, span: tuple[float, float], said: Callable[[float], str]) -> None:
    """The values' axis, in round steps from its low end."""
    low, high = span
    values = [low + step for step in round_steps(high - low)]
    plot.ylim(low, high)
    plot.yticks(values, [said(value) for value in values])


def _labels(plot: Any, labels: Sequence[str], width: int) -> None:
    """As many as there is room for, the last always."""
    room = max(1, width // (max(map(len, labels), default=1) + 2))
    every = -(-len(labels) // room)
    places = [n for n in range(len(labels)) if (len(labels) - 1 - n) % max(every, 1) == 0]
    plot.xticks(places, [labels[n] for n in places])
