"""The values of a picture as a table: it stands beside it on a page, and a spreadsheet's chart is drawn from it."""

from functools import singledispatch
from typing import Any

from advice_line.charts.chart import Chart
from advice_line.charts.control import ControlChart
from advice_line.charts.funnel import Funnel
from advice_line.charts.heat import HOURS, HeatMap
from advice_line.charts.spending import SpendingYear
from advice_line.charts.stacked import Stacked
from advice_line.charts.waiting import WaitingTimes
from advice_line.exports.tables import Money, Table
from advice_line.rota.model import WEEKDAYS

_SAID = ("mean", "lower limit", "upper limit")


@singledispatch
def values_of(chart: Chart) -> Table:
    """The table of a picture's values."""
    raise TypeError(f"{chart!r} is no picture")


def shown_beside(chart: Chart) -> Table:
    """The table as it stands beside the picture on a page, where the words say the mean and the limits already."""
    table = values_of(chart)
    used = [n for n, name in enumerate(table.columns) if name not in _SAID]
    rows = tuple(tuple(row[n] for n in used) for row in table.rows)
    return Table(table.title, tuple(table.columns[n] for n in used), rows)


@values_of.register
def _control(chart: ControlChart) -> Table:
    limits = chart.limits
    bounds = (limits.mean, limits.lower, limits.upper) if limits else (None, None, None)
    rows = [
        (point.label, point.value, *bounds, point.measured.part, point.measured.whole, point.words)
        for point in chart.points
    ]
    unit = "" if chart.quantity.sign == "" else f" ({chart.quantity.sign.strip()})"
    head = (
        "period",
        f"value{unit}",
        "mean",
        "lower limit",
        "upper limit",
        "part",
        chart.of or "whole",
        "special cause",
    )
    return _without_empty(Table(chart.title, head, tuple(rounded(row) for row in rows)))


@values_of.register
def _heat(chart: HeatMap) -> Table:
    head = ("weekday", "days", *(f"{hour:02d}" for hour in HOURS), "all")
    rows = [
        (WEEKDAYS[n], days, *chart.counts[n], total)
        for n, (days, total) in enumerate(zip(chart.days, chart.of_days, strict=True))
    ]
    return Table(chart.title, head, (*rows, ("all", sum(chart.days), *chart.of_hours, chart.number)))


@values_of.register
def _waiting(chart: WaitingTimes) -> Table:
    rows = [(one.words(chart.quantity), one.count) for one in chart.bins]
    return Table(chart.title, ("waited", "number"), tuple(rows))


@values_of.register
def _funnel(chart: Funnel) -> Table:
    head = ("name", chart.of, "part", "%", "99.8 % from", "95 % from", "95 % to", "99.8 % to", "standing")
    rows = [
        (
            point.name, point.whole, point.part, point.percent,
            at.outer[0], at.inner[0], at.inner[1], at.outer[1], point.standing.words,
        )
        for point, at in zip(chart.points, chart.own_limits, strict=True)
    ]  # fmt: skip
    return Table(chart.title, head, tuple(rounded(row) for row in rows))


@values_of.register
def _stacked(chart: Stacked) -> Table:
    head = ("period", *chart.kinds, "all")
    rows = zip(chart.periods, chart.counts, chart.totals, strict=True)
    return Table(chart.title, head, tuple((period, *counts, total) for period, counts, total in rows))


@values_of.register
def _spending(chart: SpendingYear) -> Table:
    plan, actual, forecast = chart.plan, chart.actual, chart.forecast
    rows = [
        (
            month.label,
            Money(plan[n]) if plan else None,
            Money(actual[n]) if n < len(actual) else None,
            _money(forecast[n]),
        )
        for n, month in enumerate(chart.months)
    ]
    return Table(chart.title, ("month", "plan to date", "actual to date", "forecast to date"), tuple(rows))


def _money(pence: int | None) -> Money | None:
    return None if pence is None else Money(pence)


def rounded(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """To one place, as everywhere in an audit."""
    return tuple(round(cell, 1) if isinstance(cell, float) else cell for cell in row)


def _without_empty(table: Table) -> Table:
    """Without the columns in which nothing stands."""
    used = [n for n in range(len(table.columns)) if any(row[n] not in (None, "") for row in table.rows)]
    rows = tuple(tuple(row[n] for n in used) for row in table.rows)
    return Table(table.title, tuple(table.columns[n] for n in used), rows)
