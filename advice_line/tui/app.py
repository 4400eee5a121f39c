"""The terminal application: themes, who is signed in, the lock; everything else is in its screens.

Nothing behind the sign-in screen is imported before that is painted: the places are loaded in a thread
while the person reads and types.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events, on, work
from textual.app import SystemCommand
from textual.filter import LineFilter
from textual.screen import Screen
from textual.theme import Theme

from advice_line.people.roles import Person
from advice_line.settings import Settings
from advice_line.tui.beneath import bring_to_top
from advice_line.tui.commands import OF_THE_PROGRAM, Commanded
from advice_line.tui.in_order import KeysInOrder
from advice_line.tui.line import StoreLine
from advice_line.tui.session import Premises, Session
from advice_line.tui.signing_in import SignedIn, SignIn
from advice_line.tui.talk import Talking, talk
from advice_line.tui.widgets.painter import PAINTER

if TYPE_CHECKING:
    from advice_line.tui.main import Main

PAGER = Theme(
    name="pager",
    primary="#1f5fa8",
    secondary="#3d7ea6",
    accent="#6cb6ff",
    success="#4fb477",
    warning="#e0a83a",
    error="#d64550",
    foreground="#e6e9ee",
    background="#10151c",
    surface="#161d27",
    panel="#1d2734",
    boost="#202b39",
    dark=True,
)
HIGH_CONTRAST = Theme(
    name="high-contrast",
    primary="#0000ff",
    accent="#ffff00",
    success="#00ff00",
    warning="#ffff00",
    error="#ff0000",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    boost="#222222",
    dark=True,
)


_NOT_OURS = frozenset({"Keys", "Maximize", "Minimize", "Screenshot"})
"""Textual's own palette entries that have no place here; a screenshot puts patients into a file nobody guards."""


