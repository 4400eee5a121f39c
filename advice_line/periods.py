"""Months, quarters and financial years, as the NHS names them: a year runs from April to March."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from advice_line.instants import parse_day

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"([0-9]{4})/([0-9]{2})")
_QUARTER = re.compile(r"([0-9]{4})/([0-9]{2}) ?Q([1-4])", re.IGNORECASE)
_CALENDAR_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])", re.IGNORECASE)
_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One calendar month."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @classmethod
    def at(cls, instant: datetime, zone: ZoneInfo) -> "Month":
        """The month that an instant lies in by a zone's clock."""
        return cls.of(instant.astimezone(zone).date())

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02d}"

    @property
    def words(self) -> str:
        return f"{_NAMES[self.number - 1]} {self.year}"

    @property
    def short(self) -> str:
        """Where many stand in a row: ``Nov 26``."""
        return f"{_NAMES[self.number - 1][:3]} {self.year % 100:02d}"

    @property
    def begins(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def ends(self) -> date:
        """The first day that is no longer in it."""
        return self.next.begins

    @property
    def next(self) -> "Month":
        return Month(self.year + 1, 1) if self.number == 12 else Month(self.year, self.number + 1)

    @property
    def previous(self) -> "Month":
        return Month(self.year - 1, 12) if self.number == 1 else Month(self.year, self.number - 1)

    @property
    def year_before(self) -> "Month":
        return Month(self.year - 1, self.number)

    @property
    def financial_year(self) -> "FinancialYear":
        return FinancialYear(self.year if self.number >= 4 else self.year - 1)

    @property
    def of_year(self) -> int:
        """Its number in the financial year: April is 1, March 12."""
        return (self.number - 4) % 12 + 1


@dataclass(frozen=True, slots=True, order=True)
class FinancialYear:
    """From 1 April of ``begins_in`` to 31 March of the year after."""

    begins_in: int

    def __str__(self) -> str:
        return f"{self.begins_in}/{(self.begins_in + 1) % 100:02d}"

    @property
    def begins(self) -> date:
        return date(self.begins_in, 4, 1)

    @property
    def ends(self) -> date:
        """The first day that is no longer in it."""
        return date(self.begins_in + 1, 4, 1)

    @property
    def days(self) -> int:
        return (self.ends - self.begins).days

    @property
    def months(self) -> tuple[Month, ...]:
        found = [Month(self.begins_in, 4)]
        while len(found) < 12:
            found.append(found[-1].next)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Period:
    """Half-open days with the name that a person gave them."""

    begins: date
    ends: date
    words: str

    @property
    def last(self) -> date:
        return self.ends - timedelta(days=1)


def parse_month(text: str) -> Month:
    """``2026-11``. Raises ValueError with a sentence."""
    found = _MONTH.fullmatch(text.strip())
    if not found or not 1900 <= int(found[1]) < 2200:
        raise ValueError(f"“{text.strip()[:40]}” is not a month; write it like 2026-11")
    return Month(int(found[1]), int(found[2]))


def parse_financial_year(text: str) -> FinancialYear:
    """``2026/27``. Raises ValueError with a sentence; two numbers that do not follow each other are no year."""
    found = _YEAR.fullmatch(text.strip())
    if found and 1900 <= int(found[1]) < 2200:
        year = FinancialYear(int(found[1]))
        if str(year) == text.strip():
            return year
    raise ValueError(f"“{text.strip()[:40]}” is not a financial year; write it like 2026/27")


def parse_quarter(text: str) -> Period:
    """``2026/27 Q3``: October to December 2026; so is ``2026-Q4``, by the calendar. Raises ValueError."""
    if by_calendar := _CALENDAR_QUARTER.fullmatch(text.strip()):
        first = parse_month(f"{by_calendar[1]}-{3 * int(by_calendar[2]) - 2:02d}")
        text = f"{first.financial_year} Q{(first.of_year + 2) // 3}"
    found = _QUARTER.fullmatch(text.strip())
    if not found:
        raise ValueError(f"“{text.strip()[:40]}” is not a quarter; write it like 2026/27 Q3")
    return _quarter(parse_financial_year(f"{found[1]}/{found[2]}"), int(found[3]))


def period_asked(
    today: date, *, begins: str = "", until: str = "", month: str = "", year: str = "", quarter: str = ""
) -> Period:
    """The period that somebody names, in one way alone: two days, a month, a financial year, a quarter of one.

    Named by nothing it is the four weeks that end yesterday: today is not over. Raises ValueError with a sentence.
    """
    named = {"days": begins or until, "month": month, "year": year, "quarter": quarter}
    ways = [way for way, given in named.items() if given]
    if len(ways) > 1:
        raise ValueError(f"The period is named twice, by {ways[0]} and by {ways[1]}; leave one out")
    if month:
        asked = parse_month(month)
        return Period(asked.begins, asked.ends, asked.words)
    if year:
        whole = parse_financial_year(year)
        return Period(whole.begins, whole.ends, str(whole))
    if quarter:
        return parse_quarter(quarter)
    if begins and until:
        return _days(parse_day(begins), parse_day(until))
    if begins or until:
        raise ValueError("Two days make a period: --from and --until")
    return _days(today - timedelta(days=28), today)


def period_typed(text: str, today: date) -> Period:
    """The same typed in one line: ``2026-11``, ``2026/27``, ``2026/27 Q3``, two days, or nothing.

    Raises ValueError with a sentence.
    """
    words = text.strip()
    if _MONTH.fullmatch(words):
        return period_asked(today, month=words)
    if _YEAR.fullmatch(words):
        return period_asked(today, year=words)
    if "q" in words.lower():
        return period_asked(today, quarter=words)
    days = words.split()
    if len(days) not in (0, 2):
        raise ValueError(f"“{words[:40]}” is no period; write 2026-11, 2026/27, 2026/27 Q3 or two days")
    found = period_asked(today, begins=days[0], until=days[1]) if days else period_asked(today)
    if found.ends <= found.begins:
        raise ValueError("The second date must be after the first.")
    return found


def period_name(begins: date, ends: date) -> str:
    """What [begins, ends) is called if it is a month, a quarter or a financial year; empty where it is none."""
    month = Month.of(begins)
    year = month.financial_year
    named = [
        Period(month.begins, month.ends, month.words),
        _quarter(year, (month.of_year - 1) // 3 + 1),
        Period(year.begins, year.ends, str(year)),
    ]
    return next((one.words for one in named if (one.begins, one.ends) == (begins, ends)), "")


def _quarter(year: FinancialYear, number: int) -> Period:
    months = year.months[(number - 1) * 3 :][:3]
    return Period(months[0].begins, months[-1].ends, f"{year} Q{number}")


def _days(begins: date, until: date) -> Period:
    return Period(begins, until, f"{begins} until {until}")
