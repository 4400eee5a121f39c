"""The one screen in which the daily places live, shown in turn."""

from collections.abc import Iterable

from textual import on
from textual.app import ComposeResult, SystemCommand
from textual.widgets import ContentSwitcher, Static

from advice_line.tui.announcing import announce
from advice_line.tui.commands import Commanded, live
from advice_line.tui.dialogues.asking import answered
from advice_line.tui.dialogues.help import Help
from advice_line.tui.dialogues.reading import StoryPage
from advice_line.tui.dialogues.search import Search
from advice_line.tui.header import header
from advice_line.tui.main_commands import COMMANDS
from advice_line.tui.places.board import Board
from advice_line.tui.places.call import Call
from advice_line.tui.places.contract import ContractForm
from advice_line.tui.places.contracts import ContractsPlace
from advice_line.tui.places.directory import AT_ONCE, KINDS, PLACES
from advice_line.tui.places.new_call import NewCall
from advice_line.tui.places.place import Place
from advice_line.tui.places.record import RecordForm
from advice_line.tui.places.worklist import Worklist
from advice_line.tui.session import Session
from advice_line.tui.talk import Talking, talk
from advice_line.tui.widgets.keybar import KeyBar
from advice_line.tui.widgets.message_line import MessageLine
from advice_line.tui.widgets.small import SizedScreen, TooSmall
from advice_line.usecases.advice.story import story
from advice_line.usecases.reminders import chasers, worklists
from advice_line.usecases.reminders.worklists import WorklistItem
from advice_line.usecases.usecase import still_signed_in

_POLL_SECONDS = 0.25
_COUNT_SECONDS = 5


_WIDE = 100
"""Columns from which what stands one below the other stands side by side."""


