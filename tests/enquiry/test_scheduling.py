"""When a report is due, by the site's clock, and what time it is of."""

from datetime import UTC, date, datetime, time

import pytest

from advice_line.enquiry.scheduling import ScheduledReport, due_between, next_due, period_reported
from advice_line.instants import LONDON

INTERFACE, ON_CALL, PRACTICE = ScheduledReport.INTERFACE, ScheduledReport.ON_CALL, ScheduledReport.PRACTICE
SEVEN = time(7)


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def days(report: ScheduledReport, after: datetime, until: datetime) -> list[str]:
    return [f"{moment:%m-%d}" for moment in due_between(report, after, until, SEVEN, LONDON)]


def test_a_month_is_due_on_the_third_of_the_next_and_the_sheet_every_day():
    assert days(INTERFACE, utc(8, 4, 12), utc(12, 1, 0)) == ["09-03", "10-03", "11-03"]
    assert days(PRACTICE, utc(1, 1, 0), utc(12, 31, 0)) == ["01-03", "04-03", "07-03", "10-03"]
    assert days(ON_CALL, utc(8, 4, 12), utc(8, 7, 12)) == ["08-05", "08-06", "08-07"]


@pytest.mark.parametrize(
    "after, until, due",
    [
        (utc(9, 3, 5, 59), utc(9, 3, 6, 0), ["09-03"]),  # 07:00 in London, to the second
        (utc(9, 3, 6, 0), utc(9, 3, 23, 0), []),
        (utc(9, 3, 5, 0), utc(9, 3, 5, 59), []),
    ],
)
def test_what_was_due_at_the_beginning_is_not_due_again_and_what_is_due_at_the_end_is(
    after: datetime, until: datetime, due: list[str]
):
    assert days(INTERFACE, after, until) == due


def test_it_is_due_by_the_wall_clock_over_both_changed_nights():
    winter = due_between(ON_CALL, utc(10, 24, 12), utc(10, 26, 12), SEVEN, LONDON)
    summer = due_between(ON_CALL, utc(3, 28, 12), utc(3, 30, 12), SEVEN, LONDON)
    assert [moment.astimezone(UTC).hour for moment in winter] == [7, 7]
    assert [moment.astimezone(UTC).hour for moment in summer] == [6, 6]
    assert {moment.hour for moment in (*winter, *summer)} == {7}


def test_the_next_is_found_across_the_end_of_a_year():
    assert next_due(INTERFACE, utc(12, 3, 8), SEVEN, LONDON).date() == date(2027, 1, 3)
    assert next_due(PRACTICE, utc(10, 3, 8), SEVEN, LONDON).date() == date(2027, 1, 3)


def test_a_month_that_is_over_is_reported_and_of_the_sheet_the_day_that_begins():
    january = period_reported(INTERFACE, datetime(2027, 1, 3, 7, tzinfo=LONDON))
    assert (january.begins, january.ends, january.words) == (date(2026, 12, 1), date(2027, 1, 1), "December 2026")
    quarter = period_reported(PRACTICE, datetime(2027, 1, 3, 7, tzinfo=LONDON))
    assert (quarter.begins, quarter.ends) == (date(2026, 10, 1), date(2027, 1, 1))
    today = period_reported(ON_CALL, datetime(2026, 8, 5, 7, tzinfo=LONDON))
    assert (today.begins, today.last) == (date(2026, 8, 5), date(2026, 8, 5))
