"""Sums that a finance department has worked by hand, to the penny, each beside the answer that tempts."""

from datetime import date

import pytest

from advice_line.periods import Month
from advice_line.tariffs.charging import charge
from advice_line.tariffs.contract import (
    Block,
    ChargeLimits,
    CostAndVolume,
    FixedAndVariable,
    Per,
    PerUnit,
    SharedBudget,
    Tier,
    TierReading,
    Tiers,
)
from advice_line.tariffs.lines import LineKind, total
from advice_line.tariffs.pence import part, rounded, shares
from tests.tariffs.sums import A_CALL, NOVEMBER, YEAR, a_year, charged, contract, in_november, units

THE_MONTH = units(96, 41, 58)


def test_a_unit_out_of_hours_is_rounded_once_and_not_the_sum():
    lines = charge(contract(), THE_MONTH, NOVEMBER)
    assert {(line.words, line.unit) for line in lines} == {
        ("Call", 2350),
        ("Call, out of hours", 2938),
        ("E-mail", 1475),
    }
    assert total(line for line in lines if line.words == "Call, out of hours") == 120_458  # not 120,438
    assert total(lines) == 431_608


@pytest.mark.parametrize(
    ("least", "most", "comes_to", "said"),
    [
        (400_000, 500_000, 431_608, []),
        (600_000, 700_000, 600_000, [("To the least of 6,000.00 a month", 168_392)]),
        (None, 400_000, 400_000, [("Over 4,000.00 a month, not charged", -31_608)]),
    ],
)
def test_least_and_most_of_a_month_are_lines_of_their_own(least, most, comes_to, said):
    lines = charge(contract(limits=ChargeLimits(Per.MONTH, least, most)), THE_MONTH, NOVEMBER)
    assert total(lines) == comes_to
    assert [(line.words, line.pence) for line in lines if line.enquiry is None] == said


STEPS = (Tier(50, 3000), Tier(100, 2400), Tier(None, 1650))


@pytest.mark.parametrize(("reading", "comes_to"), [(TierReading.MARGINAL, 331_050), (TierReading.WHOLE, 226_050)])
def test_tiers_by_slice_and_by_the_price_that_was_reached(reading, comes_to):
    assert in_november(contract(Tiers(STEPS, Per.MONTH, reading)), units(137)) == comes_to


def test_a_block_is_no_penny_more_over_the_year_than_was_agreed():
    months = charged(contract(Block(8_600_000)), a_year([137] * 12))
    assert months == [716_666, 716_667, 716_667] * 4
    assert sum(months) == 8_600_000  # not 86,000.04


def test_a_block_for_a_part_of_the_year_goes_by_its_days():
    of = contract(Block(8_600_000), begins=date(2026, 11, 20), until=date(2027, 4, 1))
    assert sum(charged(of, [])) == 3_110_137


@pytest.mark.parametrize(("calls", "comes_to"), [(137, 993_890), (150, 1_000_000), (171, 1_009_870)])
def test_fixed_and_variable_moves_both_ways(calls, comes_to):
    assert in_november(contract(FixedAndVariable(1_000_000, 150, 2350, 2000, 2000)), units(calls)) == comes_to


def test_cost_and_volume_is_the_block_until_the_volume_is_reached():
    months = charged(
        contract(CostAndVolume(6_000_000, 2500, over=5000)),
        a_year([180, 190, 205, 210, 220, 215, 230, 240, 225, 260, 235, 250]),
    )
    assert months == [500_000] * 11 + [692_000]
    assert sum(months) == 6_192_000


def test_a_shared_budget_comes_to_itself_whatever_the_remainders():
    assert shares(716_667, {"a": 71, "b": 53, "c": 13}) == {"a": 371_411, "b": 277_251, "c": 68_005}
    assert shares(100_001, {"c": 1, "a": 1, "b": 1}) == {"a": 33_334, "b": 33_334, "c": 33_333}
    assert shares(10_000, dict.fromkeys("abc", 1)) == {"a": 3334, "b": 3333, "c": 3333}
    august = Month(2026, 8)  # a month in which the block comes to 7,166.67 by its cumulative twelfths
    counts = {"RRV03": 71, "RRV04": 53, "RRV05": 13}
    own = contract(SharedBudget(8_600_000, tuple(counts)))
    assert [line.pence for line in charge(own, [], august, {august: counts})] == [371_411]


def test_the_market_forces_factor_is_of_the_unit_that_the_line_shows():
    lines = charge(contract(PerUnit(2350, 1475, mff=10_876)), units(137), NOVEMBER)
    assert {(line.unit, line.mff) for line in lines} == {(2556, 206)}
    assert total(lines) == 350_172  # not 350,153


def test_half_a_penny_goes_away_from_nought():
    assert part(2350, 11_500) == 2703
    assert [rounded(5875, 2), rounded(-5875, 2), rounded(2675, 1000)] == [2938, -2938, 3]


def test_a_credit_of_some_takes_back_what_they_were_charged():
    lines = charge(contract(), THE_MONTH, NOVEMBER)
    of = [*[line for line in lines if line.words == "Call"][:3], next(ln for ln in lines if "out of" in ln.words)]
    credit = total(line.undone for line in of)
    assert credit == -9988
    assert total(lines) + credit == 421_620


def test_over_the_most_of_a_year_nothing_is_charged_and_it_is_said():
    earned = [345_000, 362_350, 371_725, 366_000, 380_000, 402_350, 399_975]
    year = a_year([1] * 7)
    by_month = dict(zip(YEAR.months, earned, strict=False))
    priced = [PerUnit(phone=pence, email=0) for pence in earned]
    assert sum(total(charge(contract(p), year, m)) for m, p in zip(by_month, priced, strict=True)) == sum(earned)
    # Seven months that come to 26,274.00 as one price each, and the month of the first sum.
    calls = [units(1, month=m, begin=n) for n, m in enumerate(YEAR.months[:7], 1)]
    flat = contract(A_CALL, ChargeLimits(Per.YEAR, most=3_000_000 - sum(earned) + 7 * 2350))
    lines = charge(flat, [*(u for month in calls for u in month), *units(96, 41, 58, begin=100)], NOVEMBER)
    assert total(lines) == 372_600
    assert [(line.kind, line.pence) for line in lines if line.enquiry is None] == [(LineKind.MOST, -59_008)]


def test_the_first_are_free_and_the_most_holds_for_the_rest():
    assert in_november(contract(), units(115)) == 270_250
    of = contract(limits=ChargeLimits(Per.MONTH, most=200_000), free=10)
    lines = charge(of, units(137), NOVEMBER)
    assert sum(line.kind is LineKind.FREE for line in lines) == 10
    assert total(line for line in lines if line.enquiry) == 298_450
    assert total(lines) == 200_000
