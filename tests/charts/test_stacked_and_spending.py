import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice_line.charts.quantity import Quantity, percent_span, round_steps
from advice_line.charts.spending import SpendingMonth, spending_year
from advice_line.charts.stacked import stacked


def test_outcomes_keep_their_order_and_one_that_is_not_known_is_not_lost():
    found = stacked(
        "Outcomes", "advised", [("Aug 26", {"admit": 2, "odd": 1}), ("Sep 26", {"other": 3})], ("other", "admit")
    )
    assert found.kinds == ("other", "admit", "odd")
    assert found.counts == ((0, 2, 1), (3, 0, 0))
    assert found.totals == (3, 3)
    assert found.of_kinds == (3, 2, 1)
    assert found.said == ("6 advised: other 3, admit 2, odd 1.",)
    assert stacked("Outcomes", "advised", [("Aug 26", {})], ("other",)).said == ("No advised in this period.",)


def months(*of: tuple[int | None, int | None, int | None]):
    return [SpendingMonth(f"month {n}", *amounts) for n, amounts in enumerate(of, 1)]


def test_money_runs_up_to_today_and_on_to_the_years_end():
    year = spending_year("Cost", months((10000, 9000, None), (10000, 12050, None), (10000, None, 11000)))
    assert year.plan == (10000, 20000, 30000)
    assert year.actual == (9000, 21050)
    assert year.forecast == (None, 21050, 32050)
    assert year.said == (
        "To month 2: 210.50, planned 200.00.",
        "Forecast to the year's end: 320.50, planned 300.00.",
    )


def test_without_a_plan_or_a_forecast_none_is_invented():
    year = spending_year("Cost", months((None, 100, None), (500, None, None)))
    assert year.plan == ()
    assert year.forecast == (100, None)
    assert year.said == ("To month 1: 1.00.",)
    assert spending_year("Cost", months((None, None, None))).said == ("Nothing is charged in this year yet.",)


def test_a_year_that_is_over_needs_no_forecast():
    assert spending_year("Cost", months((100, 100, None))).said == ("To month 1: 1.00, planned 1.00.",)


def test_an_amount_after_a_month_without_one_is_refused():
    with pytest.raises(ValueError, match="after a month that has none"):
        spending_year("Cost", months((1, None, 1), (1, 1, None)))


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=12), st.integers(0, 12))
def test_a_forecast_that_is_the_plan_ends_where_plan_and_actual_say(amounts: list[int], known: int):
    year = spending_year(
        "Cost", [SpendingMonth(f"{n}", a, a if n < known else None, a) for n, a in enumerate(amounts)]
    )
    assert (year.actual or year.plan)[-1] <= year.plan[-1]
    assert year.forecast[-1] == sum(amounts) == year.plan[-1]


@pytest.mark.parametrize(
    "quantity, value, words",
    [
        (Quantity.NUMBER, 1234, "1,234"),
        (Quantity.NUMBER, 12.34, "12.3"),
        (Quantity.PERCENT, 100.0, "100 %"),
        (Quantity.SECONDS, 30, "30 s"),
        (Quantity.HOURS, None, "–"),
    ],
)
def test_a_value_is_said_with_what_it_is(quantity: Quantity, value: float | None, words: str):
    assert quantity.said(value) == words


def test_nothing_is_below_0_and_no_share_over_100():
    assert [Quantity.PERCENT.within(v) for v in (-1, 50, 101)] == [0, 50, 100]
    assert [Quantity.SECONDS.within(v) for v in (-1, 50, 101)] == [0, 50, 101]


@given(st.floats(0.01, 1e9))
def test_an_axis_goes_in_round_steps_to_just_above_the_most(most: float):
    rows = round_steps(most)
    assert rows[0] == 0
    assert rows[-2] < most * (1 + 1e-9) <= rows[-1] * (1 + 1e-8)
    assert 2 <= len(rows) <= 8


@pytest.mark.parametrize(
    "percents, span",
    [([], (0, 100)), ([97.2, 89.4], (80, 100)), ([12.0, 97.0], (0, 100)), ([3.1, 14.0], (0, 20)), ([0.0], (0, 10))],
)
def test_an_axis_of_shares_shows_what_there_is_to_be_seen(percents: list[float], span: tuple[float, float]):
    assert percent_span(percents) == span
