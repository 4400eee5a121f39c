"""What was asked in the demo's months before the last days: how many, of which commissioner's practices, how it went.

A plan and nothing more; ``year_rows`` writes it. Two of the commissioners' figures can be worked out on paper: the
first has, in the last whole month, 137 calls of which 41 were out of hours, and 58 e-mails; the second has, in the
last whole financial year, 2,660 calls in the twelve numbers of ``A_YEAR``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from advice_line.demo.places import PRACTICES_OF
from advice_line.demo.questions import a_desk
from advice_line.periods import FinancialYear, Month
from advice_line.tariffs.contract import Hours
from advice_line.tariffs.counting import bank_holiday, out_of_hours

ZONE = ZoneInfo("Europe/London")
A_YEAR = (180, 190, 205, 210, 220, 215, 230, 240, 225, 260, 235, 250)
"""Calls of the second commissioner's practices, April to March."""
_HOURS = Hours()
_IS_HOLIDAY = bank_holiday(_HOURS)
_LATE_HOURS = (0, 2, 5, 6, 7, 19, 19, 20, 20, 21, 22, 23)


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How many calls within and out of hours, and how many e-mails, were answered."""

    within: int
    beyond: int
    emails: int


@dataclass(frozen=True, slots=True)
class PastEnquiry:
    """One enquiry as it went. ``tries`` were not answered before one was; ``given_up``: none was at all."""

    at: datetime
    desk: str
    practice: int
    emailed: bool
    tries: int = 0
    wait: int = 0
    """Seconds from one step to the next."""
    given_up: bool = False
    outcome: str = ""
    """Other than its question's own."""
    interface: str = ""
    """What on the hospital's side had failed, where that is why they rang."""


@dataclass(frozen=True, slots=True)
class Year:
    """The months before ``until``: from April of the last financial year that was whole then."""

    until: datetime

    @property
    def first(self) -> Month:
        return FinancialYear(Month.at(self.until, ZONE).financial_year.begins_in - 1).months[0]

    @property
    def sample(self) -> Month:
        """The last whole month, whose charges can be worked out on paper."""
        return self.months[-2]

    @property
    def failing(self) -> Month:
        """In the middle of this month bleeps failed for two weeks: to be found on a chart."""
        return self.months[-5]

    @property
    def months(self) -> list[Month]:
        found = [self.first]
        while found[-1].ends <= self.until.astimezone(ZONE).date():
            found.append(found[-1].next)
        return found

    def count(self, commissioner: str, month: Month, random: Random) -> MonthCount:
        """How many of a commissioner's practices' enquiries were answered in a month."""
        if commissioner == "16C":
            if month == self.sample:
                return MonthCount(137 - 41, 41, 58)
            return MonthCount(random.randint(62, 78), random.randint(20, 30), random.randint(30, 42))
        if commissioner == "97X":
            calls = A_YEAR[month.of_year - 1]
            if month.financial_year == self.first.financial_year:
                return MonthCount(calls - calls // 4, calls // 4, 0)
            return MonthCount(random.randint(40, 55), random.randint(14, 20), 0)
        most = 24 if commissioner == "98X" else 14
        return MonthCount(random.randint(most - 6, most), random.randint(4, 8), random.randint(3, 7))

    def enquiries(self, month: Month, random: Random) -> list[PastEnquiry]:
        """A month's enquiries that came before the end, in order."""
        found = [
            one
            for commissioner, practices in PRACTICES_OF.items()
            for one in _of_commissioner(month, self.count(commissioner, month, random), practices, random)
        ]
        if month == self.failing:
            found = [_failing(one) for one in found]
        return sorted((one for one in found if one.at < self.until), key=lambda one: (one.at, one.practice, one.desk))


def _failing(one: PastEnquiry) -> PastEnquiry:
    if one.emailed or not 8 <= one.at.astimezone(ZONE).day <= 21:
        return one
    return replace(one, tries=one.tries + 1, wait=one.wait * 3)


def _of_commissioner(month: Month, count: MonthCount, practices: range, random: Random) -> Iterator[PastEnquiry]:
    for number in range(count.within + count.beyond):
        yield _call(_instant(month, number < count.within, random), practices, random)
    for _ in range(count.emails):
        at = _instant(month, True, random)
        yield PastEnquiry(at, a_desk(random), random.choice(practices), True, wait=random.randint(2_000, 70_000))
    for _ in range(round((count.within + count.beyond) * 0.06)):
        call = _call(_instant(month, True, random), practices, random)
        kind = random.random()
        if kind < 0.5:
            yield replace(call, tries=random.randint(2, 4), given_up=True)
        elif kind < 0.8:
            yield replace(call, interface=random.choice(_FAILURES))
        else:
            yield replace(call, outcome="not appropriate for the line")


_FAILURES = (
    "to chase a result the clinic ordered", "to chase a result the clinic ordered", "no discharge letter",
    "no discharge letter", "asked to refer on to another clinic", "prescription or fit note not issued",
    "patient cannot get information",
)  # fmt: skip


def _call(at: datetime, practices: range, random: Random) -> PastEnquiry:
    (tries,) = random.choices((0, 1, 2, 3), (72, 18, 7, 3))
    outcome = "patient supported to self-care" if random.random() < 0.04 else ""
    wait = random.randint(9, 40)
    return PastEnquiry(at, a_desk(random), random.choice(practices), False, tries, wait, outcome=outcome)


def _instant(month: Month, within: bool, random: Random) -> datetime:
    """An instant of a month within working hours or out of them, so that its advice is recorded in that month too."""
    days = (month.ends - month.begins).days - 2
    while True:
        day = month.begins + timedelta(days=random.randrange(days))
        hour = random.choice(range(8, 18)) if within or _is_free(day) else random.choice(_LATE_HOURS)
        at = datetime.combine(day, time(hour, random.randrange(60), random.randrange(60)), ZONE)
        if out_of_hours(at, _HOURS, ZONE, _IS_HOLIDAY) != within:
            return at


def _is_free(day: date) -> bool:
    return day.weekday() > 4 or _IS_HOLIDAY(day)
