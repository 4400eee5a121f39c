"""The idle lock."""

from collections.abc import Awaitable, Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input, Static

from advice_line.tui.in_order import drop_type_ahead
from advice_line.tui.talk import Talking, talk
from advice_line.tui.widgets.keybar import KeyBar


class Locked(Talking, Screen[None]):
    """Nothing is read or done until the password is typed; what was typed stays beneath.

    A screen of its own, not a dialogue: through a dialogue one sees the header and whatever is behind. It stays until
    the password is found right, so that a wrong one shows nothing for as long as it is looked at.
    """

    DEFAULT_CSS = """
    Locked { align: center middle; background: $background; }
    Locked > Vertical {
        width: 72; max-width: 96%; height: auto; padding: 1 2; background: $surface; border: round $primary;
    }
    Locked #hint { color: $text-muted; height: auto; margin-bottom: 1; }
    Locked #why { color: $text-error; height: auto; }
    """

    def __init__(self, name: str, unlock: Callable[[str], Awaitable[object]]) -> None:
        super().__init__()
        self._whose, self._unlock = name, unlock

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(f"Locked for {self._whose}", markup=False, classes="title")
            yield Static("Type your password to go on. Nothing typed is lost.", id="hint", markup=False)
            yield Input(id="answer", password=True)
            yield Static(id="why", markup=False)
        yield KeyBar()

    def say(self, words: str) -> None:
        """The only words that are said over a locked screen."""
        self.query_one("#why", Static).update(words)

    def on_input_submitted(self) -> None:
        field = self.query_one("#answer", Input)
        password, field.value = field.value, ""
        drop_type_ahead(self.app)  # nothing typed behind it acts on what is beneath
        self._try(password)

    def refuse(self, words: str) -> None:
        self.say(words)

    @talk("unlock")
    async def _try(self, password: str) -> None:
        await self._unlock(password)
        self.dismiss()
