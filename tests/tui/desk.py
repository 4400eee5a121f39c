"""Sits at the desk: starts the screens on a hospital, presses keys, reads what is on the screen."""

import asyncio
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from textual import events
from textual._context import visible_screen_stack
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot

from advice_line.people.roles import Person
from advice_line.settings import Settings
from advice_line.tui import in_order
from advice_line.tui.app import AdviceLine
from advice_line.tui.line import StoreLine
from advice_line.tui.session import Premises
from advice_line.tui.signing_in import SignedIn
from tests.hospital import TUESDAY, Hospital
from tests.tui.cheaper import make_cheaper
from tests.tui.quiet import quiet

in_order._ECHO_FIRST = 0  # nobody looks between two keys

make_cheaper()


class Desk:
    """A person at a terminal."""

    def __init__(self, app: AdviceLine, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    async def press(self, *keys: str) -> None:
        """Presses keys one after the other, and waits for what they set going."""
        for key in keys:
            self.app.post_message(_key(key))
            await self.settle()

    async def type(self, words: str, together: int = 1000) -> None:
        """Types words, as fast as a keyboard's buffer holds them; ``\n`` is Enter. So many keys come in one read."""
        await self.burst(*("enter" if char == "\n" else char for char in words), together=together)

    async def burst(self, *keys: str, together: int = 1000) -> None:
        """Keys by name or character, so many at once, none waiting for what the one before sets going."""
        for first in range(0, len(keys), together):
            for key in keys[first : first + together]:
                self.app.post_message(_key(key))
            await self.rest()
        await self.settle()

    async def rest(self) -> None:
        """Waits until every key has come to where it goes and done what it does."""
        await asyncio.sleep(0)
        while self.app.is_running and (self.app.message_queue_size or not self.app.at_rest):
            await asyncio.sleep(0.001)

    async def settle(self) -> None:
        """Waits until every key has come to where it goes, and the screen and the store have nothing more to do."""
        await quiet(self.app)

    @property
    def screen(self) -> str:
        """What a person reads."""
        visible_screen_stack.set(self.app._background_screens)
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    @property
    def words(self) -> str:
        """What a person reads, as running text: lines that wrap are joined, within a dialogue's frame too."""
        return " ".join(self.screen.translate(_FRAMES).split())

    def line_with(self, words: str) -> str:
        """The line of the screen that holds these words."""
        return next((line for line in self.screen.split("\n") if words in line), "")


def _key(name: str) -> events.Key:
    """A key by its name or its character, as a terminal sends it."""
    if len(name) == 1:
        return events.Key(_character_to_key(name), name)
    try:
        return events.Key(name, unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name))))
    except KeyError:
        return events.Key(name, None)


_FRAMES = {ord(sign): " " for sign in "│╭╮╰╯▊▎"}


@asynccontextmanager
async def at_the_desk(
    hospital: Hospital,
    who: str,
    *,
    at: datetime = TUESDAY,
    size: tuple[int, int] = (80, 24),
    settings: Settings | None = None,
) -> AsyncIterator[Desk]:
    """The screens, with somebody signed in."""
    clock = [at]
    line = StoreLine(hospital.store, lambda: clock[0])
    app = AdviceLine(line, Premises("Exampleton General", ZoneInfo("Europe/London")), settings)
    async with app.run_test(size=size) as pilot:
        desk = Desk(app, pilot)
        person: Person = hospital[who]
        app.post_message(SignedIn(person))
        await desk.settle()
        yield desk
