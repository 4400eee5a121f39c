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
    """Runs use-cases on the store's own thread. ``terminal`` is where this is, in words."""

    def __init__(self, store: Store, clock: Clock, terminal: str = "") -> None:
        self.now = clock
        self.terminal = terminal
        self.signed_out: Callable[[str], None] | None = None
        self._store = store
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
        done = loop.run_in_executor(self._thread, lambda: work(self._store, *args, **kwargs))
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
        who = self._store.waits_for
        if who and not done.done():
            self._said = True
            self.told(f"Waiting for the store: {who} has it. What you typed stays; nothing needs to be done twice.")

    async def has_news(self) -> bool:
        """Whether somebody else has written since this was last asked."""
        mark = await asyncio.get_running_loop().run_in_executor(self._thread, self._store.mark)
        news, self._mark = mark != self._mark, mark
        return news

    def close(self) -> None:
        """Lets what is under way finish, then closes the store."""
        closing: Any = self._thread.submit(self._store.close)
        closing.result()
        self._thread.shutdown()
