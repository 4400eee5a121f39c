"""``init``, ``login`` and ``logout``: the store's first account, and signing in for the commands that follow."""

import re
from datetime import UTC, datetime

import click

from advice_line.cli.echo import echo
from advice_line.cli.sessions import (
    ask_password,
    create_at,
    keep_session,
    opened,
    password_stdin,
    session_file,
    store_path,
)
from advice_line.cli.terminals import this_terminal
from advice_line.instants import zone_named
from advice_line.people.numbers import SITE_CODE
from advice_line.people.roles import Person
from advice_line.problems import MustChangePassword, Refused
from advice_line.store import Store
from advice_line.usecases.accounts import accounts, sessions, signing_in
from advice_line.usecases.accounts.passwords import hash_password
from advice_line.usecases.usecase import By


def _now() -> datetime:
    return datetime.now(UTC)


@click.command()
@click.option("--site", required=True, metavar="CODE", help="The hospital's ODS site code, like RRV03.")
@click.option("--name", required=True, help="The hospital's name.")
@click.option("--timezone", default="Europe/London", show_default=True, help="The hospital's time zone.")
@click.option("--user", "username", default="admin", show_default=True, help="The first account's name.")
@password_stdin
@click.pass_obj
def init(store: str | None, site: str, name: str, timezone: str, username: str, password_stdin: bool) -> None:
    """Create the store and the first account, an administrator."""
    from advice_line.cli.trail_heads import say_of_init, say_verifier_keys
    from advice_line.people.usernames import site_name
    from advice_line.people.usernames import username as checked

    if not re.fullmatch(SITE_CODE, site):
        raise click.UsageError(f"“{site}” is not an ODS site code (five capitals or digits).")
    try:
        username, name = checked(username), site_name(name)
        zone_named(timezone)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    path = store_path(store)
    if path.exists():
        raise Refused(f"{path} is there already; choose another --store.")
    hashed = hash_password(ask_password(password_stdin))
    made = create_at(path, _now())
    try:
        accounts.found_store(made, site, name, timezone, username, hashed, _now())
        echo(f"Made {path} for {name}.")
        say_of_init(path)
        say_verifier_keys(made)
    finally:
        made.close()
    echo(f"Sign in as “{username}” and add the others with “advice-line user add”.")


@click.command()
@click.option("--user", "username", prompt="User name", help="Your account's name.")
@click.option(
    "--password-stdin",
    is_flag=True,
    help="Read the password from stdin; where it was reset, the new one from the next line.",
)
@click.pass_obj
def login(store: str | None, username: str, password_stdin: bool) -> None:
    """Sign in for the commands that follow in this terminal, for an hour."""
    terminal = this_terminal()
    with opened(store) as found:
        person = _sign_in(found, username, password_stdin, terminal.door)
        keep_session(terminal, sessions.begin_session(By(found, person, _now()), terminal.key, terminal.door))
        told = signing_in.told(By(found, person, _now()))
    echo(f"Signed in as {person.name}, {person.role}, for an hour, in this terminal only ({terminal.door}).")
    for words in told:
        echo(f"Note: {words}.", err=True)


def _sign_in(store: Store, username: str, password_stdin: bool, door: str) -> Person:
    password = ask_password(password_stdin, again=False)
    try:
        return signing_in.sign_in(store, username, password, _now(), door=door)
    except MustChangePassword as must:
        if not password_stdin:
            echo(str(must), err=True)
        new = ask_password(password_stdin, what="New password")
        if not new:
            raise Refused(f"{must} With --password-stdin it is the second line.") from None
    return signing_in.sign_in(store, username, password, _now(), door=door, new_password=new)


@click.command()
@click.pass_obj
def logout(store: str | None) -> None:
    """Forget this terminal's sign-in."""
    file = session_file(this_terminal())
    if file.exists():
        session = file.read_text("utf-8").strip()
        file.unlink()
        with opened(store) as found:
            sessions.end_session(found, session, _now())
    echo("Signed out.")
