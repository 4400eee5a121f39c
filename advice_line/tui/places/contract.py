"""The form of a contract: every key of its file, what is wrong beside the field, kept as it is typed."""

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from advice_line.tariffs.form import CONTRACT
from advice_line.tariffs.typing_in import ContractToWrite
from advice_line.tui.commands import Command
from advice_line.tui.places.form_place import FormPlace, on_typing
from advice_line.tui.places.publishing_contracts import publish_shown
from advice_line.tui.session import Session
from advice_line.tui.talk import talk
from advice_line.tui.widgets.form_sheet import FormSheet
from advice_line.usecases import drafts
from advice_line.usecases.statements.contract_writing import (
    FORM,
    contract_file,
    contract_to_write,
    read_form,
)
from advice_line.usecases.usecase import Press

_OF_THE_PAYER = {"code", "name"}


class ContractForm(FormPlace):
    """One contract. F10 shows what it would change, and publishes; Escape keeps it."""

    NAME = "contract"
    TITLE = "Contract"
    HELP = (
        "Money is in pounds, like 23.50; a share is like 25 %. What is wrong stands beside its field; F8 goes to the "
        "next. What may be empty is then as usual: open, none, 08:00 to 18:30 on working days. F10 shows what the "
        "months so far would have come to, and publishes. Escape goes back; what is typed is kept for you."
    )
    BINDINGS = [
        Command("contract.publish", "f10", "publish", "Publish", "Shows what it would change, then publishes"),
        Command("contract.next-wrong", "f8", "next_wrong", "Next missing"),
        Command("contract.empty", "ctrl+n", "empty", "As it opened", "Forgets what is typed here"),
        Command("contract.leave", "escape", "leave", "Contracts", "What is typed is kept"),
    ]
    DEFAULT_CSS = """
    ContractForm #about { height: auto; padding: 0 1; background: $boost; }
    ContractForm FormSheet { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    ContractForm .section { color: $text-accent; text-style: bold; height: 1; margin-top: 1; }
    ContractForm Label { width: 22; }
    ContractForm Input { width: 27; }
    ContractForm Choice { width: 27; }
    ContractForm .said { width: 1fr; padding-left: 1; height: auto; min-height: 1; }
    ContractForm .bad { color: $text-error; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._to: ContractToWrite | None = None
        self._subject = ""
        self._wrong: dict[str, str] = {}
        self._sent = False
        self._press = Press()

    def compose(self) -> ComposeResult:
        yield Static(id="about", markup=False)
        yield FormSheet(CONTRACT, beside=True)

    async def open(self, commissioner: str, replaces: str) -> None:
        """Opens the form, with what this person typed for it before."""
        self._to = await self.run(contract_to_write, commissioner, replaces)
        self._subject, self._sent, self._press = f"{commissioner} {replaces}", False, Press()
        kept = await self.line.do(drafts.draft, self.person, FORM, self._subject)
        self.sheet.put(self._to.values | kept)
        whom = f"with {self._to.held[0].commissioner_name}" if self._to.held else "with another commissioner"
        what = f"A new version of {replaces}" if self._to.replaces else f"A new contract {whom}"
        self.query_one("#about", Static).update(f"{what}{'. What you typed before is here again' if kept else ''}.")
        await self._look()
        self.sheet.scroll_home(animate=False)
        self.sheet.go_to("id" if self._to.held else "code")

    def enter(self) -> None:
        self.sheet.go_to("id")

    async def _look(self) -> None:
        """Reads the form as it stands; a field that is empty is told of once it was sent."""
        if self._to is None:
            return
        values, today = self.sheet.values, self.line.now().astimezone(self.session.zone).date()
        hidden = _OF_THE_PAYER if self._to.held else set()
        shown = [field.key for field in CONTRACT.shown(values, today) if field.key not in hidden]
        self.sheet.show(shown)
        found = await self.run(read_form, self._to, values)
        self._wrong = {key: found.wrong[key] for key in shown if key in found.wrong}
        for key in CONTRACT.fields:
            tells = self._sent or bool(values[key].strip())
            self.sheet.say(key, self._wrong.get(key, "") if tells else "", "bad")

    @on_typing
    def _typed(self) -> None:
        if self._to is not None and self.display:
            self._look_again()
            self.keep(drafts.save_draft, FORM, self._subject, self.sheet.values)

    @talk("look", renews=False)
    async def _look_again(self) -> None:
        await self._look()

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.screen.focus_next()

    def action_next_wrong(self) -> None:
        self._next_wrong()

    @talk("look", renews=False)
    async def _next_wrong(self) -> None:
        self._sent = True
        await self._look()
        if self._wrong:
            self.sheet.go_to(next(iter(self._wrong)))

    @talk("publish")
    async def action_publish(self) -> None:
        if self._to is None:
            return
        self._sent = True
        await self._look()
        if self._wrong:
            self.sheet.go_to(next(iter(self._wrong)))
            return
        found = await self.run(read_form, self._to, self.sheet.values)
        await publish_shown(self, self._to.source, contract_file(found), self._press)
        self.stop_keeping()
        await self.run(drafts.drop_draft, FORM, self._subject)
        self._to = None
        self.post_message(self.Elsewhere("contracts"))

    @talk("publish")
    async def action_empty(self) -> None:
        if self._to is not None:
            self.stop_keeping()
            await self.run(drafts.drop_draft, FORM, self._subject)
            self.sheet.put(self._to.values)
            self._sent = False
            await self._look()

    def action_leave(self) -> None:
        self.post_message(self.Elsewhere("contracts"))
