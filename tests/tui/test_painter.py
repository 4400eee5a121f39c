"""Nothing that a screen paints is obeyed by the terminal, wherever it came from."""

from types import SimpleNamespace
from typing import cast

from rich.segment import Segment
from textual.app import ComposeResult
from textual.color import Color
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Input, Static, TextArea

from advice_line.instants import LONDON
from advice_line.settings import Settings
from advice_line.tui.app import AdviceLine
from advice_line.tui.line import StoreLine
from advice_line.tui.session import Premises
from advice_line.tui.widgets.painter import PAINTER
from advice_line.tui.widgets.rows import Column, RowOf, Rows

BLACK = Color(0, 0, 0)
EVIL = "Dr Gill\x1b]0;owned\x07\x9b31m\u202eneddih"


def test_a_line_keeps_its_width_and_shows_what_was_hidden():
    line = [Segment("Dr \x1b[2JGill"), Segment("     ")]
    painted = Strip(PAINTER.apply(line, BLACK))
    assert painted.text == "Dr ␛[2JGill    "
    assert painted.cell_length == Strip(line).cell_length


def test_a_plain_line_is_left_as_it_is():
    line = [Segment("Dr Siân Gill"), Segment("\u00a0✓")]
    assert PAINTER.apply(line, BLACK) is line


class _Everything(Screen[None]):
    """Every kind of widget that shows somebody's words, each with a hostile text."""

    def compose(self) -> ComposeResult:
        yield Static(EVIL, markup=False)
        yield Input(EVIL)
        yield TextArea(EVIL)
        yield Rows(Column(EVIL), id="rows")

    def on_mount(self) -> None:
        self.query_one(Rows).set_rows([RowOf("1", ((EVIL, ""),))])
        self.query_one(Rows).border_title = EVIL
        self.notify(EVIL, markup=False)


class _Hostile(AdviceLine):
    def get_default_screen(self) -> Screen[None]:  # type: ignore[override]
        return _Everything()

    def on_ready(self) -> None:
        """No places are loaded."""


async def test_no_widget_paints_an_escape():
    app = _Hostile(cast(StoreLine, SimpleNamespace()), Premises("", LONDON), Settings(lock_after_minutes=0))
    async with app.run_test(notifications=True, size=(80, 40)) as pilot:
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        painted = "".join(segment.text for strip in strips for segment in strip if not segment.control)
    assert not any(hidden in painted for hidden in "\x1b\x07\x9b\u202e")
    assert sum("Gill␛]0;owned" in strip.text for strip in strips) == 6  # static, field, area, title, cell, notice
