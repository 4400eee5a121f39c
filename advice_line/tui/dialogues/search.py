"""Search: one line, and beneath it what fits, newest first."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from advice_line.people.roles import Act, ever
from advice_line.tui.commands import Command
from advice_line.tui.session import Session
from advice_line.tui.talk import Talking, talk
from advice_line.tui.widgets.keybar import KeyBar
from advice_line.tui.widgets.rows import Column, RowOf, Rows
from advice_line.usecases.advice import searching
from advice_line.usecases.advice.searching import SearchHit
from advice_line.words.days import found_column


class Search(Talking, ModalScreen[int | None]):
    """Gives the enquiry that was chosen. It searches on Enter: each search is on the trail."""

    BINDINGS = [
        Command("search.cancel", "escape", "cancel", "Back"),
        Command("search.into-list", "down", "into_list", "List", show=False),
    ]
    DEFAULT_CSS = """
    Search { align: center middle; }
    Search > Vertical {
        width: 116; max-width: 100%; height: 1fr; padding: 0 1; background: $surface; border: round $primary;
    }
    Search #said { height: auto; color: $text-muted; padding: 0 0 0 1; }
    Search Rows { height: 1fr; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._found: list[SearchHit] = []

    def compose(self) -> ComposeResult:
        hint = "reference, practice, clinician" + (
            ", NHS number, words" if ever(self.session.person, Act.SEE_CLINICAL_TEXT) else ""
        )
        with Vertical() as box:
            box.border_title = "Search"
            yield Input(id="words", placeholder=hint)
            yield Static("Enter searches; newest first.", id="said", markup=False)
            yield Rows(
                Column("No.", 9),
                Column("When", 10),
                Column("Desk", 16, from_width=90),
                Column("Caller", 26),
                Column("What"),
                id="found",
                empty="",
            )
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#words").focus()

    @on(Input.Submitted)
    def _entered(self, entered: Input.Submitted) -> None:
        self._search(entered.value)

    def refuse(self, words: str) -> None:
        self.query_one("#said", Static).update(words)

    @talk("search")
    async def _search(self, words: str) -> None:
        self._found = await self.session.run(searching.search, words)
        said = self.query_one("#said", Static)
        rows = self.query_one("#found", Rows)
        rows.set_rows([self._row(found) for found in self._found])
        many = f"{len(self._found)} found" if len(self._found) < searching.MOST else f"the newest {searching.MOST}"
        said.update(f"{many}, newest first." if self._found else "Nothing fits that you may see.")
        if self._found:
            rows.focus()

    def _row(self, found: SearchHit) -> RowOf:
        what = " · ".join(filter(None, [found.patient, found.words or found.state, found.adviser, f"by {found.by}"]))
        cells = (
            (found.reference, "strong"),
            (f"{found_column(found.arrived_at)}", ""),
            (found.desk_name, ""),
            (found.caller, ""),
            (what, "dim"),
        )
        return RowOf(str(found.enquiry), cells)

    @on(Rows.RowChosen)
    def _chosen(self, chosen: Rows.RowChosen) -> None:
        self.dismiss(int(chosen.key))

    def action_into_list(self) -> None:
        if self.query_one("#found", Rows).rows:
            self.query_one("#found", Rows).focus()

    def action_cancel(self) -> None:
        self.dismiss(None)
