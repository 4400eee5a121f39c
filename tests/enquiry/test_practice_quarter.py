import pytest

from advice_line.enquiry.outcomes import NOT_FOR_THE_LINE, OUTCOMES
from advice_line.enquiry.practice_quarter import OUTCOME_TO_PRACTICE, AskedCount, PracticeQuarter, quarter_of

ADVICE, SELF_CARE = "advice only, no referral", "patient supported to self-care"


def asked(number: int, outcome: str = "", *, urgency: str = "now", **more: object) -> AskedCount:
    rest = {"emailed": False, "given_up": False, "reason": ""} | more
    return AskedCount(urgency=urgency, outcome=outcome, number=number, **rest)  # type: ignore[arg-type]


QUARTER = [
    asked(4, ADVICE),
    asked(3, ADVICE, urgency="routine"),
    asked(2, SELF_CARE, urgency="routine"),
    asked(1, NOT_FOR_THE_LINE, urgency="routine", reason="no discharge letter"),
    asked(2, urgency="routine", given_up=True),
    asked(1, urgency="today"),
    asked(5, ADVICE, urgency="routine", emailed=True),
]


def test_what_was_asked_is_counted_by_how_it_came_and_what_came_of_it():
    assert quarter_of(QUARTER) == PracticeQuarter(
        by_telephone=13,
        by_mail=5,
        routine=5,  # not urgent, and answered with advice: not the two given up, nor the letter they chased
        given_up=2,
        had_to_chase=1,
        outcomes=(
            (OUTCOME_TO_PRACTICE[ADVICE], 12),
            (OUTCOME_TO_PRACTICE[SELF_CARE], 2),
            (OUTCOME_TO_PRACTICE[NOT_FOR_THE_LINE], 1),
        ),
    )
    assert quarter_of(QUARTER).asked == 18


def test_nothing_asked_is_nothing_that_came_of_it():
    assert quarter_of([]) == PracticeQuarter(0, 0, 0, 0, 0, ())


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_is_told_and_none_blames_who_asked(outcome: str):
    words = OUTCOME_TO_PRACTICE[outcome]
    assert not any(blame in words for blame in ("inappropriate", "not appropriate", "wrong", "should", "unnecessary"))
