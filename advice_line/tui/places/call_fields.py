"""The fields of a new call: what stands in them as a whole, and what is said beside each."""

from collections.abc import Iterable
from typing import Any

from textual.app import ComposeResult
from textual.widgets import Static

from advice_line.rota import Ladder
from advice_line.store.rotas import DeskRoster
from advice_line.store.values.practices import Practice
from advice_line.tui.answering import answering_cells
from advice_line.tui.places.form_place import FormPlace
from advice_line.tui.session import Session
from advice_line.tui.widgets.form_sheet import FormSheet
from advice_line.tui.widgets.rows import Column, RowOf, Rows
from advice_line.usecases.calls.form import (
    CALL,
    CallAsRead,
    CallAsTyped,
    ChosenPractice,
    FieldNote,
    PracticesFound,
    desks_fitting,
    read,
)
from advice_line.usecases.usecase import Press


class CallFields(FormPlace):
    """One call on the screen, and beneath it what fits what is being typed: desks, or practices."""

    NAME = "new-call"
    DEFAULT_CSS = """
    CallFields FormSheet { height: auto; max-height: 17; padding: 1 1 0 1; }
    CallFields Label { width: 14; }
    CallFields Input { width: 28; }
    CallFields Choice { width: 28; }
    CallFields .said { width: 1fr; padding-left: 2; height: auto; min-height: 1; max-height: 2; }
    CallFields .busy { color: $text-warning; }
    CallFields .good { color: $text-success; }
    CallFields .bad { color: $text-error; text-style: bold; }
    CallFields .dim { color: $text-muted; }
    CallFields .section { visibility: hidden; }
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
        with FormSheet(CALL, beside=True):
            yield Static(id="kept", markup=False)
        yield Rows(Column("", 8), Column(""), Column("", 22), Column("", 9), id="fits", empty="")

    def _put(self, values: dict[str, Any], press: Press) -> None:
        """Puts a whole call into the form; nothing of the one before it stays."""
        self.sheet.put(values)
        self._chosen, self._listed, self._named = None, PracticesFound(), PracticesFound()
        self._press, self._is_kept = press, False
        self._list(())

    def _form(self) -> CallAsTyped:
        return CallAsTyped(self.sheet.values, self._chosen, self._listed, self._named)

    def _read(self) -> CallAsRead:
        return read(self._form(), self._rosters, self.line.now().date())

    def _show(self) -> None:
        """What stands beside each field, of the one reading that is also written."""
        reading, now = self._read(), self.line.now()
        given = any(self.sheet[name].value.strip() for name in ("nhs", "born", "patient"))
        said = reading.said | {"why": FieldNote("a patient is given" if given else "", "dim")}
        if reading.desk is not None:
            who, contact, _ = answering_cells(reading.desk, reading.desk.ladder(now), now)
            said["desk"] = FieldNote(f"{reading.desk.desk.name}: {who[0]} {contact[0]}", who[1])
        for name, one in said.items():
            self.sheet.say(name, one.words, one.tone)

    def _list(self, rows: Iterable[tuple[str, str, str, str]]) -> None:
        found = [RowOf(key, (("↵ choose", "dim"), (a, "strong"), (b, ""), (c, ""))) for key, a, b, c in rows]
        self.query_one("#fits", Rows).set_rows(found)

    def _show_desks(self) -> None:
        if self.sheet["desk"].has_focus:
            now, fits = self.line.now(), desks_fitting(self.sheet["desk"].value, self._rosters)
            self._list((f"d{r.desk.id}", r.desk.name, _who(r, r.ladder(now)), "") for r in fits[:20])

    def _show_practices(self, practices: Iterable[Practice]) -> None:
        self._offered = {f"p{p.code}": p for p in practices}
        self._list((key, f"{p.name}, {p.address}", p.telephone, p.code) for key, p in self._offered.items())


def _who(roster: DeskRoster, ladder: Ladder) -> str:
    return ladder.answering.clinician.name if ladder.answering else "✖ NOBODY"
