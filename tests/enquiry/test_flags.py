from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from advice_line.enquiry.flags import (
    HOW_SETTLED,
    OWNERS,
    SETTLED_BY_REVIEW,
    SPECIAL,
    AdviceFacts,
    AttemptFacts,
    Confirmation,
    Facts,
    Kind,
    flags,
    is_late,
)
from advice_line.enquiry.states import State

AT = datetime(2026, 8, 4, 13, tzinfo=UTC)
QUIET = AdviceFacts(1, AT, True, True, False, False, "read back", AT, "agreed")
ATTEMPT = AttemptFacts(1, AT, on_roster=True, in_clinic=False)
DONE = Facts(1, State.ADVISED, AT, True, AT, None, [ATTEMPT], QUIET)
TOLD = Confirmation(AT, None, False, AT + timedelta(hours=72))


def kinds(facts: Facts) -> set[Kind]:
    return {flag.kind for flag in flags(facts)}


def test_advice_recorded_supervised_and_countersigned_raises_nothing():
    assert kinds(DONE) == set()


RAISED = [
    (replace(DONE, advice=None, state=State.TO_RECORD), Kind.NOT_RECORDED),
    (replace(DONE, advice=replace(QUIET, has_supervisor=False)), Kind.NO_CONSULTANT),
    (replace(DONE, advice=replace(QUIET, countersigned_at=None, verdict=None)), Kind.NOT_COUNTERSIGNED),
    (replace(DONE, connected=[replace(ATTEMPT, on_roster=False)]), Kind.NOT_ON_ROSTER),
    (replace(DONE, connected=[replace(ATTEMPT, in_clinic=True)]), Kind.IN_CLINIC),
    (replace(DONE, verified=False), Kind.NOT_VERIFIED),
    (replace(DONE, advice=replace(QUIET, late=True)), Kind.LATE_ENTRY),
    (replace(DONE, advice=replace(QUIET, doses="not read back")), Kind.NOT_READ_BACK),
    (replace(DONE, advice=replace(QUIET, agreed=False)), Kind.NOT_AGREED),
    (replace(DONE, advice=replace(QUIET, verdict="disagreed")), Kind.DISAGREED),
    (Facts(1, State.TO_ANSWER, AT, True, AT, AT), Kind.EMAIL_LATE),
    (replace(DONE, advice=replace(QUIET, confirmation=replace(TOLD, due_at=AT))), Kind.NOT_ACKNOWLEDGED),
    (replace(DONE, advice=replace(QUIET, confirmation=Confirmation(None, AT, False, None))), Kind.NOT_DELIVERED),
]


def test_every_kind_is_raised_by_a_rule():
    assert {kind for _, kind in RAISED} | set(SPECIAL) == set(Kind)


@pytest.mark.parametrize("facts, kind", RAISED)
def test_each_rule_raises_its_own_flag_and_no_other(facts: Facts, kind: Kind):
    assert kinds(facts) == {kind}


@pytest.mark.parametrize(
    "facts",
    [
        replace(DONE, advice=replace(QUIET, unseen=False, has_supervisor=False, countersigned_at=None)),
        replace(DONE, advice=replace(QUIET, unseen=False, agreed=False)),
        replace(DONE, advice=replace(QUIET, by_consultant=True, countersigned_at=None)),
        replace(DONE, state=State.ABANDONED, verified=False, connected=[], advice=None),
        Facts(1, State.TO_ANSWER, AT, True, AT, AT + timedelta(seconds=1)),
        replace(DONE, advice=replace(QUIET, confirmation=replace(TOLD, due_at=AT + timedelta(seconds=1)))),
        replace(DONE, advice=replace(QUIET, confirmation=Confirmation(None, AT, True, None))),
        replace(DONE, advice=replace(QUIET, special=frozenset({Kind.CHILD}))),
    ],
    ids=[
        "a patient seen",
        "a patient seen, with nobody asked who is responsible",
        "a consultant's own advice",
        "an abandoned call",
        "an e-mail with a second left",
        "a confirmation with a second left",
        "a confirmation acknowledged after it was returned",
        "a child, countersigned",
    ],
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


@pytest.mark.parametrize("kind", SPECIAL)
def test_what_makes_advice_special_stands_until_a_consultant_has_read_it(kind: Kind):
    unread = replace(QUIET, special=frozenset({kind}), countersigned_at=None, verdict=None)
    assert kinds(replace(DONE, advice=unread)) == {kind, Kind.NOT_COUNTERSIGNED}
    assert OWNERS[kind] == "supervisor"
