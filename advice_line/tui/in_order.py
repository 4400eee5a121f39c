"""Keys that arrive together land where they would have landed one by one.

Over SSH, a VPN or from a busy machine several keys come in one read. Textual hands each to the field that has the
focus at that moment, although an Enter before it has not moved the focus yet, or still waits for the store. Here a
key waits until all is done that those before it set going: handlers, focus, dialogues, the work in the background.
Letters into one and the same field need not wait, nor into what says that it takes them as a field does (a widget,
or one around it, with ``takes_typing(event)``); nor does anybody who types no faster than the screen answers.
"""

import asyncio
from collections import deque
from contextlib import suppress
from time import monotonic
from typing import Any

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea
from textual.worker import Worker, get_current_worker

Typed = events.Key | events.Paste
BACKGROUND = frozenset({"keep", "count", "load", "extend", "dial"})
"""Groups of work that no key waits for: what they find changes nothing in where a key lands."""
_AT_ONCE = frozenset({"ctrl+q", "ctrl+c"})
_MOST_SECONDS = 2.0
"""Longest wait for a screen that does not come to rest; work in the background is waited for as long as it takes."""
_PATIENCE = 0.05
_ECHO_FIRST = 0.012
"""Seconds that the looking round after a letter waits, so that its echo is painted first; a held key ends them."""


class KeysInOrder(App[None]):
    """An application that takes the next key when the one before has done all it does."""

    def __init__(self) -> None:
        super().__init__()
        self._held: deque[Typed] = deque()
        self._settling: asyncio.Task[None] | None = None
        self._soon: asyncio.TimerHandle | None = None
        self._begun = False
        self._deaf = False
        self._stirred = False
        self._until = 0.0
        self._field: Widget | None = None
        self._touched: list[DOMNode] = []
        self._going_on: set[Worker[Any]] = set()
        self._asking: dict[Worker[Any], Screen[Any]] = {}

    def on_ready(self) -> None:
        self._settle()

    @property
    def at_rest(self) -> bool:
        """Whether every key has come to where it goes and done what it does."""
        return self._begun and self._settling is None and self._soon is None and not self._held

    def drop_type_ahead(self) -> None:
        """Forgets keys that were typed ahead, and hears no more until what is under way is done.

        Where a person is being identified: no letter typed behind a password may become a command of the screen
        that follows, or a second password where the first was wrong.
        """
        self._held.clear()
        self._deaf = True
        self._settle()

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded or _is_at_once(event):
            await super().on_event(event)
        elif self._deaf:
            return
        elif self.at_rest or (self._begun and not self._held and self._goes_with_the_last(event)):
            await self._press(event)
        else:
            self._held.append(event)
            self._settle()

    async def push_screen_wait(self, screen: Any, *, mode: str | None = None) -> Any:
        """As in Textual; and while the dialogue stands, its worker waits for keys, not keys for the worker."""
        worker = get_current_worker()
        self._asking[worker] = screen
        try:
            return await super().push_screen_wait(screen, mode=mode)
        finally:
            self._asking.pop(worker, None)

    async def _press(self, event: Typed) -> None:
        """Hands a key on, as Textual would have done."""
        into = self.focused
        self._field = into if _takes(into, event) else None
        self._stirred = True
        self._touched.append(into or self.screen)
        await super().on_event(event)
        if self._field is None or self._held:
            self._settle()
        elif self._settling is None and self._soon is None:
            self._soon = asyncio.get_running_loop().call_later(_ECHO_FIRST, self._settle)

    async def _release(self) -> None:
        """The first that waits, and with it the letters that go into the same field."""
        if self._held and not self._deaf:
            await self._press(self._held.popleft())
        while self._held and self._goes_with_the_last(self._held[0]):
            await self._press(self._held.popleft())

    def _goes_with_the_last(self, event: Typed) -> bool:
        return self._field is not None and self._field is self.focused and _takes(self._field, event)

    def _settle(self) -> None:
        if self._soon is not None:
            self._soon.cancel()
            self._soon = None
        if self._settling is None:
            self._settling = asyncio.create_task(self._come_to_rest())

    async def _come_to_rest(self) -> None:
        try:
            await self._let_it_be_painted()
            while self.is_running:
                self._until = monotonic() + _MOST_SECONDS
                while not await self._is_quiet() and monotonic() < self._until:
                    pass
                self._begun, self._deaf = True, False
                self._touched.clear()
                self._going_on = {worker for worker in self.workers if not self.waits_for_a_person(worker)}
                if not self._held:
                    return
                self.call_later(self._release)
        finally:
            self._settling = None

    async def _let_it_be_painted(self) -> None:
        """What a key shows comes first: the looking round that follows would keep its echo waiting."""
        if self.screen_stack:
            painted = asyncio.Event()
            self.screen.call_after_refresh(painted.set)
            with suppress(TimeoutError):
                await asyncio.wait_for(painted.wait(), _PATIENCE)

    async def _is_quiet(self) -> bool:
        """Whether one round through all that a key can reach finds nothing that has still to happen."""
        self._stirred = False
        top = self._top()
        begun = [self, *self._touched, top]
        nodes = list(dict.fromkeys(node for start in begun for node in start.ancestors_with_self))
        for node in nodes:
            await _drained(node, self._until)
        await self._pause_for_work()
        return (
            not self._stirred
            and top is self._top()
            and not self._work()
            and all(node.message_queue_size == 0 or not node.is_running for node in nodes)
        )

    def _top(self) -> DOMNode:
        """Where the next key would go."""
        if not self.screen_stack:
            return self
        return self.screen.focused or self.screen

    async def _pause_for_work(self) -> None:
        pause = 0.001
        while self._work() and self.is_running and not self._stirred:
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, 0.02)
            self._until = monotonic() + _MOST_SECONDS

    def _work(self) -> list[Worker[Any]]:
        """The work that keys have set going and that is not done, nor waiting for a person."""
        return [
            worker
            for worker in self.workers
            if not worker.is_finished
            and worker.group not in BACKGROUND
            and worker not in self._going_on
            and not self.waits_for_a_person(worker)
        ]

    def waits_for_a_person(self, worker: Worker[Any]) -> bool:
        """Whether its dialogue stands open."""
        return self._asking.get(worker) in self.screen_stack


def drop_type_ahead(app: App[Any]) -> None:
    """As ``KeysInOrder.drop_type_ahead``, for a screen that knows only that it runs in some program."""
    if isinstance(app, KeysInOrder):
        app.drop_type_ahead()


def _is_at_once(event: Typed) -> bool:
    return isinstance(event, events.Key) and event.key in _AT_ONCE


def _takes(into: Widget | None, event: Typed) -> bool:
    """Whether a widget puts a key into its own text, so that the next may follow at once."""
    if isinstance(into, Input | TextArea):
        return isinstance(event, events.Paste) or event.is_printable
    around = into.ancestors_with_self if into is not None else ()
    takes = next((node.takes_typing for node in around if hasattr(node, "takes_typing")), None)
    return takes is not None and bool(takes(event))


async def _drained(node: MessagePump, until: float) -> None:
    """Waits until a node has handled what was in its queue; a node that goes away meanwhile is done."""
    done = asyncio.Event()
    if not node.call_later(done.set):
        return
    while not done.is_set() and monotonic() < until:
        try:
            await asyncio.wait_for(done.wait(), _PATIENCE)
        except TimeoutError:
            if not node.is_running:
                return