class Main(Talking, Commanded, SizedScreen):
    """Header, the place that is shown, and the keys that do something there."""

    BINDINGS = [*COMMANDS]
    HORIZONTAL_BREAKPOINTS = [(_WIDE, "-wide")]
    CSS_PATH = "styles/wide.tcss"
    DEFAULT_CSS = """
    Main #header { dock: top; height: 1; background: $primary; color: $text; padding: 0 1; text-style: bold; }
    Main ContentSwitcher { height: 1fr; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._polling = False
        self._items: list[WorklistItem] = []
        self._heard = -1

    def compose(self) -> ComposeResult:
        if self.app.size.width >= _WIDE:
            self.add_class("-wide", update=False)  # before anything is styled: after, all of it would be anew
        yield Static(id="header", markup=False)
        with ContentSwitcher(initial=None):
            for number, name in enumerate(self.places):
                if number == 0 or name in AT_ONCE:
                    yield KINDS[name](self.session)
        yield MessageLine(id="message", markup=False)
        yield KeyBar()
        yield TooSmall()

    def tell(self, words: str, tone: str) -> None:
        """Says what was done, or why not, on a line of its own that covers nothing; a refusal stays longer."""
        self.query_one(MessageLine).tell(words, tone)

    def refuse(self, words: str) -> None:
        self.tell(words, "bad")

    def on_mount(self) -> None:
        self._header()
        self._count()
        self.set_interval(_POLL_SECONDS, self._poll)
        self.set_interval(1, self._tick)
        self.set_interval(_COUNT_SECONDS, self._count)
        self.show(self.places[0])

    @property
    def place(self) -> Place | None:
        """The place that is shown."""
        current = self.query_one(ContentSwitcher).current
        return self.query_one(f"#{current}", Place) if current else None

    @property
    def places(self) -> tuple[str, ...]:
        """What this person can be shown, by name."""
        return PLACES[self.session.person.role]

    def show(self, name: str, desk: str = "") -> None:
        """Shows a place, of this desk where it has several, and has it read again."""
        if self.query(f"#{name}"):
            self.query_one(ContentSwitcher).current = name
            self._header()
        self._enter(name, desk)
        self._count()

    @talk("enter")
    async def _enter(self, name: str, desk: str) -> None:
        await self._switch(name)
        place = self.place
        if place is not None and desk:
            place.go_to(desk)
        if place is not None:
            await self._renew(place)
            place.enter()
            self.refresh_bindings()

    async def _switch(self, name: str) -> None:
        """Shows a place; a rarer one is made when it is first asked for."""
        switcher = self.query_one(ContentSwitcher)
        if not self.query(f"#{name}"):
            await switcher.add_content(KINDS[name](self.session), id=name)
        if switcher.current != name:
            switcher.current = name
            self._header()

    async def _renew(self, place: Place) -> None:
        with place.saying_why_not():
            await place.renew()

    def _header(self) -> None:
        title = self.place.TITLE if self.place else ""
        words = header(self.session, title, self._items, self.size.width - 2)
        self.query_one("#header", Static).update(words)

    @talk("enter")
    async def look_again(self) -> None:
        """Something was said by this process's own tick, which the store does not tell it."""
        if self.place is not None:
            await self._renew(self.place)
        self._count()

    @talk("count")
    async def _count(self) -> None:
        """What waits for this person, for the header; what chasers said since is announced."""
        line, person = self.session.line, self.session.person
        await line.do(still_signed_in, person)
        self._items = await self.session.run(worklists.worklist)
        before, self._heard = self._heard, await line.do(chasers.newest_notice, person)
        if before >= 0 and self._heard > before:
            new = await line.do(chasers.notices, person, before)
            if new:
                announce(self.app, self.session, [notice.words for notice in new])
        self._header()

    def _tick(self) -> None:
        self._header()
        if self.place is not None:
            self.place.tick()

    async def _poll(self) -> None:
        if self._polling or self.place is None:
            return
        self._polling = True
        with self.place.saying_why_not():
            if await self.session.line.has_news():
                await self._renew(self.place)
                self._count()
        self._polling = False

    def action_go(self, place: str) -> None:
        self.show(place)

    def action_help(self) -> None:
        place = self.place
        keys = [(b.key, b.description, b.tooltip) for b in live(self)]
        title, words = (place.TITLE, place.HELP) if place else ("Accounts", "")
        self.app.push_screen(Help(title, words, keys))

    @talk("search")
    async def action_search(self) -> None:
        enquiry = await answered(self, Search(self.session))
        found = await self.session.run(story, enquiry)
        self.app.push_screen(StoryPage.of(found, self.session))

    def action_sign_out(self) -> None:
        self.session.sign_out()

    def commands(self) -> Iterable[SystemCommand]:
        """The palette's entries for where one is: every key that does something here."""
        for binding in live(self):

            async def press(key: str = binding.key) -> None:
                self.app.simulate_key(key)

            yield SystemCommand(binding.description, binding.tooltip or binding.description, press)

    @on(Board.CallerRings)
    def _new_call(self, message: Board.CallerRings) -> None:
        self._begin_call(message.desk)

    @talk("enter")
    async def _begin_call(self, desk: str) -> None:
        await self._switch("new-call")
        await self.query_one(NewCall).begin(desk)

    @on(Board.CallOpened)
    @on(NewCall.CallWritten)
    def _open_call(self, message: Board.CallOpened | NewCall.CallWritten) -> None:
        self._go_on_with(message.enquiry)

    @talk("enter")
    async def _go_on_with(self, enquiry: int) -> None:
        await self._switch("call")
        await self.query_one(Call).open(enquiry)
        self.refresh_bindings()

    @on(Call.CallFinished)
    def _call_finished(self, message: Call.CallFinished) -> None:
        self.session.tell(message.words, "good")
        self.show("board")

    @on(Call.CallLeft)
    @on(NewCall.FormLeft)
    def _to_board(self) -> None:
        self.show("board")

    @on(Worklist.RecordOpened)
    def _open_record(self, message: Worklist.RecordOpened) -> None:
        self._record(message.enquiry, message.amends_because)

    @talk("enter")
    async def _record(self, enquiry: int, because: str) -> None:
        form = self.query_one(RecordForm)
        await form.open(enquiry, because)
        await self._switch("record")
        form.enter()

    @on(Worklist.Counted)
    def _counted(self, message: Worklist.Counted) -> None:
        self._items = message.items
        self._header()

    @on(Place.Elsewhere)
    def _elsewhere(self, message: Place.Elsewhere) -> None:
        self.show(message.place, message.desk)

    @on(ContractsPlace.FormAsked)
    def _open_contract(self, message: ContractsPlace.FormAsked) -> None:
        self._write_contract(message)

    @talk("enter")
    async def _write_contract(self, asked: ContractsPlace.FormAsked) -> None:
        await self._switch(ContractForm.NAME)
        await self.query_one(ContractForm).open(asked.commissioner, asked.replaces)

    @on(RecordForm.RecordFinished)
    def _recorded(self, message: RecordForm.RecordFinished) -> None:
        if message.words:
            self.session.tell(message.words, "good")
        self.show("worklist")
