"""A question with one answer: a line, or a few."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from advice_line.enquiry.reasons import is_blank
from advice_line.tui.commands import Command
from advice_line.tui.widgets.keybar import KeyBar


class Ask(ModalScreen[str | None]):
    """Asks, and gives the words back, or None on Escape. ``check`` may refuse them with a sentence."""

    BINDINGS = [Command("ask.cancel", "escape", "cancel", "Back"), Command("ask.send", "f10", "send", "Done")]
    DEFAULT_CSS = """
    Ask { align: center middle; }
    Ask > Vertical {
        width: 72; max-width: 96%; height: auto; padding: 1 2; background: $surface; border: round $primary;
    }
    Ask #why { color: $text-error; height: auto; }
    Ask #hint { color: $text-muted; height: auto; margin-bottom: 1; }
    Ask TextArea { height: 6; }
    """

    def __init__(
        self,
        title: str,
        hint: str = "",
        *,
        value: str = "",
        lines: int = 1,
        check: Callable[[str], object] | None = None,
        password: bool = False,
    ) -> None:
        super().__init__()
        self._title, self._hint, self._value, self._lines = title, hint, value, lines
        self._check, self._password = check, password

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(self._title, markup=False, classes="title")
            yield Static(self._hint, id="hint", markup=False)
            if self._lines == 1:
                yield Input(self._value, id="answer", password=self._password)
            else:
                yield TextArea(self._value, id="answer", tab_behavior="focus")
            yield Static(id="why", markup=False)
        yield KeyBar()

    @property
    def _words(self) -> str:
        answer = self.query_one("#answer")
        return answer.value if isinstance(answer, Input) else answer.text if isinstance(answer, TextArea) else ""

    def on_input_submitted(self) -> None:
        self.action_send()

    def action_send(self) -> None:
        words = self._words.strip()
        try:
            if self._check is not None:
                self._check(words)
        except ValueError as error:
            self.query_one("#why", Static).update(f"{error}")
            return
        self.dismiss(words)

    def action_cancel(self) -> None:
        self.dismiss(None)


def some_words(words: str) -> None:
    """A check: something must be said."""
    if is_blank(words):
        raise ValueError("Write something, or press Escape to go back.")


def is_yes(words: str) -> None:
    """A check: only “yes” goes on."""
    if words.lower() not in ("y", "yes"):
        raise ValueError("Type “yes”, or press Escape.")
