"""``user``: accounts."""

from datetime import UTC, datetime

import click

from advice_line.cli.echo import as_json_lines, echo, echo_json
from advice_line.cli.sessions import ask_password, password_stdin, signed_in
from advice_line.people.roles import Role
from advice_line.usecases.accounts import accounts, signing_in
from advice_line.usecases.accounts.passwords import hash_password
from advice_line.usecases.usecase import By

_gmc = click.option("--gmc", default="", help="Registration number; for registrars and consultants, as in the rota.")
_role = click.Choice([str(role) for role in Role])


def _now() -> datetime:
    return datetime.now(UTC)


@click.group()
def user() -> None:
    """Accounts: add, list, disable, enable, role, rename, email, password, unlock.

    Disabling, another role, another name or another password ends every sign-in and open screen of that person.
    """


@user.command()
@click.argument("username")
@click.option("--name", required=True, help="The person's name.")
@click.option("--role", required=True, type=_role)
@_gmc
@click.option("--commissioner", default="", help="ODS code; for a commissioner's account, whose statements it sees.")
@click.option("--must-change", is_flag=True, help="They choose a password of their own when they first sign in.")
@password_stdin
@click.pass_obj
def add(
    store: str | None,
    username: str,
    name: str,
    role: str,
    gmc: str,
    commissioner: str,
    must_change: bool,
    password_stdin: bool,
) -> None:
    """Add an account; a clinician has one, and is told of it, as are the managers."""
    with signed_in(store) as (found, person):
        hashed = hash_password(ask_password(password_stdin))
        accounts.add_account(
            By(found, person, _now()),
            username,
            name,
            Role(role),
            gmc=gmc,
            commissioner=commissioner,
            password_hash=hashed,
            must_change=must_change,
        )
    echo(f"Added {username}, {role}.")


@user.command("list")
@as_json_lines
@click.pass_obj
def list_(store: str | None, as_json: bool) -> None:
    """List the accounts."""
    with signed_in(store) as (found, person):
        shut = signing_in.shut_doors(By(found, person, _now()))
        for row in accounts.accounts(found, person):
            locked = shut.get(row.username, "")
            if as_json:
                values = {"username": row.username, "name": row.name, "role": row.role}
                echo_json(values | {"disabled": row.disabled, "must_change": row.must_change, "locked": locked})
            else:
                marks = [
                    *["disabled"] * row.disabled,
                    *["new password at the next sign-in"] * row.must_change,
                    *filter(None, [locked]),
                ]
                state = f" ({'; '.join(marks)})" if marks else ""
                echo(f"{row.username:<16} {row.role:<14} {row.name}{state}")


@user.command()
@click.argument("username")
@click.pass_obj
def disable(store: str | None, username: str) -> None:
    """Shut an account out, also where it is signed in; what it did stays under its name."""
    with signed_in(store) as (found, person):
        accounts.disable_account(By(found, person, _now()), username)
    echo(f"Disabled {username}.")


@user.command()
@click.argument("username")
@click.pass_obj
def enable(store: str | None, username: str) -> None:
    """Let an account in again, with the password it had."""
    with signed_in(store) as (found, person):
        accounts.enable_account(By(found, person, _now()), username)
    echo(f"Enabled {username}.")


@user.command()
@click.argument("username")
@click.argument("role", type=_role)
@_gmc
@click.option("--commissioner", default="", help="ODS code; for a commissioner's account.")
@click.pass_obj
def role(store: str | None, username: str, role: str, gmc: str, commissioner: str) -> None:
    """Give an account another role."""
    with signed_in(store) as (found, person):
        accounts.change_role(By(found, person, _now()), username, Role(role), gmc=gmc, commissioner=commissioner)
    echo(f"{username} has the role {role}.")


@user.command()
@click.argument("username")
@click.argument("new")
@click.option("--name", default="", help="Another name to be read, too.")
@click.pass_obj
def rename(store: str | None, username: str, new: str, name: str) -> None:
    """Give an account another user name; nobody else can have the old one."""
    with signed_in(store) as (found, person):
        accounts.rename_account(By(found, person, _now()), username, new, name=name)
    echo(f"{username} is now {new}.")


@user.command()
@click.argument("username")
@click.argument("address")
@click.pass_obj
def email(store: str | None, username: str, address: str) -> None:
    """Where chasers reach somebody by mail; “none” for nowhere."""
    with signed_in(store) as (found, person):
        accounts.set_email(By(found, person, _now()), username, "" if address.lower() == "none" else address)
    echo(f"{username}: {address}.")


@user.command()
@click.argument("username")
@click.pass_obj
def unlock(store: str | None, username: str) -> None:
    """Forget the wrong passwords that were given for a name."""
    with signed_in(store) as (found, person):
        signing_in.clear_lock(By(found, person, _now()), username)
    echo(f"{username} can sign in at once.")


@user.command("password")
@click.argument("username")
@click.option(
    "--password-stdin",
    is_flag=True,
    help="Read the password from stdin; for your own, the old one from the first line and the new from the second.",
)
@click.pass_obj
def password_(store: str | None, username: str, password_stdin: bool) -> None:
    """Change your own password, by the old one; or, as an administrator, reset somebody's.

    One that is reset must be changed at the next sign-in.
    """
    from advice_line.cli.terminals import this_terminal

    with signed_in(store) as (found, person):
        if username.strip().lower() == person.username:
            old = ask_password(password_stdin, again=False, what="Old password")
            new = ask_password(password_stdin, what="New password")
            accounts.change_password(By(found, person, _now()), old, new, door=this_terminal().door)
            echo("Your password is changed, and you are signed out everywhere. Run “advice-line login”.")
            return
        accounts.reset_password(By(found, person, _now()), username, ask_password(password_stdin))
    echo(f"The password of {username} is reset; they choose their own at the next sign-in.")
