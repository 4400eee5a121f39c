"""Every change on top of a desk's file: what waits for an answer, what counts, what a new file contradicts."""

from collections.abc import Awaitable, Callable
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from advice_line.enquiry.form import Field
from advice_line.rota.clashes import FORBIDS
from advice_line.rota.consent import ChangeStanding
from advice_line.rota.hours import Limits
from advice_line.store.values.changes import ChangeRow
from advice_line.tui.commands import Command, Commanded
from advice_line.tui.dialogues.ask import all_the_same
from advice_line.tui.dialogues.asking import ask
from advice_line.tui.session import Session
from advice_line.tui.talk import Talking, talk
from advice_line.tui.widgets.keybar import KeyBar
from advice_line.tui.widgets.rows import Cell, Column, RowOf, Rows
from advice_line.usecases.rotas import conflicts, leave, swaps
from advice_line.usecases.rotas.viewing import RotaView
from advice_line.usecases.usecase import Press
from advice_line.words.changes import change_words
from advice_line.words.times import moment_words

_TONES = {ChangeStanding.ASKED: "busy", ChangeStanding.TO_APPROVE: "busy", ChangeStanding.IN_FORCE: "good"}


def _on(may: Callable[["ChangesPage", ChangeRow], bool]) -> Callable[["ChangesPage"], bool]:
    """Whether something may be done about the change under the cursor, if there is one."""
    return lambda page: page.is_mounted and page.row is not None and may(page, page.row)


def _may_answer(page: "ChangesPage", row: ChangeRow) -> bool:
    offered = page.own != "" and page.own == row.clinician
    mine = row.receiver == page.own or page.view.may_change
    return row.standing is ChangeStanding.ASKED and not offered and mine


def _may_approve(page: "ChangesPage", row: ChangeRow) -> bool:
    return row.standing is ChangeStanding.TO_APPROVE and page.view.may_change


def _may_keep(page: "ChangesPage", row: ChangeRow) -> bool:
    return page.view.may_change and any(conflict.change.id == row.id for conflict in page.view.conflicts)


def _is_alive(row: ChangeRow) -> bool:
    return row.ended_at is None and row.standing in (
        ChangeStanding.ASKED,
        ChangeStanding.TO_APPROVE,
        ChangeStanding.IN_FORCE,
    )


def _may_undo(page: "ChangesPage", row: ChangeRow) -> bool:
    party = page.own != "" and page.own in (row.clinician, row.receiver)
    begun = row.begins_at <= page.session.now() and row.standing is ChangeStanding.IN_FORCE
    return _is_alive(row) and not begun and (page.view.may_change or (party and row.kind == "swap"))


def _may_end(page: "ChangesPage", row: ChangeRow) -> bool:
    lasts = row.begins_at <= page.session.now() < row.ends_at
    return _is_alive(row) and page.view.may_change and row.kind != "swap" and lasts


