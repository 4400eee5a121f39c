"""Statements: what each commissioner is charged, month by month, and where each statement stands."""

from datetime import timedelta

from textual import on
from textual.app import ComposeResult

from advice_line.enquiry.form import Field, Option
from advice_line.exports.documents import document_lines
from advice_line.exports.statements import statement_lines
from advice_line.people.roles import Act, Person, may
from advice_line.periods import Month, parse_month
from advice_line.store.values.statements import DraftedStatement
from advice_line.tariffs.statement import OPEN_TO_QUERY, REASONS, Standing, StatementState
from advice_line.tui.commands import Command
from advice_line.tui.dialogues.asking import ask
from advice_line.tui.dialogues.lines import Lines
from advice_line.tui.dialogues.which_file import which_document
from advice_line.tui.places.place import Place
from advice_line.tui.places.statement_rows import nobodys_row, statement_row
from advice_line.tui.session import Session
from advice_line.tui.talk import talk
from advice_line.tui.widgets.rows import Column, Rows
from advice_line.usecases.statements import life
from advice_line.usecases.statements.contracts import payers
from advice_line.usecases.statements.drafting import draft_statement
from advice_line.usecases.statements.listing import ListedStatement, listed_statements
from advice_line.usecases.statements.papers import export_statement, statement_paper
from advice_line.usecases.statements.unattributed import (
    NEWEST,
    SiteReckoning,
    export_unattributed,
    months_reckoned,
    unattributed,
)
from advice_line.usecases.usecase import Press


def _may(person: Person, act: Act, row: DraftedStatement) -> bool:
    own = bool(person.commissioner) and person.commissioner == row.commissioner
    return may(person, act, site=row.site, own=own)


