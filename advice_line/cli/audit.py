"""``audit``: the managers' exports."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from advice_line.cli.echo import echo, echo_file
from advice_line.cli.periods import period_options, the_period
from advice_line.cli.sessions import signed_in
from advice_line.cli.writing import force, form_of
from advice_line.settings import our_settings
from advice_line.usecases.usecase import By

if TYPE_CHECKING:
    from advice_line.exports.documents import Document
    from advice_line.periods import Period

_FORMS = ("csv", "xlsx", "json", "html")
_DOCUMENTS = (*_FORMS, "pdf")
_AUDITS = ("rota", "activity", "accountability", "interface")
_BY_DOCUMENT = ("who-asks", "statement", "providers")
"""What is written as ``_DOCUMENTS``; the others are written as ``_FORMS``."""


@click.command()
@click.argument("kind", type=click.Choice([*_AUDITS, *_BY_DOCUMENT]))
@period_options
@click.option("--desk", default="", help="One desk only.")
@click.option("--commissioner", default="", help="One commissioner's statements only.")
@click.option("--format", "form", type=click.Choice(_DOCUMENTS), help="[default: --out's ending, or csv]")
@click.option("--out", metavar="PATH", help="The file to write. [default: stdout]")
@force
@click.pass_obj
def audit(
    store: str | None,
    /,
    kind: str,
    desk: str,
    commissioner: str,
    form: str | None,
    out: str | None,
    force: bool,
    **named: str,
) -> None:
    """Figures with their denominators and no patient identity; columns in docs/audits.md.

    Without a period: the four weeks that end yesterday. “who-asks” divides the enquiries by practice, commissioner,
    desk, hour, weekday, role and person, and names the practices that never ask. “statement” is every issued
    statement of the months in it, “providers” every site side by side, of a commissioner's own practices.
    """
    from advice_line.exports.audits import FORMATS, PICTURED, AuditKind
    from advice_line.instants import start_of
    from advice_line.usecases.audits import audits
    from advice_line.usecases.audits.sources import with_charts
    from advice_line.usecases.installation.sites import site_named

    form = form_of(
        out,
        form or (None if out else "csv"),
        _DOCUMENTS if kind in _BY_DOCUMENT else _FORMS,
    )
    now = datetime.now(UTC)
    with signed_in(store) as (opened, person):
        asked = cast(AuditKind, kind)
        zone = site_named(opened, person.site).zone
        period = the_period(now.astimezone(zone).date(), named)
        if kind == "statement":
            _statements(By(opened, person, now), period, commissioner, form, out, force=force)
            return
        if kind == "providers":
            _providers(By(opened, person, now), period, form, out, force=force)
            return
        window = (start_of(period.begins, zone), start_of(period.ends, zone))
        if kind == "who-asks":
            _who_asks(By(opened, person, now), window, desk, form, out, force=force)
            return
        found = audits.audit(By(opened, person, now), asked, *window, desk, our_settings())
        if out:
            audits.export_audit(By(opened, person, now), found, form, Path(out), replace=force)
            echo(f"Wrote {out}.", err=True)
        else:
            pictured = with_charts(By(opened, person, now), found) if form in PICTURED else found
            echo_file(FORMATS[form](pictured))


def _statements(by: By, period: "Period", commissioner: str, form: str, out: str | None, *, force: bool) -> None:
    from advice_line.usecases.statements.period import export_statements_audit, statements_audit

    found = statements_audit(by, period, commissioner, our_settings().statements)
    _give(found, form, out, lambda path: export_statements_audit(by, found, form, path, force=force))


def _providers(by: By, period: "Period", form: str, out: str | None, *, force: bool) -> None:
    from advice_line.usecases.audits.providers import compare_providers, export_providers

    found = compare_providers(by, period, our_settings().statements)
    _give(found.document, form, out, lambda path: export_providers(by, found, form, path, force=force))


def _who_asks(
    by: By, window: tuple[datetime, datetime], desk: str, form: str, out: str | None, *, force: bool
) -> None:
    from advice_line.usecases.audits.who_asks import export_who_asks, who_asks

    found = who_asks(by, *window, desk)
    _give(found, form, out, lambda path: export_who_asks(by, found, form, path, replace=force))


def _give(found: "Document", form: str, out: str | None, export: Callable[[Path], None]) -> None:
    """Into the file that is named, else to stdout."""
    from advice_line.exports.documents import DOCUMENT_FORMS

    if out:
        export(Path(out))
        echo(f"Wrote {out}.", err=True)
    else:
        echo_file(DOCUMENT_FORMS[form](found))
