"""``contract``: what commissioners pay for advice, as files beside the rotas."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advice_line.cli.echo import echo, echo_file, echo_json
from advice_line.problems import Refused

if TYPE_CHECKING:
    from advice_line.usecases.statements.contracts import ContractFile


@click.group()
def contract() -> None:
    """Contracts with commissioners: check, publish, show."""


def _read(paths: tuple[str, ...]) -> "list[ContractFile]":
    from advice_line.usecases.statements.contracts import read_contract_files

    files, problems = read_contract_files([Path(path) for path in paths])
    for problem in problems:
        echo(str(problem), err=True)
    if problems:
        sys.exit(1)
    return files


@contract.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
def check(paths: tuple[str, ...]) -> None:
    """Read files of contracts, or folders of them; print every error. Nothing is stored."""
    for file in _read(paths):
        echo(f"{file.file}: {len(file.contracts)} with {file.contracts[0].commissioner_name}, no error.")


class _Counts(click.ParamType[list[int]]):
    name = "numbers"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> list[int]:
        """``137``, or one for each month: ``180,190,205``."""
        if isinstance(value, list):
            return value
        parts = str(value).split(",")
        if not all(part.strip().isdecimal() and len(part.strip()) < 7 for part in parts):
            self.fail(f"“{value}” is no number of enquiries, nor several with commas between.", param, ctx)
        return [int(part) for part in parts]


def _counted(name: str, words: str) -> Callable[[Any], Any]:
    return click.option(name, type=_Counts(), default="0", metavar="N[,N...]", help=words)


@contract.command("try")
@click.argument("path")
@click.option("--contract", "reference", metavar="ID", help="Which of the file's contracts. [default: the only one]")
@click.option("--from", "month", required=True, metavar="YYYY-MM", help="The first month.")
@_counted("--phone", "Calls in hours, of the month or of each month from there.")
@_counted("--out-of-hours", "Calls out of hours.")
@_counted("--email", "E-mails.")
@_counted("--referrals", "Referrals avoided, of the calls in hours.")
@_counted("--admissions", "Admissions avoided, of the calls in hours.")
@click.option("--other", "others", multiple=True, metavar="SITE=N", help="Of another site of a shared budget.")
def try_(
    path: str,
    reference: str | None,
    month: str,
    phone: list[int],
    out_of_hours: list[int],
    email: list[int],
    referrals: list[int],
    admissions: list[int],
    others: tuple[str, ...],
) -> None:
    """What a contract would charge for so many calls and e-mails: to be held against a sum worked by hand."""
    from advice_line.periods import parse_month
    from advice_line.tariffs.pence import pounds
    from advice_line.tariffs.trying import Numbers, tried

    (file,) = _read((path,))
    found = [one for one in file.contracts if reference in (None, one.reference)]
    if len(found) != 1:
        names = ", ".join(one.reference for one in file.contracts)
        raise Refused(f"Which contract? {path} holds {names}; name one with --contract.")
    try:
        at = parse_month(month)
    except ValueError as error:
        raise Refused(f"{error}.") from None
    given = (phone, out_of_hours, email, referrals, admissions)
    theirs = dict(_other(one) for one in others)
    months = []
    for n in range(max(len(counts) for counts in given)):
        calls, late, mails, referred, admitted = (counts[n] if n < len(counts) else 0 for counts in given)
        months.append((at, Numbers(calls, late, mails, referred, admitted, theirs)))
        at = at.next
    whole = 0
    for when, lines in tried(found[0], months):
        groups: dict[tuple[str, int], int] = {}
        for line in lines:
            groups[line.words, line.unit] = groups.get((line.words, line.unit), 0) + line.quantity
        pence = sum(line.pence for line in lines)
        whole += pence
        echo(f"{when.words}: {pounds(pence)}")
        for (words, unit), quantity in groups.items():
            echo(f"  {quantity:>7,} x {pounds(unit):>12} = {pounds(quantity * unit):>14}  {words}")
    if len(months) > 1:
        echo(f"Together: {pounds(whole)}")


def _other(text: str) -> tuple[str, int]:
    site, _, number = text.partition("=")
    if not site or not number.isdecimal():
        raise click.UsageError(f"“{text}” is not SITE=NUMBER.")
    return site, int(number)


@contract.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--reason", metavar="WORDS", help="Why; kept with the publication.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def publish(store: str | None, paths: tuple[str, ...], reason: str | None, yes: bool) -> None:
    """Check files of contracts, show what the months so far would have come to, publish them.

    What was issued stays as it was; a price that changes for a month of it is an adjustment of the next statement.
    """
    from advice_line.cli.sessions import signed_in
    from advice_line.usecases.statements.comparing import compare_months, month_words
    from advice_line.usecases.statements.contracts import check_may_publish, publish_contracts
    from advice_line.usecases.usecase import By, Press

    files = _read(paths)
    with signed_in(store) as (opened, person):
        by = By(opened, person, datetime.now(UTC))
        check_may_publish(by, files)
        for file in files:
            echo(f"{file.contracts[0].commissioner_name}:")
            for change in compare_months(by, file):
                echo(f"  {month_words(change)}")
        if not yes:
            click.confirm("Publish?", abort=True)
            if reason is None:
                reason = click.prompt("Why", default="", show_default=False)
        done = publish_contracts(by, files, reason or "", Press())
        for commissioner in done:
            echo(f"Published: {commissioner}.")
        if not done:
            echo("Nothing changes.")


@contract.command()
@click.argument("commissioner", required=False)
@click.option("--source", is_flag=True, help="Print the file that holds, whole.")
@click.option("--history", is_flag=True, help="Every file that was published.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def show(store: str | None, commissioner: str | None, source: bool, history: bool, as_json: bool) -> None:
    """The contracts that hold, of every commissioner or of one."""
    from advice_line.cli.sessions import signed_in
    from advice_line.people.roles import Act
    from advice_line.usecases.statements.contracts import contract_history, contract_texts, parsed
    from advice_line.usecases.statements.describing import contract_words
    from advice_line.usecases.usecase import By, require
    from advice_line.words.times import sorted_column

    with signed_in(store) as (opened, person):
        by = By(opened, person, datetime.now(UTC))
        require(person, Act.SEE_STATEMENT, site=person.site, own=bool(person.commissioner))
        wanted = person.commissioner or (commissioner or "").upper()
        if history:
            if not wanted:
                raise Refused("Whose history? Name a commissioner.")
            for text in contract_history(by, wanted):
                why = f": {text.reason}" if text.reason else ""
                echo(f"{text.id}  {sorted_column(text.published_at)} by {text.author}, {text.file}{why}")
            return
        found = [text for text in contract_texts(opened, person.site) if wanted in ("", text.commissioner)]
        if not found:
            raise Refused(f"No contract with {wanted} is published." if wanted else "No contract is published.")
        for text in found:
            if source:
                echo_file(text.source.encode())
                continue
            for one in parsed(opened, text):
                if as_json:
                    echo_json(
                        {
                            "contract": one.reference, "site": one.site, "commissioner": one.commissioner,
                            "desks": sorted(one.desks), "from": one.begins.isoformat(),
                            "until": one.until.isoformat() if one.until else None, "terms": contract_words(one),
                        }
                    )  # fmt: skip
                else:
                    until = f" until {one.until}" if one.until else ""
                    echo(f"{one.reference}  {one.commissioner_name}, from {one.begins}{until}")
                    echo(f"  {', '.join(sorted(one.desks))}: {contract_words(one)}")
