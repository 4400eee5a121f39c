"""Accounts: who may sign in, who is shut out, and one key each to mend it."""

from typing import Any

from textual.app import ComposeResult

from advice_line.enquiry.form import Field
from advice_line.store.values.people import ListedAccount
from advice_line.tui.commands import Command
from advice_line.tui.dialogues.asking import ask
from advice_line.tui.places.place import Place
from advice_line.tui.session import Session
from advice_line.tui.talk import talk
from advice_line.tui.widgets.rows import Column, RowOf, Rows
from advice_line.usecases.accounts import accounts, signing_in
from advice_line.usecases.accounts.passwords import password_trouble


def _a_password(words: str) -> None:
    why_not = password_trouble(words)
    if why_not:
        raise ValueError(why_not)


class AccountsPlace(Place):
    """One line an account; what is done to one ends its sign-ins and open screens, save clearing a lock."""

    NAME = "accounts"
    TITLE = "Accounts"
    HELP = (
        "Everybody who may sign in. u clears the wait after wrong passwords; d shuts an account out at once, or lets "
        "it in again; p gives a password to sign in with once. A clinician and the managers are told of it. Adding, "
        "roles and names: “advice-line user --help”."
    )
    BINDINGS = [
        Command("accounts.unlock", "u", "unlock", "Unlock", "Forget the wrong passwords given for this name"),
        Command("accounts.turn", "d", "turn", "Disable / enable", "Shut the account out at once, or let it in again"),
        Command("accounts.reset", "p", "reset", "Reset password", "They choose their own at the next sign-in"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._all: list[ListedAccount] = []
        self._shut: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        yield Rows(
            Column("User name", 16),
            Column("Role", 14),
            Column("Name", 22, from_width=90),
            Column("State"),
            id="account-rows",
            empty="There is no account.",
            opens=False,
        )

    @property
    def lines(self) -> Rows:
        return self.query_one("#account-rows", Rows)

    def enter(self) -> None:
        self.lines.focus()

    async def renew(self) -> None:
        self._all = await self.line.do(accounts.accounts, self.person)
        self._shut = await self.run(signing_in.shut_doors)
        self.lines.set_rows([self._row(row) for row in self._all])
        self.refresh_bindings()

    def _row(self, row: ListedAccount) -> RowOf:
        state, tone = "", ""
        if row.username in self._shut:
            state, tone = self._shut[row.username], "bad"
        elif row.disabled:
            state, tone = "disabled", "dim"
        elif row.must_change:
            state, tone = "new password at the next sign-in", "busy"
        return RowOf(row.username, ((row.username, tone), (row.role, ""), (row.name, ""), (state, tone)))

    @property
    def _account(self) -> ListedAccount | None:
        return next((row for row in self._all if row.username == self.lines.key), None)

    def action_unlock(self) -> None:
        self._do(signing_in.clear_lock, "can sign in at once")

    def action_turn(self) -> None:
        row = self._account
        if row is not None and row.disabled:
            self._do(accounts.enable_account, "is let in again")
        else:
            self._do(accounts.disable_account, "is shut out")

    @talk("open")
    async def action_reset(self) -> None:
        row = self._account
        if row is None:
            return
        title = f"A password for {row.name}, to sign in with once"
        hint = "Ring them to make sure that it is they who ask. They choose their own when they sign in."
        password = await ask(self, Field("password", title, hint=hint, check=_a_password))
        self._do(accounts.reset_password, "has a new password, to be changed at the next sign-in", password)

    @talk("do")
    async def _do(self, act: Any, done: str, *more: str) -> None:
        row = self._account
        if row is None:
            return
        await self.run(act, row.username, *more)
        self.say(f"{row.name} ({row.username}) {done}.")
