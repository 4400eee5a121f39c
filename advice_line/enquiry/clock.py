"""PURE. Whether a machine's clock can be believed, by the newest act that the store knows."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from advice_line.words.times import dated_moment

AHEAD = timedelta(days=1)
BEHIND = timedelta(minutes=5)
KEPT_EVERY = timedelta(hours=12)
"""How often the worker notes, under a clock that is believed, that it is there: a quiet weekend is no jump."""


def clock_is_believable(newest: datetime | None, now: datetime) -> bool:
    """Not when it is before the newest act, nor when more than a day has gone by in which nobody acted."""
    return newest is None or -BEHIND <= now - newest <= AHEAD


def clock_words(newest: datetime | None, now: datetime, zone: ZoneInfo) -> str:
    """What is said of a clock that is not believed; empty when it is."""
    if newest is None or clock_is_believable(newest, now):
        return ""
    where = "behind" if now < newest else "more than a day ahead of"
    return (
        f"This machine's clock says {dated_moment(now, zone)}, {where} the newest act here "
        f"({dated_moment(newest, zone)}). Mend the clock; "
        "if it is right, sign in: until then chasers wait."
    )
