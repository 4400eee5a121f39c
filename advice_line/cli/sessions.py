"""Opening the store for a command, and whose command it is."""

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advice_line.cli.echo import echo
from advice_line.files import make_folder, write_whole
from advice_line.instants import parse_day, parse_instant, start_of
from advice_line.plain import check_plain
from advice_line.problems import NotPermitted, Refused
from advice_line.store import SqliteStore, Store, create_store, default_path, open_store, refuse_taken
from advice_line.usecases.installation.demo_mark import INVENTED, is_demo

if TYPE_CHECKING:
    from advice_line.cli.terminals import Terminal
    from advice_line.people.roles import Person

STORE = "ADVICE_LINE_STORE"
TOKEN = "ADVICE_LINE_TOKEN"
_SWEPT_AFTER = 24 * 3600


def store_path(store: str | None) -> Path:
    """Where the store is: as asked for, else the platform's data folder.

    Raises Refused for an address: taken for a path, it would make or miss a store in a folder called “postgresql:”.
    """
    if not store:
        return default_path()
    if kind := re.match(r"([A-Za-z][A-Za-z0-9+.-]+):/{2,}", store):
        raise Refused(
            f"--store (or {STORE}) is an address (“{kind[1]}:”); give the path of the store's file, for this program "
            "opens no store by an address yet."
        )
    try:
        return Path(check_plain(store, f"--store (or {STORE})"))
    except ValueError as error:
        raise Refused(f"{error}") from None


def open_at(path: Path, at: datetime) -> SqliteStore:
    """The store in a file, as it is at an instant; whoever asks closes it."""
    return open_store(path, at)


def refuse_taken_path(path: Path) -> None:
    """Refuses a new store's file where one is already."""
    refuse_taken(path)


def create_at(path: Path, at: datetime) -> SqliteStore:
    """A new, empty store in a new file; whoever asks closes it."""
    return create_store(path, at)


@contextmanager
def opened(store: str | None) -> Iterator[Store]:
    """The store, open while the command runs."""
    found = open_at(store_path(store), datetime.now(UTC))
    try:
        if is_demo(found):
            echo(INVENTED, err=True)
        yield found
    finally:
        found.close()


def session_file(terminal: "Terminal") -> Path:
    """Where a terminal's sign-in is kept; another terminal of the same machine user has another file."""
    from platformdirs import user_state_path

    return user_state_path("advice-line", appauthor=False) / "sessions" / terminal.file_name


@contextmanager
def signed_in(store: str | None) -> "Iterator[tuple[Store, Person]]":
    """The store and whose command this is: the job's whose token is in the environment, else this terminal's."""
    token = os.environ.get(TOKEN, "")
    if token:
        from advice_line.usecases.accounts.tokens import person_of_token

        with opened(store) as found:
            yield found, person_of_token(found, token, datetime.now(UTC))
        return
    from advice_line.cli.terminals import this_terminal
    from advice_line.usecases.accounts.sessions import person_of_session

    terminal = this_terminal()
    try:
        session = session_file(terminal).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise NotPermitted("You are not signed in in this terminal; run “advice-line login”.") from None
    with opened(store) as found:
        yield found, person_of_session(found, session, terminal.key, datetime.now(UTC))


def keep_session(terminal: "Terminal", session: str) -> None:
    """Writes a terminal's sign-in for its own user alone, and sweeps those of terminals long closed away."""
    file = session_file(terminal)
    make_folder(file.parent, "sign-ins")
    for old in file.parent.iterdir():
        if time.time() - old.stat().st_mtime > _SWEPT_AFTER:
            old.unlink(missing_ok=True)
    (file.parent.parent / "session").unlink(missing_ok=True)  # of a version in which a machine user was one person
    write_whole(file, session.encode(), replace=True)


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


password_stdin = click.option("--password-stdin", is_flag=True, help="Read the password from stdin.")


def ask_password(from_stdin: bool, again: bool = True, *, what: str = "Password") -> str:
    """A password typed unseen, or the next line of stdin."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    typed: str = click.prompt(what, hide_input=True, confirmation_prompt=again)
    return typed
