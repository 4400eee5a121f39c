"""A page of plain lines to read, and perhaps to say yes to."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from advice_line.tui.commands import Command, Commanded
from advice_line.tui.widgets.keybar import KeyBar

_TONES = {"+": "good", "-": "bad", "!": "bad", "=": "good", "?": "busy", "*": ""}


class Lines(Commanded, ModalScreen[bool]):
    """Shows lines; a line that begins with a sign takes its colour. ``send`` names what F10 does, if anything."""

    BINDINGS = [
        Command("lines.send", "f10", "send", "Publish", when=lambda page: page.sends),
        Command("lines.cancel", "escape,q", "cancel", "Back"),
    ]
    DEFAULT_CSS = """
    Lines { align: center middle; }
    Lines > VerticalScroll {
        width: 110; max-width: 100%; height: auto; max-height: 95%; padding: 0 1;
        background: $surface; border: round $primary;
    }
    Lines .good { color: $text-success; }
    Lines .bad { color: $text-error; }
    Lines .busy { color: $text-warning; }
    """

    def __init__(self, title: str, lines: Sequence[str], *, send: bool = False) -> None:
        super().__init__()
        self._title, self._lines, self.sends = title, lines, send

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=True) as page:
            page.border_title = self._title
            for line in self._lines:
                yield Static(line, markup=False, classes=_TONES.get(line.lstrip()[:1], ""))
        yield KeyBar()

    def action_send(self) -> None:
        self.dismiss(True)

    def action_cancel(self) -> None:
        self.dismiss(False)
