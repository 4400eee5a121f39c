"""``init``, ``login``, ``logout`` and ``user``: the store's first account, sessions, and the others."""

import os
import re
from datetime import UTC, datetime

import click

from advice_line.cli.echo import echo, echo_json
from advice_line.cli.sessions import ask_password, session_file, signed_in, store_path
from advice_line.desk import accounts
from advice_line.people.numbers import SITE_CODE
from advice_line.people.roles import Role
from advice_line.problems import Refused

_stdin = click.option("--password-stdin", is_flag=True, help="Read the password from stdin.")


def _now() -> datetime:
    return datetime.now(UTC)


@click.command()
@click.option("--site", required=True, metavar="CODE", help="The hospital's ODS site code, like RRV03.")
@click.option("--name", required=True, help="The hospital's name.")
@click.option("--timezone", default="Europe/London", show_default=True, help="The hospital's time zone.")
@click.option("--user", "username", default="admin", show_default=True, help="The first account's name.")
@_stdin
@click.pass_obj
def init(store: str | None, site: str, name: str, timezone: str, username: str, password_stdin: bool) -> None:
    """Create the store and the first account, an administrator."""
    from advice_line.cli.trail_heads import say_of_init, say_verifier_keys
    from advice_line.store import create_store

    if not re.fullmatch(SITE_CODE, site):
        raise click.UsageError(f"“{site}” is not an ODS site code (five capitals or digits).")
    path = store_path(store)
    if path.exists():
        raise Refused(f"{path} is there already; choose another --store.")
    hashed = accounts.hash_password(ask_password(password_stdin))
    made = create_store(path, _now())
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
@_stdin
@click.pass_obj
def login(store: str | None, username: str, password_stdin: bool) -> None:
    """Sign in for the commands that follow, for an hour."""
    from advice_line.cli.sessions import opened

    with opened(store) as found:
        person = accounts.sign_in(found, username, ask_password(password_stdin, again=False), _now())
        token = accounts.begin_session(found, person, _now())
    file = session_file()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as out:
        out.write(token)
    echo(f"Signed in as {person.name}, {person.role}, for an hour.")


@click.command()
@click.pass_obj
def logout(store: str | None) -> None:
    """Forget the sign-in."""
    from advice_line.cli.sessions import opened

    file = session_file()
    if file.exists():
        token = file.read_text("utf-8").strip()
        file.unlink()
        with opened(store) as found:
            accounts.end_session(found, token, _now())
    echo("Signed out.")


@click.group()
def user() -> None:
    """Accounts: add, list, disable, email, password."""


@user.command()
@click.argument("username")
@click.option("--name", required=True, help="The person's name.")
@click.option("--role", required=True, type=click.Choice([str(role) for role in Role]))
@click.option("--gmc", default="", help="Registration number; for registrars and consultants, as in the rota.")
@_stdin
@click.pass_obj
def add(store: str | None, username: str, name: str, role: str, gmc: str, password_stdin: bool) -> None:
    """Add an account."""
    with signed_in(store) as (found, person):
        hashed = accounts.hash_password(ask_password(password_stdin))
        accounts.add_account(found, person, _now(), username, name, Role(role), gmc=gmc, password_hash=hashed)
    echo(f"Added {username}, {role}.")


@user.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def list_(store: str | None, as_json: bool) -> None:
    """List the accounts."""

    with signed_in(store) as (found, person):
        for row in accounts.accounts(found, person):
            if as_json:
                values = {k: row[k] for k in ("username", "name", "role")} | {"disabled": row["disabled"] == 1}
                echo_json(values)
            else:
                echo(f"{row['username']:<16} {row['role']:<14} {row['name']}{' (disabled)' * row['disabled']}")


@user.command()
@click.argument("username")
@click.pass_obj
def disable(store: str | None, username: str) -> None:
    """Shut an account out; what it did stays under its name."""
    with signed_in(store) as (found, person):
        accounts.disable_account(found, person, _now(), username)
    echo(f"Disabled {username}.")


@user.command()
@click.argument("username")
@click.argument("address")
@click.pass_obj
def email(store: str | None, username: str, address: str) -> None:
    """Where chasers reach somebody by mail; “none” for nowhere."""
    with signed_in(store) as (found, person):
        accounts.set_email(found, person, _now(), username, "" if address.lower() == "none" else address)
    echo(f"{username}: {address}.")


@user.command("password")
@click.argument("username")
@_stdin
@click.pass_obj
def password_(store: str | None, username: str, password_stdin: bool) -> None:
    """Set a password: your own, or anybody's for an administrator."""
    with signed_in(store) as (found, person):
        accounts.change_password(found, person, _now(), username, ask_password(password_stdin))
    echo(f"The password of {username} is changed.")
