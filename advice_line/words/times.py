"""How an instant is said, by the clock of a zone."""

from datetime import datetime, tzinfo

from advice_line.words.days import date_words, day_words, letter_date, short_day, weekday


def clock(instant: datetime, zone: tzinfo) -> str:
    """Where the day is known: ``14:30``."""
    return f"{instant.astimezone(zone):%H:%M}"


def clock_time(instant: datetime, zone: tzinfo, seen_from: datetime) -> str:
    """As near as it is: ``14:30``, within the week to come ``Wed 14:30``, else ``5 Aug 14:30`` (2027)."""
    local, from_there = instant.astimezone(zone), seen_from.astimezone(zone)
    days = (local.date() - from_there.date()).days
    if days == 0:
        return clock(instant, zone)
    if 0 < days < 7:
        return f"{weekday(local)} {clock(instant, zone)}"
    year = "" if local.year == from_there.year else f" {local.year}"
    return f"{short_day(local)}{year} {clock(instant, zone)}"


def moment_words(instant: datetime, zone: tzinfo) -> str:
    """With its day, from wherever it is seen: ``Wed 5 Aug 14:30``."""
    return f"{day_words(instant.astimezone(zone))} {clock(instant, zone)}"


def dated_moment(instant: datetime, zone: tzinfo) -> str:
    """The same where it may lie years back, or is on paper: ``Wed 5 Aug 2026 14:30``."""
    return f"{date_words(instant.astimezone(zone))} {clock(instant, zone)}"


def letter_moment(instant: datetime, zone: tzinfo) -> str:
    """In a letter: ``5 August 2026 14:30``."""
    return f"{letter_date(instant.astimezone(zone))} {clock(instant, zone)}"


def moment_column(instant: datetime, zone: tzinfo) -> str:
    """In a list, each as wide as the next: ``Wed 05 Aug 14:30``."""
    return f"{instant.astimezone(zone):%a %d %b %H:%M}"


def second_column(instant: datetime, zone: tzinfo) -> str:
    """The same of what follows within seconds: ``05 Aug 14:30:05``."""
    return f"{instant.astimezone(zone):%d %b %H:%M:%S}"


def sorted_column(instant: datetime) -> str:
    """In a list that other programs sort, by the clock that the instant carries: ``2026-08-05 14:30``."""
    return f"{instant:%Y-%m-%d %H:%M}"
