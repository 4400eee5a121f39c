"""The new call: number, practice, caller, desk, urgency, patient. Enter goes on to what is still missing."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from advice_line.desk import advising, answering, calls
from advice_line.desk.acting import new_key
from advice_line.desk.practices import Practice, find_practices, practices_with_number
from advice_line.people.numbers import birth_date, nhs_number
from advice_line.people.phones import telephone
from advice_line.problems import Refused
from advice_line.rota import Ladder
from advice_line.store.rotas import DeskRoster
from advice_line.tui.answering import answering_cells
from advice_line.tui.places.place import Place
from advice_line.tui.widgets.choice import Choice
from advice_line.tui.widgets.number_field import NumberField
from advice_line.tui.widgets.rows import Column, RowOf, Rows

FORM = "new call"
_TEXTS = ("desk", "number", "practice", "caller", "nhs", "born", "patient")
_CHOICES = ("role", "urgency", "why")


class NewCall(Place):
    """The form, and beneath it what fits what is being typed: desks, or practices."""

    TITLE = "New call"
    HELP = (
        "Type the number as the caller says it; the practice is found by it, or by name or code. Enter goes on to "
        "what is missing, and to the ladder when nothing is. ↓ goes into the list below. What you type is kept."
    )
    BINDINGS = [
        Binding("f10", "take", "Ladder", tooltip="Take the call and see whom to ring"),
        Binding("down", "into_list", "List below", show=False),
        Binding("ctrl+n", "empty", "Empty form"),
        Binding("escape", "leave", "Board", tooltip="What is typed is kept"),
    ]
    DEFAULT_CSS = """
    NewCall VerticalScroll { height: auto; max-height: 17; padding: 1 1 0 1; }
    NewCall Horizontal { height: auto; }
    NewCall Label { width: 14; color: $text-muted; }
    NewCall Input { width: 28; }
    NewCall Choice { width: 28; }
    NewCall .said { width: 1fr; padding-left: 2; height: auto; min-height: 1; max-height: 2; }
    NewCall .busy { color: $text-warning; }
    NewCall .good { color: $text-success; }
    NewCall .bad { color: $text-error; text-style: bold; }
    NewCall .dim { color: $text-muted; }
    NewCall .gap { height: 1; }
    NewCall #fits { height: 1fr; min-height: 4; border-top: solid $panel-lighten-2; }
    """

    @dataclass
    class Taken(Message):
        """The call is written; its ladder is next."""

        enquiry: int

    @dataclass
    class Left(Message):
        """Back to the board."""

    def __init__(self) -> None:
        super().__init__(id="new-call")
        self._rosters: list[DeskRoster] = []
        self._practice: Practice | None = None
        self._fitting: list[Practice] = []
        self._key = new_key()
        self._loading = False

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            yield from _line("Desk", Input(id="desk", compact=True, placeholder="part of its name"))
            yield from _line("Number", NumberField(id="number", compact=True, placeholder="as the caller says it"))
            yield from _line("Practice", Input(id="practice", compact=True, placeholder="name or ODS code"))
            yield from _line("Caller", Input(id="caller", compact=True, placeholder="name"))
            yield from _line("", Choice.of(calls.ROLES, "GP", id="role"))
            yield from _line("Urgency", Choice.of(calls.URGENCIES, "routine", id="urgency"))
            yield Static(classes="gap")
            yield from _line("Patient", Input(id="nhs", compact=True, placeholder="NHS number"))
            yield from _line("", Input(id="born", compact=True, placeholder="date of birth"))
            yield from _line("", Input(id="patient", compact=True, placeholder="name"))
            why = ("not asked", "declined", "not known", "general question")
            yield from _line("or no patient", Choice([(w, _WHY[w]) for w in why], "not asked", id="why"))
        yield Rows(Column("", 8), Column(""), Column("", 22), Column("", 9), id="fits", empty="")

    async def begin(self, desk: str) -> None:
        """Opens the form with what was typed before and the desk that is asked for."""
        kept = await self.line.do(advising.draft, self.person, FORM, "")
        self._fill(kept)
        self._rosters = await self.line.do(answering.board, self.line.now())
        if desk:
            self._field("desk").value = next((r.desk.name for r in self._rosters if r.desk.id == desk), desk)
        self._show_desk()
        self._check_number()
        self._field("number" if self._desk else "desk").focus()

    def _fill(self, kept: dict[str, str]) -> None:
        self._loading = True
        with self.prevent(Input.Changed, Choice.Changed):
            for name in _TEXTS:
                self._field(name).value = kept.get(name, "")
            for name, first in zip(_CHOICES, ("GP", "routine", "not asked"), strict=True):
                self.query_one(f"#{name}", Choice).value = kept.get(name, first)
        self._practice = None
        self._key = kept.get("key") or new_key()
        self._loading = False

    def _field(self, name: str) -> Input:
        return self.query_one(f"#{name}", Input)

    def _say(self, name: str, words: str, tone: str = "") -> None:
        said = self.query_one(f"#{name}-said", Static)
        said.update(words)
        said.set_classes(f"said {tone}")

    @property
    def _desk(self) -> DeskRoster | None:
        fits = self._desks_fitting(self._field("desk").value)
        typed = self._field("desk").value.strip().lower()
        exact = [r for r in fits if r.desk.name.lower() == typed]
        return exact[0] if exact else fits[0] if len(fits) == 1 else None

    def _desks_fitting(self, typed: str) -> list[DeskRoster]:
        words = typed.strip().lower()
        fits = [r for r in self._rosters if words and (words in r.desk.name.lower() or words in r.desk.id)]
        return sorted(fits, key=lambda r: (not r.desk.name.lower().startswith(words), r.desk.name))

    def _show_desk(self) -> None:
        fits = self._desks_fitting(self._field("desk").value)
        desk = self._desk
        now = self.line.now()
        if desk is not None:
            who, contact, _ = answering_cells(desk, desk.ladder(now), now)
            self._say("desk", f"{desk.desk.name}: {who[0]} {contact[0]}", who[1])
        else:
            words = "choose one below" if fits else "no desk fits" if self._field("desk").value.strip() else ""
            self._say("desk", words, "busy")
        if self._field("desk").has_focus:
            self._list((f"d{r.desk.id}", r.desk.name, _who(r, r.ladder(now)), "") for r in fits[:20])

    def _list(self, rows: Iterable[tuple[str, str, str, str]]) -> None:
        found = [RowOf(key, (("↵ choose", "dim"), (a, "strong"), (b, ""), (c, ""))) for key, a, b, c in rows]
        self.query_one("#fits", Rows).set_rows(found)

    @on(Input.Changed, "#desk")
    def _desk_typed(self) -> None:
        self._show_desk()
        self._keep()

    @on(Input.Changed, "#number")
    def _number_typed(self) -> None:
        if not self._loading:
            self._check_number()
        self._keep()

    @work(exclusive=True, group="number", exit_on_error=False)
    async def _check_number(self) -> None:
        typed = self._field("number").value
        if not typed.strip():
            self._say("number", "")
            return
        try:
            telephone(typed)
        except ValueError:
            self._say("number", "")
            return
        self._fitting = await self.line.do(practices_with_number, typed)
        if len(self._fitting) == 1:
            self._choose(self._fitting[0])
        elif self._fitting:
            self._practice = None
            self._say("number", f"● {len(self._fitting)} practices share this number: choose with ↓", "busy")
            self._show_practices()
        else:
            self._say("number", "◐ not verified: ring back on the practice's listed number", "busy")

    @on(Input.Changed, "#practice")
    def _practice_typed(self, changed: Input.Changed) -> None:
        if self._practice is not None and changed.value != _shown(self._practice):
            self._practice = None
        if self._practice is None and not self._loading:
            self._find_practice(changed.value)
        self._keep()

    @work(exclusive=True, group="practice", exit_on_error=False)
    async def _find_practice(self, words: str) -> None:
        self._fitting = await self.line.do(find_practices, words)
        exact = [p for p in self._fitting if words.strip().upper() == p.code]
        if exact:
            self._choose(exact[0])
            return
        self._say("practice", "choose one below with ↓" if self._fitting else "", "busy")
        self._show_practices()

    def _show_practices(self) -> None:
        self._list((f"p{p.code}", f"{p.name}, {p.address}", p.telephone, p.code) for p in self._fitting)

    def _choose(self, practice: Practice) -> None:
        self._practice = practice
        field = self._field("practice")
        if field.value != _shown(practice):
            with self.prevent(Input.Changed):
                field.value = _shown(practice)
        self._say("practice", f"{practice.name}, {practice.address}", "good")
        listed = practice in self._fitting and self._number_is(practice)
        if listed:
            self._say("number", "✓ the practice's listed number", "good")
        elif practice.telephone:
            self._say("number", f"◐ not verified: ring back on {practice.telephone}", "busy")
        self._keep()

    def _number_is(self, practice: Practice) -> bool:
        try:
            return telephone(self._field("number").value).e164 == telephone(practice.telephone).e164
        except ValueError:
            return False

    @on(Rows.Chosen, "#fits")
    def _chosen(self, chosen: Rows.Chosen) -> None:
        kind, key = chosen.key[0], chosen.key[1:]
        if kind == "d":
            self._field("desk").value = next(r.desk.name for r in self._rosters if r.desk.id == key)
        else:
            self._choose(next(p for p in self._fitting if p.code == key))
        self._go_on()

    @on(Input.Changed, "#nhs")
    @on(Input.Changed, "#born")
    @on(Input.Changed, "#patient")
    @on(Input.Changed, "#caller")
    @on(Choice.Changed)
    def _typed(self) -> None:
        self._check_patient()
        self._keep()

    def _check_patient(self) -> None:
        for name, check in (("nhs", nhs_number), ("born", lambda text: birth_date(text, self.line.now().date()))):
            text = self._field(name).value.strip()
            try:
                self._say(name, f"✓ {check(text)}" if text else "", "good")
            except ValueError as error:
                self._say(name, str(error), "busy")

    def _values(self) -> dict[str, str]:
        values = {name: self._field(name).value for name in _TEXTS}
        return values | {name: self.query_one(f"#{name}", Choice).value for name in _CHOICES} | {"key": self._key}

    def _keep(self) -> None:
        if not self._loading and self.display:
            self._save(self._values())

    @work(exclusive=True, group="keep", exit_on_error=False)
    async def _save(self, values: dict[str, str]) -> None:
        try:
            await self.line.do(advising.save_draft, self.person, self.line.now(), FORM, "", values)
        except Refused as refusal:
            self.complain(refusal)

    @on(Input.Submitted)
    def _entered(self) -> None:
        self._go_on()

    def _missing(self) -> Widget | None:
        if self._desk is None:
            return self._field("desk")
        try:
            telephone(self._field("number").value)
        except ValueError:
            return self._field("number")
        if self._practice is None and len(self._fitting) > 1:
            return self.query_one("#fits", Rows)
        if not self._field("caller").value.strip():
            return self._field("caller")
        return None

    def _go_on(self) -> None:
        lacking = self._missing()
        if lacking is None:
            self.action_take()
        elif lacking is self.focused_field and isinstance(lacking, Input) and lacking.value.strip():
            self._say(
                lacking.id or "", "not understood; look again" if lacking.id == "number" else "which one?", "bad"
            )
        else:
            lacking.focus()

    @property
    def focused_field(self) -> Widget | None:
        return self.screen.focused

    def action_into_list(self) -> None:
        if self.query_one("#fits", Rows).rows:
            self.query_one("#fits", Rows).focus()
        else:
            self.screen.focus_next()

    def action_empty(self) -> None:
        self._fill({})
        self._say("number", "")
        self._say("practice", "")
        self._show_desk()
        self._keep()
        self._field("desk").focus()

    def action_leave(self) -> None:
        self.post_message(self.Left())

    @work(exclusive=True, group="take", exit_on_error=False)
    async def action_take(self) -> None:
        desk, values = self._desk, self._values()
        call = calls.NewCall(
            desk=desk.desk.id if desk else "",
            number=values["number"],
            caller_name=values["caller"],
            caller_role=values["role"],
            practice=self._practice.code if self._practice else None,
            urgency=values["urgency"],
            patient=values["why"],
            nhs_number=values["nhs"],
            birth_date=values["born"],
            patient_name=values["patient"],
        )
        try:
            enquiry = await self.line.do(calls.take_call, self.person, self.line.now(), call, self._key)
        except Refused as refusal:
            self.complain(refusal)
            return
        self.workers.cancel_group(self, "keep")
        self._fill({})
        self.post_message(self.Taken(enquiry))


_WHY = {
    "not asked": "not asked",
    "declined": "caller would not say",
    "not known": "caller does not know",
    "general question": "general question",
}


def _line(label: str, field: Widget) -> ComposeResult:
    with Horizontal():
        yield Label(label)
        yield field
        yield Static(id=f"{field.id}-said", classes="said", markup=False)


def _shown(practice: Practice) -> str:
    return practice.code


def _who(roster: DeskRoster, ladder: Ladder) -> str:
    return ladder.answering.clinician.name if ladder.answering else "✖ NOBODY"