class ChangesPage(Talking, Commanded, ModalScreen[date | None]):
    """A list with a key for each thing that may be done; Enter gives the day of the change back."""

    BINDINGS = [
        Command("changes.agree", "a", "agree", "Agree", when=_on(_may_answer)),
        Command("changes.decline", "n", "decline", "Decline", when=_on(_may_answer)),
        Command("changes.approve", "v", "approve", "Approve", when=_on(_may_approve)),
        Command("changes.refuse", "r", "refuse", "Refuse", when=_on(_may_approve)),
        Command("changes.keep", "k", "keep", "Keep", "Keep the change in spite of the new file", when=_on(_may_keep)),
        Command("changes.undo", "u", "undo", "Undo", when=_on(_may_undo)),
        Command("changes.end", "e", "end", "End now", when=_on(_may_end)),
        Command("changes.cancel", "escape", "cancel", "Back"),
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
        self.session, self._limits, self.own, self.view, self._read_again = session, limits, own, view, renew

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
        view, now = self.view, self.session.now()
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
        private = row.kind in ("leave", "sickness") and not self.view.may_change
        return f"away: {row.clinician_name}" if private else change_words(row, self.view.roster.desk.zone)

    def _waits(self, row: ChangeRow) -> bool:
        mine = row.standing is ChangeStanding.ASKED and row.receiver == self.own
        return mine or (row.standing is ChangeStanding.TO_APPROVE and self.view.may_change)

    @property
    def row(self) -> ChangeRow | None:
        key = self.query_one(Rows).key
        return next((row for row in self.view.changes if f"{row.id}" == key), None) if key else None

    @on(Rows.RowMoved)
    def _tell(self) -> None:
        row, view = self.row, self.view
        lines: list[str] = []
        if row is not None:
            zone = view.roster.desk.zone
            lines.append(self._words(row) + (f": {row.words}" if row.words else ""))
            lines += [
                f"{s.step} by {s.author}, {moment_words(s.at, zone)}{': ' + s.words if s.words else ''}"
                for s in row.steps
            ]
            lines += [f"CONFLICT: {c.words}" for c in view.conflicts if c.change.id == row.id]
        self.query_one("#about", Static).update("\n".join(lines))
        self.refresh_bindings()

    def refuse(self, words: str) -> None:
        self._say(words)

    async def renew(self) -> None:
        self.view = await self._read_again()
        self._fill()

    @talk("changes")
    async def action_agree(self) -> None:
        await self._knowingly(swaps.agree_swap, "Agreed.", "Agreed; it waits for approval.")

    @talk("changes")
    async def action_approve(self) -> None:
        await self._knowingly(swaps.approve_swap, "Approved; it is in force.")

    async def _knowingly(self, act: Callable[..., object], said: str, said_of_more: str = "") -> None:
        """Does to a swap what must know of what stands against it; not, when the person thinks better of it."""
        row = self.row
        assert row is not None
        knowing = await self._known(row)
        await self.session.run(act, row.id, Press(), knowing=knowing, limits=self._limits)
        self._say(said_of_more if said_of_more and row.needs_approval else said)

    async def _known(self, row: ChangeRow) -> bool:
        """Whether something stands against a swap that the person knows of and goes on in spite of."""
        against = await self.session.line.do(swaps.swap_clashes, row.desk, row.legs, self.session.now(), self._limits)
        if not against or any(clash.kind in FORBIDS for clash in against):
            return False
        await ask(self, all_the_same("\n".join(clash.words for clash in against)))
        return True

    @talk("changes")
    async def action_decline(self) -> None:
        await self._with_words("Why not?", swaps.decline_swap, "Declined.")

    @talk("changes")
    async def action_refuse(self) -> None:
        await self._with_words("Why is it refused?", swaps.refuse_swap, "Refused.")

    async def _with_words(self, title: str, act: Callable[..., object], said: str) -> None:
        row = self.row
        assert row is not None
        words = await ask(self, Field("words", title, hint="The two will read it."))
        await self.session.run(act, row.id, words, Press())
        self._say(said)

    @talk("changes")
    async def action_undo(self) -> None:
        await self._at_once(leave.undo_change, "", "Undone.")

    @talk("changes")
    async def action_end(self) -> None:
        await self._at_once(leave.end_change, "", "Ended.")

    @talk("changes")
    async def action_keep(self) -> None:
        row = self.row
        assert row is not None
        publication = next(c.publication for c in self.view.conflicts if c.change.id == row.id)
        await self._at_once(conflicts.keep_change, publication, "Kept.")

    async def _at_once(self, act: Callable[..., object], with_it: object, said: str) -> None:
        row = self.row
        assert row is not None
        await self.session.run(act, row.id, with_it, Press())
        self._say(said)

    def _say(self, words: str) -> None:
        self.query_one("#said", Static).update(words)

    @on(Rows.RowChosen)
    def _go(self) -> None:
        row = self.row
        if row is not None:
            self.dismiss(row.begins_at.astimezone(self.view.roster.desk.zone).date())

    def action_cancel(self) -> None:
        self.dismiss(None)
