"""``practice import``."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from advice_line.cli.echo import echo
from advice_line.cli.sessions import signed_in
from advice_line.usecases.usecase import By


@click.group()
def practice() -> None:
    """The GP practices that may call."""


@practice.command("import")
@click.argument("file", metavar="FILE")
@click.pass_obj
def import_(store: str | None, file: str) -> None:
    """Read the national practice file (epraccur.csv) into the store; run again, it updates."""
    from advice_line.usecases.accounts.practices import import_practices

    path = Path(file)
    size = path.stat().st_size if path.is_file() else 0
    with signed_in(store) as (found, person):
        now, hidden = datetime.now(UTC), not sys.stderr.isatty()
        with click.progressbar(length=size, label="Importing practices", file=sys.stderr, hidden=hidden) as bar:
            done = import_practices(By(found, person, now), path, bar.update)
    for problem in done.problems:
        echo(str(problem), err=True)
    echo(
        f"{done.new} practices new, {done.updated} updated, {done.active} active; "
        f"{done.left_out} other prescribers left out, {len(done.problems)} lines skipped."
    )
    sys.exit(1 if done.problems else 0)
