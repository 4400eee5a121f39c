"""The screens' one door to the store: a single thread with its own connection, so that a lock wait never
freezes the screen and what was asked first is done first."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from advice_line.problems import SignedOut
from advice_line.store import Store

P = ParamSpec("P")
R = TypeVar("R")
Clock = Callable[[], datetime]


class Line:
    """Runs use-cases on the store's own thread. ``terminal`` is where this is, in words."""

    def __init__(self, store: Store, clock: Clock, terminal: str = "") -> None:
        self.now = clock
        self.terminal = terminal
        self.signed_out: Callable[[str], None] | None = None
        self._store = store
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._mark = -1

    async def do(self, work: Callable[Concatenate[Store, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The result of a use-case; its refusals come out here.

        One of them is heard by the whole program: that the person has been signed out ends every screen of theirs.
        """
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._thread, lambda: work(self._store, *args, **kwargs))
        except SignedOut as refusal:
            if self.signed_out is not None:
                self.signed_out(str(refusal))
            raise

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
