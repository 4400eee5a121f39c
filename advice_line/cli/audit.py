"""``audit``: the managers' exports."""

from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import click

from advice_line.cli.echo import echo, echo_file
from advice_line.cli.sessions import signed_in, the_day
from advice_line.cli.writing import force, form_of
from advice_line.settings import our_settings
from advice_line.usecases.usecase import By

_FORMS = ("csv", "xlsx", "json", "html")


@click.command()
@click.argument("kind", type=click.Choice(["rota", "activity", "accountability", "interface"]))
@click.option("--from", "begins", required=True, metavar="DATE", help="The first day.")
@click.option("--until", required=True, metavar="DATE", help="The first day no longer covered.")
@click.option("--desk", default="", help="One desk only.")
@click.option("--format", "form", type=click.Choice(_FORMS), help="[default: --out's ending, or csv]")
@click.option("--out", metavar="PATH", help="The file to write. [default: stdout]")
@force
@click.pass_obj
def audit(
    store: str | None,
    kind: str,
    begins: str,
    until: str,
    desk: str,
    form: str | None,
    out: str | None,
    force: bool,
) -> None:
    """Figures with their denominators and no patient identity; columns in docs/audits.md."""
    from advice_line.exports.audits import FORMATS, AuditKind
    from advice_line.usecases.audits import audits

    form = form_of(out, form or (None if out else "csv"), _FORMS)
    now = datetime.now(UTC)
    with signed_in(store) as (opened, person):
        asked = cast(AuditKind, kind)
        found = audits.audit(By(opened, person, now), asked, the_day(begins), the_day(until), desk, our_settings())
        if out:
            audits.export_audit(By(opened, person, now), found, form, Path(out), replace=force)
            echo(f"Wrote {out}.", err=True)
        else:
            echo_file(FORMATS[form](found))
