"""Contracts with commissioners: which hold, which are to come, which have ended, and on which terms."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.message import Message

from advice_line.enquiry.form import Field, Option
from advice_line.instants import parse_day
from advice_line.people.roles import Act, may
from advice_line.tui.commands import Command
from advice_line.tui.dialogues.asking import ask
from advice_line.tui.dialogues.lines import Lines
from advice_line.tui.places.place import Place
from advice_line.tui.places.publishing_contracts import publish_shown
from advice_line.tui.session import Session
from advice_line.tui.talk import talk
from advice_line.tui.widgets.rows import Column, RowOf, Rows
from advice_line.usecases.statements.contract_writing import (
    ContractStands,
    ListedContract,
    contract_to_write,
    contracts_seen,
    ended_file,
)
from advice_line.usecases.statements.contracts import payers

_TONES = {ContractStands.IN_FORCE: "good", ContractStands.COMING: "busy", ContractStands.ENDED: "dim"}
_ANOTHER = ""


class ContractsPlace(Place):
    """One line a contract, its terms in words."""

    NAME = "contracts"
    TITLE = "Contracts"
    HELP = (
        "What commissioners pay for advice. n writes a new contract, v a new version of the one under the cursor, "
        "which then ends where the new one begins; e ends it. Nothing holds before you have seen what the months so "
        "far would have come to, and publish it. Enter reads the file that holds, as “contract publish” reads it."
    )
    BINDINGS = [
        Command("contracts.new", "n", "new", "New contract", when=lambda place: place.writes),
        Command("contracts.version", "v", "version", "New version", when=lambda place: place.writes_upon_one),
        Command("contracts.end", "e", "end", "End it", when=lambda place: place.writes_upon_one),
        Command("contracts.leave", "escape", "leave", "Statements"),
    ]

    @dataclass
    class FormAsked(Message):
        """A contract is to be written: with whom (empty: another commissioner), as a new version of which one."""

        commissioner: str
        replaces: str = ""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._all: list[ListedContract] = []

    def compose(self) -> ComposeResult:
        yield Rows(
            Column("Contract", 16),
            Column("With", 30, from_width=110),
            Column("From", 10),
            Column("Until", 10),
            Column("Stands", 8),
            Column("Terms"),
            id="contract-rows",
            empty="No contract is published.",
        )

    @property
    def lines(self) -> Rows:
        return self.query_one("#contract-rows", Rows)

    def enter(self) -> None:
        self.lines.focus()

    async def renew(self) -> None:
        self._all = await self.run(contracts_seen)
        self.lines.set_rows([_row(one) for one in self._all])
        self.refresh_bindings()

    @property
    def chosen(self) -> ListedContract | None:
        return next((one for one in self._all if _row(one).key == self.lines.key), None)

    @property
    def writes(self) -> bool:
        return may(self.person, Act.PUBLISH_CONTRACT, site=self.person.site)

    @property
    def writes_upon_one(self) -> bool:
        return self.writes and self.chosen is not None

    @on(Rows.RowMoved, "#contract-rows")
    def _moved(self) -> None:
        self.refresh_bindings()

    @on(Rows.RowChosen, "#contract-rows")
    def _opened(self) -> None:
        self._open()

    @talk("contract")
    async def _open(self) -> None:
        if (one := self.chosen) is not None:
            contract = one.contract
            until = f" until {contract.until}" if contract.until else ""
            lines = [
                f"{contract.commissioner_name} ({contract.commissioner})",
                f"From {contract.begins}{until}, {one.stands}",
                f"For {', '.join(sorted(contract.desks))}",
                one.words[0].upper() + one.words[1:] + ".",
            ]
            if self.writes:
                written = await self.run(contract_to_write, contract.commissioner)
                lines += ["", "THE FILE THAT HOLDS", *written.source.splitlines()]
            await self.app.push_screen_wait(Lines(contract.reference, lines))

    @talk("contract")
    async def action_new(self) -> None:
        known = await self.run(payers)
        choices = (
            *(Option(code, f"{code}  {name}") for code, name in known),
            Option(_ANOTHER, "another commissioner"),
        )
        whose = await ask(self, Field("commissioner", "With which commissioner?", choices=choices, chosen=True))
        self.post_message(self.FormAsked(whose))

    def action_version(self) -> None:
        if (one := self.chosen) is not None:
            self.post_message(self.FormAsked(one.contract.commissioner, one.contract.reference))

    @talk("contract")
    async def action_end(self) -> None:
        if (one := self.chosen) is None:
            return
        hint = "The first day on which it no longer holds, like 2027-04-01."
        day = parse_day(
            await ask(self, Field("until", f"{one.contract.reference} ends when?", hint=hint, check=parse_day))
        )
        before = (await self.run(contract_to_write, one.contract.commissioner)).source
        file = await self.run(ended_file, one.contract, day)
        await publish_shown(self, before, file)

    def action_leave(self) -> None:
        self.post_message(self.Elsewhere("statements"))


def _row(one: ListedContract) -> RowOf:
    contract = one.contract
    return RowOf(
        f"{contract.commissioner} {contract.reference}",
        (
            (contract.reference, "strong"),
            (contract.commissioner_name, ""),
            (str(contract.begins), ""),
            (str(contract.until or "open"), "" if contract.until else "dim"),
            (str(one.stands), _TONES[one.stands]),
            (one.words, ""),
        ),
    )
