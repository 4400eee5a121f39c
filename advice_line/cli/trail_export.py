"""``trail export``: who did or read what, for whoever governs information."""

from datetime import UTC, datetime
from pathlib import Path

import click

from advice_line.cli.echo import echo, echo_file
from advice_line.cli.sessions import signed_in, the_day
from advice_line.cli.writing import force, form_of
from advice_line.usecases.usecase import By


@click.command()
@click.option("--from", "begins", required=True, metavar="DATE", help="The first day.")
@click.option("--until", required=True, metavar="DATE", help="The first day no longer covered.")
@click.option("--who", default="", metavar="USER", help="What one user name did or read.")
@click.option("--subject", default="", metavar="WHAT", help="About one thing: AL-000123, “account 4”, or a kind.")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), help="[default: --out's ending, or csv]")
@click.option("--out", metavar="PATH", help="The file to write. [default: stdout]")
@force
@click.pass_obj
def export(
    store: str | None,
    begins: str,
    until: str,
    who: str,
    subject: str,
    form: str | None,
    out: str | None,
    force: bool,
) -> None:
    """Who did or read what in a period: for administrators, and itself on the trail. Columns in docs/trail.md."""
    from advice_line.files import write_parts
    from advice_line.usecases.trail.export import FORMS, Asked, export_trail, subject_typed

    form = form_of(out, form or (None if out else "csv"), list(FORMS))
    kind, key = subject_typed(subject)
    asked = Asked(the_day(begins), the_day(until), who.strip().lower(), kind, key)
    with signed_in(store) as (found, person):
        made = FORMS[form](export_trail(By(found, person, datetime.now(UTC)), asked, form))
        if out:
            write_parts(Path(out), made, replace=force)
            echo(f"Wrote {out}.", err=True)
            return
        for part in made:
            echo_file(part)
