"""``statement``: what a commissioner is charged for a month, from draft to payment."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advice_line.cli.echo import echo, echo_json
from advice_line.cli.writing import force, form_of
from advice_line.problems import Refused
from advice_line.settings import our_settings

if TYPE_CHECKING:
    from advice_line.periods import Month
    from advice_line.usecases.usecase import By

_FORMS = ("csv", "xlsx", "json", "html", "pdf")


@click.group()
def statement() -> None:
    """What a commissioner is charged: draft, issue, query, answer, credit, pay."""


@contextmanager
def _by(store: str | None) -> "Iterator[By]":
    from advice_line.cli.sessions import signed_in
    from advice_line.usecases.usecase import By

    with signed_in(store) as (opened, person):
        yield By(opened, person, datetime.now(UTC))


def _the_one(by: "By", named: str) -> int:
    """The statement that is named: by its number, or as a draft by the one that ``list`` prints."""
    from advice_line.usecases.statements.seeing import statements_of

    found = [row for row in statements_of(by) if named in (row.number, str(row.id))]
    if not found:
        raise Refused(f"There is no statement “{named}”; “advice-line statement list” prints them.")
    return found[0].id


def _month(text: str) -> "Month":
    from advice_line.periods import parse_month

    try:
        return parse_month(text)
    except ValueError as error:
        raise Refused(f"{error}.") from None


@statement.command()
@click.argument("commissioner")
@click.argument("month", metavar="YYYY-MM")
@click.pass_obj
def draft(store: str | None, commissioner: str, month: str) -> None:
    """Prepare COMMISSIONER's statement for a month; another person issues it."""
    from advice_line.tariffs.pence import pounds
    from advice_line.usecases.statements.drafting import draft_statement
    from advice_line.usecases.statements.kept import the_statement
    from advice_line.usecases.usecase import Press

    asked = _month(month)
    with _by(store) as by:
        number = draft_statement(by, commissioner, asked, Press(), our_settings().statements)
        echo(f"Draft {number}: {pounds(the_statement(by.store, number).pence)} for {asked.words}.")


@statement.command()
@click.argument("draft")
@click.pass_obj
def issue(store: str | None, draft: str) -> None:
    """Freeze and number DRAFT, which somebody else prepared."""
    from advice_line.usecases.statements.life import issue_statement
    from advice_line.usecases.usecase import Press

    with _by(store) as by:
        echo(f"Issued: {issue_statement(by, _the_one(by, draft), Press(), our_settings().statements)}.")


@statement.command()
@click.argument("number")
@click.argument("line", type=int)
@click.option("--reason", required=True, help="One of the list: duplicate, price, out of area…")
@click.option("--words", default="", help="What is asked; no patient in it.")
@click.pass_obj
def query(store: str | None, number: str, line: int, reason: str, words: str) -> None:
    """Query one LINE of a statement, within the working days there are for it."""
    from advice_line.usecases.statements.life import query_line
    from advice_line.usecases.usecase import Press

    with _by(store) as by:
        query_line(by, _the_one(by, number), line, reason, words, Press(), our_settings().statements)
        echo(f"Line {line} is queried: {reason}.")


@statement.command()
@click.argument("number")
@click.argument("line", type=int)
@click.option("--words", required=True, help="Why the line stands.")
@click.pass_obj
def answer(store: str | None, number: str, line: int, words: str) -> None:
    """Explain a queried LINE, which stands."""
    from advice_line.usecases.statements.life import explain_line
    from advice_line.usecases.usecase import Press

    with _by(store) as by:
        explain_line(by, _the_one(by, number), line, words, Press())
        echo(f"Line {line} is explained.")


@statement.command()
@click.argument("number")
@click.argument("line", type=int)
@click.option("--words", required=True, help="Why the line is taken back.")
@click.pass_obj
def credit(store: str | None, number: str, line: int, words: str) -> None:
    """Take a queried LINE back with a credit note; the statement stays as it was issued."""
    from advice_line.usecases.statements.life import credit_line
    from advice_line.usecases.usecase import Press

    with _by(store) as by:
        echo(f"Credit note {credit_line(by, _the_one(by, number), line, words, Press())}.")


