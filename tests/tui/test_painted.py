"""Pictures of words and blocks: every number is written, and nothing is wider than its room."""

from datetime import date

import pytest

from advice_line.charts.chart import Chart
from advice_line.charts.heat import heat_map
from advice_line.tui.widgets.painted import FILLS, painted
from tests.charts.kinds import KINDS, MONTHS, NOTHING


def lines(chart: Chart, width: int = 76) -> list[str]:
    return [line.plain for line in painted(chart, width)]


@pytest.mark.parametrize("width", [76, 116])
@pytest.mark.parametrize("name", ["heat", "waiting", "stacked"])
def test_no_line_is_wider_than_its_room(name: str, width: int):
    for chart in (KINDS[name], NOTHING[name]):
        assert max(map(len, lines(chart, width)), default=0) <= width


def test_an_hours_calls_stand_in_its_cell():
    found = lines(KINDS["heat"])
    assert found[0].split() == [f"{hour:02d}" for hour in range(24)]
    assert found[1] == "Mon " + " " * 27 + " 12" + " " * 42
    assert lines(KINDS["heat"], 116)[1].endswith("12")


def test_where_numbers_are_too_large_for_their_cells_the_unit_is_said():
    busy = heat_map("Calls", {(0, 0): 340, (0, 1): 4}, date(2026, 8, 1), date(2026, 8, 8))
    assert lines(busy)[1].split() == ["Mon", "34", "·"]
    assert lines(busy)[-1].endswith("The numbers are of 10s.")
    assert lines(busy, 116)[1].split() == ["Mon", "340", "4", "344"]


def test_the_longest_wait_and_the_middle_one_are_marked():
    found = lines(KINDS["waiting"])
    assert "◂ half and 9 in 10 by here" in found[2]
    assert [line.split()[-1] for line in found][3:7] == ["0"] * 4
    assert found[7].endswith("▏ 1") or found[7].endswith("1")


def test_an_outcome_has_its_own_sign_and_a_month_its_length():
    key, _, *months = lines(KINDS["stacked"])
    assert key == f"{FILLS[0]} admit 55   {FILLS[1]} other 110"
    last = months[-1]
    assert (last.count(FILLS[1]), last.count(FILLS[0])) == (41, 20)
    assert last.endswith(" 30")
    assert len(months) == len(MONTHS)
