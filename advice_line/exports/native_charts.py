"""The pictures as charts of the spreadsheet's own, drawn from the cells beside them and open to be changed.

Lines differ by their dashes, bars by their hatching: printed in black and white they are still told apart.
"""

import io
from collections.abc import Sequence
from functools import singledispatch
from typing import Any

from advice_line.charts.chart import Chart
from advice_line.charts.control import ControlChart
from advice_line.charts.funnel import Funnel
from advice_line.charts.heat import HeatMap
from advice_line.charts.spending import SpendingYear
from advice_line.charts.stacked import Stacked
from advice_line.charts.waiting import WaitingTimes
from advice_line.exports.pictures.values import values_of
from advice_line.exports.tables import Table, fill_sheet, put, sheet_name

_HATCHINGS = ("pct5", "pct25", "pct75", "upDiag", "dnDiag", "horz", "vert", "cross", "dotGrid", "pct90")
_ASIDE = 2
"""Columns between a table and its chart."""
_SHORT = 14
"""Rows of a table that leave room for its chart beneath."""


def workbook(sheets: Sequence[Table | Chart]) -> bytes:
    """A workbook: a sheet for each table and each picture; no macro, and no formula but sums of money."""
    from openpyxl import Workbook  # here: 200 ms that only a spreadsheet should pay

    book = Workbook()
    book.remove(book.worksheets[0])
    names: set[str] = set()
    for each in sheets:
        sheet = book.create_sheet(sheet_name(each.title, names))
        fill_sheet(sheet, each) if isinstance(each, Table) else fill_picture(sheet, each)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fill_picture(sheet: Any, chart: Chart) -> None:
    """The table of values, what is to be seen in words beneath it, and the chart at its side."""
    table = values_of(chart)
    fill_sheet(sheet, table)
    for n, words in enumerate(chart.said, len(table.rows) + 3):
        put(sheet.cell(n, 1), words)
    _draw(chart, sheet, table)


@singledispatch
def _draw(chart: Chart, sheet: Any, table: Table) -> None:
    raise TypeError(f"{chart!r} is no picture")


@_draw.register
def _control(chart: ControlChart, sheet: Any, table: Table) -> None:
    from openpyxl.chart.marker import DataPoint, Marker

    drawn = _line_chart(sheet, table, ["value", "mean", "lower limit", "upper limit"])
    drawn.y_axis.scaling.min, drawn.y_axis.scaling.max = chart.span
    drawn.y_axis.title = str(chart.quantity)
    _dash(drawn, ("solid", "solid", "dash", "dash"))
    for values in drawn.series[:1]:
        values.marker.symbol, values.marker.size = "circle", 5
        marked = [n for n, point in enumerate(chart.points) if point.causes]
        values.dPt = [DataPoint(idx=n, marker=Marker(symbol="diamond", size=10)) for n in marked]
    _place(sheet, table, drawn, chart.title)


@_draw.register
def _heat(chart: HeatMap, sheet: Any, table: Table) -> None:
    """Shades by the cells' own values: the table is the picture."""
    from openpyxl.formatting.rule import ColorScale, FormatObject, Rule
    from openpyxl.styles.colors import Color

    ends = [FormatObject("num", 0), FormatObject("max")]
    shades = ColorScale(cfvo=ends, color=[Color("FFFFFFFF"), Color("FF7F93A8")])
    sheet.conditional_formatting.add("C2:Z8", Rule("colorScale", colorScale=shades))
    for column in range(3, 27):
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = 6


@_draw.register
def _waiting(chart: WaitingTimes, sheet: Any, table: Table) -> None:
    drawn = _bar_chart(sheet, table, ["number"])
    drawn.gapWidth = 10
    _place(sheet, table, drawn, chart.title)


@_draw.register
def _stacked(chart: Stacked, sheet: Any, table: Table) -> None:
    drawn = _bar_chart(sheet, table, list(chart.kinds))
    drawn.grouping, drawn.overlap = "stacked", 100
    _place(sheet, table, drawn, chart.title)


@_draw.register
def _spending(chart: SpendingYear, sheet: Any, table: Table) -> None:
    drawn = _line_chart(sheet, table, list(table.columns[1:]))
    _dash(drawn, ("dash", "solid", "sysDot"))
    drawn.y_axis.title = "pounds"
    _place(sheet, table, drawn, chart.title)


