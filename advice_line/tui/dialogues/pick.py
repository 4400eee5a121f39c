"""Choosing one of several: a list, and beneath it all that is said of the one under the cursor."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from advice_line.enquiry.form import Option
from advice_line.tui.commands import Command
from advice_line.tui.widgets.keybar import KeyBar
from advice_line.tui.widgets.rows import Column, RowOf, Rows


class Pick(ModalScreen[str | None]):
    """Gives the key of what was chosen, or None on Escape."""

    BINDINGS = [Command("pick.cancel", "escape", "cancel", "Back")]
    DEFAULT_CSS = """
    Pick { align: center middle; }
    Pick > Vertical {
        width: 96; max-width: 100%; height: auto; max-height: 90%; padding: 0 1;
        background: $surface; border: round $primary;
    }
    Pick Rows { height: auto; min-height: 3; max-height: 14; }
    Pick #about { height: auto; min-height: 3; max-height: 8; color: $text-muted; padding: 1 0 0 1; }
    """

    def __init__(self, title: str, options: Sequence[Option], empty: str = "There is nothing to choose.") -> None:
        super().__init__()
        self._title, self._options, self._empty = title, {option.key: option for option in options}, empty

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(self._title, markup=False, classes="title")
            yield Rows(Column(""), id="options", empty=self._empty)
            yield Static(id="about", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        rows = self.query_one(Rows)
        rows.set_rows([RowOf(o.key, ((o.words, o.tone),)) for o in self._options.values()])
        rows.styles.height = min(len(self._options), 13) + 1
        rows.focus()
        self._tell()

    @on(Rows.RowMoved)
    def _tell(self) -> None:
        key = self.query_one(Rows).key
        self.query_one("#about", Static).update(self._options[key].about if key is not None else "")

    @on(Rows.RowChosen)
    def _chosen(self, message: Rows.RowChosen) -> None:
        self.dismiss(message.key)

    def action_cancel(self) -> None:
        self.dismiss(None)
