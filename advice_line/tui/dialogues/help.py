"""Help for where you are: what it is for, and every key that does something there."""

from itertools import zip_longest

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from advice_line.tui.commands import Command
from advice_line.tui.widgets.keybar import KeyBar, key_name


class Help(ModalScreen[None]):
    """Prose, then the live keys."""

    BINDINGS = [Command("help.dismiss", "escape,question_mark,f1", "dismiss", "Back")]
    DEFAULT_CSS = """
    Help { align: center middle; }
    Help > VerticalScroll {
        width: 76; max-width: 96%; height: auto; max-height: 100%; padding: 0 2; background: $surface;
        border: round $primary;
    }
    Help Vertical { height: auto; }
    Help Static { height: auto; }
    Help #keys { margin-top: 1; }
    """

    def __init__(self, title: str, words: str, keys: list[tuple[str, str, str]]) -> None:
        super().__init__()
        self._title, self._help, self._key_list = title, words, keys

    def compose(self) -> ComposeResult:
        cells = [f"{key_name(key):>7}  {description}" for key, description, _ in self._key_list]
        half = (len(cells) + 1) // 2
        pairs = zip_longest(cells[:half], cells[half:], fillvalue="")
        lines = [f"{left:<34}{right}".rstrip() for left, right in pairs]
        lines += ["", *(f"{key_name(key):>7}  {tooltip}." for key, _, tooltip in self._key_list if tooltip)]
        with VerticalScroll(can_focus=True), Vertical():
            yield Static(self._title, markup=False, classes="title")
            yield Static(self._help, markup=False)
            yield Static("\n".join(lines), markup=False, id="keys")
        yield KeyBar()
