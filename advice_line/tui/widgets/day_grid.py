"""People down, days across: the rota grid. It draws lines itself: a year of sixty costs what a week does."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from advice_line.exports.grids import EMPTY, WORDS, Grid, GridCell
from advice_line.rota.gaps import GapKind
from advice_line.tui.commands import Command
from advice_line.words.days import month_words, short_day, weekday

_HEAD = 2
_DAY = timedelta(days=1)
ZOOMS = (7, 14, 31)
"""How many days are shown: a week, two weeks, a month."""
_TONES = ("duty", "night", "changed", "away", "clinic", "gap", "today", "holiday", "head", "weekend")


class DayGrid(Widget, can_focus=True, inherit_bindings=False):
    """A cursor on one person's day. Arrows move it; the page keys move by as many days as are shown."""

    BINDINGS = [
        Command("grid.day-before", "left", "move(-1, 0)", "Day before", show=False),
        Command("grid.next-day", "right", "move(1, 0)", "Next day", show=False),
        Command("grid.up", "up", "move(0, -1)", "Up", show=False),
        Command("grid.down", "down", "move(0, 1)", "Down", show=False),
        Command("grid.earlier", "pageup", "page(-1)", "Earlier", show=False),
        Command("grid.later", "pagedown", "page(1)", "Later", show=False),
        Command("grid.first-person", "home", "edge(0)", "First person", show=False),
        Command("grid.last-person", "end", "edge(1)", "Last person", show=False),
        Command("grid.choose", "enter", "choose", "Details"),
    ]
    COMPONENT_CLASSES = {"daygrid--cursor", *(f"daygrid--{tone}" for tone in _TONES)}
    DEFAULT_CSS = """
    DayGrid {
        height: 1fr; padding-left: 1;
        & > .daygrid--cursor { background: $primary; color: $text; text-style: bold; }
        & > .daygrid--duty { color: $text; text-style: bold; }
        & > .daygrid--night { color: $text-accent; text-style: bold; }
        & > .daygrid--changed { color: $text-warning; text-style: bold; }
        & > .daygrid--away { color: $text-muted; background: $boost; }
        & > .daygrid--clinic { color: $text-muted; }
        & > .daygrid--gap { color: $text-error; text-style: bold reverse; }
        & > .daygrid--today { background: $primary-muted; text-style: bold; }
        & > .daygrid--holiday { color: $text-success; }
        & > .daygrid--weekend { color: $text-muted; }
        & > .daygrid--head { color: $text-accent; text-style: bold; }
    }
    """

    zoom: reactive[int] = reactive(0, repaint=True)
    """Which of ZOOMS is shown."""

    @dataclass
    class CellMoved(Message):
        """The cursor came to another day or person."""

        gmc: str
        day: date

    @dataclass
    class CellChosen(Message):
        """Enter, or a second click."""

        gmc: str
        day: date

    @dataclass
    class Beyond(Message):
        """The cursor left the days that are loaded."""

        day: date

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._grid: Grid | None = None
        self._day = date.min
        self._person = 0
        self._left = date.min
        self._top = 0
        self._today = date.min
        self._on_now: dict[str, str] = {}
        self._broken: Collection[tuple[str, date]] = ()

    @property
    def day(self) -> date:
        """The day under the cursor."""
        return self._day

    @property
    def gmc(self) -> str:
        """The registration number under the cursor; empty when nobody is in the rota."""
        people = self._grid.people if self._grid else ()
        return people[self._person].gmc if people else ""

    @property
    def cell(self) -> GridCell:
        return self._grid.cell(self.gmc, self._day) if self._grid else EMPTY

    def show(
        self,
        grid: Grid,
        today: date,
        on_now: dict[str, str],
        *,
        day: date | None = None,
        broken: Collection[tuple[str, date]] = (),
    ) -> None:
        """Shows a grid; the cursor stays on its person and day.

        ``on_now`` marks who is on duty now, by number; ``broken`` are the shifts at which an hours rule breaks.
        """
        self._broken = broken
        before = self.gmc
        self._grid, self._today, self._on_now = grid, today, on_now
        self._person = next((n for n, p in enumerate(grid.people) if p.gmc == before), 0)
        wanted = day or (self._day if grid.first <= self._day < grid.until else today)
        self.go(wanted)

    def go(self, day: date, gmc: str | None = None) -> None:
        """Puts the cursor on a day, and on a person."""
        if self._grid is None:
            return
        if gmc is not None:
            self._person = next((n for n, p in enumerate(self._grid.people) if p.gmc == gmc), self._person)
        self._day = min(max(day, self._grid.first), self._grid.until - _DAY)
        self._bring_into_view()

    def _bring_into_view(self) -> None:
        shown = ZOOMS[self.zoom]
        monday = self._day - timedelta(days=self._day.weekday())
        if not self._left <= self._day < self._left + timedelta(days=shown):
            self._left = monday if shown < 31 else self._day.replace(day=1)
        rows = max(self.size.height - _HEAD, 1)
        self._top = min(max(self._top, self._person - rows + 1), self._person)
        self.refresh()
        if self.gmc:
            self.post_message(self.CellMoved(self.gmc, self._day))

    def watch_zoom(self) -> None:
        self._left = date.min
        if self._grid is not None:
            self._bring_into_view()

    def on_resize(self) -> None:
        if self._grid is not None:
            self._bring_into_view()

    def action_move(self, days: int, people: int) -> None:
        if self._grid is None or not self._grid.people:
            return
        day = self._day + timedelta(days=days)
        self._person = min(max(self._person + people, 0), len(self._grid.people) - 1)
        self._to(day)

    def action_page(self, by: int) -> None:
        shown = ZOOMS[self.zoom]
        if shown == 31:
            month = (self._day.replace(day=15) + timedelta(days=30 * by)).replace(day=1)
            self._to(month.replace(day=min(self._day.day, 28)))
        else:
            self._to(self._day + timedelta(days=shown * by))

    def _to(self, day: date) -> None:
        if self._grid is not None and not self._grid.first <= day < self._grid.until:
            self.post_message(self.Beyond(day))
            return
        self._day = day
        self._bring_into_view()

    def action_edge(self, last: int) -> None:
        if self._grid is not None and self._grid.people:
            self._person = (len(self._grid.people) - 1) if last else 0
            self._bring_into_view()

    def action_choose(self) -> None:
        if self.gmc:
            self.post_message(self.CellChosen(self.gmc, self._day))

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_mouse_scroll_down(self) -> None:
        self.action_move(0, 1)

    def on_mouse_scroll_up(self) -> None:
        self.action_move(0, -1)

    def on_click(self, event: events.Click) -> None:
        if self._grid is None:
            return
        name, width = self._widths()
        column = (event.x - 1 - name) // max(width, 1)
        person = event.y - _HEAD + self._top
        if event.y < _HEAD or not 0 <= person < len(self._grid.people) or not 0 <= column < ZOOMS[self.zoom]:
            return
        day = self._left + timedelta(days=column)
        if (person, day) == (self._person, self._day) and event.chain > 1:
            self.action_choose()
        self._person = person
        self._to(day)

    def _widths(self) -> tuple[int, int]:
        """Of the names, and of a day."""
        shown = ZOOMS[self.zoom]
        width = self.size.width - 1
        names = max((cell_len(p.name) for p in self._grid.people), default=8) + 3 if self._grid else 8
        name = min(names, width - 2 * shown, 30) if shown < 31 else min(names, width - 2 * shown)
        name = max(name, 10)
        return name, max((width - name) // shown, 2)

    def render_line(self, y: int) -> Strip:
        base = self.rich_style
        if self._grid is None:
            return Strip.blank(self.size.width, base)
        name, width = self._widths()
        days = [self._left + timedelta(days=n) for n in range(ZOOMS[self.zoom])]
        if y < _HEAD:
            segments = [Segment(self._head_name(y, name), base + self._tone("head"))]
            segments += [self._head_cell(y, day, width, base) for day in days]
        else:
            place = y - _HEAD + self._top
            if place >= len(self._grid.people):
                return Strip.blank(self.size.width, base)
            person = self._grid.people[place]
            mark = self._on_now.get(person.gmc, " ")
            chosen = place == self._person
            called = person.name if cell_len(person.name) <= name - 3 else person.name.split()[-1]
            segments = [Segment(_fit(f"{mark} {called}", name - 1) + " ", base + Style(bold=chosen))]
            segments += [self._cell(person.gmc, day, width, base, chosen and day == self._day) for day in days]
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _head_name(self, y: int, width: int) -> str:
        text = month_words(self._day) if y == 0 else f"week of {short_day(self._left)}" if self.zoom == 0 else ""
        return _fit(text, width)

    def _head_cell(self, y: int, day: date, width: int, base: Style) -> Segment:
        assert self._grid is not None
        holiday = day in self._grid.bank_holidays
        if y == 0:
            text = weekday(day)[: max(min(width - 1, 3), 1)] + ("*" if holiday and width > 4 else "")
        else:
            gap = self._grid.gap_days.get(day)
            mark = "" if gap is None else "~" if gap is GapKind.CLOCKS else "!"
            # Where a day has two columns, only Mondays have room for their number; a gap is marked on every day.
            text = f"{day.day}{mark}" if width > 2 else f"{day.day}" if day.weekday() == 0 else mark
        style = base
        if day == self._today:
            style += self._tone("today")
        elif y == 1 and self._grid.gap_days.get(day) not in (None, GapKind.CLOCKS):
            style += self._tone("gap")
        elif holiday:
            style += self._tone("holiday")
        elif day.weekday() >= 5:
            style += self._tone("weekend")
        return Segment(_fit(text, width), style)

    def _cell(self, gmc: str, day: date, width: int, base: Style, cursor: bool) -> Segment:
        assert self._grid is not None
        cell = self._grid.cell(gmc, day)
        text = cell.text or "."
        if cell.shifts and (gmc, day) in self._broken:
            text += "!"
        if not cell.shifts and cell.state and width > len(WORDS[cell.state]):
            text = WORDS[cell.state]
        if cursor:
            style = base + self.get_component_rich_style("daygrid--cursor", partial=False)
            return Segment(_fit(text, width - 1) + (" " if width > 1 else ""), style)
        style = base
        if cell.shifts:
            night = any(shift.duty.end <= shift.duty.start and shift.duty.rung == 1 for shift in cell.shifts)
            style += self._tone("changed" if cell.changed else "night" if night else "duty")
        elif cell.away:
            style += self._tone("away")
        else:
            style += self._tone("clinic")
        if day == self._today and not cell.away:
            style += self._tone("today")
        return Segment(_fit(text, width - 1) + " ", style)

    def _tone(self, tone: str) -> Style:
        return self.get_component_rich_style(f"daygrid--{tone}", partial=True)


def _fit(text: str, size: int) -> str:
    if cell_len(text) <= size:
        return set_cell_size(text, size)
    return set_cell_size(text, size - 1) + "…" if size > 2 else set_cell_size(text, size)
