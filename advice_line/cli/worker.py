"""``worker``: chasers, the on-call sheet and the e-mail desk."""

import sys
from datetime import UTC, datetime

import click

from advice_line.cli.echo import echo
from advice_line.instants import to_second_text


@click.command()
@click.option("--once", is_flag=True, help="Do everything a single time and stop; 1 when something failed.")
@click.pass_obj
def worker(store: str | None, once: bool) -> None:
    """Chase what is due, take mail in and send it, renew the on-call sheet, until stopped.

    As many as you like may run, on one machine or several; one at a time does each thing.
    """
    from advice_line.chasers.working import Worker
    from advice_line.cli.sessions import open_at, store_path
    from advice_line.settings import our_settings

    path, settings = store_path(store), our_settings()
    open_at(path, datetime.now(UTC)).close()

    def say(words: str) -> None:
        echo(f"{to_second_text(datetime.now(UTC))} {words}", err=True)

    work = Worker(lambda: open_at(path, datetime.now(UTC)), settings, say)
    if once:
        sys.exit(1 if work.once() else 0)
    say(f"working on {path}: {', '.join(work.jobs())}")
    work.run()
