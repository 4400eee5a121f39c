"""Accountability: advice about patients nobody here has seen, by age, and what each still lacks."""

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from advice_line.tui.commands import Command
from advice_line.tui.dialogues.reading import StoryPage
from advice_line.tui.places.place import Place
from advice_line.tui.places.worklist import review_in_turn, say_verdicts
from advice_line.tui.session import Session
from advice_line.tui.talk import talk
from advice_line.tui.widgets.rows import Column, RowOf, Rows
from advice_line.usecases.advice.story import story
from advice_line.usecases.reminders import unseen
from advice_line.usecases.reminders.unseen import Unseen
from advice_line.usecases.reminders.worklists import Section, WorklistItem
from advice_line.words.spans import span_words


class UnseenPlace(Place):
    """All desks, one desk, or one consultant's; c countersigns what waits, one after the other."""

    NAME = "unseen"
    TITLE = "Accountability"
    HELP = (
        "Every patient advised on unseen for whom something is still missing, oldest first. ← → choose the desk, "
        "1 all consultants, 2 by consultant. Enter reads the story; c countersigns in turn, reading each."
    )
    BINDINGS = [
        Command(
            "unseen.countersign",
            "c",
            "countersign",
            "Countersign all",
            "One after the other, reading each; Escape stops",
            when=lambda place: bool(place.to_countersign()),
        ),
        Command("unseen.before", "left", "turn(-1)", "Before"),
        Command("unseen.next", "right", "turn(1)", "Next"),
        Command("unseen.by-desk", "1", "by('desk')", "By desk"),
        Command("unseen.by-consultant", "2", "by('consultant')", "By consultant"),
    ]
    DEFAULT_CSS = """
    UnseenPlace #which { height: auto; padding: 0 1; background: $boost; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._all: list[Unseen] = []
        self._by = "desk"
        self._which = 0
        self._noted = False

    def compose(self) -> ComposeResult:
        yield Static(id="which", markup=False)
        yield Rows(
            Column("Age", 9),
            Column("No.", 9),
            Column("Missing", 30),
            Column("Advised by", 20),
            Column("Answerable", 20, from_width=100),
            Column("Caller", 0, from_width=100),
            id="unseen-rows",
            empty="Nothing is missing: every unseen patient is accounted for.",
        )

    @property
    def lines(self) -> Rows:
        return self.query_one("#unseen-rows", Rows)

    def enter(self) -> None:
        self.lines.focus()

    async def renew(self) -> None:
        if self._noted:
            self._all = await self.line.do(unseen.unseen_rows, self.person)
        else:
            self._all = await self.run(unseen.unseen_patients)
            self._noted = True
        self._show()
        self.refresh_bindings()

    def tick(self) -> None:
        self._show()

    def _groups(self) -> list[str]:
        names = {row.desk_name if self._by == "desk" else row.supervisor for row in self._all}
        return ["", *sorted(names)]

    def _shown(self) -> list[Unseen]:
        groups = self._groups()
        name = groups[self._which % len(groups)]
        return [
            row for row in self._all if not name or name == (row.desk_name if self._by == "desk" else row.supervisor)
        ]

    def to_countersign(self) -> list[Unseen]:
        return [row for row in self._shown() if row.to_countersign]

    def _show(self) -> None:
        groups, now = self._groups(), self.line.now()
        name = groups[self._which % len(groups)] or ("all desks" if self._by == "desk" else "all consultants")
        rows = self._shown()
        signs = sum("countersign" in row.missing for row in rows)
        patients = "1 unseen patient" if len(rows) == 1 else f"{len(rows)} unseen patients"
        words = f"‹ {name} ›   {patients}, {signs} to countersign"
        if rows:
            words += f", the oldest {span_words(now - rows[0].written_at)} old"
        self.query_one("#which", Static).update(words)
        self.lines.set_rows([self._row(row) for row in rows])

    def _row(self, row: Unseen) -> RowOf:
        age = span_words(self.line.now() - row.written_at)
        missing = ", ".join([*(f"{word.upper()}" for word in row.special), *row.missing])
        return RowOf(
            str(row.advice),
            (
                (age, "busy"),
                (row.reference, "dim"),
                (missing, "bad" if row.special else "busy"),
                (row.adviser, ""),
                (row.supervisor, ""),
                (f"{row.caller} · {row.desk_name}", ""),
            ),
        )

    def action_turn(self, by: int) -> None:
        self._which = (self._which + by) % len(self._groups())
        self._show()
        self.refresh_bindings()

    def action_by(self, what: str) -> None:
        self._by, self._which = what, 0
        self._show()

    @on(Rows.RowChosen, "#unseen-rows")
    def _chosen(self) -> None:
        self.action_story()

    @talk("open")
    async def action_story(self) -> None:
        row = next((row for row in self._all if str(row.advice) == self.lines.key), None)
        if row is None:
            return
        found = await self.run(story, row.enquiry)
        await self.app.push_screen_wait(StoryPage.of(found, self.session))

    @talk("open")
    async def action_countersign(self) -> None:
        waiting = [
            WorklistItem(
                Section.COUNTERSIGN, row.advice, row.written_at, None, row.desk, row.desk_name, "", row.enquiry
            )
            for row in self.to_countersign()
        ]
        verdicts = await review_in_turn(self, waiting)
        say_verdicts(self, verdicts)
