"""A statement that does not add up says where."""

from dataclasses import replace

from advice_line.periods import Month
from advice_line.tariffs.charging import charge
from advice_line.tariffs.contract import ChargeLimits, Per
from advice_line.tariffs.counting import Excluded
from advice_line.tariffs.lines import total
from advice_line.tariffs.reconciling import disagreements, sums_of
from tests.tariffs.sums import NOVEMBER, contract, units

LINES = charge(contract(limits=ChargeLimits(Per.MONTH, most=400_000), free=3), units(96, 41, 58), NOVEMBER)
LEFT_OUT = [Excluded.WITHDRAWN, Excluded.WITHDRAWN, Excluded.INTERFACE]
SUMS = sums_of(198, LINES, LEFT_OUT, total(LINES))


def test_what_was_closed_is_charged_or_left_out_for_a_reason():
    assert disagreements(SUMS) == []
    assert (SUMS.charged, SUMS.excluded) == (195, {Excluded.WITHDRAWN: 2, Excluded.INTERFACE: 1})
    assert disagreements(sums_of(199, LINES, LEFT_OUT, total(LINES))) == [
        "199 enquiries closed are not 195 charged and 3 left out."
    ]


def test_every_sheet_comes_to_the_statement():
    assert disagreements(replace(SUMS, total=400_001)) == [
        "The lines come to 4,000.00, the statement to 4,000.01.",
        "The practices' sheet comes to 4,000.00, the statement to 4,000.01.",
        "The specialties' sheet comes to 4,000.00, the statement to 4,000.01.",
    ]
    assert disagreements(replace(SUMS, by_practice={"V90001": 1})) == [
        "The practices' sheet comes to 0.01, the statement to 4,000.00."
    ]
    assert disagreements(replace(SUMS, by_desk={})) == [
        "The specialties' sheet comes to 0.00, the statement to 4,000.00."
    ]


def test_adjustments_of_an_earlier_month_are_money_of_this_statement_and_no_enquiries_of_it():
    adjusted = [*LINES, replace(LINES[-2], adjusts=Month(2026, 10))]
    assert disagreements(sums_of(198, adjusted, LEFT_OUT, total(adjusted))) == []