@statement.command()
@click.argument("number")
@click.pass_obj
def agree(store: str | None, number: str) -> None:
    """The commissioner agrees to a statement."""
    from advice_line.usecases.statements.life import agree_statement
    from advice_line.usecases.usecase import Press

    with _by(store) as by:
        agree_statement(by, _the_one(by, number), Press())
        echo(f"{number} is agreed.")


@statement.command()
@click.argument("number")
@click.option("--reference", required=True, help="The payment's.")
@click.pass_obj
def pay(store: str | None, number: str, reference: str) -> None:
    """Book that an agreed statement was paid."""
    from advice_line.usecases.statements.life import pay_statement
    from advice_line.usecases.usecase import Press

    with _by(store) as by:
        pay_statement(by, _the_one(by, number), reference, Press())
        echo(f"{number} is paid.")


@statement.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def list_(store: str | None, as_json: bool) -> None:
    """Every statement and where it stands; a commissioner sees its own."""
    from advice_line.tariffs.pence import pounds
    from advice_line.usecases.statements.listing import listed_statements

    with _by(store) as by:
        for one in listed_statements(by, our_settings().statements):
            row, standing, left = one.statement, one.standing, one.days_left
            if as_json:
                values: dict[str, object] = {"statement": row.number or None, "id": row.id, "site": row.site}
                values |= {"commissioner": row.commissioner, "month": row.month, "state": str(standing.state)}
                echo_json(values | {"pence": one.pence, "days_left_to_query": left})
            else:
                queries = f", {len(standing.open_queries)} queried" if standing.open_queries else ""
                days = f", {left} working days left to query" if left else ""
                name = row.number or f"draft {row.id}"
                echo(f"{name}  {row.commissioner} {row.month}  {pounds(one.pence)}  {standing.state}{queries}{days}")
        _say_nobodys(by, as_json)


def _say_nobodys(by: "By", as_json: bool) -> None:
    """Beneath the statements, for whoever prepares them: what the last months had that is charged to nobody."""
    from advice_line.people.roles import Act, may
    from advice_line.usecases.statements.unattributed import NEWEST, months_reckoned

    if not may(by.person, Act.PREPARE_STATEMENT, site=by.person.site):
        return
    for one in months_reckoned(by, NEWEST):
        if one.nobodys and as_json:
            counts = {str(why): len(some) for why, some in sorted(one.of_nobody.items())}
            echo_json({"statement": None, "month": str(one.month), "closed": one.closed, "charged_to_nobody": counts})
        elif one.nobodys:
            echo(f"charged to nobody  {one.month}  {one.nobodys} of {one.closed} closed: {one.why}")


@statement.command()
@click.argument("month", metavar="YYYY-MM")
@click.option("--format", "form", type=click.Choice(_FORMS), help="[default: --out's ending]")
@click.option("--out", metavar="PATH", help="The file to write. [default: print it]")
@force
@click.pass_obj
def unattributed(store: str | None, month: str, form: str | None, out: str | None, force: bool) -> None:
    """What was closed in a month and no contract charges to anybody, enquiry by enquiry."""
    from advice_line.exports.documents import document_lines
    from advice_line.usecases.statements.unattributed import export_unattributed
    from advice_line.usecases.statements.unattributed import unattributed as read

    asked = _month(month)
    with _by(store) as by:
        if out:
            export_unattributed(by, asked, form_of(out, form, _FORMS), Path(out), force=force)
            echo(f"Wrote {out}.", err=True)
        else:
            for line in document_lines(read(by, asked)):
                echo(line)


@statement.command()
@click.argument("number")
@click.option("--format", "form", type=click.Choice(_FORMS), help="[default: --out's ending]")
@click.option("--shape", type=click.Choice(["acm", "plcm"]), help="A national data set's, as CSV.")
@click.option("--out", required=True, metavar="PATH", help="The file to write.")
@force
@click.pass_obj
def export(store: str | None, number: str, form: str | None, shape: str | None, out: str, force: bool) -> None:
    """Write a statement, or a draft, to a file."""
    from advice_line.usecases.statements.papers import export_shape, export_statement

    form = form_of(out, form, ("csv",) if shape else _FORMS)
    with _by(store) as by:
        if shape:
            export_shape(by, _the_one(by, number), shape, Path(out), our_settings().statements, force=force)
            echo(f"Wrote {out}.", err=True)
            return
        export_statement(by, _the_one(by, number), form, Path(out), our_settings().statements, force=force)
        echo(f"Wrote {out}.", err=True)
