"""The operator's board: every desk and who answers now; beside it, what is waiting."""

from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from advice_line.enquiry.flags import Kind
from advice_line.enquiry.form import Field
from advice_line.enquiry.states import State
from advice_line.store.values.enquiries import WaitingEnquiry
from advice_line.store.values.flags import OpenFlag
from advice_line.store.values.rotas import DeskNote, DeskRoster
from advice_line.tui.commands import Command
from advice_line.tui.dialogues.ask import is_yes
from advice_line.tui.dialogues.asking import ask
from advice_line.tui.dialogues.reading import StoryPage
from advice_line.tui.places.board_rows import about_desk, desk_row, flag_row, note_beside, stale_for, waiting_row
from advice_line.tui.places.call_questions import ask_practice
from advice_line.tui.places.place import Place
from advice_line.tui.session import Session
from advice_line.tui.talk import talk
from advice_line.tui.widgets.rows import Column, Rows
from advice_line.usecases.advice.story import story
from advice_line.usecases.calls import attempts, taking
from advice_line.usecases.flags.flags import open_flags
from advice_line.usecases.rotas import who_answers
from advice_line.usecases.rotas.freshness import RotaFreshness, rotas_freshness
from advice_line.usecases.usecase import Press
from advice_line.words.spans import span_words
from advice_line.words.times import clock


