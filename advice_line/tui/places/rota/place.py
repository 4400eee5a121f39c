"""The rota: a grid of people by days for one desk, why each cell is so, and every change that can be made to it."""

from textual import on, work
from textual.binding import Binding

from advice_line.instants import parse_instant
from advice_line.people.roles import Act, ever, may
from advice_line.problems import Refused
from advice_line.tui.dialogues.ask import Ask
from advice_line.tui.dialogues.lines import Lines
from advice_line.tui.dialogues.pick import Option, Pick
from advice_line.tui.places.rota import actions, looking
from advice_line.tui.places.rota.publishing import publish
from advice_line.tui.places.rota.shown import RotaShown
from advice_line.tui.widgets.day_grid import ZOOMS, DayGrid
from advice_line.usecases.rotas import freshness
from advice_line.usecases.rotas.viewing import why
from advice_line.usecases.usecase import Press


class RotaPlace(RotaShown):
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
            return may(self.person, Act.NOTE_ROTA, desk=self.desk, site=view.roster.desk.site)
        if action == "offer":
            mine, site = self.grid.gmc == self.own, view.roster.desk.site
            return self.known_at is None and may(self.person, Act.SWAP, desk=self.desk, site=site, own=mine)
        return True

    def action_zoom(self) -> None:
        self.grid.zoom = (self.grid.zoom + 1) % len(ZOOMS)

    def action_today(self) -> None:
        self.around = None
        self.grid.go(self.today())
        if self.grid.day != self.today():
            self.reload(self.today())

    def action_desk(self, by: int) -> None:
        ids = [desk for desk, _ in self.desks]
        if ids:
            self.desk = ids[(ids.index(self.desk) + by) % len(ids)]
            self.reload(self.grid.day)

    @work(exclusive=True, group="rota-ask", exit_on_error=False)
    async def action_choose_desk(self) -> None:
        options = [Option(desk, name) for desk, name in self.desks]
        chosen = await self.app.push_screen_wait(Pick("Which desk?", options))
        if chosen is not None:
            self.desk = chosen
            self.reload(self.grid.day)

    @work(exclusive=True, group="rota-ask", exit_on_error=False)
    async def action_as_of(self) -> None:
        if self.known_at is not None:
            self.known_at = None
            self.reload()
            return

        def check(words: str) -> None:
            if parse_instant(words, self.session.zone) > self.line.now():
                raise ValueError("That is still to come; hindsight looks back.")

        hint = "A date and time, like 2026-10-25 09:00. Press a again to come back to now."
        typed = await self.app.push_screen_wait(Ask("The rota as it was known when?", hint, check=check))
        if typed is not None:
            self.known_at = parse_instant(typed, self.session.zone)
            self.reload()

    @work(exclusive=True, group="rota-ask", exit_on_error=False)
    async def action_confirm(self) -> None:
        assert self.view is not None
        try:
            await self.line.act(freshness.confirm_rota, self.person, self.line.now(), self.desk, Press())
            self.say(f"The rota of {self.view.roster.desk.name} is confirmed as right today.")
        except Refused as refusal:
            self.complain(refusal)
        self.reload()

    def action_note(self) -> None:
        self._do(actions.note)

    def action_gaps(self) -> None:
        self._do(looking.gaps)

    def action_hours(self) -> None:
        self._do(looking.hours)

    def action_fairness(self) -> None:
        self._do(looking.fairness)

    def action_leave(self) -> None:
        self._do(actions.leave)

    def action_ill(self) -> None:
        self._do(actions.ill)

    def action_cover(self) -> None:
        self._do(actions.cover)

    def action_offer(self) -> None:
        self._do(actions.offer)

    def action_changes(self) -> None:
        self._do(actions.changes)

    def action_publish(self) -> None:
        self._do(publish)

    @work(exclusive=True, group="rota-ask", exit_on_error=False)
    async def _do(self, act: actions.Action) -> None:
        """Runs a dialogue with a person; a refusal is said, and nothing half-done stays."""
        try:
            said = await act(self)
        except Refused as refusal:
            self.complain(refusal)
        else:
            if said:
                self.say(said)
        self.reload()
