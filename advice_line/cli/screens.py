"""Opens the screens on a store."""

import sys
from datetime import UTC, datetime

from advice_line.cli.sessions import open_at, store_path
from advice_line.problems import Refused
from advice_line.settings import Settings, our_settings, settings_path
from advice_line.store import SqliteStore


def open_screens(store: str | None) -> None:
    """Opens the store and runs the screens until somebody quits."""
    opened = open_at(store_path(store), datetime.now(UTC))
    run_screens(opened, our_settings())


def run_screens(
    store: SqliteStore,
    settings: Settings,
    *,
    at: datetime | None = None,
    demo: tuple[tuple[str, str, str, str], ...] = (),
) -> None:
    """Runs the screens on an open store and closes it. ``at`` fixes their clock."""
    from advice_line.cli.terminals import this_terminal
    from advice_line.tui.app import AdviceLine
    from advice_line.tui.line import StoreLine
    from advice_line.tui.session import Premises
    from advice_line.usecases.installation.demo_mark import is_demo
    from advice_line.usecases.installation.sites import sites

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        store.close()
        raise Refused("The screens need a terminal; for one answer try “advice-line oncall”.")
    ours = sites(store)
    if not ours:
        store.close()
        raise Refused("This store has no site; make a new one with “advice-line init”.")
    try:
        _check_keys(settings)
    except Refused:
        store.close()
        raise
    line = StoreLine(store, (lambda: at) if at else (lambda: datetime.now(UTC)), this_terminal().door)
    app = AdviceLine(
        line,
        Premises(ours[0].name, ours[0].zone, is_demo(store)),
        settings,
        demo=demo,
        chases=True,
    )
    try:
        app.run()
    finally:
        line.close()


def _check_keys(settings: Settings) -> None:
    """Raises Refused for a person's own keys that cannot be; who has none loads no place for it."""
    if settings.keys:
        from advice_line.tui.keymap import refusals

        if wrong := refusals(settings_path(), settings.keys):
            raise Refused("\n".join(wrong))