class Board(Place):
    """Two lists. Typing letters narrows the desks at once; Enter takes a call for the one under the cursor."""

    NAME = "board"
    TITLE = "Desk"
    HELP = (
        "Every desk and who answers now. ● free, ◐ the first is in clinic and this one is behind them, "
        "✖ nobody; ? before a name: its rota has not been confirmed lately.\n"
        "Type part of a desk's name to find it; Enter begins a call for it. Tab goes to what is waiting; Enter there "
        "takes a call-back or goes on with a call."
    )
    BINDINGS = [
        Command("board.new-call", "f2", "new_call", "New call"),
        Command("board.waiting", "tab", "app.focus_next", "Waiting", show=False),
        Command("board.note", "f6", "note", "Note", "Write a remark beside the desk, for tonight"),
        Command("board.story", "f7", "story", "Story", "Everything that happened to the waiting enquiry"),
        Command(
            "board.verify",
            "f8",
            "verify",
            "Caller verified",
            "You have rung back on the practice's listed number",
            when=lambda board: board.is_on_a_flag,
        ),
        Command("board.find", "slash", "find", "Find", "Begin to type a desk's name afresh"),
    ]
    DEFAULT_CSS = """
    Board #panes { height: 1fr; layout: vertical; }
    Board #desks { height: 3fr; min-height: 13; }
    Board #queue { height: 2fr; border-top: solid $panel-lighten-2; }
    Board #filter { height: 2; padding: 0 1; background: $boost; }
    """

    @dataclass
    class CallerRings(Message):
        """Somebody rings; ``desk`` is what they ask for, or empty."""

        desk: str

    @dataclass
    class CallOpened(Message):
        """A call in hand is to be gone on with."""

        enquiry: int

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._rosters: list[DeskRoster] = []
        self._waiting: list[WaitingEnquiry] = []
        self._flags: list[OpenFlag] = []
        self._notes: dict[str, DeskNote] = {}
        self._trusts: dict[str, RotaFreshness] = {}
        self._typed = ""
        self._narrowing: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="filter", markup=False)
        with Container(id="panes"):
            yield Rows(
                Column("Desk", 24),
                Column("Who answers now"),
                Column("On", 12),
                Column("Until", 9),
                id="desks",
                empty="No desk is published. A manager runs “advice-line rota publish”.",
            )
            yield Rows(
                Column("Waiting", 11),
                Column("Due", 7),
                Column("Who and where"),
                id="queue",
                empty="Nothing is waiting.",
            )

    @property
    def desks(self) -> Rows:
        return self.query_one("#desks", Rows)

    @property
    def queue(self) -> Rows:
        return self.query_one("#queue", Rows)

    @property
    def is_on_a_flag(self) -> bool:
        """Whether the cursor is on a caller who is still to be verified."""
        return self.queue.has_focus and (self.queue.key or "").startswith("f")

    def enter(self) -> None:
        self.desks.focus()

    async def renew(self) -> None:
        now = self.line.now()
        self._rosters = await self.line.do(who_answers.board, now)
        self._waiting = await self.line.do(taking.waiting, self.person)
        self._flags = [f for f in await self.line.do(open_flags, self.person) if f.kind is Kind.NOT_VERIFIED]
        self._trusts = await self.line.do(rotas_freshness)
        self._notes = {}
        for note in reversed(await self.line.do(who_answers.notes_now, now)):
            self._notes[note.desk] = note
        self._show()

    def tick(self) -> None:
        if self._rosters:
            self._show()

    def _show(self) -> None:
        self._show_desks()
        self._show_queue()
        self._show_typed()

    def _show_desks(self) -> None:
        now = self.line.now()
        words = self._typed.lower()
        shown = [r for r in self._rosters if words in r.desk.name.lower() or words in r.desk.id]
        shown.sort(key=lambda r: (not r.desk.name.lower().startswith(words), r.desk.name))
        rows = [
            desk_row(
                one, now, noted=one.desk.id in self._notes, stale=bool(stale_for(self._trusts.get(one.desk.id), now))
            )
            for one in shown
        ]
        self.desks.set_rows(rows)

    def _show_queue(self) -> None:
        now, own = self.line.now(), self.person.account
        rows = [waiting_row(item, now, self.session.zone, own) for item in self._waiting]
        self.queue.set_rows([*rows, *(flag_row(flag, now) for flag in self._flags)])

    def _show_typed(self) -> None:
        typed = f"Find: {self._typed}▏" if self._typed else "Type part of a desk's name, then Enter."
        self.query_one("#filter", Static).update(f"{typed}{self._note()}\n{self._about()}", layout=False)

    def _note(self) -> str:
        note = self._notes.get(self.desks.key or "")
        return f"   Note: “{note.words}”, {note.author}, {clock(note.at, self.session.zone)}" if note else ""

    def _about(self) -> str:
        """What does not fit the row under the cursor: who is in clinic, who is behind, or all of what waits."""
        if self.queue.has_focus and self.queue.rows:
            return " · ".join(cell[0] for cell in self.queue.rows[self.queue.cursor].cells)
        roster = next((r for r in self._rosters if r.desk.id == self.desks.key), None)
        if roster is None:
            return ""
        return about_desk(roster, self._trusts.get(roster.desk.id), self.line.now(), self.size.width - 2)

    def takes_typing(self, event: events.Event) -> bool:
        """Whether a key goes into what is typed to narrow the desks; the rest are commands."""
        if not isinstance(event, events.Key) or not self.desks.has_focus:
            return False
        return event.key == "backspace" or bool(event.is_printable and event.character not in (None, "?", "/"))

    def on_key(self, event: events.Key) -> None:
        if not self.desks.has_focus:
            return
        if self.takes_typing(event):
            self._typed = self._typed[:-1] if event.key == "backspace" else f"{self._typed}{event.character}"
        elif event.key == "escape" and self._typed:
            self._typed = ""
        else:
            self._narrow_at_once()  # a key that acts on the cursor came faster than the list could narrow
            return
        event.stop()
        self._show_typed()  # the letter first: the list narrows in the next frame
        self._narrow()

    def _narrow(self) -> None:
        if self._narrowing is not None:
            self._narrowing.stop()
        self._narrowing = self.set_timer(0.02, self._narrow_when_due)

    def _narrow_when_due(self) -> None:
        if self._narrowing is not None:  # a key came between, when it was too late to stop the timer
            self._narrow_now()

    def _narrow_at_once(self) -> None:
        if self._narrowing is not None:
            self._narrowing.stop()
            self._narrow_now()

    def _narrow_now(self) -> None:
        self._narrowing = None
        self.desks.cursor = 0
        self._show_desks()

    def action_find(self) -> None:
        """Begins a search afresh, from wherever one is on the board."""
        self._typed = ""
        self.desks.focus()
        self._show()

    def action_new_call(self) -> None:
        self.post_message(self.CallerRings(""))

    @on(events.DescendantFocus)
    @on(Rows.RowMoved, "#queue")
    @on(Rows.RowMoved, "#desks")
    def _moved(self) -> None:
        self.refresh_bindings()
        if self._rosters:
            self._show_typed()

    @on(Rows.RowChosen, "#desks")
    def _begin_call(self) -> None:
        self._narrow_at_once()
        desk = self.desks.key
        if desk is not None:
            self._typed = ""
            self.post_message(self.CallerRings(desk))

    @on(Rows.RowChosen, "#queue")
    def _open_waiting(self, chosen: Rows.RowChosen) -> None:
        self._take(int(chosen.key[1:]))

    @talk("take")
    async def _take(self, enquiry: int) -> None:
        item = next((w for w in self._waiting if w.id == enquiry), None)
        if item is None or item.state is State.TO_ANSWER:
            await self._read_story(enquiry)
            return
        if item.state is State.IN_HAND and item.holder is not None and item.holder != self.person.account:
            await self._take_over(item, item.holder)
        else:
            await self.run(taking.take_call_back, enquiry, Press())
        self.post_message(self.CallOpened(enquiry))

    async def _take_over(self, item: WaitingEnquiry, holder: int) -> None:
        age = span_words(self.line.now() - item.since)
        title = f"{item.holder_name} has had this call in hand for {age}. Take it over?"
        await ask(self, Field("sure", title, hint="Type “yes” and Enter; Escape leaves it.", check=is_yes))
        await self.run(taking.take_over, item.id, holder, Press())

    async def _read_story(self, enquiry: int) -> None:
        found = await self.run(story, enquiry)
        self.app.push_screen(StoryPage.of(found, self.session))

    @talk("take")
    async def action_story(self) -> None:
        key = self.queue.key
        if key is None:
            self.say("Nothing is waiting; there is no story to read.")
            return
        await self._read_story(int(key[1:]))

    @talk("take")
    async def action_verify(self) -> None:
        enquiry, key = int((self.queue.key or "f0")[1:]), Press()
        hand = await self.run(attempts.call_in_hand, enquiry)
        practice = hand.call.practice or await ask_practice(self)
        await self.run(taking.verify_caller, enquiry, practice, key)
        self.say("The caller is marked as verified.")

    @talk("note")
    async def action_note(self) -> None:
        desk = self.desks.key
        if desk is None:
            return
        await self.run(who_answers.add_note, desk, await ask(self, note_beside(desk)), Press())
