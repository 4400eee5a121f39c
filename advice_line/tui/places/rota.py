"""The rota: a grid of people by days for one desk, why each cell is so, and every change that can be made to it."""

from datetime import date, datetime, timedelta

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from advice_line.instants import parse_instant, span_words
from advice_line.people.roles import Act, ever, may
from advice_line.problems import Refused
from advice_line.rota.consent import Standing
from advice_line.tui.dialogues.ask import Ask
from advice_line.tui.dialogues.lines import Lines
from advice_line.tui.dialogues.pick import Option, Pick
from advice_line.tui.places import rota_actions, rota_looking
from advice_line.tui.places.place import Place
from advice_line.tui.places.rota_publishing import publish
from advice_line.tui.widgets.day_grid import ZOOMS, DayGrid
from advice_line.usecases.rotas import freshness, who_answers
from advice_line.usecases.rotas.changes import own_gmc
from advice_line.usecases.rotas.viewing import RotaView, rota_view, why
from advice_line.usecases.usecase import new_key

BEHIND, AHEAD = timedelta(weeks=13), timedelta(weeks=40)
"""The days that are loaded around the one looked at: a year of weeks, so that moving costs nothing."""


class RotaPlace(Place):
    """One desk's grid with a cursor; letters act on the cell under it."""

    TITLE = "Rota"
    HELP = (
        "People down, days across. Arrows move, Page Up and Page Down go a screen of days, z shows a week, two weeks "
        "or a month, t goes to today, [ and ] to the next desk.\n"
        "In a cell: the duties of that day; ⇄ a swap, + cover, ! an hours rule that breaks; ○ leave, ✚ ill, ▫ in "
        "clinic. At a name: ● on duty now, ◐ in clinic. At a day: ! a gap, ~ the clocks change, * a bank holiday.\n"
        "Leave, illness and cover are entered by the desk's consultants and by managers; swaps are offered by those "
        "whose shifts they are. w lists every change: agree, decline, approve, undo, and settle what a new file "
        "contradicts."
    )
    BINDINGS = [
        Binding("z", "zoom", "Zoom", tooltip="A week, two weeks, a month"),
        Binding("t", "today", "Today"),
        Binding("left_square_bracket", "desk(-1)", "Desk before", show=False),
        Binding("right_square_bracket", "desk(1)", "Next desk", show=False),
        Binding("d", "choose_desk", "Desk"),
        Binding("g", "gaps", "Gaps", tooltip="What is missing or doubled in the days that are shown"),
        Binding("h", "hours", "Hours", tooltip="Broken hours rules ahead, with their evidence"),
        Binding(
            "f", "fairness", "Fairness", tooltip="Nights, weekends, bank holidays and hours for each, half a year"
        ),
        Binding("l", "leave", "Leave"),
        Binding("i", "ill", "Ill", tooltip="Sickness at short notice: who can cover, and why"),
        Binding("c", "cover", "Cover"),
        Binding("o", "offer", "Swap", tooltip="Offer this duty to a colleague, for nothing or for one of theirs"),
        Binding("w", "changes", "Changes", tooltip="Swaps asked, changes made, conflicts to settle"),
        Binding("n", "note", "Note", tooltip="Write a remark beside the desk, for tonight"),
        Binding("y", "confirm", "Confirm", tooltip="You confirm that this rota is right today"),
        Binding("p", "publish", "Publish", tooltip="Read a rota file, see what it changes, publish it"),
        Binding("a", "as_of", "As of", tooltip="Hindsight: the rota as it was published and changed at an instant"),
    ]
    DEFAULT_CSS = """
    RotaPlace #which { height: auto; padding: 0 1; background: $boost; }
    RotaPlace #why { height: 5; padding: 0 1; border-top: solid $panel-lighten-2; }
    """

    def __init__(self) -> None:
        super().__init__(id="rota")
        self.view: RotaView | None = None
        self.own = ""
        self.last_file = ""
        self._desks: list[tuple[str, str]] = []
        self._desk = ""
        self._around: date | None = None
        self._known_at: datetime | None = None
        self._notes: list[who_answers.Note] = []

    def compose(self) -> ComposeResult:
        yield Static(id="which", markup=False)
        yield DayGrid(id="grid")
        yield Static(id="why", markup=False)

    @property
    def grid(self) -> DayGrid:
        return self.query_one(DayGrid)

    @property
    def desk(self) -> str:
        """The id of the desk that is shown."""
        return self._desk

    def go_to(self, desk: str) -> None:
        """Has this desk shown when the place is next entered."""
        self._desk = desk

    def today(self) -> date:
        return self.line.now().astimezone(self.advice_line.zone).date()

    def enter(self) -> None:
        self.grid.focus()

    async def renew(self) -> None:
        now = self.line.now()
        if not self._desks:
            self._desks = [(desk.id, desk.name) for desk in await self.line.do(who_answers.desks_answering)]
            own = await self.line.do(own_gmc, self.person)
            self.own = own or ""
            ids = [desk for desk, _ in self._desks]
            mine = sorted(self.person.desks.intersection(ids), key=ids.index)
            self._desk = self._desk or next(iter([*mine, *ids]), "")
        if not self._desk:
            self.query_one("#which", Static).update(
                "No desk is published. A manager presses p or runs “rota publish”."
            )
            return
        centre = self._around or self.today()
        monday = centre - timedelta(days=centre.weekday())
        self.view = await self.line.do(
            rota_view,
            self.person,
            now,
            self._desk,
            monday - BEHIND,
            monday + AHEAD,
            self._known_at,
            self.advice_line.settings,
        )
        notes = await self.line.do(who_answers.notes_now, now)
        self._notes = [note for note in notes if note.desk == self._desk][:1]
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
            on_now if self._known_at is None else {},
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
        if self._known_at is not None:
            parts.append(f"AS OF {self._known_at.astimezone(zone):%d %b %Y %H:%M} (a: back to now)")
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
        asked = sum(row.standing is Standing.ASKED and row.receiver == self.own for row in ahead)
        to_approve = sum(row.standing is Standing.TO_APPROVE for row in ahead)
        return asked + (to_approve if self.view.may_change else 0)

    @on(DayGrid.Moved)
    def _show_why(self) -> None:
        if self.view is None or not self.grid.gmc:
            return
        person = next(p for p in self.view.people if p.gmc == self.grid.gmc)
        day = self.grid.day
        lines = why(self.view, person.gmc, day, own=person.gmc == self.own)
        contact = str(person.contacts[0]) if person.contacts else "no contact"
        head = f"{day:%a} {day.day} {day:%b}: {person.name}, {person.grade}, {contact}"
        self.query_one("#why", Static).update("\n".join([head, *lines]))
        self.refresh_bindings()

    @on(DayGrid.Beyond)
    def _load_around(self, message: DayGrid.Beyond) -> None:
        self._around = message.day
        self._reload(message.day)

    @work(exclusive=True, group="rota", exit_on_error=False)
    async def _reload(self, day: date | None = None) -> None:
        try:
            await self.renew()
        except Refused as refusal:
            self.complain(refusal)
        self._show(day)

    @on(DayGrid.Chosen)
    def _details(self, message: DayGrid.Chosen) -> None:
        assert self.view is not None
        person = next(p for p in self.view.people if p.gmc == message.gmc)
        lines = why(self.view, message.gmc, message.day, own=message.gmc == self.own)
        contacts = [f"reached on {contact}" for contact in person.contacts] or ["no contact is given"]
        self.app.push_screen(
            Lines(f"{person.name}, {message.day:%a} {message.day.day} {message.day:%b}", [*lines, *contacts])
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        view = self.view
        if view is None:
            return action not in (
                "leave",
                "ill",
                "cover",
                "offer",
                "confirm",
                "gaps",
                "changes",
                "as_of",
                "hours",
                "fairness",
                "note",
            )
        if action in ("leave", "ill", "cover", "confirm"):
            return view.may_change
        if action == "publish":
            return ever(self.person, Act.PUBLISH_ROTA)
        if action == "note":
            return may(self.person, Act.NOTE_ROTA, desk=self._desk, site=view.roster.desk.site)
        if action == "offer":
            mine, site = self.grid.gmc == self.own, view.roster.desk.site
            return self._known_at is None and may(self.person, Act.SWAP, desk=self._desk, site=site, own=mine)
        return True

    def action_zoom(self) -> None:
        self.grid.zoom = (self.grid.zoom + 1) % len(ZOOMS)

    def action_today(self) -> None:
        self._around = None
        self.grid.go(self.today())
        if self.grid.day != self.today():
            self._reload(self.today())

    def action_desk(self, by: int) -> None:
        ids = [desk for desk, _ in self._desks]
        if ids:
            self._desk = ids[(ids.index(self._desk) + by) % len(ids)]
            self._reload(self.grid.day)

    @work(exclusive=True, group="rota-ask", exit_on_error=False)
    async def action_choose_desk(self) -> None:
        options = [Option(desk, name) for desk, name in self._desks]
        chosen = await self.app.push_screen_wait(Pick("Which desk?", options))
        if chosen is not None:
            self._desk = chosen
            self._reload(self.grid.day)

    @work(exclusive=True, group="rota-ask", exit_on_error=False)
    async def action_as_of(self) -> None:
        if self._known_at is not None:
            self._known_at = None
            self._reload()
            return

        def check(words: str) -> None:
            if parse_instant(words, self.advice_line.zone) > self.line.now():
                raise ValueError("That is still to come; hindsight looks back.")

        hint = "A date and time, like 2026-10-25 09:00. Press a again to come back to now."
        typed = await self.app.push_screen_wait(Ask("The rota as it was known when?", hint, check=check))
        if typed is not None:
            self._known_at = parse_instant(typed, self.advice_line.zone)
            self._reload()

    @work(exclusive=True, group="rota-ask", exit_on_error=False)
    async def action_confirm(self) -> None:
        assert self.view is not None
        try:
            await self.line.do(freshness.confirm_rota, self.person, self.line.now(), self._desk, new_key())
            self.say(f"The rota of {self.view.roster.desk.name} is confirmed as right today.")
        except Refused as refusal:
            self.complain(refusal)
        self._reload()

    def action_note(self) -> None:
        self._do(rota_actions.note)

    def action_gaps(self) -> None:
        self._do(rota_looking.gaps)

    def action_hours(self) -> None:
        self._do(rota_looking.hours)

    def action_fairness(self) -> None:
        self._do(rota_looking.fairness)

    def action_leave(self) -> None:
        self._do(rota_actions.leave)

    def action_ill(self) -> None:
        self._do(rota_actions.ill)

    def action_cover(self) -> None:
        self._do(rota_actions.cover)

    def action_offer(self) -> None:
        self._do(rota_actions.offer)

    def action_changes(self) -> None:
        self._do(rota_actions.changes)

    def action_publish(self) -> None:
        self._do(publish)

    @work(exclusive=True, group="rota-ask", exit_on_error=False)
    async def _do(self, act: "rota_actions.Action") -> None:
        """Runs a dialogue with a person; a refusal is said, and nothing half-done stays."""
        try:
            said = await act(self)
        except Refused as refusal:
            self.complain(refusal)
        else:
            if said:
                self.say(said)
        self._reload()
