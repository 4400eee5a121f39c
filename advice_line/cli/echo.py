"""The command line's one way of saying anything: nothing of what it prints is obeyed by the terminal.

Whatever a name, a mail or a file holds, an escape or a change of direction is printed as a sign.
"""

import sys
from collections.abc import Mapping
from typing import Any

import click

from advice_line.plain import hidden_escaped, visible
from advice_line.problems import Refused

as_json_lines = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
"""Of every command that lists."""


def echo(text: str = "", *, err: bool = False, nl: bool = True) -> None:
    """Words for a person, on stdout or (``err``) on stderr."""
    click.echo(visible(text, lines=True), err=err, nl=nl)


def echo_json(values: Mapping[str, Any], *, indent: int | None = None) -> None:
    """One JSON object: the values themselves, hidden characters written as JSON writes them (``\\u202e``)."""
    import json

    click.echo(hidden_escaped(json.dumps(values, ensure_ascii=False, indent=indent)))


def echo_file(data: bytes) -> None:
    """A file: to the letter into a pipe, visible on a terminal."""
    if not sys.stdout.isatty():
        click.echo(data, nl=False)
        return
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise Refused("This is no text that a terminal can show; add --out PATH.") from None
    echo(text, nl=False)
