"""Reports that are mailed by themselves, and what became of each."""

from datetime import datetime, time

from advice_line.enquiry.scheduling import ScheduledReport
from advice_line.store.typed import value


@value
class ReportSchedule:
    """A report that is mailed: to an account (``recipient``) or to a ``practice``, and how the last went."""

    id: int
    report: ScheduledReport
    recipient: int | None
    practice: str | None
    username: str
    to_name: str
    clock: time
    at: datetime
    author: str
    last_due: datetime | None
    last_why_not: str


@value
class ReportMailing:
    """One that was due: mailed, or why not; ``left_out`` older ones were not."""

    due: datetime
    left_out: int
    why_not: str
    at: datetime


@value
class PracticeCount:
    """How many enquiries of a practice to a desk were alike."""

    desk: str
    emailed: bool
    urgency: str
    given_up: bool
    outcome: str
    reason: str
    number: int
