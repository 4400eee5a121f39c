"""``doctor``: what is wrong with this installation."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from advice_line.cli.echo import as_json_lines, echo, echo_json


@click.command()
@as_json_lines
@click.pass_obj
def doctor(store: str | None, as_json: bool) -> None:
    """Say what is wrong with this installation, and what to do; 1 when anything is."""
    from advice_line.cli.sessions import store_path
    from advice_line.usecases.installation.doctor import Installation, examine

    ill = False
    for found in examine(Installation(store_path(store), _private(), datetime.now(UTC))):
        ill |= not found.well
        if as_json:
            echo_json({"about": found.about, "well": found.well, "words": found.words})
        else:
            echo(f"{'well ' if found.well else 'WRONG'}  {found.about}: {found.words}")
    sys.exit(1 if ill else 0)


def _private() -> tuple[Path, ...]:
    """The sign-ins of this machine user, and the key of the trail's heads."""
    from platformdirs import user_state_path

    from advice_line.problems import Refused
    from advice_line.usecases.trail.keys import key_path

    state = user_state_path("advice-line", appauthor=False)
    sessions = (state / "session", *sorted((state / "sessions").glob("*")))
    try:
        return (*sessions, key_path())
    except Refused:  # settings that cannot be read are said by their own check
        return sessions
