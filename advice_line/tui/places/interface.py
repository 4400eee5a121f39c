"""The interface with the practices: what they had to chase, and the list of what is promised about it."""

from datetime import date
from pathlib import Path

from textual import on
from textual.app import ComposeResult

from advice_line.enquiry.form import Field, Option, options
from advice_line.enquiry.interface import INTERFACE_REASONS
from advice_line.enquiry.interface_actions import Promise
from advice_line.exports.interface_report import INTERFACE_FORMS, interface_lines
from advice_line.instants import parse_day
from advice_line.people.roles import Act, may
from advice_line.periods import Month, parse_month
from advice_line.store.values.interface import InterfaceAction
from advice_line.tui.commands import Command
from advice_line.tui.dialogues.asking import ask
from advice_line.tui.dialogues.lines import Lines
from advice_line.tui.dialogues.which_file import which_file
from advice_line.tui.places.place import Place
from advice_line.tui.session import Session
from advice_line.tui.talk import talk
from advice_line.tui.widgets.rows import Column, RowOf, Rows
from advice_line.usecases.reports import actions
from advice_line.usecases.reports.interface_report import export_interface_report, interface_report, last_month
from advice_line.usecases.rotas.who_answers import desks_answering
from advice_line.usecases.usecase import Press
from advice_line.words.days import day_column, short_day
from advice_line.words.times import dated_moment

_ALL = "all"


