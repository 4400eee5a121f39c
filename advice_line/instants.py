"""Instants: aware in memory, UTC text in the store, the desk's wall time on the screen.

Stored text is ``YYYY-MM-DDTHH:MM:SS.mmmZ``: it sorts, reads and ports.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def zone_named(name: str) -> ZoneInfo:
    """The time zone of this name. Raises ValueError with a sentence."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"“{name[:80]}” is not a time zone; write one like Europe/London.") from None


def to_text(instant: datetime) -> str:
    """The stored form of an aware instant, to the millisecond."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs an offset")
    return instant.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def from_text(text: str) -> datetime:
    """The instant of a stored text, in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)


def maybe_from_text(text: str | None) -> datetime | None:
    """``from_text`` for a column that may be empty."""
    return from_text(text) if text else None


def parse_instant(text: str, zone: ZoneInfo = LONDON) -> datetime:
    """An instant as a person or a program writes it (ISO 8601), in UTC.

    Without an offset it is the desk's wall time; a time that comes twice is the first one.
    Raises ValueError with a sentence.
    """
    try:
        instant = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"“{text.strip()}” is not a date and time; write it like 2026-10-25T00:30:00Z") from None
    _check_year(text, instant.year)
    return (instant if instant.tzinfo else instant.replace(tzinfo=zone)).astimezone(UTC)


def _check_year(text: str, year: int) -> None:
    """Calendars at the ends of time overflow; no rota is there."""
    if not 1900 <= year < 2200:
        raise ValueError(f"“{text.strip()}” lies outside the years 1900 to 2199")


def parse_day(text: str) -> date:
    """A date as a person writes it (2026-10-25). Raises ValueError with a sentence."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"“{text.strip()}” is not a date; write it like 2026-10-25") from None
    _check_year(text, day.year)
    return day


def start_of(day: date, zone: ZoneInfo = LONDON) -> datetime:
    """The first instant of a day in a zone, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def to_second_text(instant: datetime) -> str:
    """``2026-10-25T00:30:00Z``: in what is signed, and in a log."""
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def file_stamp(instant: datetime) -> str:
    """The same without signs, in a file's name: ``20261025T003000Z``."""
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def wall_text(wall: time) -> str:
    """A time of day as files and the store keep it: ``09:00``."""
    return wall.isoformat("minutes")
