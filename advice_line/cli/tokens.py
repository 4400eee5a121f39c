"""``token``: for jobs, which have no terminal to sign in at."""

from datetime import UTC, datetime

import click

from advice_line.cli.echo import as_json_lines, echo, echo_json
from advice_line.cli.sessions import TOKEN, signed_in
from advice_line.people.roles import Role
from advice_line.usecases.accounts import tokens
from advice_line.usecases.usecase import By


@click.group()
def token() -> None:
    """Tokens for jobs: add, list, revoke."""


@token.command()
@click.argument("name")
@click.option("--role", required=True, type=click.Choice([str(role) for role in Role]), help="What it may do.")
@click.option("--days", required=True, type=int, help="How long it lasts.")
@click.pass_obj
def add(store: str | None, name: str, role: str, days: int) -> None:
    """Make a token; it is shown this once and kept nowhere.

    What is done with it stands on the trail as token-NAME's. It may do what its role may, save with accounts and
    tokens; a registrar's or consultant's role it cannot have.
    """
    with signed_in(store) as (found, person):
        made = tokens.add_token(By(found, person, datetime.now(UTC)), name, Role(role), days)
    echo(made)
    echo(f"Give it to the job as {TOKEN}; it is not shown again. Keep it in a file of mode 0600.", err=True)


@token.command("list")
@as_json_lines
@click.pass_obj
def list_(store: str | None, as_json: bool) -> None:
    """List the tokens: what for, until when, when last used."""
    from advice_line.instants import to_text

    now = datetime.now(UTC)
    with signed_in(store) as (found, person):
        for t in tokens.tokens(found, person):
            used = to_text(t.used_at) if t.used_at else None
            if as_json:
                values = {
                    "name": t.name,
                    "role": str(t.role),
                    "state": t.state(now),
                    "expires": to_text(t.expires_at),
                    "last_used": used,
                    "made_by": t.made_by,
                }
                echo_json(values)
                continue
            last = f"last used {used[:16].replace('T', ' ')}Z" if used else "never used"
            echo(f"{t.name:<24} {t.role:<14} {t.state(now):<9} until {t.expires_at.date()}  {last}, by {t.made_by}")


@token.command()
@click.argument("name")
@click.pass_obj
def revoke(store: str | None, name: str) -> None:
    """End a token at once."""
    with signed_in(store) as (found, person):
        tokens.revoke_token(By(found, person, datetime.now(UTC)), name)
    echo(f"The token {name} is revoked.")
