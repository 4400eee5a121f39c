"""``mail``: the e-mail desk from the command line."""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime

import click

from advice_line.cli.echo import as_json_lines, echo, echo_json
from advice_line.cli.sessions import signed_in
from advice_line.json_values import JsonValue
from advice_line.usecases.usecase import By
from advice_line.words.times import sorted_column


@click.group()
def mail() -> None:
    """The e-mail desk: what came in, what goes out, whether its servers are well."""


@mail.command("list")
@as_json_lines
@click.pass_obj
def list_(store: str | None, as_json: bool) -> None:
    """Servers, inbox and outbox, newest first. 1 when a server does not answer or a mail needs a person."""
    from advice_line.enquiry.states import reference
    from advice_line.usecases.mail_desk.inbox import mail_desk

    wrong = False
    with signed_in(store) as (session, person):
        found = mail_desk(session, person)
    for server in found.servers:
        wrong |= server.ill_at is not None
        well = f"{sorted_column(server.well_at)} UTC" if server.well_at else "never"
        values: dict[str, JsonValue] = {"server": server.name, "last_well": well, "error": server.error or None}
        _put(as_json, values, f"server  {server.name}: {server.error or 'well'}; last well {well}")
    for came in found.coming:
        wrong |= came.needs_a_person
        joined = reference(came.enquiry) if came.enquiry else "no enquiry"
        values = {"in": came.id, "desk": came.desk, "kind": came.kind, "sender": came.sender, "enquiry": came.enquiry}
        _put(as_json, values, f"in   {sorted_column(came.arrived_at)}  {came.kind:<15} {joined:<11} {came.sender}")
    for going in found.going:
        wrong |= going.state in ("refused", "bounced")
        values = {
            "out": going.id,
            "kind": going.kind,
            "to": going.recipient,
            "state": going.state,
            "error": going.error,
        }
        _put(
            as_json,
            values,
            f"out  {sorted_column(going.made_at)}  {going.state:<15} {going.kind:<11} {going.recipient}",
        )
    sys.exit(1 if wrong else 0)


def _put(as_json: bool, values: Mapping[str, JsonValue], line: str) -> None:
    if as_json:
        echo_json(values)
    else:
        echo(line)


@mail.command()
@click.argument("practice", metavar="PRACTICE")
@click.argument("address", metavar="ADDRESS")
@click.pass_obj
def address(store: str | None, practice: str, address: str) -> None:
    """That PRACTICE (its ODS code) writes from ADDRESS, and is written to there."""
    from advice_line.settings import our_settings
    from advice_line.usecases.mail_desk.practice_addresses import enter_address
    from advice_line.usecases.usecase import Press

    with signed_in(store) as (session, person):
        domains = our_settings().mail.practice_domains
        counts = enter_address(By(session, person, datetime.now(UTC)), practice.upper(), address, Press(), domains)
    if not counts:
        echo(
            f"{address.lower()} is outside {', '.join(domains)}: a second person rings the practice, then runs "
            f"“advice-line mail confirm {practice.upper()} {address.lower()}”. Until then nothing goes there."
        )
        return
    echo(f"{practice.upper()} is at {address.lower()}.")


@mail.command()
@click.argument("practice", metavar="PRACTICE")
@click.argument("address", metavar="ADDRESS")
@click.option("--refuse", is_flag=True, help="It is not the practice's: it never counts.")
@click.pass_obj
def confirm(store: str | None, practice: str, address: str, refuse: bool) -> None:
    """A second person's word on an ADDRESS outside the known domains, after ringing PRACTICE."""
    from advice_line.usecases.mail_desk.practice_addresses import answer_for_address
    from advice_line.usecases.usecase import Press

    with signed_in(store) as (session, person):
        now = datetime.now(UTC)
        answer_for_address(By(session, person, now), practice.upper(), address, not refuse, Press())
    echo(f"{practice.upper()} is {'not ' if refuse else ''}at {address.lower()}.")


@mail.command()
@click.pass_obj
def check(store: str | None) -> None:
    """Sign in to every mailbox of the settings and to the server for sending; read nothing."""
    from advice_line.mail.checking import check_servers
    from advice_line.settings import our_settings

    wrong = False
    for name, trouble in check_servers(our_settings().mail):
        wrong |= bool(trouble)
        echo(f"{name}: {trouble or 'well'}")
    sys.exit(1 if wrong else 0)
