"""The screens' one door to the store: a single thread with its own connection, so that a lock wait never
freezes the screen and what was asked first is done first."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from advice_line.people.roles import Person
from advice_line.problems import SignedOut
from advice_line.store import Store
from advice_line.usecases.usecase import By

P = ParamSpec("P")
R = TypeVar("R")
Clock = Callable[[], datetime]
PATIENCE_SECONDS = 2.0


class StoreLine:
    """Runs use-cases on the store's own thread. ``terminal`` is where this is, in words.

    A store that is still being made is given as what waits for it and opens it, on that thread.
    """

    def __init__(self, store: Store | Callable[[], Store], clock: Clock, terminal: str = "") -> None:
        self.now = clock
        self.terminal = terminal
        self.signed_out: Callable[[str], None] | None = None
        self._store = None if callable(store) else store
        self._opens = store if callable(store) else lambda: store
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._mark = -1
        self._said = False
        self.told: Callable[[str], None] = lambda words: None
        """How a person is told that the store keeps them waiting, and with no words that it no longer does."""

    async def do(self, work: Callable[Concatenate[Store, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The result of a use-case; its refusals come out here.

        One of them is heard by the whole program: that the person has been signed out ends every screen of theirs.
        """
        loop = asyncio.get_running_loop()
        done = loop.run_in_executor(self._thread, lambda: work(self._opened(), *args, **kwargs))
        patience = loop.call_later(PATIENCE_SECONDS, self._look, done)
        try:
            return await done
        except SignedOut as refusal:
            if self.signed_out is not None:
                self.signed_out(str(refusal))
            raise
        finally:
            patience.cancel()
            if self._said:
                self._said = False
                self.told("")

    def _opened(self) -> Store:
        if self._store is None:
            self._store = self._opens()
        return self._store

    async def act(
        self,
        use_case: Callable[Concatenate[By, P], R],
        person: Person,
        at: datetime,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """The result of what this person does now."""
        return await self.do(lambda store: use_case(By(store, person, at), *args, **kwargs))

    def _look(self, done: "asyncio.Future[Any]") -> None:
        """Says who keeps the store, if that is why it takes so long; what was typed is where it was."""
        if done.done() or (self._store is not None and not self._store.waits_for):
            return
        self._said = True
        if self._store is None:
            self.told("The store is still being made; this goes on by itself in a few seconds.")
        else:
            self.told(
                f"Waiting for the store: {self._store.waits_for} has it. What you typed stays; nothing needs to be "
                "done twice."
            )

    async def has_news(self) -> bool:
        """Whether somebody else has written since this was last asked."""
        mark = await asyncio.get_running_loop().run_in_executor(self._thread, lambda: self._opened().mark())
        news, self._mark = mark != self._mark, mark
        return news

    def close(self) -> None:
        """Lets what is under way finish, then closes the store."""
        closing: Any = self._thread.submit(lambda: self._store.close() if self._store is not None else None)
        closing.result()
        self._thread.shutdown()
