"""Opening the store for a command, and whose command it is."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advice_line.instants import parse_day, parse_instant, start_of
from advice_line.problems import NotPermitted
from advice_line.store import Store, default_path, open_store

if TYPE_CHECKING:
    from advice_line.people.roles import Person

TOKEN = "ADVICE_LINE_TOKEN"


def store_path(store: str | None) -> Path:
    """Where the store is: as asked for, else the platform's data folder."""
    return Path(store) if store else default_path()


@contextmanager
def opened(store: str | None) -> Iterator[Store]:
    """The store, open while the command runs."""
    found = open_store(store_path(store), datetime.now(UTC))
    try:
        yield found
    finally:
        found.close()


def session_file() -> Path:
    from platformdirs import user_state_path

    return user_state_path("advice-line", appauthor=False) / "session"


@contextmanager
def signed_in(store: str | None) -> "Iterator[tuple[Store, Person]]":
    """The store and the person whose token is in the environment or in the session file."""
    from advice_line.desk.accounts import person_of_token

    token = os.environ.get(TOKEN, "")
    if not token:
        try:
            token = session_file().read_text("utf-8").strip()
        except OSError:
            raise NotPermitted("You are not signed in; run “advice-line login”.") from None
    with opened(store) as found:
        yield found, person_of_token(found, token, datetime.now(UTC))


def the_instant(text: str) -> datetime:
    """An instant given as an option; wrong usage when it is none."""
    try:
        return parse_instant(text)
    except ValueError as error:
        raise click.UsageError(f"{error}.") from None


def the_day(text: str) -> datetime:
    """The first instant of a day given as an option; wrong usage when it is none."""
    try:
        return start_of(parse_day(text))
    except ValueError as error:
        raise click.UsageError(f"{error}.") from None


def ask_password(from_stdin: bool, again: bool = True) -> str:
    """A password typed unseen, or the first line of stdin."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=again)
    return typed
