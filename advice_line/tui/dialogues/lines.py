"""A page of plain lines to read, and perhaps to say yes to."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from advice_line.tui.widgets.keybar import KeyBar

_TONES = {"+": "good", "-": "bad", "!": "bad", "=": "good", "?": "busy", "*": ""}


class Lines(ModalScreen[bool]):
    """Shows lines; a line that begins with a sign takes its colour. ``send`` names what F10 does, if anything."""

    BINDINGS = [Binding("f10", "send", "Publish"), Binding("escape,q", "cancel", "Back")]
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
        self._title, self._lines, self._send = title, lines, send

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=True) as page:
            page.border_title = self._title
            for line in self._lines:
                yield Static(line, markup=False, classes=_TONES.get(line.lstrip()[:1], ""))
        yield KeyBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._send if action == "send" else True

    def action_send(self) -> None:
        self.dismiss(True)

    def action_cancel(self) -> None:
        self.dismiss(False)
