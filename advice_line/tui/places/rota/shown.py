"""What the rota's place shows: one desk's grid around a day, why a cell is so, what waits to be answered."""

from datetime import date, datetime, timedelta

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from advice_line.rota.consent import ChangeStanding
from advice_line.store.values.rotas import DeskNote
from advice_line.tui.places.place import Place
from advice_line.tui.session import Session
from advice_line.tui.talk import talk
from advice_line.tui.widgets.day_grid import DayGrid
from advice_line.usecases.rotas import who_answers
from advice_line.usecases.rotas.changes import own_gmc
from advice_line.usecases.rotas.viewing import RotaView, rota_view, why
from advice_line.words.days import day_words
from advice_line.words.ladder import first_contact
from advice_line.words.spans import span_words
from advice_line.words.times import dated_moment

BEHIND, AHEAD = timedelta(weeks=13), timedelta(weeks=40)
"""The days that are loaded around the one looked at: a year of weeks, so that moving costs nothing."""


class RotaShown(Place):
    """A desk's rota under a cursor. What looks at it and what changes it take this, and never the place of keys."""

    NAME = "rota"
    DEFAULT_CSS = """
    RotaShown #which { height: auto; padding: 0 1; background: $boost; }
    RotaShown #why { height: 5; padding: 0 1; border-top: solid $panel-lighten-2; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.view: RotaView | None = None
        self.own = ""
        self.last_file = ""
        self.desks: list[tuple[str, str]] = []
        self.desk = ""
        """The id of the desk that is shown."""
        self.around: date | None = None
        self.known_at: datetime | None = None
        self._notes: list[DeskNote] = []

    def compose(self) -> ComposeResult:
        yield Static(id="which", markup=False)
        yield DayGrid(id="grid")
        yield Static(id="why", markup=False)

    @property
    def grid(self) -> DayGrid:
        return self.query_one(DayGrid)

    def go_to(self, desk: str) -> None:
        """Has this desk shown when the place is next entered."""
        self.desk = desk

    def today(self) -> date:
        return self.line.now().astimezone(self.session.zone).date()

    def enter(self) -> None:
        self.grid.focus()

    async def renew(self) -> None:
        now = self.line.now()
        if not self.desks:
            self.desks = [(desk.id, desk.name) for desk in await self.line.do(who_answers.desks_answering)]
            own = await self.line.do(own_gmc, self.person)
            self.own = own or ""
            ids = [desk for desk, _ in self.desks]
            mine = sorted(self.person.desks.intersection(ids), key=ids.index)
            self.desk = self.desk or next(iter([*mine, *ids]), "")
        if not self.desk:
            self.query_one("#which", Static).update(
                "No desk is published. A manager presses p or runs “rota publish”."
            )
            return
        centre = self.around or self.today()
        monday = centre - timedelta(days=centre.weekday())
        self.view = await self.line.do(
            rota_view,
            self.person,
            now,
            self.desk,
            monday - BEHIND,
            monday + AHEAD,
            self.known_at,
            self.session.settings,
        )
        notes = await self.line.do(who_answers.notes_now, now)
        self._notes = [note for note in notes if note.desk == self.desk][:1]
        self._show()

    def _show(self, day: date | None = None) -> None:
        if self.view is None:
            return
        now = self.line.now()
        ladder = self.view.roster.ladder(now)
        on_now = {r.clinician.gmc: "●" if r.clinic_until is None else "◐" for r in ladder.rungs}
        self.grid.show(
            self.view.grid,
            self.today(),
            on_now if self.known_at is None else {},
            day=day,
            broken=self.view.broken_cells,
        )
        self._show_which()
        self._show_why()
        self.refresh_bindings()

    def _show_which(self) -> None:
        assert self.view is not None
        now, zone = self.line.now(), self.view.roster.desk.zone
        parts = [self.view.roster.desk.name]
        if self.known_at is not None:
            parts.append(f"AS OF {dated_moment(self.known_at, zone)} (a: back to now)")
        elif self.view.trust is not None:
            known = self.view.trust
            age = span_words(now - known.at)
            stale = " · STALE, look at it and press y" if known.stale(now) and self.view.may_change else ""
            parts.append(f"{known.how} {age} ago by {known.author}{stale}")
        parts += [f"note: “{note.words}”, {note.author}" for note in self._notes]
        waiting = self.waiting()
        if waiting:
            parts.append(f"{waiting} to answer: w")
        if self.view.conflicts:
            parts.append(f"{len(self.view.conflicts)} to settle: w")
        self.query_one("#which", Static).update(" · ".join(parts))

    def waiting(self) -> int:
        """How many changes wait for the person who is signed in."""
        if self.view is None:
            return 0
        ahead = [row for row in self.view.changes if row.begins_at > self.line.now()]
        asked = sum(row.standing is ChangeStanding.ASKED and row.receiver == self.own for row in ahead)
        to_approve = sum(row.standing is ChangeStanding.TO_APPROVE for row in ahead)
        return asked + (to_approve if self.view.may_change else 0)

    @on(DayGrid.CellMoved)
    def _show_why(self) -> None:
        if self.view is None or not self.grid.gmc:
            return
        person = next(p for p in self.view.people if p.gmc == self.grid.gmc)
        day = self.grid.day
        lines = why(self.view, person.gmc, day, own=person.gmc == self.own)
        head = f"{day_words(day)}: {person.name}, {person.grade}, {first_contact(person)}"
        self.query_one("#why", Static).update("\n".join([head, *lines]))
        self.refresh_bindings()

    @on(DayGrid.Beyond)
    def _load_around(self, message: DayGrid.Beyond) -> None:
        self.around = message.day
        self.reload(message.day)

    @talk("rota", renews=False)
    async def reload(self, day: date | None = None) -> None:
        await self.renew()
        self._show(day)
