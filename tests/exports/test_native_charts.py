"""The pictures as charts of the spreadsheet's own."""

import io
from typing import Any

import openpyxl
import pytest

from advice_line.exports.native_charts import workbook
from tests.charts.kinds import KINDS, NOTHING


@pytest.fixture(scope="module")
def book() -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook(list(KINDS.values()))))


def test_each_picture_has_a_sheet_with_its_values_its_words_and_a_chart(book: Any):
    assert book.sheetnames == [chart.title for chart in KINDS.values()]
    for chart in KINDS.values():
        sheet = book[chart.title]
        words = [row[0].value for row in sheet.iter_rows()]
        assert [said for said in chart.said if said not in words] == []
        if chart is not KINDS["heat"]:
            (drawn,) = sheet._charts
            assert all(series.val is not None or series.yVal is not None for series in drawn.series)


def test_a_heat_map_is_shaded_by_the_values_of_its_own_cells(book: Any):
    (shaded,) = book["Calls by hour"].conditional_formatting
    assert str(shaded.sqref) == "C2:Z8"
    assert shaded.rules[0].type == "colorScale"


def test_a_special_cause_is_a_diamond(book: Any):
    (drawn,) = book["Connected"]._charts
    assert [(point.idx, point.marker.symbol) for point in drawn.series[0].dPt] == [(19, "diamond")]
    assert len(drawn.series) == 4
    assert (drawn.y_axis.scaling.min, drawn.y_axis.scaling.max) == (50, 100)


def test_without_limits_there_is_one_line(book: Any):
    (drawn,) = book["Enquiries"]._charts
    assert len(drawn.series) == 1


def test_outcomes_are_stacked_and_hatched(book: Any):
    (drawn,) = book["Outcomes"]._charts
    assert (drawn.grouping, drawn.overlap) == ("stacked", 100)
    assert len({series.graphicalProperties.pattFill.prst for series in drawn.series}) == 2


def test_a_funnel_has_its_limits_and_its_points(book: Any):
    (drawn,) = book["Failures"]._charts
    assert len(drawn.series) == 6


def test_pictures_of_nothing_are_sheets_too():
    assert len(openpyxl.load_workbook(io.BytesIO(workbook(list(NOTHING.values())))).sheetnames) == len(NOTHING)
