"""``backup``: a consistent copy while the program runs."""

import os
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click

from advice_line.cli.echo import echo
from advice_line.instants import file_stamp
from advice_line.problems import Refused


@click.command()
@click.argument("path", metavar="PATH")
@click.pass_obj
def backup(store: str | None, path: str) -> None:
    """Copy the store to the new file PATH, check the copy, and note that it was made.

    In a PATH that is a folder the file is named by its time.
    """
    from advice_line.cli.sessions import open_at, store_path
    from advice_line.usecases.installation.copies import back_up

    now = datetime.now(UTC)
    target = Path(path)
    if path.endswith(("/", os.sep)) and not target.is_dir():  # a disk that is not mounted: no file in its place
        raise Refused(f"There is no folder “{path}”; make it, or look whether its disk is there.")
    if target.is_dir():
        target = target / f"advice-line-{file_stamp(now)}.db"
    with closing(open_at(store_path(store), now)) as found:
        made = back_up(found, target, now)
    echo(f"Wrote {target}; the trail's {made.rows} rows are whole. Its head is in {made.heads.name}.", err=True)
