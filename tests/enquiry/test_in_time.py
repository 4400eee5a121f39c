"""What is counted as in time and as given up: an e-mail that still has time is neither, and e-mails are not calls."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from advice_line.enquiry.counted import CountedCall
from advice_line.enquiry.measures import activity
from advice_line.enquiry.totals import totals_of

NOON = datetime(2026, 8, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
LONDON = ZoneInfo("Europe/London")
PHONE = CountedCall(
    "cardiology", "phone", "advised", NOON, (), None, True, False, False, None, NOON, "advice only, no referral",
    False, False, True, True, None, False, True, (),
)  # fmt: skip
EMAIL = replace(PHONE, channel="e-mail", emailed=True, due_at=NOON + 24 * HOUR)
WAITS = replace(EMAIL, state="to answer", recorded_at=None, outcome=None)


@pytest.mark.parametrize(
    "mails, at, expected",
    [
        ([WAITS], NOON + 23 * HOUR, (0, 0, None)),
        ([WAITS], NOON + 24 * HOUR, (1, 0, 0.0)),
        ([WAITS, replace(EMAIL, recorded_at=NOON + HOUR)], NOON + 23 * HOUR, (1, 1, 100.0)),
        ([replace(EMAIL, recorded_at=NOON + 24 * HOUR)], NOON + 30 * HOUR, (1, 1, 100.0)),
        ([replace(EMAIL, recorded_at=NOON + 25 * HOUR), WAITS], NOON + 30 * HOUR, (2, 0, 0.0)),
        ([replace(WAITS, state="abandoned")], NOON + 30 * HOUR, (0, 0, None)),
    ],
    ids=["not due yet", "due now", "one in time, one not due", "to the second", "both late", "needed no answer"],
)
def test_email_in_time_is_of_what_was_answered_or_is_due(
    mails: list[CountedCall], at: datetime, expected: tuple[int, int, float | None]
):
    found = activity(totals_of([PHONE, *mails], LONDON), at)
    names = ("email_due", "email_answered_in_time", "in_time_percent_of_email_due")
    assert tuple(found[name] for name in names) == expected


def test_given_up_is_of_calls_and_an_email_that_needed_no_answer_is_not_one():
    gone, needless = replace(PHONE, state="abandoned"), replace(WAITS, state="abandoned")
    found = activity(totals_of([PHONE, PHONE, PHONE, gone, EMAIL, needless, needless], LONDON), NOON)
    assert (found["abandoned"], found["abandoned_percent_of_calls"]) == (1, 25.0)
    assert (found["email_questions"], found["email_needing_no_answer"]) == (3, 2)
