"""``report``: what somebody is given to read, on paper or by mail."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advice_line.cli.echo import as_json_lines, echo, echo_json
from advice_line.cli.periods import period_options, the_period
from advice_line.cli.writing import force

if TYPE_CHECKING:
    from advice_line.periods import Month
    from advice_line.usecases.usecase import By


@click.group()
def report() -> None:
    """Reports on paper and by mail: the interface month by month, a practice's quarter, what advice was worth."""


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


@report.command()
@period_options
@click.option(
    "--out", metavar="PATH", help="The file to write: .pdf, .html, .csv, .xlsx, .json. [default: as text to stdout]"
)
@force
@click.pass_obj
def value(store: str | None, /, out: str | None, force: bool, **asked: str) -> None:
    """What advice was worth, as an estimate: referrals and admissions avoided, and journeys not made, as ranges.

    Checked against what practices said happened afterwards; in money only where the settings say what each is put at.
    """
    from advice_line.exports.documents import document_lines
    from advice_line.settings import our_settings
    from advice_line.usecases.audits.value import export_value_page, value_page
    from advice_line.usecases.installation.sites import site_named

    worth = our_settings().value
    with signed(store) as by:
        period = the_period(by.at.astimezone(site_named(by.store, by.person.site).zone).date(), asked)
        if out:
            export_value_page(by, period, worth, Path(out), replace=force)
            echo(f"Wrote {out}.", err=True)
            return
        document = value_page(by, period, worth)
        for line in (document.title, *document_lines(document)):
            echo(line)


@report.command()
@click.argument("practice", metavar="PRACTICE")
@click.option("--quarter", required=True, metavar="QUARTER", help="One that is over: 2026-Q4, or 2026/27 Q3.")
@click.option("--out", metavar="PATH", help="The file to write, .pdf or .html. [default: as text to stdout]")
@force
@click.pass_obj
def practice(store: str | None, practice: str, quarter: str, out: str | None, force: bool) -> None:
    """A quarter of one PRACTICE (its code), to be sent to it: what it asked, what came of it, what could be asked by
    mail.
    """
    from advice_line.exports.documents import document_lines
    from advice_line.periods import parse_quarter
    from advice_line.usecases.reports.practice_page import export_practice_page, practice_page

    try:
        asked = parse_quarter(quarter)
    except ValueError as error:
        raise click.UsageError(f"{error}.") from None
    with signed(store) as by:
        if out:
            export_practice_page(by, practice.upper(), asked, Path(out), replace=force)
            echo(f"Wrote {out}.", err=True)
            return
        document = practice_page(by, practice.upper(), asked)
        for line in (document.title, *document_lines(document)):
            echo(line)


@report.command()
@click.argument("what", metavar="REPORT", type=click.Choice(["interface", "activity", "oncall", "practice"]))
@click.option("--to", required=True, metavar="WHO", help="A user name whose role lets them see it, or a practice.")
@click.option("--at", "clock", default="07:00", metavar="HH:MM", help="By the site's clock. [default: 07:00]")
@click.pass_obj
def schedule(store: str | None, what: str, to: str, clock: str) -> None:
    """Have a REPORT mailed by the worker: the interface report and the activity audit of each month on day 3 of the
    next, the on-call sheet every day, to a person; and each of its quarters to a practice, where its letters go.

    After an outage the newest that is due is mailed, once, and says which are left out.
    """
    from advice_line.enquiry.scheduling import ScheduledReport
    from advice_line.usecases.reports.schedules import schedule_practice_page, schedule_report
    from advice_line.usecases.usecase import Press

    report, at = ScheduledReport(what), _clock(clock)
    with signed(store) as by:
        if report is ScheduledReport.PRACTICE:
            number = schedule_practice_page(by, to, at, Press())
        else:
            number = schedule_report(by, report, to, at, Press())
        echo(f"Report {number} is mailed to {to} {report.every} at {clock}.")


def _clock(text: str) -> time:
    try:
        return time.fromisoformat(text) if len(text) == 5 else time.fromisoformat("")
    except ValueError:
        raise click.UsageError(f"“{text}” is not a time; write it like 07:00.") from None


@report.command("list")
@as_json_lines
@click.pass_obj
def list_(store: str | None, as_json: bool) -> None:
    """What is mailed to whom, when next, and how the last one went; 1 when one was not mailed."""
    from advice_line.usecases.installation.sites import site_named
    from advice_line.usecases.reports.schedules import next_mailing, schedules
    from advice_line.words.times import dated_moment

    failed = False
    with signed(store) as by:
        zone = site_named(by.store, by.person.site).zone
        for one in schedules(by):
            due = next_mailing(by, one)
            failed = failed or bool(one.last_why_not)
            if as_json:
                values: dict[str, object] = {
                    "number": one.id,
                    "report": str(one.report),
                    "to": one.username or one.practice,
                }
                values |= {"next": due.isoformat(), "last": one.last_due.isoformat() if one.last_due else None}
                echo_json(values | {"why_not": one.last_why_not or None, "by": one.author})
                continue
            last = f"; not mailed last time: {one.last_why_not}" if one.last_why_not else ""
            echo(f"{one.id:>4}  {one.report:<10} to {one.to_name}, next {dated_moment(due, zone)}{last}")
    sys.exit(1 if failed else 0)


@report.command()
@click.argument("number", type=int)
@click.pass_obj
def stop(store: str | None, number: int) -> None:
    """Mail the report with this NUMBER of “report list” no more."""
    from advice_line.usecases.reports.schedules import stop_report
    from advice_line.usecases.usecase import Press

    with signed(store) as by:
        stop_report(by, number, Press())
        echo(f"Report {number} is mailed no more.")
