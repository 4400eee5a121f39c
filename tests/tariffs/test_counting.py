"""What is charged and what is not, and why."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from advice_line.tariffs.contract import Hours, WhatCounts
from advice_line.tariffs.counting import Closed, Excluded, count, excluded, out_of_hours
from tests.tariffs.sums import LONDON, contract

RECEIVED = datetime(2026, 11, 3, 10, tzinfo=UTC)
RECORDED = RECEIVED + timedelta(minutes=5)
ONE = Closed(7, "cardiology", "phone", "V90001", RECEIVED, RECORDED, RECORDED, None, "advice only, no referral")


def no_holiday(day: date) -> bool:
    return False


def test_advice_that_was_recorded_is_charged():
    assert excluded(ONE, contract()) is None


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"recorded_at": None, "outcome": None}, Excluded.NOT_ANSWERED),
        ({"set_aside": Excluded.DUPLICATE}, Excluded.DUPLICATE),
        ({"set_aside": Excluded.TEST, "recorded_at": None}, Excluded.TEST),
        ({"interface": True}, Excluded.INTERFACE),
        ({"outcome": None}, Excluded.NO_OUTCOME),
        ({"outcome": "not appropriate for the line"}, Excluded.NOT_APPROPRIATE),
    ],
)
def test_it_is_not_charged(changed, why):
    assert excluded(replace(ONE, **changed), contract()) is why


def test_the_contract_says_what_becomes_of_the_doubtful():
    of = contract()
    unfit = replace(ONE, outcome="not appropriate for the line")
    assert excluded(unfit, replace(of, counts=WhatCounts(not_appropriate=True))) is None
    for outcome in ("referral recommended", "admit", "redirected to another specialty"):
        referred = replace(ONE, outcome=outcome)
        assert excluded(referred, of) is None
        assert (
            excluded(referred, replace(of, counts=WhatCounts(referred_or_admitted=False))) is Excluded.BECAME_REFERRAL
        )
    due = replace(ONE, due_at=RECORDED)
    late = replace(ONE, due_at=RECORDED - timedelta(seconds=1))
    strict = replace(of, counts=WhatCounts(late=False))
    assert [excluded(due, strict), excluded(late, strict), excluded(late, of)] == [None, Excluded.LATE, None]


def test_what_the_hospitals_own_failure_caused_is_never_charged_whatever_the_contract_says():
    generous = replace(contract(), counts=WhatCounts(not_appropriate=True, referred_or_admitted=True, late=True))
    assert excluded(replace(ONE, interface=True), generous) is Excluded.INTERFACE


def test_an_answer_after_midnight_belongs_to_the_month_in_which_it_was_recorded():
    night = replace(
        ONE,
        received_at=datetime(2026, 10, 31, 23, 50, tzinfo=UTC),
        recorded_at=datetime(2026, 11, 1, 0, 10, tzinfo=UTC),
    )
    (unit,) = count([night], contract(), LONDON, no_holiday).units
    assert unit.recorded_on == date(2026, 11, 1)
    summer = replace(ONE, recorded_at=datetime(2026, 6, 30, 23, 10, tzinfo=UTC))  # ten past midnight in London
    (unit,) = count([summer], contract(), LONDON, no_holiday).units
    assert unit.recorded_on == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("local", "outside"),
    [
        ("2026-11-03T07:59:59", True),
        ("2026-11-03T08:00:00", False),
        ("2026-11-03T18:29:59", False),
        ("2026-11-03T18:30:00", True),
        ("2026-11-07T12:00:00", True),  # a Saturday
        ("2026-12-25T12:00:00", True),  # a Friday, and Christmas
        ("2026-03-29T07:59:59", True),  # the morning after the clocks went forward is a Sunday
        ("2026-03-30T08:00:00", False),
        ("2026-10-26T08:00:00", False),
        ("2026-10-26T18:30:00", True),
    ],
)
def test_working_hours_are_by_the_sites_own_clock(local, outside):
    at = datetime.fromisoformat(local).replace(tzinfo=LONDON)
    assert out_of_hours(at.astimezone(UTC), Hours(), LONDON, lambda day: day == date(2026, 12, 25)) is outside


@pytest.mark.parametrize("fold", [0, 1])
def test_the_hour_that_comes_twice_is_inside_hours_that_hold_it_both_times(fold):
    """A desk whose hours are Sundays from half past one to three: the changed night of October lies in them."""
    at = datetime(2026, 10, 25, 1, 45, tzinfo=LONDON, fold=fold)
    hours = Hours(time(1, 30), time(3), frozenset({6}))
    assert not out_of_hours(at.astimezone(UTC), hours, LONDON, no_holiday)


def test_everything_closed_ends_in_one_place():
    several = [replace(ONE, enquiry=n, outcome=o) for n, o in enumerate([None, "admit", "other"])]
    found = count(several, contract(), LONDON, no_holiday)
    assert [u.enquiry for u in found.units] == [1, 2]
    assert [(one.enquiry, why) for one, why in found.excluded] == [(0, Excluded.NO_OUTCOME)]
