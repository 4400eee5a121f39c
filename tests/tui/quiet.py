"""When the screens have nothing more to do: not after a while, but once nothing is left that could do something."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from functools import wraps
from time import monotonic
from typing import Any

from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.worker import Worker, WorkerFailed, WorkerState

from advice_line.tui.app import AdviceLine
from advice_line.tui.line import StoreLine

_SOON = 0.1
"""Seconds. What a timer does once within them is part of the answer to a key; what it does later is not."""
_MOST_SECONDS = 60.0


_asked: Counter[StoreLine] = Counter()
"""How many wait for an answer of the store: workers, handlers, and timers that nothing else would show."""


def _counted(asks: Any) -> Any:
    @wraps(asks)
    async def counted(line: StoreLine, *args: Any, **more: Any) -> Any:
        _asked[line] += 1
        try:
            return await asks(line, *args, **more)
        finally:
            _asked[line] -= 1
            if not _asked[line]:
                del _asked[line]  # a line that is done with is nobody's

    return counted


StoreLine.do = _counted(StoreLine.do)  # type: ignore[method-assign]
StoreLine.has_news = _counted(StoreLine.has_news)  # type: ignore[method-assign]


async def quiet(app: AdviceLine) -> None:
    """Waits until nothing is under way any more: keys, workers, the store, messages, timers, what is laid out anew.

    Nothing twice in a row, for what is looked at last may have set going what was looked at first.
    """
    until = monotonic() + _MOST_SECONDS
    rounds = 0
    while rounds < 2 and app.is_running:
        rounds = 0 if await _was_busy(app) else rounds + 1
        assert monotonic() < until, f"The screens do not come to rest: {[*app.workers, *_pending(app)]}"


async def _was_busy(app: AdviceLine) -> bool:
    before = [worker for worker in app.workers if _goes_on(app, worker)]
    await app.animator.wait_until_complete()
    busy = await _others_ran()
    for screen in app.screen_stack:
        busy |= _laid_out(screen)
    busy |= await _others_ran()
    if waits := _is_under_way(app):
        await asyncio.sleep(0.001)
    for worker in before:
        if worker.state is WorkerState.ERROR:
            raise WorkerFailed(worker.error or AssertionError(worker))
    return busy or waits or bool(before)


def _is_under_way(app: AdviceLine) -> bool:
    works = any(_goes_on(app, worker) for worker in app.workers)
    return works or not app.at_rest or _asked[app.line] > 0 or any(_pending(app))


def _goes_on(app: AdviceLine, worker: Worker[Any]) -> bool:
    return not worker.is_finished and not app.waits_for_a_person(worker)


async def _others_ran() -> bool:
    """Lets everything run that can run now; whether there was anything."""
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    busy = False
    for _ in range(1000):
        busy |= bool(ready)
        await asyncio.sleep(0)
        if not ready:
            break
    return busy


def _laid_out(screen: Screen[Any]) -> bool:
    """Does at once what the screen would do at its next frame; whether there was anything."""
    changed = screen._layout_required or screen._scroll_required or screen._recompose_required
    busy = bool(changed or screen._callbacks or (screen is screen.app.screen and screen._dirty_widgets))
    if busy:
        screen._on_timer_update()
    return busy


def _pending(app: AdviceLine) -> Iterator[MessagePump]:
    """Who has messages to handle or is still at one, or has a timer about to strike."""
    registered: Any = app._registry
    known = [reference() for reference in [*registered.data]]  # a weak set that guards itself is slow
    for node in (app, *filter(None, known)):
        if node._running and (_is_at_work(node) or any(_strikes_soon(timer) for timer in node._timers)):
            yield node


def _is_at_work(node: MessagePump) -> bool:
    queue: Any = node._message_queue
    return bool(queue.values or not queue.ready_event._waiters)


def _strikes_soon(timer: Any) -> bool:
    waits = timer._task is not None and not timer._task.done() and timer._active.is_set()
    return waits and timer._repeat == 0 and timer._interval <= _SOON