class AdviceLine(Talking, Commanded, KeysInOrder):
    """Signs somebody in and shows their places."""

    TITLE = "Advice Line"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS = OF_THE_PROGRAM
    CSS = ".title { text-style: bold; margin-bottom: 1; }"

    def __init__(
        self,
        line: StoreLine,
        site: Premises,
        settings: Settings | None = None,
        *,
        demo: Sequence[tuple[str, str, str, str]] = (),
        chases: bool = False,
    ) -> None:
        super().__init__()
        self.line = line
        line.signed_out = self.end_session
        self.site = site
        self.settings = settings or Settings()
        self._demo = demo
        self._chases = chases
        self._last_key: datetime | None = None
        self._main: Main | None = None
        self.session: Session | None = None
        self.is_locked = False
        self._clock_doubt = ""
        self._quits = False
        self.register_theme(PAGER)
        self.register_theme(HIGH_CONTRAST)
        self.theme = "pager"

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Every line of every widget is painted by one hand, after Textual's own."""
        return [*super().get_line_filters(), PAINTER]

    def get_default_screen(self) -> SignIn:
        """The sign-in screen is the first: an empty one below it would be laid out and painted for nothing."""
        return SignIn(self.line, self.site.named, self._demo)

    def on_mount(self) -> None:
        self.set_keymap(self.settings.keys)
        self.line.told = self._waits
        if self.settings.lock_after_minutes and not self._demo:
            self.set_interval(15, self._lock_when_idle)

    def on_ready(self) -> None:
        self._load_places()

    @work(thread=True, exit_on_error=False, group="load")
    def _load_places(self) -> None:
        import advice_line.tui.main

        if self._chases:
            import advice_line.chasers.ticking  # noqa: F401 - the same

            self.call_from_thread(self._tick_on)

    def _tick_on(self) -> None:
        """Every open screen ticks: what is due is said even where no worker runs."""
        from apscheduler.schedulers.asyncio import AsyncIOScheduler

        from advice_line.chasers.ticking import SWEEP_SECONDS, add_job, tell_failures

        scheduler = AsyncIOScheduler(timezone="UTC")
        tell_failures(scheduler, self.tell)
        add_job(scheduler, "chasers", self._chase, SWEEP_SECONDS, now=False)
        scheduler.start()

    async def _chase(self) -> None:
        from advice_line.chasers.ticking import renew_sheet, tick
        from advice_line.usecases.clock import clock_trouble

        now = self.line.now()
        if (doubt := await self.line.do(clock_trouble, now)) != self._clock_doubt and self._main is not None:
            self._clock_doubt = doubt
            self.tell(doubt or "The clock is believed again; chasers go on.", "bad" if doubt else "good")
        if await self.line.do(tick, now, self.settings) and self._main is not None:
            self._main.look_again()
        await self.line.do(renew_sheet, now, self.settings)

    @on(SignedIn)
    def _signed_in(self, message: SignedIn) -> None:
        if self._main is not None:  # a key pressed twice is one person
            return
        from advice_line.tui.main import Main

        self._last_key = self.line.now()
        self.session = self._session_of(message.person)
        self._main = Main(self.session)
        self.push_screen(self._main)
        self._extend(self.session)
        self._tell_of_account(self.session)

    def _session_of(self, person: Person) -> Session:
        return Session(
            person,
            self.line,
            self.settings,
            self.site,
            tell=self.tell,
            sign_out=self.sign_out,
        )

    @talk("extend")
    async def _extend(self, session: Session) -> None:
        from advice_line.usecases.rotas.publishing import extend_rosters

        await session.run(extend_rosters)

    @talk("told")
    async def _tell_of_account(self, session: Session) -> None:
        from advice_line.usecases.accounts.signing_in import told

        found = await session.run(told)
        if found:
            self.tell(f"● {'; '.join(found)}. If you did not ask for it, say so to your manager.", "news")

    def tell(self, words: str, tone: str = "bad") -> None:
        """Says something on the main screen's message line; ``tone`` is good or bad."""
        if self._main is not None:
            self._main.tell(words, tone)

    def refuse(self, words: str) -> None:
        self.tell(words)

    def _waits(self, words: str) -> None:
        """That the store keeps everybody waiting is said where the person looks, and not beneath a dialogue."""
        if self._main is not None and self.screen is self._main:
            self.tell(words, "news" if words else "none")
        elif words:
            self.notify(words, severity="warning", markup=False)

    def sign_out(self, why: str = "") -> None:
        """Back to the sign-in screen, from whatever is above it; drafts are in the store."""
        self._main = self.session = None
        self.is_locked = False
        while not isinstance(self.screen, SignIn):
            self.pop_screen()
        self.screen.begin_again(why)

    def end_session(self, why: str) -> None:
        """The person's account was changed by somebody: nothing more is done or shown in their name."""
        if self._main is not None:
            self.clear_notifications()
            self.sign_out(why)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.MouseDown):
            self._last_key = self.line.now()
        await super().on_event(event)

    def _lock_when_idle(self) -> None:
        idle = self.line.now() - (self._last_key or self.line.now())
        long = idle > timedelta(minutes=self.settings.lock_after_minutes)
        if long and not self.is_locked:
            self._lock()

    def _lock(self) -> None:
        from advice_line.tui.dialogues.lock import Locked

        session = self.session
        if session is None:
            return
        self.clear_notifications()  # they would be said over the lock
        self.push_screen(Locked(session.person.name, partial(self._unlock, session)), self._unlocked)
        self.is_locked, self._quits = True, False

    async def _unlock(self, session: Session, password: str) -> None:
        from advice_line.usecases.accounts.signing_in import unlock

        await self.line.do(unlock, session.person, password, self.line.now(), door=self.line.terminal)

    def _unlocked(self, _: None = None) -> None:
        self.is_locked = False
        self._last_key = self.line.now()

    def push_screen(self, *args: Any, **options: Any) -> Any:
        """What work in the background opens meanwhile comes beneath the lock, and is seen by who unlocks."""
        lock = self.screen if self.is_locked and self.screen_stack else None
        result = super().push_screen(*args, **options)
        if lock is not None and lock is not self.screen:
            bring_to_top(self, lock)
        return result

    def notify(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is said over a locked screen; what matters is said again on the message line or the worklist."""
        if not self.is_locked:
            super().notify(*args, **kwargs)

    async def action_quit(self) -> None:
        """At once; from the lock, where somebody's typing waits, at the second press."""
        from advice_line.tui.dialogues.lock import Locked

        if self.session and self.is_locked and not self._quits and isinstance(self.screen, Locked):
            self._quits = True
            self.screen.say(
                f"What {self.session.person.name} has half typed may be lost; ctrl+q again quits all the same."
            )
            return
        await super().action_quit()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        if self._main is not None and screen is self._main:
            yield from self._main.commands()
        for command in super().get_system_commands(screen):
            if command.title not in _NOT_OURS:
                yield command
