"""The life of a statement: drafted, issued, queried line by line, answered, agreed, paid; nothing is ever edited.

Who prepares may not issue. What is upheld is a credit note of its own; what comes late or is amended after issue is
an adjustment of the next statement.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from advice_line.periods import Month
from advice_line.problems import Refused
from advice_line.tariffs.lines import Line

IsHoliday = Callable[[date], bool]


class StatementStep(StrEnum):
    """What can be done with a statement, or with one of its lines."""

    DRAFTED = "drafted"
    ISSUED = "issued"
    QUERIED = "queried"
    EXPLAINED = "explained"
    CREDITED = "credited"
    AGREED = "agreed"
    PAID = "paid"


class StatementState(StrEnum):
    """Where a statement stands."""

    DRAFT = "draft"
    ISSUED = "issued"
    QUERIED = "queried"
    ANSWERED = "answered"
    AGREED = "agreed"
    PAID = "paid"


OPEN_TO_QUERY = (StatementState.ISSUED, StatementState.QUERIED, StatementState.ANSWERED)
"""Where lines may be queried, in time."""
REASONS = (
    "duplicate",
    "wrong commissioner",
    "not answered",
    "became a referral",
    "price",
    "out of area",
    "another reason",
)
"""Why a commissioner queries a line."""


@dataclass(frozen=True, slots=True)
class StatementEvent:
    """One step, by whom and when; ``line`` is the number of the line it is about, None where it is about all."""

    step: StatementStep
    account: int
    at: datetime
    line: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a statement stands, and which of its lines are queried and not yet answered, or were credited."""

    state: StatementState
    prepared_by: int
    open_queries: frozenset[int] = frozenset()
    credited: frozenset[int] = frozenset()
    queried: frozenset[int] = frozenset()
    issued_at: datetime | None = None


def statement_standing(events: Sequence[StatementEvent]) -> Standing:
    """What the steps come to, in the order in which they were made. The first is always the drafting."""
    found = Standing(StatementState.DRAFT, events[0].account)
    for event in events[1:]:
        found = _after(found, event)
    return found


def _after(now: Standing, event: StatementEvent) -> Standing:
    line = frozenset() if event.line is None else frozenset({event.line})
    match event.step:
        case StatementStep.ISSUED:
            return replace(now, state=StatementState.ISSUED, issued_at=event.at)
        case StatementStep.QUERIED:
            queries = now.open_queries | line
            return replace(now, state=StatementState.QUERIED, open_queries=queries, queried=now.queried | line)
        case StatementStep.EXPLAINED | StatementStep.CREDITED:
            left = now.open_queries - line
            credited = now.credited | line if event.step is StatementStep.CREDITED else now.credited
            state = StatementState.QUERIED if left else StatementState.ANSWERED
            return replace(now, state=state, open_queries=left, credited=credited)
        case StatementStep.AGREED:
            return replace(now, state=StatementState.AGREED)
        case StatementStep.PAID:
            return replace(now, state=StatementState.PAID)
        case StatementStep.DRAFTED:
            return now


def check_issue(now: Standing, account: int) -> None:
    """Refuses to issue what is issued already, and whoever prepared it."""
    if now.state is not StatementState.DRAFT:
        raise Refused(f"This statement is {now.state} already.")
    if account == now.prepared_by:
        raise Refused("Who prepares a statement may not issue it; ask a second person.")


def check_query(now: Standing, line: int, reason: str, today: date, last_day: date) -> None:
    """Refuses to query what is not open to it: a draft, what is agreed, a day past the window, a line twice."""
    if now.state not in OPEN_TO_QUERY:
        raise Refused(f"This statement is {now.state}; its lines cannot be queried.")
    if today > last_day:
        raise Refused(f"Lines could be queried until {last_day}; write to the hospital's finance department.")
    if reason not in REASONS:
        raise Refused(f"“{reason}” is not a reason of the list: {', '.join(REASONS)}.")
    if line in now.queried:
        raise Refused(f"Line {line} was queried before; one query a line.")


def check_answer(now: Standing, line: int) -> None:
    """Refuses to answer what nobody asked, or was answered."""
    if line not in now.open_queries:
        raise Refused(f"Line {line} has no query that waits for an answer.")


def check_agreed(now: Standing) -> None:
    """Refuses to agree over a query that waits, and to agree to what is no issued statement."""
    if now.open_queries:
        lines = ", ".join(str(line) for line in sorted(now.open_queries))
        raise Refused(f"Queries wait for an answer: line {lines}.")
    if now.state not in (StatementState.ISSUED, StatementState.ANSWERED):
        raise Refused(f"This statement is {now.state}; it cannot be agreed.")


def check_paid(now: Standing) -> None:
    """Refuses to book a payment for what is not agreed."""
    if now.state is not StatementState.AGREED:
        raise Refused(f"This statement is {now.state}; it is paid once it is agreed.")


def working_days_on(day: date, days: int, is_holiday: IsHoliday) -> date:
    """The day that lies so many working days after another; day 0 is the day itself."""
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and not is_holiday(day):
            days -= 1
    return day


def working_days_left(today: date, last_day: date, is_holiday: IsHoliday) -> int:
    """Working days from tomorrow to the last day, which counts; 0 on it and after it."""
    left = 0
    while today < last_day:
        today += timedelta(days=1)
        left += today.weekday() < 5 and not is_holiday(today)
    return left


def statement_number(site: str, commissioner: str, month: Month, number: int) -> str:
    """``RRV/16C/2026-11/1``: the trust, who pays, the month, and which of the month's statements."""
    return f"{site[:3]}/{commissioner}/{month}/{number}"


def credit_number(statement: str, number: int) -> str:
    """``RRV/16C/2026-11/1/C1``: the statement that it takes back from, and which credit note of it."""
    return f"{statement}/C{number}"


def adjustments(before: Iterable[Line], now: Iterable[Line], month: Month) -> tuple[Line, ...]:
    """What must be charged or given back for an earlier month: its lines as they would be now, less those issued.

    ``before`` are the lines of the statement of that month and every adjustment of it since.
    """
    difference: Counter[Line] = Counter()
    for line in now:
        difference[replace(line, quantity=1, adjusts=None)] += line.quantity
    for line in before:
        difference[replace(line, quantity=1, adjusts=None)] -= line.quantity
    return tuple(replace(line, quantity=quantity, adjusts=month) for line, quantity in difference.items() if quantity)
