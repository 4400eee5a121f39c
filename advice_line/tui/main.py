"""The one screen in which the daily places live, shown in turn."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding
from textual.timer import Timer
from textual.widgets import ContentSwitcher, Static
from textual.worker import Worker, WorkerState

from advice_line.people.roles import Role
from advice_line.problems import Refused
from advice_line.tui.dialogues.help import Help
from advice_line.tui.places.audit import AuditPlace
from advice_line.tui.places.board import Board
from advice_line.tui.places.call import Call
from advice_line.tui.places.new_call import NewCall
from advice_line.tui.places.place import Place, unexpected
from advice_line.tui.places.record import RecordForm
from advice_line.tui.places.rota import RotaPlace
from advice_line.tui.places.worklist import Worklist
from advice_line.tui.widgets.keybar import KeyBar
from advice_line.tui.widgets.small import SizedScreen, TooSmall

if TYPE_CHECKING:
    from advice_line.tui.app import AdviceLine

_POLL_SECONDS = 0.25
_ROUTES = (Board, NewCall, Call)
PLACES: dict[Role, tuple[type[Place], ...]] = {
    Role.OPERATOR: (*_ROUTES, RotaPlace),
    Role.REGISTRAR: (Worklist, RecordForm, *_ROUTES, RotaPlace),
    Role.CONSULTANT: (Worklist, RecordForm, *_ROUTES, RotaPlace, AuditPlace),
    Role.MANAGER: (AuditPlace, RotaPlace),
    Role.ADMINISTRATOR: (),
}


class Main(SizedScreen):
    """Header, the place that is shown, and the keys that do something there."""

    BINDINGS = [
        Binding("f3", "go('board')", "Desk"),
        Binding("f4", "go('worklist')", "Worklist"),
        Binding("f5", "go('audit')", "Audit"),
        Binding("f9", "go('rota')", "Rota"),
        Binding("question_mark,f1", "help", "Help", key_display="?"),
        Binding("ctrl+l", "sign_out", "Sign out"),
    ]
    CSS_PATH = "styles/wide.tcss"
    DEFAULT_CSS = """
    Main #header { dock: top; height: 1; background: $primary; color: $text; padding: 0 1; text-style: bold; }
    Main ContentSwitcher { height: 1fr; }
    Main #message { height: auto; max-height: 3; padding: 0 1; display: none; text-style: bold; color: $text; }
    Main #message.-good { display: block; background: $success-muted; color: $text-success; }
    Main #message.-bad { display: block; background: $error; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._polling = False
        self._telling: Timer | None = None

    @property
    def advice_line(self) -> "AdviceLine":
        return cast("AdviceLine", self.app)

    def compose(self) -> ComposeResult:
        kinds = PLACES[self.advice_line.person.role]
        yield Static(id="header", markup=False)
        with ContentSwitcher(initial=None):
            for kind in kinds:
                yield kind()
        if not kinds:
            yield Static(
                "Accounts are kept from the command line:\n\n  advice-line login\n  advice-line user --help",
                markup=False,
            )
        yield Static(id="message", markup=False)
        yield KeyBar()
        yield TooSmall()

    def tell(self, words: str, tone: str) -> None:
        """Says what was done, or why not, on a line of its own that covers nothing; a refusal stays longer."""
        message = self.query_one("#message", Static)
        message.update(words)
        message.set_classes(f"-{tone}")
        if self._telling is not None:
            self._telling.stop()
        self._telling = self.set_timer(8 if tone == "good" else 30, lambda: message.set_classes(""))

    def on_mount(self) -> None:
        self._header()
        self.set_interval(_POLL_SECONDS, self._poll)
        self.set_interval(1, self._tick)
        places = list(self.query(Place))
        if places:
            self.show(places[0].id or "")

    @property
    def place(self) -> Place | None:
        """The place that is shown."""
        current = self.query_one(ContentSwitcher).current
        return self.query_one(f"#{current}", Place) if current else None

    def show(self, place: str) -> None:
        """Shows a place and has it read again."""
        self.query_one(ContentSwitcher).current = place
        self._header()
        self._enter()

    @work(exclusive=True, group="enter", exit_on_error=False)
    async def _enter(self) -> None:
        place = self.place
        if place is not None:
            await self._renew(place)
            place.enter()
            self.refresh_bindings()

    async def _renew(self, place: Place) -> None:
        try:
            await place.renew()
        except Refused as refusal:
            place.complain(refusal)

    def _header(self) -> None:
        person, now = self.advice_line.person, self.advice_line.line.now()
        local = now.astimezone(self.advice_line.zone)
        title = self.place.TITLE if self.place else "Accounts"
        left = f"{title} · {self.advice_line.site_name}"
        right = f"{person.name}, {person.role} · {local:%a} {local.day} {local:%b %H:%M}"
        gap = max(self.size.width - 2 - len(left) - len(right), 1)
        self.query_one("#header", Static).update(left + " " * gap + right)

    def _tick(self) -> None:
        self._header()
        if self.place is not None:
            self.place.tick()

    async def _poll(self) -> None:
        if self._polling or self.place is None:
            return
        self._polling = True
        try:
            if await self.advice_line.line.has_news():
                await self._renew(self.place)
        except Refused as refusal:
            self.place.complain(refusal)
        finally:
            self._polling = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "go":
            return bool(self.query(f"#{parameters[0]}")) and (self.place is None or self.place.id != parameters[0])
        return True

    def action_go(self, place: str) -> None:
        self.show(place)

    def action_help(self) -> None:
        place = self.place
        keys = [(b.key, b.description, b.tooltip) for b in self._live()]
        title, words = (place.TITLE, place.HELP) if place else ("Accounts", "")
        self.app.push_screen(Help(title, words, keys))

    def action_sign_out(self) -> None:
        self.advice_line.sign_out()

    def commands(self) -> Iterable[SystemCommand]:
        """The palette's entries for where one is: every key that does something here."""
        for binding in self._live():

            async def press(key: str = binding.key) -> None:
                self.app.simulate_key(key)

            yield SystemCommand(binding.description, binding.tooltip or binding.description, press)

    def _live(self) -> list[Binding]:
        """The bindings that do something here and now, each once: what the key bar, help and palette show."""
        found: dict[str, Binding] = {}
        for _, binding, enabled, _ in self.active_bindings.values():
            if enabled and binding.show and binding.description:
                found.setdefault(binding.description, binding)
        return list(found.values())

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """As in a place: nothing fails in silence."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.tell(unexpected(event.worker.error), "bad")

    @on(Board.NewCall)
    def _new_call(self, message: Board.NewCall) -> None:
        self._begin_call(message.desk)

    @work(exclusive=True, group="enter", exit_on_error=False)
    async def _begin_call(self, desk: str) -> None:
        self.query_one(ContentSwitcher).current = "new-call"
        self._header()
        await self.query_one(NewCall).begin(desk)

    @on(Board.Opened)
    @on(NewCall.Taken)
    def _open_call(self, message: Board.Opened | NewCall.Taken) -> None:
        self._go_on_with(message.enquiry)

    @work(exclusive=True, group="enter", exit_on_error=False)
    async def _go_on_with(self, enquiry: int) -> None:
        self.query_one(ContentSwitcher).current = "call"
        self._header()
        await self.query_one(Call).open(enquiry)
        self.refresh_bindings()

    @on(Call.Finished)
    def _call_finished(self, message: Call.Finished) -> None:
        self.advice_line.tell(message.words, "good")
        self.show("board")

    @on(Call.Left)
    @on(NewCall.Left)
    def _to_board(self) -> None:
        self.show("board")

    @on(Worklist.Opened)
    def _open_record(self, message: Worklist.Opened) -> None:
        self._record(message.enquiry, message.amends_because)

    @work(exclusive=True, group="enter", exit_on_error=False)
    async def _record(self, enquiry: int, because: str) -> None:
        form = self.query_one(RecordForm)
        try:
            await form.open(enquiry, because)
        except Refused as refusal:
            form.complain(refusal)
            return
        self.query_one(ContentSwitcher).current = "record"
        self._header()
        form.query_one("#f-patient_kind").focus()

    @on(RecordForm.Finished)
    def _recorded(self, message: RecordForm.Finished) -> None:
        if message.words:
            self.advice_line.tell(message.words, "good")
        self.show("worklist")
