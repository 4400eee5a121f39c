"""Sites side by side for a commissioner's own practices: activity, waiting, outcomes, failures of the interface."""

from collections.abc import Iterator
from datetime import date

from textual.app import ComposeResult
from textual.widgets import Static

from advice_line.enquiry.form import Field
from advice_line.enquiry.providers import COMPARED, TIMES
from advice_line.exports.providers import HIDDEN, share_cells, time_cells
from advice_line.periods import Period, period_asked, period_typed
from advice_line.tui.commands import Command
from advice_line.tui.dialogues.asking import ask
from advice_line.tui.dialogues.which_file import which_document
from advice_line.tui.places.place import Place
from advice_line.tui.session import Session
from advice_line.tui.talk import talk
from advice_line.tui.widgets.rows import Cell, Column, RowOf, Rows
from advice_line.usecases.audits.providers import ComparedProviders, compare_providers, export_providers


class ProvidersPlace(Place):
    """Under each figure a line for each provider: its count, its whole, its share and the interval of that."""

    NAME = "providers"
    TITLE = "Providers"
    HELP = (
        "Every site of this store, for enquiries of the practices that were yours on the day. A share stands beside "
        "its count and its whole, with the interval in which the true one lies 19 times in 20: where two intervals "
        "overlap widely, the sites may well be alike. * is a small count, or one by which it could be found. p "
        "chooses the period, x writes a file (.csv, .xlsx, .json, .html, .pdf), with your practices one by one."
    )
    BINDINGS = [
        Command("providers.period", "p", "period", "Period"),
        Command("providers.export", "x", "export", "Export"),
    ]
    DEFAULT_CSS = """
    ProvidersPlace #of { height: auto; padding: 0 1; background: $boost; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._period: Period | None = None
        self._found: ComparedProviders | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="of", markup=False)
        yield Rows(
            Column("Figure"), Column("Number", 18), Column("Share", 8), Column("95 % within", 14),
            id="provider-rows", empty="There is no figure yet.", opens=False,
        )  # fmt: skip

    def enter(self) -> None:
        self.query_one("#provider-rows", Rows).focus()
        if self._found is None:
            self._read()

    @talk("providers")
    async def _read(self) -> None:
        period = self._period or period_asked(self._today())
        self._found = await self.run(compare_providers, period, self.session.settings.statements)
        of = f"Practices of {self.person.commissioner} · {period.words} · {HIDDEN} is withheld"
        self.query_one("#of", Static).update(of)
        self.query_one("#provider-rows", Rows).set_rows(list(_rows(self._found)))

    def _today(self) -> date:
        return self.line.now().astimezone(self.session.zone).date()

    @talk("providers-ask")
    async def action_period(self) -> None:
        today = self._today()
        hint = "2026-11, 2026/27, 2026/27 Q3, or two days; the second is not covered."
        asked = Field("period", "Which period?", hint=hint, check=lambda text: period_typed(text, today))
        self._period = period_typed(await ask(self, asked), today)
        self._read()

    @talk("providers-ask")
    async def action_export(self) -> None:
        if self._found is None:
            return
        path, form, replace = await which_document(self, "providers")
        await self.run(export_providers, self._found, form, path, force=replace)
        self.say(f"Wrote {path.resolve()}.")


def _rows(found: ComparedProviders) -> Iterator[RowOf]:
    number = 0
    heading = ""
    for what in COMPARED:
        if what.heading != heading:
            heading = what.heading
            yield _head(f"h{number}", heading.upper(), "head")
        yield _head(f"f{number}", what.words, "strong")
        for one in found.figures:
            cells = share_cells(one, what)
            yield _line(f"{number} {one.site}", one.name, *cells)
        number += 1
    yield _head("times", "HOW LONG IT TOOK", "head")
    for what_time in TIMES:
        yield _head(f"f{number}", what_time.words, "strong")
        for one in found.figures:
            yield _line(f"{number} {one.site}", one.name, *time_cells(one, what_time))
        number += 1


def _head(key: str, words: str, tone: str) -> RowOf:
    empty: Cell = ("", "")
    return RowOf(key, ((words, tone), empty, empty, empty), selectable=False)


def _line(key: str, name: str, number: str, percent: str, interval: str) -> RowOf:
    return RowOf(key, ((f"  {name}", ""), (number.rjust(18), ""), (percent.rjust(8), "good"), (interval, "dim")))
