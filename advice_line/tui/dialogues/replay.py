"""Past calls replayed against a draft: a page to read, and to write to a file."""

from collections.abc import Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from advice_line.enquiry.form import Field
from advice_line.exports.replay import REPLAY_FORMS
from advice_line.periods import Period
from advice_line.tui.commands import Command, Commanded
from advice_line.tui.dialogues.which_file import which_file
from advice_line.tui.session import Session
from advice_line.tui.talk import Talking, talk
from advice_line.tui.widgets.keybar import KeyBar
from advice_line.usecases.audits.replay import DeskReplay, clinic_lines, compared_lines, export_replay
from advice_line.words.days import letter_date


class ReplayPage(Talking, Commanded, ModalScreen[None]):
    """Desk by desk: as it was, as it would have been, and which clinics stood in the way."""

    BINDINGS = [
        Command("replay.export", "x", "export", "Export", "Every call, with who would have answered: .csv or .xlsx"),
        Command("replay.dismiss", "escape,q", "dismiss", "Back"),
    ]
    DEFAULT_CSS = """
    ReplayPage { align: center middle; }
    ReplayPage > VerticalScroll {
        width: 100; max-width: 100%; height: auto; max-height: 95%; padding: 0 1;
        background: $surface; border: round $primary;
    }
    ReplayPage .desk { text-style: bold; }
    """

    def __init__(self, period: Period, found: Sequence[DeskReplay], session: Session) -> None:
        super().__init__()
        self._period, self._found, self._session = period, found, session

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=True) as page:
            page.border_title = f"Calls from {letter_date(self._period.begins)} to {letter_date(self._period.last)}"
            for one in self._found:
                yield Static(one.heading, markup=False, classes="desk")
                yield Static("\n".join(compared_lines(one)), markup=False)
                yield Static("\n".join([*clinic_lines(one), ""]), markup=False)
        yield KeyBar()

    @talk("replay")
    async def action_export(self) -> None:
        field = Field("file", "Write to which file?", hint=".csv or .xlsx", first="replay.xlsx", check=_a_form)
        path, replace = await which_file(self, field)
        days = (self._period.begins, self._period.ends)
        await self._session.run(export_replay, self._found, days, path.suffix[1:].lower(), path, replace=replace)
        self.notify(f"Wrote {path.resolve()}.", markup=False)


def _a_form(text: str) -> None:
    if Path(text).suffix.lstrip(".").lower() not in REPLAY_FORMS:
        raise ValueError("End the name in .csv or .xlsx.")
