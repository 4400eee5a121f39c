"""When to ring back, as an operator types it."""

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from advice_line.problems import Refused


def call_back_time(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """``14:30`` or ``1430`` (the next time it is that o'clock), ``+20`` or ``20 min`` (from now).

    Raises ValueError with a sentence.
    """
    typed = text.strip().lower()
    if found := re.fullmatch(r"(\+?)\s*(\d{1,3})\s*(m|min|minutes|)", typed):
        plus, minutes, unit = found.groups()
        if plus or unit or len(minutes) < 3:
            return now + timedelta(minutes=int(minutes))
    if found := re.fullmatch(r"(\d{1,2})[:.]?(\d{2})", typed):
        try:
            wall = time(int(found[1]), int(found[2]))
        except ValueError:
            raise ValueError(f"“{text.strip()}” is not a time of day; type 14:30 or +20.") from None
        local = now.astimezone(zone)
        due = datetime.combine(local.date(), wall, zone)
        if due <= local:
            due = datetime.combine(local.date() + timedelta(days=1), wall, zone)
        return due
    raise ValueError(f"“{text.strip()}” is not a time; type 14:30, or +20 for in twenty minutes.")


def refuse_past(due_at: datetime, now: datetime) -> None:
    """Refuses a promise to ring back at a time that is over."""
    if due_at <= now:
        raise Refused("The call-back lies in the past; choose a time to come.")
