"""Every change on top of a desk's file: what waits for an answer, what counts, what a new file contradicts."""

from collections.abc import Awaitable, Callable
from datetime import date

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from advice_line.exports.diff import change_words
from advice_line.problems import Refused
from advice_line.rota.clashes import FORBIDS
from advice_line.rota.consent import Standing
from advice_line.rota.hours import Limits
from advice_line.store.values.changes import ChangeRow
from advice_line.tui.dialogues.ask import Ask, is_yes, some_words
from advice_line.tui.places.place import unexpected
from advice_line.tui.session import Session
from advice_line.tui.widgets.keybar import KeyBar
from advice_line.tui.widgets.rows import Cell, Column, RowOf, Rows
from advice_line.usecases.rotas import conflicts, leave, swaps
from advice_line.usecases.rotas.viewing import RotaView
from advice_line.usecases.usecase import Press

_TONES = {Standing.ASKED: "busy", Standing.TO_APPROVE: "busy", Standing.IN_FORCE: "good"}


class ChangesPage(ModalScreen[date | None]):
    """A list with a key for each thing that may be done; Enter gives the day of the change back."""

    BINDINGS = [
        Binding("a", "agree", "Agree"),
        Binding("n", "decline", "Decline"),
        Binding("v", "approve", "Approve"),
        Binding("r", "refuse", "Refuse"),
        Binding("k", "keep", "Keep", tooltip="Keep the change in spite of the new file"),
        Binding("u", "undo", "Undo"),
        Binding("e", "end", "End now"),
        Binding("escape", "cancel", "Back"),
    ]
    DEFAULT_CSS = """
    ChangesPage { align: center middle; }
    ChangesPage > Vertical {
        width: 112; max-width: 100%; height: 90%; padding: 0 1; background: $surface; border: round $primary;
    }
    ChangesPage #about { height: auto; min-height: 4; max-height: 9; border-top: solid $panel-lighten-2; }
    ChangesPage #said { height: auto; text-style: bold; }
    """

    def __init__(
        self, session: Session, limits: Limits, own: str, view: RotaView, renew: Callable[[], Awaitable[RotaView]]
    ) -> None:
        super().__init__()
        self.session, self._limits, self._own, self._view, self._renew = session, limits, own, view, renew

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("Changes on top of the file", markup=False, classes="title")
            yield Rows(Column("Stands", 11), Column("What"), id="changes", empty="No change is entered.")
            yield Static(id="about", markup=False)
            yield Static(id="said", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self._fill()
        self.query_one(Rows).focus()

    def _fill(self) -> None:
        view, now = self._view, self.session.now()
        settle = {conflict.change.id for conflict in view.conflicts}
        shown = [row for row in view.changes if row.ends_at > now]
        shown.sort(key=lambda row: (row.id not in settle, not self._waits(row), row.begins_at))
        self.query_one(Rows).set_rows(
            [RowOf(f"{row.id}", (self._stands(row, row.id in settle), (self._words(row), ""))) for row in shown]
        )
        self._tell()

    def _stands(self, row: ChangeRow, to_settle: bool) -> Cell:
        if to_settle:
            return "SETTLE", "bad"
        if row.ended_at:
            return "ended", "dim"
        return str(row.standing), _TONES.get(row.standing, "dim")

    def _words(self, row: ChangeRow) -> str:
        private = row.kind in ("leave", "sickness") and not self._view.may_change
        return f"away: {row.clinician_name}" if private else change_words(row, self._view.roster.desk.zone)

    def _waits(self, row: ChangeRow) -> bool:
        mine = row.standing is Standing.ASKED and row.receiver == self._own
        return mine or (row.standing is Standing.TO_APPROVE and self._view.may_change)

    @property
    def _row(self) -> ChangeRow | None:
        key = self.query_one(Rows).key
        return next((row for row in self._view.changes if f"{row.id}" == key), None) if key else None

    @on(Rows.Moved)
    def _tell(self) -> None:
        row, view = self._row, self._view
        lines: list[str] = []
        if row is not None:
            zone = view.roster.desk.zone
            lines.append(self._words(row) + (f": {row.words}" if row.words else ""))
            lines += [
                f"{s.step} by {s.author}, {s.at.astimezone(zone):%d %b %H:%M}{': ' + s.words if s.words else ''}"
                for s in row.steps
            ]
            lines += [f"CONFLICT: {c.words}" for c in view.conflicts if c.change.id == row.id]
        self.query_one("#about", Static).update("\n".join(lines))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        row, view = self._row if self.is_mounted else None, self._view
        if action == "cancel" or row is None:
            return action == "cancel"
        now, own = self.session.now(), self._own
        party = own != "" and own in (row.clinician, row.receiver)
        alive = row.standing in (Standing.ASKED, Standing.TO_APPROVE, Standing.IN_FORCE) and row.ended_at is None
        match action:
            case "agree" | "decline":
                offered = own != "" and own == row.clinician
                return row.standing is Standing.ASKED and not offered and (row.receiver == own or view.may_change)
            case "approve" | "refuse":
                return row.standing is Standing.TO_APPROVE and view.may_change
            case "keep":
                return view.may_change and any(c.change.id == row.id for c in view.conflicts)
            case "undo":
                begun = row.begins_at <= now and row.standing is Standing.IN_FORCE
                return alive and not begun and (view.may_change or (party and row.kind == "swap"))
            case "end":
                return alive and view.may_change and row.kind != "swap" and row.begins_at <= now < row.ends_at
        return True

    async def _done(self, act: Callable[[], Awaitable[object]], words: str) -> None:
        said = self.query_one("#said", Static)
        try:
            await act()
            said.update(words)
        except Refused as refusal:
            said.update(str(refusal))
        self._view = await self._renew()
        self._fill()

    @work(exclusive=True, group="changes", exit_on_error=False)
    async def action_agree(self) -> None:
        row = self._row
        assert row is not None
        line, person, now = self.session.line, self.session.person, self.session.now()

        async def act() -> None:
            knowing = await self._known(row)
            if knowing is not None:
                await line.act(swaps.agree_swap, person, now, row.id, Press(), knowing=knowing, limits=self._limits)

        await self._done(act, "Agreed." if not row.needs_approval else "Agreed; it waits for approval.")

    @work(exclusive=True, group="changes", exit_on_error=False)
    async def action_approve(self) -> None:
        row = self._row
        assert row is not None
        line, person, now = self.session.line, self.session.person, self.session.now()

        async def act() -> None:
            knowing = await self._known(row)
            if knowing is not None:
                await line.act(swaps.approve_swap, person, now, row.id, Press(), knowing=knowing, limits=self._limits)

        await self._done(act, "Approved; it is in force.")

    async def _known(self, row: ChangeRow) -> bool | None:
        """Whether what stands against a swap is known: None when the person thinks better of it."""
        line = self.session.line
        against = await line.do(swaps.swap_clashes, row.desk, row.legs, line.now(), self._limits)
        if not against or any(clash.kind in FORBIDS for clash in against):
            return False
        words = "\n".join(clash.words for clash in against)
        hint = f"{words}\nType “yes” and Enter; Escape leaves it. It is put on the trail."
        answer = await self.app.push_screen_wait(Ask("Go on all the same?", hint, check=is_yes))
        return True if answer is not None else None

    @work(exclusive=True, group="changes", exit_on_error=False)
    async def action_decline(self) -> None:
        await self._with_words("Why not?", swaps.decline_swap, "Declined.")

    @work(exclusive=True, group="changes", exit_on_error=False)
    async def action_refuse(self) -> None:
        await self._with_words("Why is it refused?", swaps.refuse_swap, "Refused.")

    async def _with_words(self, title: str, act: Callable[..., None], said: str) -> None:
        row, session = self._row, self.session
        assert row is not None
        words = await self.app.push_screen_wait(Ask(title, "The two will read it.", check=some_words))
        if words is not None:
            now = session.now()
            await self._done(lambda: session.line.act(act, session.person, now, row.id, words, Press()), said)

    @work(exclusive=True, group="changes", exit_on_error=False)
    async def action_undo(self) -> None:
        await self._at_once(leave.undo_change, "Undone.")

    @work(exclusive=True, group="changes", exit_on_error=False)
    async def action_end(self) -> None:
        await self._at_once(leave.end_change, "Ended.")

    async def _at_once(self, act: Callable[..., None], said: str) -> None:
        row, session = self._row, self.session
        assert row is not None
        now = session.now()
        await self._done(lambda: session.line.act(act, session.person, now, row.id, "", Press()), said)

    @work(exclusive=True, group="changes", exit_on_error=False)
    async def action_keep(self) -> None:
        row, session = self._row, self.session
        assert row is not None
        publication = next(c.publication for c in self._view.conflicts if c.change.id == row.id)
        now = session.now()
        await self._done(
            lambda: session.line.act(conflicts.keep_change, session.person, now, row.id, publication, Press()),
            "Kept.",
        )

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.query_one("#said", Static).update(unexpected(event.worker.error))

    @on(Rows.Chosen)
    def _go(self) -> None:
        row = self._row
        if row is not None:
            self.dismiss(row.begins_at.astimezone(self._view.roster.desk.zone).date())

    def action_cancel(self) -> None:
        self.dismiss(None)
