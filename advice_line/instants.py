"""Instants: aware in memory, UTC text in the store, the desk's wall time on the screen.

Stored text is ``YYYY-MM-DDTHH:MM:SS.mmmZ``: it sorts, reads and ports.
"""

from datetime import UTC, date, datetime, timedelta
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


def clock_time(instant: datetime, zone: ZoneInfo, seen_from: datetime | None = None) -> str:
    """``14:30``; with the day in front when it is not the day that it is seen from."""
    local = instant.astimezone(zone)
    if seen_from is None:
        return f"{local:%H:%M}"
    days = (local.date() - seen_from.astimezone(zone).date()).days
    if days == 0:
        return f"{local:%H:%M}"
    if 0 < days < 7:
        return f"{local:%a %H:%M}"
    year = "" if local.year == seen_from.astimezone(zone).year else f" {local.year}"
    return f"{local.day} {local:%b}{year} {local:%H:%M}"


def span_words(span: timedelta) -> str:
    """A length of time in few letters: ``45 s``, ``12 min``, ``3 h 05``, ``4 d``."""
    seconds = int(span.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    if seconds < 60:
        return f"{sign}{seconds} s"
    if seconds < 3600:
        return f"{sign}{seconds // 60} min"
    if seconds < 48 * 3600:
        return f"{sign}{seconds // 3600} h {seconds % 3600 // 60:02d}"
    return f"{sign}{seconds // 86400} d"
