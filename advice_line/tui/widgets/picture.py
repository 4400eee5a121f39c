"""A picture on the screen: its title, what is drawn, and what is to be seen in words."""

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from advice_line.charts.chart import Chart
from advice_line.charts.stacked import Stacked
from advice_line.tui.commands import Command
from advice_line.tui.widgets.painted import painted

if TYPE_CHECKING:
    from advice_line.tui.widgets.plotted import Plotted

_MOST_WORDS = 6
"""Sentences beneath a picture; the files have them all."""


class Picture(VerticalScroll, inherit_bindings=False):
    """Shows one chart at a time."""

    BINDINGS = [
        Command("picture.up", "up", "scroll_up", "Up", show=False),
        Command("picture.down", "down", "scroll_down", "Down", show=False),
    ]
    DEFAULT_CSS = """
    Picture { height: 1fr; padding: 0 1; }
    Picture #picture-title { height: 1; text-style: bold; }
    Picture #painted { height: auto; }
    Picture Plotted { height: 1fr; min-height: 10; }
    Picture #said { height: auto; color: $text-muted; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._chart: Chart | None = None

    def compose(self) -> ComposeResult:
        from advice_line.tui.widgets.plotted import Plotted  # here: 120 ms that only a picture should pay

        yield Static(id="picture-title", markup=False)
        yield Static(id="painted", markup=False)
        yield Plotted(id="plotted")
        yield Static(id="said", markup=False)

    @property
    def _plotted(self) -> "Plotted":
        plotted: Plotted = self.query_one("#plotted")  # type: ignore[assignment]
        return plotted

    def show(self, chart: Chart) -> None:
        """Draws a chart in the room that there is, as soon as there is any."""
        self._chart = chart
        if self.is_mounted:
            self._draw(chart)

    def _draw(self, chart: Chart) -> None:
        lines = painted(chart, max(self.content_size.width, 60))
        self.query_one("#picture-title", Static).update(chart.title)
        self.query_one("#painted", Static).update(Content("\n").join(lines))
        self.query_one("#painted").display = bool(lines)
        self._plotted.display = not lines
        if not lines:
            self._plotted.show(chart)
        said = [] if isinstance(chart, Stacked) else list(chart.said)  # its key says the same
        if len(said) > _MOST_WORDS:
            said[_MOST_WORDS - 1 :] = [f"And {len(said) - _MOST_WORDS + 1} more; the files have them all."]
        self.query_one("#said", Static).update("\n".join(said))

    def on_resize(self, event: events.Resize) -> None:
        if self._chart is not None:
            self._draw(self._chart)
