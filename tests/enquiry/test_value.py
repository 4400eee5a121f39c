"""What advice was worth, as an estimate: a range that what practices said afterwards narrows."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice_line.enquiry.outcomes import OUTCOMES
from advice_line.enquiry.value import (
    ADMITTED,
    AFTERWARDS,
    MANAGED,
    REFERRED,
    Avoided,
    Estimate,
    Range,
    Worth,
    estimate,
    followed_marks,
    value_figures,
)

ADVICE, HOT, ADMIT = "advice only, no referral", "hot clinic or same-day emergency care", "admit"
WORTH = Worth(Range(12_000, 18_000), Range(60_000, 90_000), Range(1, 2))
OutcomeCount = tuple[str, str, int]
"""An outcome (empty: no advice), what followed (empty: nobody said), of how many enquiries."""


def counted(rows: list[OutcomeCount]) -> Counter[str]:
    """As ``enquiry/counted.py`` has them summed."""
    found = Counter[str]()
    for outcome, afterwards, number in rows:
        found["enquiries"] += number
        if outcome:
            found["advised_with_outcome"] += number
            found[OUTCOMES[outcome].replace(" ", "_")] += number
            found.update({name: number for name, holds in followed_marks(outcome, afterwards) if holds})
    return found


MONTH: list[OutcomeCount] = [
    ("", "", 5),
    (ADVICE, "", 10),
    (ADVICE, MANAGED, 3),
    (ADVICE, REFERRED, 2),
    (ADVICE, ADMITTED, 1),
    (HOT, "", 4),
    (HOT, REFERRED, 1),
    (HOT, ADMITTED, 1),
    (ADMIT, ADMITTED, 2),
]


def test_the_three_denominators_are_requests_answers_and_those_of_whom_the_practice_said():
    found = estimate(counted(MONTH))
    assert (found.requests, found.answered, found.followed) == (29, 24, 10)


def test_at_least_what_practices_confirmed_and_at_most_what_they_did_not_contradict():
    found = estimate(counted(MONTH))
    assert (found.referrals, found.referrals.range) == (Avoided(16, 3, 3), Range(3, 13))
    assert (found.admissions, found.admissions.range) == (Avoided(6, 1, 1), Range(1, 5))
    assert (found.referrals.followed, found.admissions.followed) == (6, 2)


def test_the_value_is_a_range_and_so_are_the_journeys():
    found = estimate(counted(MONTH))
    assert found.pence(WORTH) == Range(3 * 12_000 + 60_000, 13 * 18_000 + 5 * 90_000)
    assert found.journeys(WORTH) == Range(3, 26)


def test_without_a_value_that_somebody_set_none_is_given():
    assert estimate(counted(MONTH)).pence(Worth()) is None
    figures = value_figures(estimate(counted(MONTH)), Worth())
    assert (figures["estimated_value_pence_least"], figures["estimated_value_pence_most"]) == (None, None)


def test_every_column_that_is_an_estimate_says_so_and_none_is_money_in_hand():
    figures = value_figures(estimate(counted(MONTH)), WORTH)
    assert [name for name in figures if name.endswith(("least", "most")) and "estimated" not in name] == []
    assert not any(word in " ".join(figures) for word in ("cash", "released", "saving"))
    assert (figures["avoidance_confirmed"], figures["avoidance_contradicted"]) == (4, 4)


@pytest.mark.parametrize("said", AFTERWARDS)
def test_what_avoided_nothing_is_confirmed_by_nothing(said: str):
    found = estimate(counted([("referral recommended", said, 7)]))
    assert (found.referrals, found.admissions, found.followed) == (Avoided(0, 0, 0), Avoided(0, 0, 0), 7)


counts = st.tuples(st.sampled_from(["", *OUTCOMES]), st.sampled_from(["", *AFTERWARDS]), st.integers(0, 50))


@given(st.lists(counts), st.lists(counts))
def test_a_range_is_never_upside_down_and_the_parts_come_to_the_whole(
    some: list[OutcomeCount], more: list[OutcomeCount]
):
    parts, whole = [estimate(counted(some)), estimate(counted(more))], estimate(counted([*some, *more]))
    for found in (*parts, whole):
        assert 0 <= found.referrals.range.least <= found.referrals.range.most <= found.answered <= found.requests
        value = found.pence(WORTH)
        assert value is not None
        assert value.least <= value.most
    assert sum(part.journeys(WORTH).most for part in parts) == whole.journeys(WORTH).most
    assert (
        sum((part.pence(WORTH) or Range(0, 0)).least for part in parts) == (whole.pence(WORTH) or Range(0, 0)).least
    )


def _least(found: Estimate) -> int:
    pence = found.pence(WORTH)
    assert pence is not None
    return pence.least
