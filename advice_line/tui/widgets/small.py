"""What a window that is too small shows instead of a torn screen."""

from textual import events
from textual.screen import Screen
from textual.widgets import Static

WIDTH, HEIGHT = 80, 24
_LEAST_WIDTH, _LEAST_HEIGHT = 76, 20


class TooSmall(Static):
    """Covers the screen and says how large the window must be; what was typed stays beneath."""

    DEFAULT_CSS = """
    TooSmall {
        layer: cover; dock: top; width: 100vw; height: 100vh; display: none;
        background: $background; color: $foreground; content-align: center middle; text-align: center; padding: 1 2;
    }
    TooSmall.-shown { display: block; }
    """

    def fit(self, event: events.Resize) -> None:
        """Shows or hides itself for a window of this size."""
        width, height = event.size
        self.set_class(width < _LEAST_WIDTH or height < _LEAST_HEIGHT, "-shown")
        self.update(
            f"Advice Line needs a window of {WIDTH} by {HEIGHT}.\nThis one is {width} by {height}: enlarge it.\n"
            "Nothing typed is lost."
        )


class SizedScreen(Screen[None]):
    """A screen that covers itself when its window is too small."""

    LAYERS = ["default", "cover"]
    CSS = "SizedScreen { layers: default cover; }"

    def on_resize(self, event: events.Resize) -> None:
        for cover in self.query(TooSmall):
            cover.fit(event)
