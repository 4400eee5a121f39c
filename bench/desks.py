"""A year of 200 desks: read and checked, swept for gaps, held against every hours rule; and what each desk costs."""

import re
import resource
import sys
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime

import click

from advice_line.rota import Shift, read_rota
from advice_line.rota.gaps import gaps
from advice_line.rota.hours import broken_rules
from advice_line.rota.warnings import supervisor_away
from advice_line.rota.window import window_between
from advice_line.shipped import shipped_file

FIRST, UNTIL = date(2026, 8, 3), date(2027, 8, 2)
BEGINS, ENDS = datetime(2026, 8, 5, tzinfo=UTC), datetime(2027, 7, 31, tzinfo=UTC)
COUNTS = (25, 50, 100, 200)


@dataclass
class Cost:
    """Seconds by step, and what was found."""

    read: float = 0
    expand: float = 0
    sweep: float = 0
    hours: float = 0
    shifts: int = 0
    gaps: int = 0
    broken: int = 0

    @property
    def all(self) -> float:
        return self.read + self.expand + self.sweep + self.hours


def texts(count: int) -> list[bytes]:
    """As many rota files as asked, each a desk of its own, from the twelve that the program carries."""
    samples = [file.read_text("utf-8") for file in sorted(shipped_file("rotas").glob("*.toml"))]
    found = []
    for number in range(count):
        text = samples[number % len(samples)]
        found.append(re.sub(r'^id( *)= "(.+?)"', rf'id\1= "\2-{number}"', text, count=1, flags=re.MULTILINE).encode())
    return found


def judge(data: bytes, cost: Cost) -> None:
    """One desk's year, from the bytes of its file."""
    t0 = time.perf_counter()
    reading = read_rota(data, "bench.toml")
    assert reading.rota is not None, reading.errors
    rota = reading.rota
    t1 = time.perf_counter()
    view = window_between(rota, FIRST, UNTIL)
    t2 = time.perf_counter()
    holes = gaps(view.timeline, view.busy, BEGINS, ENDS, rota.zone, supervisor_away(rota))
    t3 = time.perf_counter()
    by_person: dict[str, list[Shift]] = {}
    for shift in view.shifts:
        by_person.setdefault(shift.clinician.id, []).append(shift)
    broken = sum(
        len(list(broken_rules(own, rota.zone, leave=rota.leave_of.get(who, ()), within=(FIRST, UNTIL))))
        for who, own in by_person.items()
    )
    t4 = time.perf_counter()
    cost.read += t1 - t0
    cost.expand += t2 - t1
    cost.sweep += t3 - t2
    cost.hours += t4 - t3
    cost.shifts += len(view.shifts)
    cost.gaps += len(holes)
    cost.broken += broken


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    judge(texts(1)[0], Cost())  # imports and holidays, once
    before = peak_mb()
    print("\nA year of many desks: read, expanded, swept for gaps, held against every hours rule")
    print(
        f"  {'desks':>6}{'seconds':>9}{'ms/desk':>9}{'read':>7}{'expand':>8}{'sweep':>7}{'hours':>7}  ratio  peak MB"
    )
    first = 0.0
    for count in COUNTS:
        cost = Cost()
        data = texts(count)
        with click.progressbar(
            data, label=f"{count} desks", file=sys.stderr, hidden=not sys.stderr.isatty()
        ) as progress:
            for one in progress:
                judge(one, cost)
        each = cost.all / count * 1000
        first = first or each
        steps = "".join(
            f"{step / count * 1000:{width}.1f}"
            for step, width in ((cost.read, 7), (cost.expand, 8), (cost.sweep, 7), (cost.hours, 7))
        )
        print(f"  {count:>6}{cost.all:>9.2f}{each:>9.1f}{steps}{each / first:>7.2f}x{peak_mb():>8.0f}")
    more = peak_mb() - before
    print(f"  {cost.shifts} shifts, {cost.gaps} gaps, {cost.broken} broken rules; {more:.0f} MB more at the peak")


if __name__ == "__main__":
    main()
