"""Work that a key sets going: begun in the background, its refusal said, what is shown read again at its end."""

from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from textual import work
from textual.dom import DOMNode
from textual.worker import Worker, WorkerState

from advice_line.problems import Refused, SignedOut

P = ParamSpec("P")
T = TypeVar("T", bound="Talking")


def unexpected(error: BaseException) -> str:
    """A sentence for what nobody foresaw: a refusal speaks for itself."""
    if isinstance(error, Refused):
        return str(error)
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    place = f" in {where.tb_frame.f_code.co_name}" if where is not None else ""
    return f"This went wrong and was not done: {type(error).__name__}{place}: {error}. Please report it."


class ThoughtBetter(Exception):
    """Escape at a question: the person thinks better of it, and the talk that asked ends there."""


class Talking(DOMNode):
    """Whoever has talks: a place, a dialogue, the screen around them."""

    def refuse(self, words: str) -> None:
        """Says where it is seen that something was not done, and why; nothing typed is touched."""
        self.app.notify(words, severity="error", markup=False, timeout=12)

    async def renew(self) -> None:
        """Reads again what it shows."""

    @contextmanager
    def saying_why_not(self) -> Iterator[None]:
        """Says a refusal of what is done within it, and goes on behind it."""
        try:
            yield
        except Refused as refusal:
            self.refuse(str(refusal))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Work in the background that fails for no reason we know must not fail in silence."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.refuse(unexpected(event.worker.error))


def talk(
    group: str, *, renews: bool = True
) -> Callable[[Callable[Concatenate[T, P], Coroutine[Any, Any, None]]], Callable[Concatenate[T, P], Worker[None]]]:
    """Makes a method such work. The next of its group ends it; ``renews`` unless nothing shown has changed."""

    def made(
        method: Callable[Concatenate[T, P], Coroutine[Any, Any, None]],
    ) -> Callable[Concatenate[T, P], Worker[None]]:
        @wraps(method)
        async def talked(self: T, *args: P.args, **kwargs: P.kwargs) -> None:
            try:
                await method(self, *args, **kwargs)
            except SignedOut:  # the program has heard it and ends these screens
                return
            except ThoughtBetter:
                pass
            except Refused as refusal:
                self.refuse(str(refusal))
            if renews:
                await self.renew()

        return work(exclusive=True, group=group, exit_on_error=False)(talked)

    return made
