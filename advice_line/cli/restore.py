"""``restore``: a copy in the place of the store."""

from datetime import UTC, datetime
from pathlib import Path

import click

from advice_line.cli.echo import echo
from advice_line.instants import to_second_text


@click.command()
@click.argument("path", metavar="PATH")
@click.pass_obj
def restore(store: str | None, path: str) -> None:
    """Put the copy PATH, as “backup” makes it, in the place of the store, and set the store of before aside.

    The copy is checked first. Nobody may have the store open meanwhile: stop every screen and worker.
    """
    from advice_line.cli.sessions import store_path
    from advice_line.usecases.installation.copies import put_back

    done = put_back(store_path(store), Path(path), datetime.now(UTC))
    until = f"; what was done after {to_second_text(done.until)} is not in it" if done.until else ""
    echo(f"Checked {path}: sound, and the trail's {done.rows} rows are whole{until}.", err=True)
    if done.set_aside is not None:
        echo(
            f"Set the store of before aside as {done.set_aside}, with its -wal and -shm where it had them.", err=True
        )
    echo(f"The store at {done.store} is now that copy.", err=True)
