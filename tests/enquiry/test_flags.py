from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from advice_line.enquiry.flags import (
    HOW_SETTLED,
    OWNERS,
    SETTLED_BY_REVIEW,
    AdviceFacts,
    AttemptFacts,
    Facts,
    Kind,
    flags,
    is_late,
)
from advice_line.enquiry.states import State

AT = datetime(2026, 8, 4, 13, tzinfo=UTC)
QUIET = AdviceFacts(1, AT, True, True, False, False, "read back", AT, "agreed")
ATTEMPT = AttemptFacts(1, AT, on_roster=True, in_clinic=False)
DONE = Facts(1, State.ADVISED, AT, True, [ATTEMPT], QUIET)


def kinds(facts: Facts) -> set[Kind]:
    return {flag.kind for flag in flags(facts)}


def test_advice_recorded_supervised_and_countersigned_raises_nothing():
    assert kinds(DONE) == set()


@pytest.mark.parametrize(
    "facts, kind",
    [
        (replace(DONE, advice=None, state=State.TO_RECORD), Kind.NOT_RECORDED),
        (replace(DONE, advice=replace(QUIET, has_supervisor=False)), Kind.NO_CONSULTANT),
        (replace(DONE, advice=replace(QUIET, countersigned_at=None, verdict=None)), Kind.NOT_COUNTERSIGNED),
        (replace(DONE, connected=[replace(ATTEMPT, on_roster=False)]), Kind.NOT_ON_ROSTER),
        (replace(DONE, connected=[replace(ATTEMPT, in_clinic=True)]), Kind.IN_CLINIC),
        (replace(DONE, verified=False), Kind.NOT_VERIFIED),
        (replace(DONE, advice=replace(QUIET, late=True)), Kind.LATE_ENTRY),
        (replace(DONE, advice=replace(QUIET, doses="not read back")), Kind.NOT_READ_BACK),
        (replace(DONE, advice=replace(QUIET, verdict="disagreed")), Kind.DISAGREED),
    ],
)
def test_each_rule_raises_its_own_flag_and_no_other(facts: Facts, kind: Kind):
    assert kinds(facts) == {kind}


@pytest.mark.parametrize(
    "facts",
    [
        replace(DONE, advice=replace(QUIET, unseen=False, has_supervisor=False, countersigned_at=None)),
        replace(DONE, advice=replace(QUIET, by_consultant=True, countersigned_at=None)),
        replace(DONE, state=State.ABANDONED, verified=False, connected=[], advice=None),
    ],
    ids=["a patient seen", "a consultant's own advice", "an abandoned call"],
)
def test_what_needs_no_flag(facts: Facts):
    assert kinds(facts) == set()


def test_a_record_is_late_after_four_hours():
    assert not is_late(AT, AT + timedelta(hours=4))
    assert is_late(AT, AT + timedelta(hours=4, seconds=1))
    assert not is_late(None, AT)


def test_every_kind_has_an_owner_and_a_way_to_be_settled():
    assert set(OWNERS) == set(Kind)
    assert set(HOW_SETTLED) | SETTLED_BY_REVIEW == set(Kind)
    assert set(HOW_SETTLED) & SETTLED_BY_REVIEW == set()
