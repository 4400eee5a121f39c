"""XmR charts, against a slow restatement of the four rules."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice_line.charts.control import ControlChart, Measured, Rule, control_chart, shares
from advice_line.charts.quantity import Quantity

QUIET = [10.0, 12.0] * 8
"""Mean 11, every moving range 2: limits 5.68 and 16.32, near from 14.55 and up to 7.45."""
CLOSE = 1e-9


def of(values: Sequence[float | None], quantity: Quantity = Quantity.NUMBER) -> ControlChart:
    return control_chart("Calls", quantity, [Measured(f"week {n}", value) for n, value in enumerate(values)])


def rules(chart: ControlChart) -> list[set[Rule]]:
    return [{cause.rule for cause in point.causes} for point in chart.points]


def test_limits_are_the_mean_and_2_66_mean_moving_ranges_either_way():
    limits = of(list(QUIET)).limits
    assert limits is not None
    assert (limits.mean, limits.lower, limits.upper) == pytest.approx((11, 11 - 2.66 * 2, 11 + 2.66 * 2))


def test_of_eleven_points_no_limits_are_drawn_and_that_is_said():
    chart = of([1.0] * 10 + [99.0])
    assert chart.limits is None
    assert chart.marked == ()
    assert chart.said == ("11 points: limits are drawn from 12 on.",)


def test_of_twelve_points_the_limits_are_provisional_and_of_fifteen_they_are_not():
    assert "Provisional: 12 points, 15 settle them." in of([10.0, 12.0] * 6).said[0]
    assert "Provisional" not in of([10.0, 12.0] * 7 + [10.0]).said[0]


def test_of_what_comes_less_than_once_in_a_step_no_limits_are_drawn_and_that_is_said():
    assert of([0.0, 1.0] * 8).said == ("Less than one in most steps: too rare for limits. Look at a longer period.",)
    assert of([0.0, 2.0] * 8).limits is not None
    assert of([0.0, 1.0] * 8, Quantity.SECONDS).limits is not None


def test_a_point_that_is_not_there_counts_for_nothing():
    with_hole = of([*QUIET[:4], None, *QUIET[4:]])
    assert with_hole.limits == of(list(QUIET)).limits
    assert with_hole.points[4].causes == ()
    assert of([None] * 20).said == ("0 points: limits are drawn from 12 on.",)


def test_what_is_outside_a_limit_says_which():
    chart = of([*QUIET, 40.0, *QUIET])
    assert [(point.label, point.words) for point in chart.marked] == [("week 16", "above the upper limit")]
    assert chart.said[1] == "week 16: above the upper limit."
    below = [point for point in of([*[50.0, 52.0] * 8, 1.0, *[50.0, 52.0] * 8]).points if point.value == 1.0]
    assert below[0].words == "below the lower limit"


@pytest.mark.parametrize("length, fires", [(6, False), (7, True), (8, True)])
def test_seven_on_one_side_of_the_mean_are_a_run(length: int, fires: bool):
    row = [11.5, 11.4] * 4
    chart = of([*[10.0, 12.0] * 10, 10.0, *row[:length], 10.0, *[10.0, 12.0] * 10])
    marked = [point for point, found in zip(chart.points, rules(chart), strict=True) if Rule.RUN in found]
    assert len(marked) == (length if fires else 0)
    assert all(f"{length} in a row above the mean" in point.words for point in marked)


def test_what_marks_neighbours_alike_is_said_once():
    chart = of([*[10.0, 12.0] * 8, *[13.0] * 8, None, 20.0, 13.0, *[10.0, 12.0] * 8])
    assert chart.said[1:] == ("week 15 to week 26: 11 in a row above the mean.", "week 25: above the upper limit.")


@pytest.mark.parametrize("length, fires", [(6, False), (7, True)])
def test_seven_rising_points_are_a_trend(length: int, fires: bool):
    chart = of([*QUIET, 9.5, *[9.5 + step / 2 for step in range(1, length)], 9.0, *QUIET])
    marked = [point for point, found in zip(chart.points, rules(chart), strict=True) if Rule.TREND in found]
    assert len(marked) == (length if fires else 0)


def test_a_trend_that_stands_still_is_none():
    assert not any(Rule.TREND in found for found in rules(of([1.0, 2, 3, 3, 4, 5, 6, 1, 9, 1, 9, 1, 9, 1, 9])))


def test_two_of_three_near_a_limit_and_on_one_side_are_marked_and_the_third_is_not():
    chart = of([*QUIET, 15.5, 12.0, 15.5, *QUIET])
    near = [n for n, found in enumerate(rules(chart)) if Rule.NEAR in found]
    assert near == [16, 18]
    assert chart.points[16].words == "two of three near the upper limit"
    other_side = of([*QUIET, 15.5, 10.0, 15.5, *QUIET])
    assert not any(Rule.NEAR in found for found in rules(other_side))


def test_a_quiet_process_says_that_it_is_one():
    assert of(list(QUIET)).said == (
        "Mean 11, limits 5.7 to 16.3.",
        "No special cause: what is seen is what chance alone would show.",
    )


def test_a_share_has_no_limit_below_0_or_over_100_and_stands_beside_its_counts():
    points = shares([(f"{n}", n % 2 * 10, 10) for n in range(14)] + [("empty", 0, 0)])
    chart = control_chart("Answered", Quantity.PERCENT, points)
    assert chart.limits is not None
    assert (chart.limits.lower, chart.limits.upper) == (0, 100)
    assert (chart.points[1].measured.part, chart.points[1].measured.whole, chart.points[1].value) == (10, 10, 100)
    assert chart.points[-1].value is None


def slowly(values: list[float], quantity: Quantity) -> list[set[Rule]]:
    """The rules again, each asked of every window of points by itself."""
    n, mean = len(values), sum(values) / len(values)
    moving = [abs(values[i] - values[i - 1]) for i in range(1, n)]
    reach = 2.66 * (sum(moving) / len(moving))
    upper, lower = mean + reach, max(0.0, mean - reach)
    if quantity is Quantity.PERCENT:
        upper = min(100.0, upper)
    found: list[set[Rule]] = [set() for _ in values]

    def found_in(window: Iterable[int], rule: Rule):
        for j in window:
            found[j].add(rule)

    beyond = [v for v in values if not lower - CLOSE <= v <= upper + CLOSE]
    for i in range(n):
        if values[i] in beyond:
            found[i].add(Rule.OUTSIDE)
        for window in [range(i, i + 7)] if i + 7 <= n else []:
            seen = [values[j] for j in window]
            if all(v > mean + CLOSE for v in seen) or all(v < mean - CLOSE for v in seen):
                found_in(window, Rule.RUN)
            pairs = list(pairwise(seen))
            if all(a < b for a, b in pairs) or all(a > b for a, b in pairs):
                found_in(window, Rule.TREND)
        for window in [range(i, i + 3)] if i + 3 <= n else []:
            for way in (1, -1):
                if all(way * (values[j] - mean) > CLOSE for j in window):
                    near = [
                        j
                        for j in window
                        if way * (values[j] - mean) > reach * 2 / 3 + CLOSE and values[j] not in beyond
                    ]
                    if len(near) >= 2:
                        found_in(near, Rule.NEAR)
    return found


@given(
    st.lists(st.integers(1, 100).map(float), min_size=12, max_size=40),
    st.sampled_from([Quantity.NUMBER, Quantity.PERCENT]),
)
def test_the_rules_are_what_they_are_said_to_be(values: list[float], quantity: Quantity):
    assert rules(of(list(values), quantity)) == slowly(values, quantity)


@given(st.lists(st.integers(0, 100).map(float), min_size=12, max_size=40))
def test_upside_down_the_same_points_are_marked(values: list[float]):
    """Away from the bounds of a share, which only a value's own side knows."""
    up, down = of([1000 + v for v in values]), of([1100 - v for v in values])
    assert [p.label for p in up.marked] == [p.label for p in down.marked]


@given(st.integers(1, 300), st.integers(1, 300), st.integers(12, 40))
def test_a_process_that_never_moves_has_no_special_cause(part: int, whole: int, length: int):
    """Not even where its share is no whole number, and the mean a hair beside it."""
    points = shares([(f"{n}", part, part + whole) for n in range(length)])
    assert control_chart("Answered", Quantity.PERCENT, points).marked == ()
