"""``report``: what somebody is given to read, on paper or by mail."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advice_line.cli.echo import echo
from advice_line.cli.writing import force

if TYPE_CHECKING:
    from advice_line.periods import Month
    from advice_line.usecases.usecase import By


@click.group()
def report() -> None:
    """Reports on paper and by mail: the interface month by month."""


@contextmanager
def signed(store: str | None) -> "Iterator[By]":
    """Whose command this is, now."""
    from advice_line.cli.sessions import signed_in
    from advice_line.usecases.usecase import By

    with signed_in(store) as (opened, person):
        yield By(opened, person, datetime.now(UTC))


def _month(by: "By", text: str) -> "Month":
    from advice_line.periods import parse_month
    from advice_line.usecases.reports.interface_report import last_month

    try:
        return parse_month(text) if text else last_month(by)
    except ValueError as error:
        raise click.UsageError(f"{error}.") from None


@report.command()
@click.option("--month", default="", metavar="YYYY-MM", help="A month that is over. [default: the last one]")
@click.option("--out", metavar="PATH", help="The file to write, .pdf or .html. [default: as text to stdout]")
@force
@click.pass_obj
def interface(store: str | None, month: str, out: str | None, force: bool) -> None:
    """What practices had to chase in a month, by kind and desk, what was promised about it and what was done."""
    from advice_line.exports.documents import document_lines
    from advice_line.exports.interface_report import interface_document
    from advice_line.usecases.reports.interface_report import export_interface_report, interface_report

    with signed(store) as by:
        if out:
            export_interface_report(by, _month(by, month), Path(out), replace=force)
            echo(f"Wrote {out}.", err=True)
            return
        document = interface_document(interface_report(by, _month(by, month)))
        for line in (document.title, *document_lines(document)):
            echo(line)
