"""Opens the screens on a store."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from advice_line.cli.sessions import open_at, store_path
from advice_line.problems import Refused
from advice_line.settings import Settings, our_settings, settings_path
from advice_line.store import SqliteStore

if TYPE_CHECKING:
    from advice_line.tui.session import Premises


def open_screens(store: str | None) -> None:
    """Opens the store and runs the screens until somebody quits."""
    opened = open_at(store_path(store), datetime.now(UTC))
    run_screens(opened, our_settings())


def run_screens(store: SqliteStore, settings: Settings) -> None:
    """Runs the screens on an open store and closes it."""
    from advice_line.tui.session import Premises
    from advice_line.usecases.installation.demo_mark import is_demo
    from advice_line.usecases.installation.sites import sites

    try:
        refuse_without_terminal()
        ours = sites(store)
        if not ours:
            raise Refused("This store has no site; make a new one with “advice-line init”.")
        _check_keys(settings)
    except Refused:
        store.close()
        raise
    _run(store, Premises(ours[0].name, ours[0].zone, is_demo(store)), settings, None, ())


def run_demo(
    path: Path,
    began: datetime,
    made: Callable[[], None],
    site: tuple[str, ZoneInfo],
    people: tuple[tuple[str, str, str, str], ...],
    at: datetime | None,
) -> None:
    """Runs the screens on a demonstration's store that is still being made: ``made`` waits until it is.

    ``at`` fixes their clock.
    """
    from advice_line.tui.session import Premises

    def opened() -> SqliteStore:
        made()
        return open_at(path, began)

    _run(opened, Premises(*site, True), Settings(lock_after_minutes=0), at, people)


def _run(
    store: SqliteStore | Callable[[], SqliteStore],
    premises: "Premises",
    settings: Settings,
    at: datetime | None,
    demo: tuple[tuple[str, str, str, str], ...],
) -> None:
    from advice_line.cli.terminals import this_terminal
    from advice_line.tui.app import AdviceLine
    from advice_line.tui.line import StoreLine

    line = StoreLine(store, (lambda: at) if at else (lambda: datetime.now(UTC)), this_terminal().door)
    app = AdviceLine(line, premises, settings, demo=demo, chases=True)
    try:
        app.run()
    finally:
        line.close()


def refuse_without_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refused("The screens need a terminal; for one answer try “advice-line oncall”.")


def _check_keys(settings: Settings) -> None:
    """Raises Refused for a person's own keys that cannot be; who has none loads no place for it."""
    if settings.keys:
        from advice_line.tui.keymap import refusals

        if wrong := refusals(settings_path(), settings.keys):
            raise Refused("\n".join(wrong))
