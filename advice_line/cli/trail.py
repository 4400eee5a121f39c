"""``trail``: verified, its heads, its keys, its export."""

import click

from advice_line.cli.trail_export import export
from advice_line.cli.trail_heads import head, key
from advice_line.cli.trail_verify import verify


@click.group()
def trail() -> None:
    """The record of everything anyone did."""


for command in (verify, head, key, export):
    trail.add_command(command)
