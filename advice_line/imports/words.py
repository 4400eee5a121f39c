"""Dates, times and headings as people write them in spreadsheets."""

import re
from datetime import date, datetime, time
from typing import Literal

Order = Literal["day first", "month first"]
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+([A-Za-z]{3,9})\.?,?(?:[\s-]+(\d{4}|\d{2}))?\b")
_NAMED_FIRST = re.compile(r"([A-Za-z]{3,9})\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?\b,?(?:[\s-]+(\d{4}))?")
_CLOCK = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2})?\s*([ap])\.?m\.?|(\d{1,2})[:.h](\d{2})(?::\d{2})?|(\d{2})(\d{2})"
)


class NoYear(ValueError):
    """A date without its year."""


def ambiguous(text: str) -> bool:
    """Whether ``4/8/2026`` could be either day or month first."""
    found = _NUMBERS.search(text)
    return found is not None and int(found[1]) <= 12 and int(found[2]) <= 12 and found[1] != found[2]


def decides(text: str) -> Order | None:
    """Which order a date proves, when one of its numbers is over 12."""
    found = _NUMBERS.search(text)
    if not found:
        return None
    if int(found[1]) > 12:
        return "day first"
    return "month first" if int(found[2]) > 12 else None


def a_date(value: object, order: Order = "day first", year: int | None = None) -> date:
    """A cell as a date. Raises NoYear, or ValueError with a sentence."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value if value is not None else "").strip()
    try:
        if found := _ISO.search(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _NUMBERS.search(text):
            first, second = int(found[1]), int(found[2])
            day, month = (first, second) if order == "day first" else (second, first)
            return date(_year(found[3]), month, day)
        if found := _NAMED.search(text):
            return _named(found[1], found[2], found[3], year)
        if found := _NAMED_FIRST.search(text):
            return _named(found[2], found[1], found[3], year)
    except NoYear:
        raise
    except ValueError:
        pass
    raise ValueError(f"“{text}” is not a date")


def _named(day: str, month: str, written: str | None, year: int | None) -> date:
    if month[:3].lower() not in _MONTHS:
        raise ValueError(month)
    number = _MONTHS.index(month[:3].lower()) + 1
    if written is None and year is None:
        raise NoYear(f"{day} {month}")
    return date(_year(written) if written else year or 0, number, int(day))


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def a_month(text: str) -> tuple[int, int] | None:
    """``August 2026`` or ``2026-08`` as (year, month)."""
    found = re.search(r"\b([A-Za-z]{3,9})\.?\s+(\d{4})\b", text)
    if found and found[1][:3].lower() in _MONTHS:
        return int(found[2]), _MONTHS.index(found[1][:3].lower()) + 1
    if found := re.fullmatch(r"\s*(\d{4})-(\d{1,2})\s*", text):
        return int(found[1]), int(found[2])
    return None


def a_time(value: object) -> time:
    """A cell as a wall time: 09:00, 9.00, 0900, 9am, 24:00. Raises ValueError with a sentence."""
    if isinstance(value, datetime):
        return value.time().replace(second=0, microsecond=0)
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    text = str(value if value is not None else "").strip().lower()
    if text in ("noon", "midday"):
        return time(12)
    if text == "midnight":
        return time(0)
    found = _CLOCK.fullmatch(text.split(" ")[-1] if re.match(r"\d{4}-\d\d-\d\d[ t]", text) else text)
    if found:
        hour = int(found[1] or found[4] or found[6])
        minute = int(found[2] or found[5] or found[7] or 0)
        if found[3]:
            hour = hour % 12 + (12 if found[3] == "p" else 0) if 1 <= hour <= 12 else 99
        if hour == 24 and minute == 0:
            hour = 0
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise ValueError(f"“{text}” is not a time")


def a_span(text: str) -> tuple[time, time]:
    """``21:00-09:00`` or ``9am to 5pm``. Raises ValueError with a sentence."""
    parts = re.split(r"\s*(?:-|–|—|\bto\b|\buntil\b)\s*", text.strip(), maxsplit=1)
    if len(parts) != 2:
        raise ValueError(f"“{text}” is not a span of time like 21:00-09:00")
    return a_time(parts[0]), a_time(parts[1])


def plain(text: object) -> str:
    """Small letters and digits, single spaces: how headings are compared."""
    return re.sub(r"[^a-z0-9]+", " ", str(text if text is not None else "").lower()).strip()


HEADINGS = {
    "date": ("date", "day", "shift date", "start date", "on call date", "when", "duty date"),
    "start": ("start", "start time", "from", "begin", "begins", "starts", "time from", "shift start", "time start"),
    "end": ("end", "end time", "to", "until", "finish", "ends", "time to", "shift end", "finish time", "time end"),
    "hours": ("hours", "time", "times", "shift times", "span"),
    "role": ("role", "duty", "shift", "type", "shift type", "rota", "on call role", "post", "code", "shift name"),
    "person": ("person", "name", "doctor", "clinician", "staff", "who", "employee", "dr", "full name", "on call"),
    "phone": ("phone", "mobile", "telephone", "tel", "number", "contact", "phone number", "contact number"),
    "bleep": ("bleep", "pager", "bleep number", "bleep no", "pager number"),
    "ext": ("ext", "extension", "ext no", "extension number"),
    "end date": ("end date", "finish date", "date to"),
    "grade": ("grade", "level", "rank"),
}
"""What each column may be called, in plain letters; the first is our own name for it."""


def heading(text: object) -> str | None:
    """Which column a heading names."""
    words = plain(text)
    return next((name for name, known in HEADINGS.items() if words in known), None)
