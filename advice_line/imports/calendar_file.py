"""An iCalendar file: every occurrence of every event, moved and deleted ones too, in the desk's wall time."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from advice_line.imports.understood import FoundShift, NotUnderstood, Understood
from advice_line.plain import visible
from advice_line.problems import Refused
from advice_line.rota.model import FIRST_YEAR, LAST_YEAR

WINDOW = timedelta(days=400)
_DAY = timedelta(days=1)
_LONGEST = timedelta(days=31)
_LARGEST, _MOST_EVENTS, _MOST_DATES = 2_000_000, 5_000, 20_000
_MOST_OCCURRENCES = 100_000
_LOOKED_AHEAD = timedelta(days=9 * 365)
"""Longer than from one 29 February to the next, also over 2100."""
_MOST_WEEKS_OF_A_MONTH = 5
_NO_DAYS = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS", "BYEASTER", "BYYEARDAY", "BYWEEKNO"})
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def read_calendar(data: bytes, name: str, zone: ZoneInfo, first: date, until: date) -> Understood:
    """The occurrences that begin in [first, until). Raises Refused when it is no calendar."""
    import icalendar  # here: only a calendar should pay for it
    import recurring_ical_events

    _refuse_too_much(data, name)
    try:
        calendar = icalendar.Calendar.from_ical(data)
        rules = 0
        for event in calendar.walk("VEVENT"):
            rules += _refuse_endless(event, name)
        if rules * (until - first).days > _MOST_OCCURRENCES:
            raise Refused(f"{name} repeats {rules:,} events over {(until - first).days:,} days; ask for fewer days.")
        query = recurring_ical_events.of(calendar, skip_bad_series=True)
        begins, ends = (datetime(day.year, day.month, day.day, tzinfo=zone) for day in (first, until))
        found = query.between(begins - _DAY, ends)
    except Refused:
        raise
    except Exception as error:  # the libraries trip over a damaged calendar in a dozen ways
        raise Refused(f"{name} cannot be read as a calendar (.ics): {error}.") from error
    understood = Understood()
    events = [event for event in found if str(event.get("STATUS", "")) != "CANCELLED"]
    for event in sorted(events, key=lambda e: (str(e["DTSTART"].to_ical()), str(e.get("SUMMARY", "")))):
        _read_event(event, zone, first, until, understood)
    understood.remarks.append(f"{len(events)} occurrences from {first} until {until}.")
    return understood


def _refuse_too_much(data: bytes, name: str) -> None:
    """By counting: the libraries would read all of it first."""
    if len(data) > _LARGEST or data.count(b"BEGIN:") > _MOST_EVENTS or data.count(b",") > _MOST_DATES:
        raise Refused(
            f"{name} is larger than a calendar of duties is: {_LARGEST // 1_000_000} MB, {_MOST_EVENTS:,} events and "
            f"{_MOST_DATES:,} dates are the most."
        )


def _refuse_endless(event: Any, name: str) -> int:
    """A duty that repeats by the hour or faster is none, and a year of it would never end. How many rules it has."""
    start = event.get("DTSTART")
    if start is not None and not FIRST_YEAR <= start.dt.year <= LAST_YEAR:
        raise Refused(f"{name}: “{visible(str(event.get('SUMMARY', 'an event')))[:80]}” begins in {start.dt.year}.")
    rules = event.get("RRULE", [])
    several = rules if isinstance(rules, list) else [rules]
    for rule in several:
        if {"BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS", "BYEASTER", "BYYEARDAY", "BYWEEKNO"} & {
            str(key).upper() for key in rule
        }:
            raise Refused(
                f"{name}: “{visible(str(event.get('SUMMARY', 'an event')))[:80]}” repeats by the hour, the minute or "
                "a place in a list or year; a duty repeats by days."
            )
        if {"SECONDLY", "MINUTELY", "HOURLY"} & {str(freq).upper() for freq in rule.get("FREQ", [])}:
            raise Refused(f"{name}: “{event.get('SUMMARY', 'an event')}” repeats more than daily; that is no duty.")
        if not _comes(rule, start.dt if start is not None else None):
            raise Refused(
                f"{name}: “{visible(str(event.get('SUMMARY', 'an event')))[:80]}” repeats on days that do not come "
                f"in {_LOOKED_AHEAD.days // 365} years."
            )
    return len(several)


def _comes(rule: Any, start: date | None) -> bool:
    """Whether a rule has a day soon: the library looks for one until the year 9999, or without end."""
    every = int(rule.get("INTERVAL", [1])[0])
    days = [str(day) for day in rule.get("BYDAY", [])]
    if every < 1 or any(abs(int(day[:-2] or 0)) > _MOST_WEEKS_OF_A_MONTH for day in days):
        return False
    if start is None:
        return True
    freq, months = str(rule.get("FREQ", ["DAILY"])[0]).upper(), {int(month) for month in rule.get("BYMONTH", [])}
    of_month, names = {int(day) for day in rule.get("BYMONTHDAY", [])}, {day[-2:].upper() for day in days}
    first = start.date() if isinstance(start, datetime) else start
    monday = first - first.weekday() * _DAY
    for count in range(_LOOKED_AHEAD.days):
        day = first + count * _DAY
        passed = {
            "DAILY": count,
            "WEEKLY": (day - monday).days // 7,
            "MONTHLY": (day.year - first.year) * 12 + day.month - first.month,
        }.get(freq, day.year - first.year)
        from_end = day.day - monthrange(day.year, day.month)[1] - 1
        if (
            passed % every == 0
            and (not months or day.month in months)
            and (not of_month or {day.day, from_end} & of_month)
            and (not names or _WEEKDAYS[day.weekday()] in names)
        ):
            return True
    return False


def _read_event(event: Any, zone: ZoneInfo, first: date, until: date, understood: Understood) -> None:
    summary = visible(str(event.get("SUMMARY", ""))[:500], lines=True).strip()
    start = event["DTSTART"].dt
    where = f"“{summary}” of {start.isoformat()[:10]}"
    if not isinstance(start, datetime):
        _all_day(event, start, where, summary, first, until, understood)
        return
    end = event["DTEND"].dt if "DTEND" in event else start
    local, last = _local(start, zone), _local(end, zone)
    if first > local.date() or local.date() >= until:
        return
    if end <= start:
        understood.unread.append(NotUnderstood(where, "it has no length"))
        return
    if last - local > _LONGEST:
        understood.unread.append(NotUnderstood(where, "it is longer than 31 days"))
        return
    if local.second or last.second:
        understood.unread.append(NotUnderstood(where, "it does not begin and end on a minute"))
        return
    if not _sayable(start, local, zone) or not _sayable(end, last, zone):
        words = "it begins or ends the second time that an hour comes twice, which a rota cannot say"
        understood.unread.append(NotUnderstood(where, words))
        return
    who, role = _who_and_role(event, summary)
    days = _days(local, last)
    span = None if len(days) > 1 or start.tzinfo is None else (start.astimezone(UTC), end.astimezone(UTC))
    for day, begins, ends in days:
        understood.found.append(FoundShift(where, day, who, role, begins, ends, _contacts(event), span))


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    """By the desk's clock; a floating time is the desk's own."""
    return moment if moment.tzinfo is None else moment.astimezone(zone).replace(tzinfo=None, fold=0)


def _sayable(moment: datetime, local: datetime, zone: ZoneInfo) -> bool:
    return moment.tzinfo is None or local.replace(tzinfo=zone).astimezone(UTC) == moment.astimezone(UTC)


def _days(start: datetime, end: datetime) -> list[tuple[date, time, time]]:
    """A duty of a rota lasts a day at most: a longer event is one duty after the other, from the same hour on."""
    found = []
    while end - start > _DAY:
        found.append((start.date(), start.time(), start.time()))
        start += _DAY
    found.append((start.date(), start.time(), end.time()))
    return found


def _all_day(
    event: Any, start: date, where: str, summary: str, first: date, until: date, understood: Understood
) -> None:
    end = event["DTEND"].dt if "DTEND" in event else start + _DAY
    who, role = _who_and_role(event, summary)
    day = max(start, first)
    while day < min(end, until):
        if first <= day < until:
            understood.found.append(FoundShift(where, day, who, role, contacts=_contacts(event)))
        day += _DAY


def _who_and_role(event: Any, summary: str) -> tuple[str, str]:
    """Our own calendars say both; others name the person as attendee, or before or after a dash in the summary."""
    own, duty = event.get("X-ADVICE-LINE-CLINICIAN"), event.get("X-ADVICE-LINE-DUTY")
    if own and duty:
        return visible(str(own))[:500], visible(str(duty))[:500]
    attendees = event.get("ATTENDEE")
    one = attendees[0] if isinstance(attendees, list) and attendees else attendees
    common = one.params.get("CN") if one is not None and hasattr(one, "params") else None
    if common:
        return visible(str(common))[:500], summary or "On call"
    for dash in (" - ", " – ", " — ", ": ", " @ "):
        if dash in summary:
            left, right = (part.strip() for part in summary.split(dash, 1))
            return (left, right) if left.lower().startswith(("dr ", "mr ", "ms ", "prof ")) else (right, left)
    return summary, "On call"


def _contacts(event: Any) -> tuple[str, ...]:
    contact = event.get("CONTACT")
    return tuple(part.strip() for part in str(contact).split(",") if part.strip()) if contact else ()
