"""A question with one answer: a line, or a few."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from advice_line.enquiry.form import Field
from advice_line.enquiry.reasons import is_blank
from advice_line.tui.commands import Command
from advice_line.tui.widgets.keybar import KeyBar


class Ask(ModalScreen[str | None]):
    """Asks for one field of a form, and gives the words back, or None on Escape. Its check may refuse them."""

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

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._asked = field

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(self._asked.label, markup=False, classes="title")
            yield Static(self._asked.hint, id="hint", markup=False)
            if self._asked.lines == 1:
                yield Input(self._asked.first, id="answer")
            else:
                yield TextArea(self._asked.first, id="answer", tab_behavior="focus")
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
        check = self._asked.check or (_some_words if self._asked.must else str)
        try:
            check(words)
        except ValueError as error:
            self.query_one("#why", Static).update(f"{error}")
            return
        self.dismiss(words)

    def action_cancel(self) -> None:
        self.dismiss(None)


def _some_words(words: str) -> None:
    """A check: something must be said."""
    if is_blank(words):
        raise ValueError("Write something, or press Escape to go back.")


def is_yes(words: str) -> None:
    """A check: only “yes” goes on."""
    if words.lower() not in ("y", "yes"):
        raise ValueError("Type “yes”, or press Escape.")


def all_the_same(against: str) -> Field:
    """Whether to go on in spite of what stands against it."""
    hint = f"{against}\nType “yes” and Enter; Escape leaves it. It is put on the trail."
    return Field("knowing", "Go on all the same?", hint=hint, check=is_yes)
