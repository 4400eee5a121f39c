"""A statement's life, step by step, and what is refused at each."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice_line.periods import Month
from advice_line.problems import Refused
from advice_line.tariffs.charging import charge
from advice_line.tariffs.contract import ChargeLimits, Per
from advice_line.tariffs.lines import total
from advice_line.tariffs.statement import (
    StatementEvent,
    StatementState,
    StatementStep,
    adjustments,
    check_agreed,
    check_answer,
    check_issue,
    check_paid,
    check_query,
    credit_number,
    statement_number,
    statement_standing,
    working_days_left,
    working_days_on,
)
from tests.tariffs.sums import NOVEMBER, contract, units

RUTH, CARYS, PAYER = 1, 2, 3
AT = datetime(2026, 12, 10, 9, tzinfo=UTC)
LAST = date(2026, 12, 17)


Step = tuple[StatementStep, int, int | None]


def after(*steps: Step):
    events = [StatementEvent(step, who, AT + timedelta(hours=n), line) for n, (step, who, line) in enumerate(steps)]
    return statement_standing(events)


DRAFTED: Step = (StatementStep.DRAFTED, RUTH, None)
ISSUED: tuple[Step, ...] = (DRAFTED, (StatementStep.ISSUED, CARYS, None))
QUERIED: tuple[Step, ...] = (*ISSUED, (StatementStep.QUERIED, PAYER, 3))
EXPLAINED: tuple[Step, ...] = (*QUERIED, (StatementStep.EXPLAINED, RUTH, 3))
AGREED: tuple[Step, ...] = (*EXPLAINED, (StatementStep.AGREED, PAYER, None))
PAID: tuple[Step, ...] = (*AGREED, (StatementStep.PAID, RUTH, None))


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ((DRAFTED,), StatementState.DRAFT),
        (ISSUED, StatementState.ISSUED),
        (QUERIED, StatementState.QUERIED),
        (EXPLAINED, StatementState.ANSWERED),
        ((*QUERIED, (StatementStep.QUERIED, PAYER, 4), (StatementStep.EXPLAINED, RUTH, 3)), StatementState.QUERIED),
        (AGREED, StatementState.AGREED),
        (PAID, StatementState.PAID),
    ],
)
def test_where_a_statement_stands(steps, state):
    assert after(*steps).state is state


def test_who_prepares_may_not_issue():
    with pytest.raises(Refused, match="Who prepares a statement may not issue it"):
        check_issue(after(DRAFTED), RUTH)
    check_issue(after(DRAFTED), CARYS)
    with pytest.raises(Refused, match="This statement is issued already"):
        check_issue(after(*ISSUED), CARYS)


def test_a_line_is_queried_once_for_a_reason_of_the_list_and_within_its_days():
    now = after(*ISSUED)
    check_query(now, 3, "duplicate", LAST, LAST)
    with pytest.raises(Refused, match="Lines could be queried until 2026-12-17"):
        check_query(now, 3, "duplicate", LAST + timedelta(days=1), LAST)
    with pytest.raises(Refused, match="“too dear” is not a reason of the list"):
        check_query(now, 3, "too dear", LAST, LAST)
    for steps in (QUERIED, EXPLAINED):
        with pytest.raises(Refused, match="Line 3 was queried before"):
            check_query(after(*steps), 3, "price", LAST, LAST)
    for steps in ((DRAFTED,), AGREED, PAID):
        with pytest.raises(Refused, match="its lines cannot be queried"):
            check_query(after(*steps), 3, "price", LAST, LAST)


def test_only_a_query_that_waits_is_answered():
    check_answer(after(*QUERIED), 3)
    for steps, line in ((QUERIED, 4), (EXPLAINED, 3), (ISSUED, 3)):
        with pytest.raises(Refused, match=f"Line {line} has no query"):
            check_answer(after(*steps), line)


def test_nothing_is_agreed_over_a_query_that_waits_and_nothing_is_paid_before_it_is_agreed():
    check_agreed(after(*ISSUED))
    check_agreed(after(*EXPLAINED))
    with pytest.raises(Refused, match="Queries wait for an answer: line 3"):
        check_agreed(after(*QUERIED))
    for steps in ((DRAFTED,), AGREED, PAID):
        with pytest.raises(Refused, match="cannot be agreed"):
            check_agreed(after(*steps))
    check_paid(after(*AGREED))
    for steps in ((DRAFTED,), ISSUED, QUERIED, EXPLAINED, PAID):
        with pytest.raises(Refused, match="it is paid once it is agreed"):
            check_paid(after(*steps))


def test_a_credited_line_is_remembered():
    standing = after(*QUERIED, (StatementStep.CREDITED, RUTH, 3))
    assert (standing.credited, standing.open_queries, standing.state) == ({3}, frozenset(), StatementState.ANSWERED)


def christmas(day: date) -> bool:
    return day in (date(2026, 12, 25), date(2026, 12, 28))


def test_working_days_pass_over_weekends_and_bank_holidays():
    assert working_days_on(date(2026, 12, 24), 1, christmas) == date(2026, 12, 29)
    assert working_days_on(date(2026, 12, 24), 0, christmas) == date(2026, 12, 24)
    assert working_days_left(date(2026, 12, 24), date(2026, 12, 30), christmas) == 2
    assert working_days_left(date(2026, 12, 30), date(2026, 12, 30), christmas) == 0
    assert working_days_left(date(2026, 12, 31), date(2026, 12, 30), christmas) == 0


def test_numbers_name_the_trust_the_payer_and_the_month():
    assert statement_number("RRV03", "16C", NOVEMBER, 1) == "RRV/16C/2026-11/1"
    assert credit_number("RRV/16C/2026-11/1", 2) == "RRV/16C/2026-11/1/C2"


OCTOBER = Month(2026, 10)


def test_a_late_record_is_one_line_of_the_next_statement():
    issued = charge(contract(), units(3, month=OCTOBER), OCTOBER)
    now = charge(contract(), units(4, month=OCTOBER), OCTOBER)
    (line,) = adjustments(issued, now, OCTOBER)
    assert (line.enquiry, line.quantity, line.pence, line.adjusts) == (4, 1, 2350, OCTOBER)
    assert adjustments([*issued, line], now, OCTOBER) == ()


def test_what_is_no_longer_charged_is_given_back():
    issued = charge(contract(), units(3, month=OCTOBER), OCTOBER)
    (line,) = adjustments(issued, issued[1:], OCTOBER)
    assert (line.enquiry, line.pence) == (1, -2350)


@given(then=st.integers(0, 30), now=st.integers(0, 30), most=st.integers(0, 40_000), free=st.integers(0, 5))
def test_issued_and_adjusted_comes_to_what_is_right_now(then: int, now: int, most: int, free: int):
    of = contract(limits=ChargeLimits(Per.MONTH, most=most), free=free)
    issued = charge(of, units(then, month=OCTOBER), OCTOBER)
    right = charge(of, units(now, month=OCTOBER), OCTOBER)
    assert total([*issued, *adjustments(issued, right, OCTOBER)]) == total(right)
