"""How a gap of a rota is said."""

from zoneinfo import ZoneInfo

from advice_line.rota.gaps import Gap
from advice_line.words.spans import stretch_words


def gap_words(gap: Gap, zone: ZoneInfo) -> str:
    """At the head of a line: ``nobody on duty: Tue 4 Aug 13:30 to 15:00``."""
    return f"{gap.kind}: {stretch_words(gap.start, gap.end, zone)}"


def gap_clause(gap: Gap, zone: ZoneInfo) -> str:
    """Behind a colon: ``nobody on duty, Tue 4 Aug 13:30 to 15:00``."""
    return f"{gap.kind}, {stretch_words(gap.start, gap.end, zone)}"


def gap_line(gap: Gap, zone: ZoneInfo) -> str:
    """All of it: ``nobody on duty: Tue 4 Aug 13:30 to 15:00 (90 min), Dr Okafor``."""
    who = f", {', '.join(person.name for person in gap.who)}" if gap.who else ""
    words = f": {gap.words}" if gap.words else ""
    return f"{gap_words(gap, zone)} ({gap.minutes} min){who}{words}"