class InterfacePlace(Place):
    """One line an action, the open ones first; keys write, change and finish them, read the report and write it."""

    NAME = "interface"
    TITLE = "Interface"
    HELP = (
        "What is promised to practices about what they had to chase. n writes a promise: what they chase, for which "
        "desk, its cause, what is promised, who sees to it, until when; c changes the one under the cursor, d says "
        "that it is done. Enter reads its history. r reads the monthly report, x writes it to a file (.pdf or .html)."
    )
    BINDINGS = [
        Command("interface.new", "n", "new", "New", "Promise something", when=lambda place: place.keeps),
        Command("interface.change", "c", "change", "Change", when=lambda place: place.may_change),
        Command("interface.done", "d", "done", "Done", when=lambda place: place.may_change),
        Command("interface.report", "r", "report", "Report", "A month's report, to read"),
        Command("interface.export", "x", "export", "Export", "A month's report, to a file"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._all: list[InterfaceAction] = []

    def compose(self) -> ComposeResult:
        yield Rows(
            Column("By", 10),
            Column("To chase", 24),
            Column("Desk", 14, from_width=100),
            Column("Promised"),
            Column("Who", 16),
            id="action-rows",
            empty="Nothing is promised yet.",
        )

    @property
    def lines(self) -> Rows:
        return self.query_one("#action-rows", Rows)

    def enter(self) -> None:
        self.lines.focus()

    async def renew(self) -> None:
        self._all = await self.run(actions.interface_actions)
        today = self._today()
        self.lines.set_rows([_row(action, today) for action in self._all])
        self.refresh_bindings()

    def _today(self) -> date:
        return self.line.now().astimezone(self.session.zone).date()

    @on(Rows.RowMoved, "#action-rows")
    def _moved(self) -> None:
        self.refresh_bindings()

    @property
    def chosen(self) -> InterfaceAction | None:
        return next((one for one in self._all if str(one.id) == self.lines.key), None)

    @property
    def keeps(self) -> bool:
        return may(self.person, Act.KEEP_INTERFACE, site=self.person.site)

    @property
    def may_change(self) -> bool:
        return self.keeps and self.chosen is not None and not self.chosen.is_done

    @talk("interface")
    async def action_new(self) -> None:
        promise = await self._asked(None)
        await self.run(actions.write_action, promise, Press())
        self.say(f"Promised by {short_day(promise.due)}; {promise.owner} sees to it.")

    @talk("interface")
    async def action_change(self) -> None:
        if (one := self.chosen) is not None:
            promise = await self._asked(one)
            await self.run(actions.change_action, one.id, promise, Press())
            self.say(f"Changed; {promise.owner} sees to it by {short_day(promise.due)}.")

    async def _asked(self, was: InterfaceAction | None) -> Promise:
        """Question by question, each with what stood there before."""
        reasons = _first(options(*INTERFACE_REASONS), was.reason if was else "")
        reason = await ask(self, Field("reason", "What do practices chase?", choices=reasons))
        there = [Option(d.id, d.name) for d in await self.line.do(desks_answering) if d.site == self.person.site]
        desks = _first((Option(_ALL, "all desks"), *there), (was.desk or _ALL) if was else "")
        desk = await ask(self, Field("desk", "Of which desk?", choices=desks))
        cause = await ask(
            self,
            Field(
                "cause",
                "Which cause was found?",
                must=False,
                hint="No patient in it. Empty while none is found.",
                first=was.cause if was else "",
            ),
        )
        promised = await ask(self, Field("promised", "What is promised?", first=was.promised if was else ""))
        owner = await ask(self, Field("owner", "Who sees to it?", first=was.owner if was else ""))
        hint, first = "A day like 2026-12-31.", was.due.isoformat() if was else ""
        due = await ask(self, Field("due", "Until when?", hint=hint, first=first, check=parse_day))
        return Promise(reason, "" if desk == _ALL else desk, cause, promised, owner, parse_day(due))

    @talk("interface")
    async def action_done(self) -> None:
        if (one := self.chosen) is not None:
            words = await ask(self, Field("words", "What was done?", hint="The report says it. No patient in it."))
            await self.run(actions.finish_action, one.id, words, Press())
            self.say("Done; it stands in this month's report.")

    @on(Rows.RowChosen, "#action-rows")
    def _opened(self) -> None:
        self._open()

    @talk("interface")
    async def _open(self) -> None:
        if (one := self.chosen) is not None:
            steps = await self.run(actions.action_history, one.id)
            lines = [line for step in steps for line in self._told(step)]
            await self.app.push_screen_wait(Lines(one.reason, lines))

    def _told(self, step: InterfaceAction) -> list[str]:
        said = [f"{step.step}, {dated_moment(step.at, self.session.zone)}, {step.by_name}"]
        if step.is_done:
            return [*said, f"  {step.words}", ""]
        cause = f"  Cause: {step.cause}" if step.cause else "  Cause: not found yet"
        promised = f"  Promised: {step.promised}, by {short_day(step.due)}; {step.owner} sees to it"
        return [*said, f"  {step.desk_name or 'All desks'}: {step.reason}", cause, promised, ""]

    async def _which_month(self) -> Month:
        hint, first = "A month that is over, like 2026-11.", str(await self.run(last_month))
        return parse_month(await ask(self, Field("month", "Which month?", hint=hint, first=first, check=parse_month)))

    @talk("interface")
    async def action_report(self) -> None:
        found = await self.run(interface_report, await self._which_month())
        await self.app.push_screen_wait(Lines(found.title, interface_lines(found)))

    @talk("interface")
    async def action_export(self) -> None:
        month = await self._which_month()
        hint, first = "The ending says how: .pdf or .html", f"interface-{month}.pdf"
        asked = Field("file", "Write to which file?", hint=hint, first=first, check=_a_form)
        path, replace = await which_file(self, asked)
        await self.run(export_interface_report, month, path, replace=replace)
        self.say(f"Wrote {path.resolve()}.")


def _row(action: InterfaceAction, today: date) -> RowOf:
    late = not action.is_done and action.due < today
    tone = "dim" if action.is_done else "bad" if late else ""
    return RowOf(
        str(action.id),
        (
            ("done" if action.is_done else day_column(action.due), tone or "strong"),
            (action.reason, tone),
            (action.desk_name or "all desks", tone),
            (action.promised, tone),
            (action.owner, tone),
        ),
    )


def _first(choices: tuple[Option, ...], key: str) -> tuple[Option, ...]:
    """What it is now stands first, so that Enter leaves it."""
    return tuple(sorted(choices, key=lambda option: option.key != key))


def _a_form(text: str) -> None:
    if Path(text).suffix.lstrip(".").lower() not in INTERFACE_FORMS:
        raise ValueError("End the name in .pdf or .html.")
