"""The fields of a new call: what stands in them as a whole, and what is said beside each."""

from collections.abc import Iterable
from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from advice_line.rota import Ladder
from advice_line.store.rotas import DeskRoster
from advice_line.store.values.practices import Practice
from advice_line.tui.answering import answering_cells
from advice_line.tui.places.place import Place
from advice_line.tui.session import Session
from advice_line.tui.widgets.choice import Choice
from advice_line.tui.widgets.fields import LineField, NumberField
from advice_line.tui.widgets.rows import Column, RowOf, Rows
from advice_line.usecases.calls import taking
from advice_line.usecases.calls.form import (
    CHOICES,
    NO_PATIENT,
    TEXTS,
    CallAsRead,
    ChosenPractice,
    FieldNote,
    Form,
    PracticesFound,
    desks_fitting,
    read,
)
from advice_line.usecases.usecase import Press


class CallFields(Place):
    """One call on the screen, and beneath it what fits what is being typed: desks, or practices."""

    NAME = "new-call"
    DEFAULT_CSS = """
    CallFields VerticalScroll { height: auto; max-height: 17; padding: 1 1 0 1; }
    CallFields Horizontal { height: auto; }
    CallFields Label { width: 14; color: $text-muted; }
    CallFields Input { width: 28; }
    CallFields Choice { width: 28; }
    CallFields .said { width: 1fr; padding-left: 2; height: auto; min-height: 1; max-height: 2; }
    CallFields .busy { color: $text-warning; }
    CallFields .good { color: $text-success; }
    CallFields .bad { color: $text-error; text-style: bold; }
    CallFields .dim { color: $text-muted; }
    CallFields .gap { height: 1; }
    CallFields #kept { height: auto; max-height: 2; color: $text-warning; display: none; }
    CallFields #kept.-some { display: block; }
    CallFields #fits { height: 1fr; min-height: 4; border-top: solid $panel-lighten-2; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._rosters: list[DeskRoster] = []
        self._chosen: ChosenPractice | None = None
        self._listed = self._named = PracticesFound()
        self._offered: dict[str, Practice] = {}
        self._press = Press()
        self._is_kept = False

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            yield Static(id="kept", markup=False)
            yield from _line("Desk", LineField(id="desk", compact=True, placeholder="part of its name"))
            yield from _line("Number", NumberField(id="number", compact=True, placeholder="as the caller says it"))
            yield from _line("Practice", LineField(id="practice", compact=True, placeholder="name or ODS code"))
            yield from _line("Caller", LineField(id="caller", compact=True, placeholder="name"))
            yield from _line("", Choice.of(taking.ROLES, "GP", id="role"))
            yield from _line("Urgency", Choice.of(taking.URGENCIES, "routine", id="urgency"))
            yield Static(classes="gap")
            yield from _line("Patient", LineField(id="nhs", compact=True, placeholder="NHS number"))
            yield from _line("", LineField(id="born", compact=True, placeholder="date of birth"))
            yield from _line("", LineField(id="patient", compact=True, placeholder="name"))
            yield from _line("or no patient", Choice(list(NO_PATIENT.items()), "not asked", id="why"))
        yield Rows(Column("", 8), Column(""), Column("", 22), Column("", 9), id="fits", empty="")

    def _put(self, values: dict[str, Any], press: Press) -> None:
        """Puts a whole call into the form; nothing of the one before it stays."""
        with self.prevent(Input.Changed, Choice.Changed):
            for name in TEXTS:
                self._field(name).value = values.get(name, "")
            for name, first in CHOICES.items():
                self.query_one(f"#{name}", Choice).value = values.get(name, first)
        self._chosen, self._listed, self._named = None, PracticesFound(), PracticesFound()
        self._press, self._is_kept = press, False
        self._list(())

    def _form(self) -> Form:
        values = {name: self._field(name).value for name in TEXTS}
        values |= {name: self.query_one(f"#{name}", Choice).value for name in CHOICES}
        return Form(values, self._chosen, self._listed, self._named)

    def _read(self) -> CallAsRead:
        return read(self._form(), self._rosters, self.line.now().date())

    def _field(self, name: str) -> Input:
        return self.query_one(f"#{name}", Input)

    def _say(self, name: str, words: str, tone: str = "") -> None:
        said = self.query_one(f"#{name}-said", Static)
        if said.content == words and said.has_class(tone or "said"):
            return
        said.update(words)
        said.set_classes(f"said {tone}")

    def _show(self) -> None:
        """What stands beside each field, of the one reading that is also written."""
        reading, now = self._read(), self.line.now()
        said = dict(reading.said)
        if reading.desk is not None:
            who, contact, _ = answering_cells(reading.desk, reading.desk.ladder(now), now)
            said["desk"] = FieldNote(f"{reading.desk.desk.name}: {who[0]} {contact[0]}", who[1])
        for name, one in said.items():
            self._say(name, one.words, one.tone)
        given = any(self._field(name).value.strip() for name in ("nhs", "born", "patient"))
        self._say("why", "a patient is given" if given else "", "dim")

    def _list(self, rows: Iterable[tuple[str, str, str, str]]) -> None:
        found = [RowOf(key, (("↵ choose", "dim"), (a, "strong"), (b, ""), (c, ""))) for key, a, b, c in rows]
        self.query_one("#fits", Rows).set_rows(found)

    def _show_desks(self) -> None:
        if self._field("desk").has_focus:
            now, fits = self.line.now(), desks_fitting(self._field("desk").value, self._rosters)
            self._list((f"d{r.desk.id}", r.desk.name, _who(r, r.ladder(now)), "") for r in fits[:20])

    def _show_practices(self, practices: Iterable[Practice]) -> None:
        self._offered = {f"p{p.code}": p for p in practices}
        self._list((key, f"{p.name}, {p.address}", p.telephone, p.code) for key, p in self._offered.items())


def _line(label: str, field: Widget) -> ComposeResult:
    with Horizontal():
        yield Label(label)
        yield field
        yield Static(id=f"{field.id}-said", classes="said", markup=False)


def _who(roster: DeskRoster, ladder: Ladder) -> str:
    return ladder.answering.clinician.name if ladder.answering else "✖ NOBODY"
