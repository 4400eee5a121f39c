"""Pictures of words and blocks: hours by weekday, waiting, outcomes. Each number is written as well."""

from collections.abc import Sequence
from functools import singledispatch

from textual.content import Content

from advice_line.charts.chart import Chart
from advice_line.charts.heat import HOURS, STEPS, HeatMap
from advice_line.charts.stacked import Stacked
from advice_line.charts.waiting import WaitingTimes
from advice_line.rota.model import WEEKDAYS

_SHADES = ("", "on $primary 15%", "on $primary 35%", "on $primary 60%", "bold on $primary")
assert len(_SHADES) == STEPS + 1
FILLS = "█▓▒░▞▤▥╳┼·"
"""What outcomes are filled with, so that they are told apart without colour."""


@singledispatch
def painted(chart: Chart, width: int) -> list[Content]:
    """The lines of a picture, none wider than ``width``; none where the picture is plotted instead."""
    return []


@painted.register
def _heat(chart: HeatMap, width: int) -> list[Content]:
    wide = 4 if width >= 12 + 4 * len(HOURS) else 3
    unit = next(unit for unit in (1, 10, 100, 1000, 10**9) if chart.most / unit < 10 ** (wide - 1))
    lines = [
        Content("    " + "".join(f"{hour:02d}".rjust(wide) for hour in HOURS) + ("     all" if wide > 3 else ""))
    ]
    for day, name in enumerate(WEEKDAYS):
        counts = chart.counts[day]
        cells = [(_in_units(count, unit).rjust(wide), _SHADES[chart.shade(day, n)]) for n, count in enumerate(counts)]
        whole = f"{chart.of_days[day]:>8,}" if wide > 3 else ""
        lines.append(Content.assemble(f"{name} ", *cells, whole))
    days = ", ".join(f"{name} {n}" for name, n in zip(WEEKDAYS, chart.days, strict=True))
    units = f" The numbers are of {unit:,}s." if unit > 1 else ""
    return [*lines, Content(""), Content(f"Days in the period: {days}.{units}")]


def _in_units(count: int, unit: int) -> str:
    """Nothing for none; what is there at all is seen."""
    return f"{round(count / unit) or '·'}" if count else ""


@painted.register
def _waiting(chart: WaitingTimes, width: int) -> list[Content]:
    labels = [one.words(chart.quantity) for one in chart.bins]
    half, most = chart.holds(chart.median), chart.holds(chart.ninetieth)
    room = width - max(map(len, labels)) - 32
    lines = []
    for n, (label, one) in enumerate(zip(labels, chart.bins, strict=True)):
        marks = [words for words, holds in (("half", half), ("9 in 10", most)) if holds == n]
        said = f"  ◂ {' and '.join(marks)} by here" if marks else ""
        bar = _blocks(one.count, chart.most, room)
        lines += [
            Content.assemble(label.rjust(max(map(len, labels))), " ", (bar, "$primary"), f" {one.count:,}{said}")
        ]
    return lines


@painted.register
def _stacked(chart: Stacked, width: int) -> list[Content]:
    label = max((len(period) for period in chart.periods), default=0)
    room, most = width - label - 9, max(chart.totals, default=0)
    used = [n for n, count in enumerate(chart.of_kinds) if count]
    lines = []
    for period, counts, total in zip(chart.periods, chart.counts, chart.totals, strict=True):
        lengths = _parts([counts[n] for n in used], room * total // most if most else 0)
        bar = "".join(FILLS[n % len(FILLS)] * length for n, length in zip(used, lengths, strict=True))
        lines.append(Content.assemble(period.rjust(label), " ", bar, f" {total:,}"))
    key = [f"{FILLS[n % len(FILLS)]} {chart.kinds[n]} {chart.of_kinds[n]:,}" for n in used]
    return [*map(Content, _flowing(key, width)), Content(""), *lines]


def _flowing(words: Sequence[str], width: int) -> list[str]:
    """One after the other, as many in a line as there is room for."""
    lines: list[str] = []
    for one in words:
        if lines and len(lines[-1]) + 3 + len(one) <= width:
            lines[-1] += f"   {one}"
        else:
            lines.append(one)
    return lines


def _blocks(count: int, most: int, room: int) -> str:
    """A bar in eighths of a cell; what is there at all is seen."""
    eighths = max(round(8 * room * count / most), 1) if count and most else 0
    return "█" * (eighths // 8) + " ▏▎▍▌▋▊▉"[eighths % 8].strip()


def _parts(counts: Sequence[int], room: int) -> list[int]:
    """Whole cells that add up to the room, the odd ones to the largest remainders."""
    whole = sum(counts)
    if not whole:
        return [0 for _ in counts]
    given = [room * count // whole for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda n: (-(room * counts[n] % whole), n))
    for n in by_remainder[: room - sum(given)]:
        given[n] += 1
    return given
