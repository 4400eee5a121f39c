"""``search``, ``letter`` and ``referral``: an enquiry found again, and its record to print or to send."""

from datetime import UTC, datetime
from pathlib import Path

import click

from advice_line.cli.echo import as_json_lines, echo, echo_json
from advice_line.cli.sessions import signed_in
from advice_line.cli.writing import force
from advice_line.usecases.usecase import By, Press


@click.command()
@click.argument("words", nargs=-1, required=True)
@as_json_lines
@click.pass_obj
def search(store: str | None, words: tuple[str, ...], as_json: bool) -> None:
    """Find enquiries, newest first: a reference, NHS number, practice, clinician, or words of the advice."""
    from advice_line.usecases.advice.searching import search as find

    with signed_in(store) as (session, person):
        for found in find(By(session, person, datetime.now(UTC)), " ".join(words)):
            if as_json:
                values: dict[str, str | None] = {"reference": found.reference, "by": found.by}
                values |= {
                    "desk": found.desk_name,
                    "arrived_at": found.arrived_at.isoformat(),
                    "caller": found.caller,
                }
                values |= {"adviser": found.adviser or None, "state": found.state, "words": found.words}
                echo_json(values)
            else:
                line = " ".join(found.words.split())[:60]
                where = f"{found.desk_name:<20.20}  {found.caller:<30.30}"
                echo(f"{found.reference}  {found.arrived_at.date()}  {where}  {found.state:<10}  {line}")


@click.command()
@click.argument("reference", metavar="REFERENCE")
@click.option("--out", required=True, metavar="PATH", help="The file to write: .txt, .html or .pdf.")
@force
@click.pass_obj
def letter(store: str | None, reference: str, out: str, force: bool) -> None:
    """Write the record of enquiry REFERENCE (AL-000123) as a plain letter to the practice."""
    from advice_line.usecases.advice.letters import write_letter

    enquiry = _the_enquiry(reference)
    with signed_in(store) as (session, person):
        write_letter(By(session, person, datetime.now(UTC)), enquiry, Path(out), replace=force)
    echo(f"Wrote {out}.", err=True)


@click.command()
@click.argument("reference", metavar="REFERENCE")
@click.option("--out", required=True, metavar="PATH", help="The file to write: .txt, .html or .pdf.")
@force
@click.pass_obj
def referral(store: str | None, reference: str, out: str, force: bool) -> None:
    """Write the advice of enquiry REFERENCE as a referral note, for the practice to check and send.

    That a note was made is kept, and counted as a referral that advice made shorter.
    """
    from advice_line.usecases.advice.referral import write_referral

    enquiry = _the_enquiry(reference)
    with signed_in(store) as (session, person):
        write_referral(By(session, person, datetime.now(UTC)), enquiry, Path(out), Press(), replace=force)
    echo(f"Wrote {out}; it refers nobody until the practice sends it.", err=True)


def _the_enquiry(reference: str) -> int:
    from advice_line.enquiry.states import enquiry_typed

    enquiry = enquiry_typed(reference)
    if enquiry is None:
        raise click.UsageError(f"“{reference}” is not a reference; write it like AL-000123.")
    return enquiry
