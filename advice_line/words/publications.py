"""What publishing a rota changes, in lines for a person: the same on the command line and on the screen."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from advice_line.rota.diff import Diff
from advice_line.rota.gaps import Gap
from advice_line.rota.model import Shift
from advice_line.words.days import day_words
from advice_line.words.spans import stretch_words

SHOWN = 4
"""How many shifts or gaps are told one by one before the rest is counted."""


def diff_lines(diff: Diff, zone: ZoneInfo, shown: int = SHOWN) -> list[str]:
    """Who gains and loses which shifts, which gaps open and close, who comes and goes."""
    lines: list[str] = []
    for person in diff.people:
        if person.gains:
            lines.append(f"+ {person.clinician.name} gains {_shifts(person.gains, zone, shown)}")
        if person.loses:
            lines.append(f"- {person.clinician.name} loses {_shifts(person.loses, zone, shown)}")
    lines += [f"! gap opens: {words}" for words in _gaps(diff.opened, zone, shown)]
    lines += [f"= gap closes: {words}" for words in _gaps(diff.closed, zone, shown)]
    lines += [f"* {words}" for words in diff.about_people]
    return lines


def shift_words(shift: Shift, zone: ZoneInfo) -> str:
    """A shift by its duty and its day: ``D Wed 5 Aug``."""
    return f"{shift.duty.code} {day_words(shift.start.astimezone(zone))}"


def _shifts(shifts: Sequence[Shift], zone: ZoneInfo, shown: int) -> str:
    count = f"{len(shifts)} {'shift' if len(shifts) == 1 else 'shifts'}"
    return f"{count}: {', '.join(shift_words(one, zone) for one in shifts[:shown])}{_more(shifts, shown)}"


def _gaps(gaps: Iterable[Gap], zone: ZoneInfo, shown: int) -> list[str]:
    alike: dict[str, list[Gap]] = {}
    for gap in gaps:
        alike.setdefault(str(gap.kind), []).append(gap)
    return [
        f"{kind}, {'; '.join(stretch_words(gap.start, gap.end, zone) for gap in ones[:shown])}{_more(ones, shown)}"
        for kind, ones in alike.items()
    ]


def _more(ones: Sequence[object], shown: int) -> str:
    return f" and {len(ones) - shown} more" if len(ones) > shown else ""