class StatementsPlace(Place):
    """One line a statement; keys do what may follow."""

    NAME = "statements"
    TITLE = "Statements"
    HELP = (
        "What commissioners are charged. d drafts a month that is over; i issues a draft that somebody else "
        "prepared, which freezes and numbers it. A commissioner queries line by line (q); a explains the line, "
        "c takes it back with a credit note. g agrees, p books the payment. Enter reads a statement whole, x writes "
        "it to a file (.csv, .xlsx, .json, .html, .pdf). n goes to the contracts. What was closed in the "
        "last three months and no contract charges to anybody stands beneath the statements."
    )
    BINDINGS = [
        Command("statements.draft", "d", "draft", "Draft", when=lambda place: place.prepares),
        Command("statements.issue", "i", "issue", "Issue", when=lambda place: place.can_issue),
        Command("statements.query", "q", "query", "Query", "Query a line", when=lambda place: place.can_query),
        Command("statements.explain", "a", "explain", "Explain", when=lambda place: place.can_answer),
        Command("statements.credit", "c", "credit", "Credit", when=lambda place: place.can_answer),
        Command("statements.agree", "g", "agree", "Agree", when=lambda place: place.can_agree),
        Command("statements.pay", "p", "pay", "Paid", "Book the payment", when=lambda place: place.can_pay),
        Command("statements.export", "x", "export", "Export", when=lambda place: place.lines.key is not None),
        Command("statements.contracts", "n", "contracts", "Contracts", when=lambda place: place.sees_contracts),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._all: list[ListedStatement] = []
        self._nobodys: list[SiteReckoning] = []

    def compose(self) -> ComposeResult:
        yield Rows(
            Column("Statement", 22),
            Column("For", 12, from_width=100),
            Column("Month", 9),
            Column("Pounds", 13),
            Column("Stands", 9),
            Column(""),
            id="statement-rows",
            empty="There is no statement yet.",
        )

    @property
    def lines(self) -> Rows:
        return self.query_one("#statement-rows", Rows)

    def enter(self) -> None:
        self.lines.focus()
        self._reckon()

    @talk("reckon")
    async def _reckon(self) -> None:
        """What is charged to nobody is looked for when the place is shown, not whenever the store has news."""
        if self.prepares:
            found = await self.run(months_reckoned, NEWEST)
            self._nobodys = [one for one in found if one.nobodys]

    async def renew(self) -> None:
        self._all = await self.run(listed_statements, self.session.settings.statements)
        rows = [*map(statement_row, reversed(self._all)), *map(nobodys_row, self._nobodys)]
        self.lines.set_rows(rows)
        self.refresh_bindings()

    @on(Rows.RowMoved, "#statement-rows")
    def _moved(self) -> None:
        self.refresh_bindings()

    @property
    def chosen(self) -> ListedStatement | None:
        return next((one for one in self._all if str(one.statement.id) == self.lines.key), None)

    @property
    def nobodys(self) -> SiteReckoning | None:
        """The month under the cursor of which something is charged to nobody."""
        return next((one for one in self._nobodys if nobodys_row(one).key == self.lines.key), None)

    def _can(self, act: Act, *states: StatementState) -> bool:
        one = self.chosen
        return one is not None and one.standing.state in states and _may(self.person, act, one.statement)

    @property
    def prepares(self) -> bool:
        return may(self.person, Act.PREPARE_STATEMENT, site=self.person.site)

    @property
    def sees_contracts(self) -> bool:
        return may(self.person, Act.SEE_STATEMENT, site=self.person.site, own=bool(self.person.commissioner))

    @property
    def can_issue(self) -> bool:
        return self._can(Act.ISSUE_STATEMENT, StatementState.DRAFT)

    @property
    def can_query(self) -> bool:
        return self._can(Act.QUERY_STATEMENT, *OPEN_TO_QUERY)

    @property
    def can_answer(self) -> bool:
        return self._can(Act.PREPARE_STATEMENT, StatementState.QUERIED)

    @property
    def can_agree(self) -> bool:
        return self._can(Act.QUERY_STATEMENT, StatementState.ISSUED, StatementState.ANSWERED)

    @property
    def can_pay(self) -> bool:
        return self._can(Act.PREPARE_STATEMENT, StatementState.AGREED)

    @talk("statement")
    async def action_draft(self) -> None:
        choices = [Option(code, f"{code}  {name}") for code, name in await self.run(payers)]
        commissioner = await ask(
            self, Field("commissioner", "For which commissioner?", choices=tuple(choices), chosen=True)
        )
        today = self.line.now().astimezone(self.session.zone).date()
        month = Month.of(today.replace(day=1) - timedelta(days=1))
        hint = "A month that is over, like 2026-11."
        asked = await ask(self, Field("month", "Which month?", hint=hint, first=str(month), check=parse_month))
        press, settings = Press(), self.session.settings.statements
        number = await self.run(draft_statement, commissioner, parse_month(asked), press, settings)
        self.say(f"Draft {number} is kept; somebody else issues it.")
        await self.renew()
        self.lines.point_at(str(number))

    @talk("statement")
    async def action_issue(self) -> None:
        if (one := self.chosen) is not None:
            number = await self.run(life.issue_statement, one.statement.id, Press(), self.session.settings.statements)
            self.say(f"Issued as {number}.")

    async def _which_line(self, standing: Standing, *, queried: bool) -> int:
        if queried:
            options = tuple(Option(str(line), f"line {line}") for line in sorted(standing.open_queries))
            return int(await ask(self, Field("line", "Which line?", choices=options, chosen=True)))
        hint = "Its number, as the statement has it."
        return int(await ask(self, Field("line", "Which line?", hint=hint, check=_a_number)))

    @talk("statement")
    async def action_query(self) -> None:
        if (one := self.chosen) is None:
            return
        line = await self._which_line(one.standing, queried=False)
        reasons = tuple(Option(reason, reason) for reason in REASONS)
        reason = await ask(self, Field("reason", "Why?", choices=reasons, chosen=True))
        words = await ask(self, Field("words", "What is asked", must=False, hint="No patient in it; may be empty."))
        settings = self.session.settings.statements
        await self.run(life.query_line, one.statement.id, line, reason, words, Press(), settings)
        self.say(f"Line {line} is queried.")

    @talk("statement")
    async def action_explain(self) -> None:
        if (one := self.chosen) is None:
            return
        line = await self._which_line(one.standing, queried=True)
        words = await ask(self, Field("words", "Why does the line stand?", hint="The commissioner reads it."))
        await self.run(life.explain_line, one.statement.id, line, words, Press())
        self.say(f"Line {line} is explained.")

    @talk("statement")
    async def action_credit(self) -> None:
        if (one := self.chosen) is None:
            return
        line = await self._which_line(one.standing, queried=True)
        words = await ask(self, Field("words", "Why is the line taken back?", hint="The commissioner reads it."))
        number = await self.run(life.credit_line, one.statement.id, line, words, Press())
        self.say(f"Credit note {number}.")

    @talk("statement")
    async def action_agree(self) -> None:
        if (one := self.chosen) is not None:
            await self.run(life.agree_statement, one.statement.id, Press())
            self.say(f"{one.statement.number} is agreed.")

    @talk("statement")
    async def action_pay(self) -> None:
        if (one := self.chosen) is None:
            return
        reference = await ask(self, Field("reference", "The payment's reference"))
        await self.run(life.pay_statement, one.statement.id, reference, Press())
        self.say(f"{one.statement.number} is paid.")

    @on(Rows.RowChosen, "#statement-rows")
    def _opened(self) -> None:
        self._open()

    @talk("statement")
    async def _open(self) -> None:
        if (one := self.chosen) is not None:
            paper = await self.run(statement_paper, one.statement.id, self.session.settings.statements)
            await self.app.push_screen_wait(Lines(paper.title, statement_lines(paper)))
        elif (month := self.nobodys) is not None:
            found = await self.run(unattributed, month.month)
            await self.app.push_screen_wait(Lines(found.title, document_lines(found)))

    def action_contracts(self) -> None:
        self.post_message(self.Elsewhere("contracts"))

    @talk("statement")
    async def action_export(self) -> None:
        one, nobodys = self.chosen, self.nobodys
        if one is not None:
            path, form, replace = await which_document(self, one.statement.number or f"draft-{one.statement.id}")
            settings = self.session.settings.statements
            await self.run(export_statement, one.statement.id, form, path, settings, force=replace)
            self.say(f"Wrote {path.resolve()}.")
        elif nobodys is not None:
            path, form, replace = await which_document(self, f"nobody-{nobodys.month}")
            await self.run(export_unattributed, nobodys.month, form, path, force=replace)
            self.say(f"Wrote {path.resolve()}.")


def _a_number(text: str) -> None:
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise ValueError("Type the line's number.")
