"""The rota: a grid of people by days for one desk, why each cell is so, and every change that can be made to it."""

from textual import on

from advice_line.enquiry.form import Field, Option
from advice_line.instants import parse_instant
from advice_line.people.roles import Act, ever, may
from advice_line.tui.commands import Command
from advice_line.tui.dialogues.asking import ask
from advice_line.tui.dialogues.lines import Lines
from advice_line.tui.places.rota import actions, looking
from advice_line.tui.places.rota.publishing import publish
from advice_line.tui.places.rota.replaying import replay
from advice_line.tui.places.rota.shown import RotaShown
from advice_line.tui.talk import talk
from advice_line.tui.widgets.day_grid import ZOOMS, DayGrid
from advice_line.usecases.rotas import freshness
from advice_line.usecases.rotas.viewing import why
from advice_line.usecases.usecase import Press
from advice_line.words.days import day_words
from advice_line.words.ladder import NO_CONTACT


def _is_shown(place: RotaShown) -> bool:
    return place.view is not None


def _may_change(place: RotaShown) -> bool:
    return place.view is not None and place.view.may_change


def _may_publish(place: RotaShown) -> bool:
    return place.view is None or ever(place.person, Act.PUBLISH_ROTA)


def _may_replay(place: RotaShown) -> bool:
    return ever(place.person, Act.AUDIT)


def _may_note(place: RotaShown) -> bool:
    desk = place.view.roster.desk if place.view is not None else None
    return desk is not None and may(place.person, Act.NOTE_ROTA, desk=place.desk, site=desk.site)


def _may_offer(place: RotaShown) -> bool:
    if place.view is None or place.known_at is not None:
        return False
    mine, site = place.grid.gmc == place.own, place.view.roster.desk.site
    return may(place.person, Act.SWAP, desk=place.desk, site=site, own=mine)


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
        "contradicts. r holds the calls of a past time against a draft that is not published."
    )
    BINDINGS = [
        Command("rota.zoom", "z", "zoom", "Zoom", "A week, two weeks, a month"),
        Command("rota.today", "t", "today", "Today"),
        Command("rota.desk-before", "left_square_bracket", "desk(-1)", "Desk before", show=False),
        Command("rota.next-desk", "right_square_bracket", "desk(1)", "Next desk", show=False),
        Command("rota.choose-desk", "d", "choose_desk", "Desk"),
        Command(
            "rota.gaps", "g", "gaps", "Gaps", "What is missing or doubled in the days that are shown", when=_is_shown
        ),
        Command("rota.hours", "h", "hours", "Hours", "Broken hours rules ahead, with their evidence", when=_is_shown),
        Command(
            "rota.fairness",
            "f",
            "fairness",
            "Fairness",
            "Nights, weekends, bank holidays and hours for each, half a year",
            when=_is_shown,
        ),
        Command("rota.leave", "l", "leave", "Leave", when=_may_change),
        Command("rota.ill", "i", "ill", "Ill", "Sickness at short notice: who can cover, and why", when=_may_change),
        Command("rota.cover", "c", "cover", "Cover", when=_may_change),
        Command(
            "rota.offer",
            "o",
            "offer",
            "Swap",
            "Offer this duty to a colleague, for nothing or for one of theirs",
            when=_may_offer,
        ),
        Command(
            "rota.changes",
            "w",
            "changes",
            "Changes",
            "Swaps asked, changes made, conflicts to settle",
            when=_is_shown,
        ),
        Command("rota.note", "n", "note", "Note", "Write a remark beside the desk, for tonight", when=_may_note),
        Command(
            "rota.confirm", "y", "confirm", "Confirm", "You confirm that this rota is right today", when=_may_change
        ),
        Command(
            "rota.publish",
            "p",
            "publish",
            "Publish",
            "Read a rota file, see what it changes, publish it",
            when=_may_publish,
        ),
        Command(
            "rota.replay",
            "r",
            "replay",
            "Replay",
            "Past calls against a draft: who would have answered, which clinics stood in the way",
            when=_may_replay,
        ),
        Command(
            "rota.as-of",
            "a",
            "as_of",
            "As of",
            "Hindsight: the rota as it was published and changed at an instant",
            when=_is_shown,
        ),
    ]

    @on(DayGrid.CellChosen)
    def _details(self, message: DayGrid.CellChosen) -> None:
        assert self.view is not None
        person = next(p for p in self.view.people if p.gmc == message.gmc)
        lines = why(self.view, message.gmc, message.day, own=message.gmc == self.own)
        contacts = [f"reached on {contact}" for contact in person.contacts] or [NO_CONTACT]
        self.app.push_screen(Lines(f"{person.name}, {day_words(message.day)}", [*lines, *contacts]))

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

    @talk("rota-ask", renews=False)
    async def action_choose_desk(self) -> None:
        desks = tuple(Option(desk, name) for desk, name in self.desks)
        self.desk = await ask(self, Field("desk", "Which desk?", choices=desks, chosen=True))
        self.reload(self.grid.day)

    @talk("rota-ask", renews=False)
    async def action_as_of(self) -> None:
        if self.known_at is not None:
            self.known_at = None
            self.reload()
            return

        def check(words: str) -> None:
            if parse_instant(words, self.session.zone) > self.line.now():
                raise ValueError("That is still to come; hindsight looks back.")

        hint = "A date and time, like 2026-10-25 09:00. Press a again to come back to now."
        typed = await ask(self, Field("as-of", "The rota as it was known when?", hint=hint, check=check))
        self.known_at = parse_instant(typed, self.session.zone)
        self.reload()

    @talk("rota-ask")
    async def action_confirm(self) -> None:
        assert self.view is not None
        await self.run(freshness.confirm_rota, self.desk, Press())
        self.say(f"The rota of {self.view.roster.desk.name} is confirmed as right today.")

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

    def action_replay(self) -> None:
        self._do(replay)

    @talk("rota-ask")
    async def _do(self, act: actions.Action) -> None:
        """Runs a dialogue with a person; a refusal is said, and nothing half-done stays."""
        said = await act(self)
        if said:
            self.say(said)
