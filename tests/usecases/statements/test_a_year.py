"""A financial year of each kind of contract, drafted, issued and reconciled month by month, to an oracle's penny."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from advice_line.tariffs.contract import (
    Block,
    CostAndVolume,
    FixedAndVariable,
    GainShare,
    Nil,
    Per,
    PerUnit,
    Terms,
    Tier,
    TierReading,
    Tiers,
)
from advice_line.tariffs.lines import Unit
from advice_line.tariffs.reconciling import disagreements
from advice_line.tariffs.writing import contracts_text
from advice_line.usecases.statements.drafting import draft_statement
from advice_line.usecases.statements.life import issue_statement
from advice_line.usecases.statements.papers import statement_paper
from advice_line.usecases.usecase import By, Press
from tests.hospital import Hospital
from tests.tariffs.sums import LONDON, YEAR, contract
from tests.tariffs.test_charging_properties import earned_by
from tests.usecases.statements.contracted import calls_advised, publish, with_two_managers

AFTERWARDS = datetime(2027, 4, 28, 9, tzinfo=UTC)
CALLS = (0, 0, 0, 0, 3, 1, 0, 4, 2, 3, 1, 2)
"""Month by month from April; some of them out of hours."""
TIERS = (Tier(2, 3000), Tier(6, 2400), Tier(None, 1650))
PAIRS: Sequence[tuple[str, Terms, Terms]] = (
    ("QZA", PerUnit(2350, 1475, 2500, 10_876), Block(8_600_000)),
    ("QZB", Tiers(TIERS, Per.YEAR, TierReading.MARGINAL), CostAndVolume(6_000_000, 5, 5000)),
    ("QZC", Tiers(TIERS, Per.YEAR, TierReading.WHOLE), FixedAndVariable(1_000_000, 2, 2350, 2000, 2000)),
    ("QZD", GainShare(4000, 22_500, 90_000), Nil()),
)


def in_the_evening(number: int) -> timedelta:
    """The hours of a month's calls: every second one is out of hours."""
    return timedelta(days=5 + number, hours=9 + 11 * (number % 2))


@pytest.fixture
def a_year(local_hospital: Hospital) -> tuple[Hospital, list[Unit]]:
    """Calls of a year to cardiology, as a contract counts them."""
    hospital, found = with_two_managers(local_hospital), []
    for month, count in zip(YEAR.months, CALLS, strict=True):
        for number in range(count):
            at = datetime(month.year, month.number, 1, tzinfo=UTC) + in_the_evening(number)
            (enquiry,) = calls_advised(hospital, 1, at=at)
            local = at.astimezone(LONDON)
            late = local.weekday() > 4 or not 8 <= local.hour + local.minute / 60 < 18.5
            unit = Unit(enquiry, "cardiology", "phone", "V90001", at, local.date(), late, "referral avoided")
            found.append(unit)
    return hospital, found


@pytest.mark.parametrize(("payer", "first", "second"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_a_year_is_drafted_issued_and_comes_to_the_exact_sum(
    a_year: tuple[Hospital, list[Unit]], payer: str, first: Terms, second: Terms
):
    """The second contract is for renal, which nobody rang: what is charged all the same is charged."""
    hospital, units = a_year
    with hospital.store.transaction():
        hospital.store.run("put_practice_commissioner", practice="V90001", since="2026-04-01", commissioner=payer)
    both = [
        replace(contract(terms), reference=f"RRV03/{payer}/{desk}", commissioner=payer, desks=frozenset({desk}))
        for desk, terms in (("cardiology", first), ("renal", second))
    ]
    publish(hospital, contracts_text(both))
    prepares, issues = (By(hospital.store, hospital[who], AFTERWARDS) for who in ("ruth", "carys"))
    papers = []
    for month in YEAR.months:
        number = draft_statement(prepares, payer, month, Press())
        assert issue_statement(issues, number, Press()) == f"RRV/{payer}/{month}/1"
        papers.append(statement_paper(prepares, number))
    assert [paper.sums.closed for paper in papers] == list(CALLS)
    assert [fault for paper in papers for fault in disagreements(paper.sums)] == []
    exact = earned_by(both[0], units, 12) + earned_by(both[1], [], 12)
    assert sum(paper.total for paper in papers) == exact
    assert papers[-1].year_to_date + papers[-1].total == exact