@_draw.register
def _funnel(chart: Funnel, sheet: Any, table: Table) -> None:
    """Points and limits over their own numbers; the limits' curve stands in columns to the right of the chart."""
    from openpyxl.chart import Reference, ScatterChart, Series

    drawn = ScatterChart()
    drawn.style = 13
    drawn.x_axis.title, drawn.y_axis.title = chart.of, "per cent"
    drawn.y_axis.scaling.min, drawn.y_axis.scaling.max = chart.span
    drawn.x_axis.scaling.min = 0
    last, first = len(table.rows) + 1, len(table.columns) + _ASIDE + 16
    heads = ("number", "99.8 % from", "95 % from", "all", "95 % to", "99.8 % to")
    for column, words in enumerate(heads, first):
        put(sheet.cell(1, column), words)
    for row, at in enumerate(chart.limits, 2):
        cells = (at.number, at.outer[0], at.inner[0], chart.centre, at.inner[1], at.outer[1])
        for column, value in enumerate(cells, first):
            put(sheet.cell(row, column), value)
    ends = len(chart.limits) + 1
    x = Reference(sheet, min_col=first, min_row=2, max_row=ends)
    dashes = ("sysDot", "dash", "solid", "dash", "sysDot")
    for column, dash in enumerate(dashes, first + 1):
        curve = Series(Reference(sheet, min_col=column, min_row=1, max_row=ends), x, title_from_data=True)
        curve.graphicalProperties.line.solidFill, curve.graphicalProperties.line.dashStyle = "000000", dash
        curve.smooth = False
        drawn.series.append(curve)
    own = Reference(sheet, min_col=2, min_row=2, max_row=last)
    points = Series(Reference(sheet, min_col=4, min_row=2, max_row=last), own, title="each")
    points.marker.symbol, points.marker.size = "circle", 6
    points.graphicalProperties.line.noFill = True
    drawn.series.append(points)
    sheet.print_area = f"A1:{sheet.cell(max(40, sheet.max_row), first - 1).coordinate}"
    _place(sheet, table, drawn, chart.title)


def _line_chart(sheet: Any, table: Table, columns: Sequence[str]) -> Any:
    from openpyxl.chart import LineChart

    return _with_series(LineChart(), sheet, table, columns)


def _bar_chart(sheet: Any, table: Table, columns: Sequence[str]) -> Any:
    from openpyxl.chart import BarChart
    from openpyxl.drawing.fill import PatternFillProperties

    drawn = _with_series(BarChart(), sheet, table, columns)
    for n, series in enumerate(drawn.series):
        hatching: Any = PatternFillProperties()
        hatching.prst = _HATCHINGS[n % len(_HATCHINGS)]
        hatching.fgClr, hatching.bgClr = _colour("17365D"), _colour("FFFFFF")
        series.graphicalProperties.pattFill = hatching
        series.graphicalProperties.line.solidFill = "17365D"
    return drawn


def _with_series(drawn: Any, sheet: Any, table: Table, columns: Sequence[str]) -> Any:
    """A series for each of the columns that there are; the first column says what each value is of."""
    from openpyxl.chart import Reference

    last = len(table.rows) + 1
    for column, name in enumerate(table.columns, 1):
        if name in columns or (name.startswith("value") and "value" in columns):
            drawn.add_data(Reference(sheet, min_col=column, min_row=1, max_row=last), titles_from_data=True)
    drawn.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=last))
    drawn.y_axis.scaling.min = 0
    return drawn


def _dash(drawn: Any, dashes: Sequence[str]) -> None:
    for series, dash in zip(drawn.series, dashes, strict=False):
        series.graphicalProperties.line.solidFill = "17365D" if series is drawn.series[0] else "000000"
        series.graphicalProperties.line.dashStyle = dash
        series.smooth = False


def _colour(rgb: str) -> Any:
    from openpyxl.drawing.colors import ColorChoice

    return ColorChoice(srgbClr=rgb)  # type: ignore[arg-type]


def _place(sheet: Any, table: Table, drawn: Any, title: str) -> None:
    """Below a short table and its words, beside a long one: on paper both are read."""
    from openpyxl.chart.shapes import GraphicalProperties

    drawn.title, drawn.width, drawn.height = title, 26, 12
    drawn.x_axis.delete = drawn.y_axis.delete = False
    drawn.y_axis.majorGridlines.spPr = GraphicalProperties(ln=_thin_line())
    below = len(table.rows) <= _SHORT
    row, column = (sheet.max_row + 2, 1) if below else (2, len(table.columns) + _ASIDE)
    sheet.add_chart(drawn, sheet.cell(row, column).coordinate)


def _thin_line() -> Any:
    from openpyxl.drawing.line import LineProperties

    return LineProperties(w=6350, solidFill="D9D9D9")
