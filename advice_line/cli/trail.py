"""``trail verify``."""

import sys

import click

from advice_line.cli.echo import echo, echo_json
from advice_line.cli.sessions import opened
from advice_line.cli.trail_heads import head, key


@click.group()
def trail() -> None:
    """The record of everything anyone did."""


@trail.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def verify(store: str | None, as_json: bool) -> None:
    """Walk every site's chain and say whether it is whole."""
    from advice_line.store.trail import verify as walk

    broken = False
    with opened(store) as found:
        for verdict in walk(found):
            broken |= verdict.broken_at is not None
            if as_json:
                values = {"site": verdict.site, "rows": verdict.rows, "broken_at": verdict.broken_at}
                echo_json(values | {"why": verdict.why or None})
            elif verdict.broken_at is None:
                echo(f"{verdict.site}: {verdict.rows} rows, whole.")
            else:
                echo(f"{verdict.site}: broken at row {verdict.broken_at}: {verdict.why}.")
    sys.exit(1 if broken else 0)


for command in (head, key):
    trail.add_command(command)
