"""Rows: the one kind of list. It draws lines itself, so ten thousand rows cost what twenty do."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from advice_line.tui.commands import Command

Cell = tuple[str, str]
"""A text and its tone: one of TONES, or empty."""
TONES = ("good", "bad", "busy", "dim", "strong", "head")


@dataclass(frozen=True, slots=True)
class Column:
    """A title and a width; width 0 shares what is left. ``from_width`` hides it on a narrower list."""

    title: str
    width: int = 0
    from_width: int = 0


@dataclass(frozen=True, slots=True)
class RowOf:
    """One line: the key that messages carry, and a cell for each column."""

    key: str
    cells: tuple[Cell, ...]
    selectable: bool = True


class Rows(ScrollView, can_focus=True, inherit_bindings=False):
    """A titled list with a cursor. Enter or a second click chooses."""

    BINDINGS = [
        Command("list.up", "up", "move(-1)", "Up", show=False),
        Command("list.down", "down", "move(1)", "Down", show=False),
        Command("list.page-up", "pageup", "move(-10)", "Page up", show=False),
        Command("list.page-down", "pagedown", "move(10)", "Page down", show=False),
        Command("list.first", "home", "move(-100000)", "First", show=False),
        Command("list.last", "end", "move(100000)", "Last", show=False),
        Command("list.choose", "enter", "choose", "Open"),
    ]
    COMPONENT_CLASSES = {"rows--cursor", "rows--blurred", *(f"rows--{tone}" for tone in TONES)}
    DEFAULT_CSS = """
    Rows {
        height: 1fr;
        padding-left: 1;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        & > .rows--cursor { background: $primary; color: $text; text-style: bold; }
        & > .rows--blurred { background: $boost; }
        & > .rows--good { color: $text-success; }
        & > .rows--bad { color: $text-error; text-style: bold; }
        & > .rows--busy { color: $text-warning; }
        & > .rows--dim { color: $text-muted; }
        & > .rows--strong { text-style: bold; }
        & > .rows--head { color: $text-accent; text-style: bold; }
    }
    """

    cursor: reactive[int] = reactive(0, repaint=True)
    """The index of the row that keys act on."""

    @dataclass
    class RowChosen(Message):
        """Enter was pressed on a row, or it was clicked twice."""

        rows: "Rows"
        key: str

        @property
        def control(self) -> "Rows":
            return self.rows

    @dataclass
    class RowMoved(Message):
        """The cursor came to another row."""

        rows: "Rows"
        key: str

        @property
        def control(self) -> "Rows":
            return self.rows

    def __init__(
        self, *columns: Column, empty: str = "Nothing here.", id: str | None = None, opens: bool = True
    ) -> None:
        super().__init__(id=id)
        self._opens = opens
        self.columns = columns
        self.empty = empty
        self._is_read = False
        self._rows: tuple[RowOf, ...] = ()

    @property
    def key(self) -> str | None:
        """The key under the cursor."""
        return self._rows[self.cursor].key if self._rows else None

    @property
    def rows(self) -> tuple[RowOf, ...]:
        return self._rows

    def set_rows(self, rows: Sequence[RowOf]) -> None:
        """Shows these rows; the cursor stays with its row where that is still there."""
        key = self.key
        fresh = tuple(rows)
        if fresh == self._rows and self._is_read:
            return
        self._is_read = True
        if len(fresh) != len(self._rows):
            self.virtual_size = Size(0, len(fresh) + 1)
        self._rows = fresh
        place = next((n for n, row in enumerate(self._rows) if row.key == key and row.selectable), None)
        if place is None:
            place = self._nearest(min(self.cursor, len(self._rows) - 1), 1)
        self.cursor = max(place, 0)
        self.refresh()

    def point_at(self, key: str) -> None:
        """Moves the cursor to a row by its key."""
        place = next((n for n, row in enumerate(self._rows) if row.key == key), None)
        if place is not None:
            self.cursor = place

    def _nearest(self, place: int, step: int) -> int:
        """The nearest selectable row from a place on, looking one way first, then the other."""
        for direction in (step, -step):
            n = place
            while 0 <= n < len(self._rows):
                if self._rows[n].selectable:
                    return n
                n += direction
        return 0

    def action_move(self, by: int) -> None:
        if self._rows:
            goal = min(max(self.cursor + by, 0), len(self._rows) - 1)
            self.cursor = self._nearest(goal, 1 if by > 0 else -1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._opens if action == "choose" else True

    def action_choose(self) -> None:
        if self.key is not None and self._rows[self.cursor].selectable:
            self.post_message(self.RowChosen(self, self.key))

    def watch_cursor(self) -> None:
        self.scroll_to_region(Region(0, self.cursor, 1, 2), animate=False, force=True)
        if self.key is not None:
            self.post_message(self.RowMoved(self, self.key))

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        place = event.y - 1 + self.scroll_offset.y
        if event.y >= 1 and 0 <= place < len(self._rows) and self._rows[place].selectable:
            if place == self.cursor and event.chain > 1:
                self.action_choose()
            self.cursor = place

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if y == 0:
            cells = tuple((column.title, "dim") for column in self.columns)
            return self._strip(cells, width, self.rich_style)
        place = y - 1 + self.scroll_offset.y
        if not self._rows and y == 1:
            said = self.empty if self._is_read or not self.empty else "Reading…"  # nothing is empty that was not read
            return self._strip(((said, "dim"),), width, self.rich_style, whole=True)
        if place >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        row = self._rows[place]
        base = self.rich_style
        if place == self.cursor and row.selectable:
            name = "rows--cursor" if self.has_focus else "rows--blurred"
            base += self.get_component_rich_style(name, partial=not self.has_focus)
        return self._strip(row.cells, width, base, keep=place == self.cursor and self.has_focus)

    def _strip(
        self, cells: tuple[Cell, ...], width: int, base: Style, whole: bool = False, keep: bool = False
    ) -> Strip:
        segments: list[Segment] = []
        widths = [width - 1] if whole else self._widths(width)
        for (text, tone), size in zip(cells, widths, strict=False):
            if size:
                style = base
                if tone and not keep:
                    style += self.get_component_rich_style(f"rows--{tone}", partial=True)
                segments += [Segment(_fit(text, size), style), Segment(" ", base)]
        return Strip(segments).adjust_cell_length(width, base)

    def _widths(self, width: int) -> list[int]:
        shown = [column.from_width <= width for column in self.columns]
        fixed = sum(c.width + 1 for c, there in zip(self.columns, shown, strict=True) if there)
        shares = sum(1 for c, there in zip(self.columns, shown, strict=True) if there and not c.width)
        left = max(width - fixed - 1, 0)
        return [
            0 if not there else column.width or max(left // max(shares, 1), 4)
            for column, there in zip(self.columns, shown, strict=True)
        ]


def _fit(text: str, size: int) -> str:
    text = text.replace("\n", " ")
    if cell_len(text) <= size:
        return set_cell_size(text, size)
    return set_cell_size(text, size - 1) + "…"
