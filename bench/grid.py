"""The rota grid: sixty people over 53 weeks against seven over one, the same keys, in one run."""

import asyncio
import time
from datetime import UTC, date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from textual.app import App, ComposeResult

from advice_line.exports.grids import Grid, week_grid
from advice_line.rota.model import Clinician, Duty, Shift
from advice_line.tui.widgets.day_grid import DayGrid

MONDAY = date(2026, 8, 3)
DUTY = Duty("N", "Night", datetime(2026, 1, 1, 21, tzinfo=UTC).time(), datetime(2026, 1, 1, 9, tzinfo=UTC).time(), 1)
MOVES = ((1, 0), (0, 1), (1, 0), (14, 0), (0, -1), (-1, 0), (-7, 0), (0, 1)) * 12


def grid(people: int, weeks: int) -> tuple[Grid, float]:
    """A full grid, and how long it took to lay out."""
    everybody = [
        Clinician(f"c{n}", f"Dr Number {n:02d} Of Many", f"{7000000 + n}", "registrar", (), n) for n in range(people)
    ]
    days = [MONDAY + timedelta(days=n) for n in range(weeks * 7)]
    shifts = [
        (
            Shift(
                person,
                DUTY,
                day,
                start := datetime(day.year, day.month, day.day, 21, tzinfo=UTC),
                start + timedelta(hours=12),
            ),
            "",
        )
        for person in everybody
        for day in days
        if (day.toordinal() + person.order) % 3 == 0
    ]
    before = time.perf_counter()
    made = week_grid(
        everybody, days[0], days[-1] + timedelta(days=1), shifts, [], [], [], [], ZoneInfo("Europe/London")
    )
    return made, time.perf_counter() - before


class One(App[None]):
    def __init__(self, shown: Grid) -> None:
        super().__init__()
        self._shown = shown

    def compose(self) -> ComposeResult:
        yield DayGrid()

    def on_mount(self) -> None:
        self.query_one(DayGrid).show(self._shown, MONDAY, {})
        self.query_one(DayGrid).zoom = 2


async def keys(shown: Grid) -> float:
    """Seconds to move the cursor and draw every line again, median."""
    app = One(shown)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        widget = app.query_one(DayGrid)
        found = []
        for days, people in MOVES:
            before = time.perf_counter()
            widget.action_move(days, people)
            for y in range(widget.size.height):
                widget.render_line(y)
            found.append(time.perf_counter() - before)
        return median(found)


def main() -> None:
    small, _ = grid(7, 5)
    large, laid_out = grid(60, 53)
    first = asyncio.run(keys(small))
    second = asyncio.run(keys(large))
    print("\nThe rota grid, a month shown at 120x40: the cursor moved and every line drawn again")
    print(f"  7 people x 5 weeks      {first * 1000:7.1f} ms   1 x")
    print(f"  60 people x 53 weeks    {second * 1000:7.1f} ms   {second / first:.2f} x")
    print(f"  53 weeks of 60 people are laid out in {laid_out * 1000:.0f} ms")


if __name__ == "__main__":
    main()
