from dataclasses import replace
from datetime import date

import pytest

from advice_line.enquiry.interface_actions import ActionStep, Promise, checked_promise, refuse_after_done
from advice_line.problems import Refused

TODAY = date(2026, 8, 4)
PROMISE = Promise("no discharge letter", "", "", "Letters go out within a day", "Ward clerks", TODAY)


def test_a_promise_is_due_today_at_the_earliest_and_its_cause_may_not_be_found_yet():
    assert checked_promise(replace(PROMISE, owner=" Ward clerks \n"), TODAY) == PROMISE


@pytest.mark.parametrize(
    "wrong, why",
    [
        ({"reason": "bored"}, "is not a reason of the list"),
        ({"due": date(2026, 8, 3)}, "That day is over"),
        ({"promised": " . "}, "Say what is promised."),
        ({"owner": ""}, "Say who sees to it"),
        ({"cause": "a \u202ereversed cause"}, "The cause"),
    ],
)
def test_what_is_no_promise_is_refused(wrong: dict[str, object], why: str):
    with pytest.raises(Refused, match=why):
        checked_promise(replace(PROMISE, **wrong), TODAY)  # type: ignore[arg-type]


def test_what_is_done_is_neither_changed_nor_done_again():
    refuse_after_done(ActionStep.WRITTEN)
    refuse_after_done(ActionStep.CHANGED)
    with pytest.raises(Refused, match="write a new one"):
        refuse_after_done(ActionStep.DONE)
