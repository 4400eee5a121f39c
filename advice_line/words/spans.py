"""How a length of time is said, and a stretch from an instant to another."""

from datetime import datetime, time, timedelta, tzinfo

from advice_line.words.times import clock, moment_words


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


def hours_words(begins: time | datetime, ends: time | datetime) -> str:
    """From a time of day to another, by the clock that they carry: ``09:00 to 17:00``."""
    return f"{begins:%H:%M} to {ends:%H:%M}"


def stretch_words(begins: datetime, ends: datetime, zone: tzinfo) -> str:
    """``Tue 4 Aug 13:30 to 15:00``, with the day of the end where it is another."""
    same = ends.astimezone(zone).date() == begins.astimezone(zone).date()
    return f"{moment_words(begins, zone)} to {(clock if same else moment_words)(ends, zone)}"
