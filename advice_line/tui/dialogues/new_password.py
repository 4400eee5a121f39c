"""Choosing a password of one's own, where somebody else has set it."""

from collections.abc import Awaitable, Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from advice_line.people.roles import Person
from advice_line.tui.commands import Command
from advice_line.tui.in_order import drop_type_ahead
from advice_line.tui.talk import Talking, talk
from advice_line.tui.widgets.keybar import KeyBar


class NewPassword(Talking, ModalScreen[Person | None]):
    """Asks for it twice and signs in with it; gives the person, or None on Escape."""

    BINDINGS = [Command("password.cancel", "escape", "cancel", "Back")]
    DEFAULT_CSS = """
    NewPassword { align: center middle; }
    NewPassword > Vertical {
        width: 72; max-width: 96%; height: auto; padding: 1 2; background: $surface; border: round $primary;
    }
    NewPassword #hint { color: $text-muted; height: auto; }
    NewPassword Input { margin-top: 1; }
    NewPassword #why { color: $text-error; height: auto; }
    """

    def __init__(self, why: str, choose: Callable[[str], Awaitable[Person]]) -> None:
        super().__init__()
        self._why, self._choose = why, choose

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("A new password", markup=False, classes="title")
            yield Static(self._why, id="hint", markup=False)
            yield Input(placeholder="New password", password=True, id="new")
            yield Input(placeholder="The same again", password=True, id="again")
            yield Static(id="why", markup=False)
        yield KeyBar()

    @on(Input.Submitted, "#new")
    def _to_again(self) -> None:
        self.query_one("#again").focus()

    @on(Input.Submitted, "#again")
    def _send(self) -> None:
        drop_type_ahead(self.app)  # nothing typed behind it acts on the desk that opens
        new, again = self.query_one("#new", Input), self.query_one("#again", Input)
        if new.value != again.value:
            self.refuse("The two are not the same; type it twice alike.")
        else:
            self._try(new.value)

    @talk("password")
    async def _try(self, password: str) -> None:
        self.dismiss(await self._choose(password))

    def refuse(self, why: str) -> None:
        for field in self.query(Input):
            field.value = ""
        self.query_one("#why", Static).update(why)
        self.query_one("#new").focus()

    def action_cancel(self) -> None:
        self.dismiss(None)
