"""``rota new``, ``rota schema``, ``rota import``, ``rota export``: files in and out."""

import json
import sys
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advice_line.cli.echo import echo, echo_json
from advice_line.cli.rota import rota
from advice_line.cli.rota_look import the_date
from advice_line.cli.writing import force, form_of
from advice_line.files import AlreadyThere, not_read, refuse_what_matters, write_whole
from advice_line.plain import check_plain, visible
from advice_line.problems import Refused
from advice_line.rota import Rota, read_rota
from advice_line.rota.file.bounds import LARGEST
from advice_line.rota.file.reader import read_bytes
from advice_line.words.days import file_day

if TYPE_CHECKING:
    from advice_line.imports.to_rota import Brought
    from advice_line.imports.understood import Question
    from advice_line.rota.file.first_file import Member

_FORMS = ("ics", "xlsx", "csv", "json", "toml")
_HALF_YEAR = timedelta(weeks=26)


@rota.command()
def schema() -> None:
    """Print the JSON Schema of a rota file, by which editors complete and check it."""
    from advice_line.rota.file.json_schema import json_schema

    echo_json(json_schema(), indent=2)


@rota.command()
@click.argument("desk")
@click.option("--name", help="As the switchboard reads it.")
@click.option("--site", help="ODS code of the hospital site.")
@click.option("--function", help="Treatment function code.")
@click.option("--email", help="Where questions that can wait are sent.")
@click.option("--consultant", "consultants", multiple=True, metavar="NAME,GMC[,CONTACT...]", help="Again for each.")
@click.option("--registrar", "registrars", multiple=True, metavar="NAME,GMC[,CONTACT...]", help="Again for each.")
@click.option("--begins", metavar="DATE", help="The Monday on which the pattern begins.")
@click.option("--out", metavar="PATH", help="The file to write. [default: DESK.toml]")
@force
def new(
    desk: str,
    name: str | None,
    site: str | None,
    function: str | None,
    email: str | None,
    consultants: tuple[str, ...],
    registrars: tuple[str, ...],
    begins: str | None,
    out: str | None,
    force: bool,
) -> None:
    """Write a first rota file for DESK, by asking a few questions or from options; comments in it explain it."""
    from advice_line.rota.file.first_file import Member, first_file, function_of

    path = Path(out or f"{desk}.toml")
    if refuse_what_matters(path) and not force:
        raise Refused(f"{path} is there already; choose another --out, change that file, or add --force.")
    today = datetime.now(UTC).date()
    monday = the_date(begins) if begins else today + timedelta(days=7 - today.weekday())
    name = name or click.prompt("Name of the desk", default=desk.replace("-", " ").title())
    site = site or click.prompt("ODS code of the site (five characters)")
    function = function or click.prompt("Treatment function code", default=function_of(name) or None)
    email = email or click.prompt("E-mail address of the desk", default=f"{desk}.advice@example.nhs.uk")
    people = [Member.of(text, "consultant") for text in consultants] or _ask_people("consultant")
    people += [Member.of(text, "registrar") for text in registrars] or _ask_people("registrar")
    text = first_file(desk, name, site, function, email, people, monday)
    reading = read_rota(text.encode(), str(path))
    if reading.rota is None:
        raise Refused("\n".join(map(str, reading.errors)))
    write_whole(path, text.encode(), replace=force)
    _schema_beside(path)
    echo(f"Wrote {path}. Change it in any editor, then: advice-line rota check {path}")


def _ask_people(grade: str) -> "list[Member]":
    from advice_line.rota.file.first_file import Member

    found: list[Member] = []
    echo(f"The {grade}s, one a line: name, registration number, contacts. An empty line ends.", err=True)
    while True:
        text = click.prompt(f"{grade.capitalize()} {len(found) + 1}", default="", show_default=False)
        if not text:
            if found:
                return found
            echo(f"At least one {grade} is needed.", err=True)
            continue
        try:
            found.append(Member.of(text, grade))
        except Refused as refusal:
            echo(str(refusal), err=True)


def _schema_beside(path: Path) -> None:
    from advice_line.rota.file.json_schema import json_schema

    beside = path.with_name("rota.schema.json")
    with suppress(AlreadyThere):
        write_whole(beside, (json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n").encode())


@rota.command("import")
@click.argument("file", metavar="FILE")
@click.option("--out", required=True, metavar="ROTA", help="The rota file to write.")
@click.option("--base", metavar="ROTA", help="The desk's present file. [default: ROTA itself]")
@click.option("--from", "begins", metavar="DATE", help="Of a calendar: the first day. [default: this Monday]")
@click.option("--until", metavar="DATE", help="Of a calendar: the first day not covered. [default: 400 days on]")
@click.option("--answer", "told", multiple=True, metavar="KEY=ANSWER", help="Answers a question beforehand.")
@click.option("--yes", is_flag=True, help="Write the file without asking.")
@force
def bring(
    file: str,
    out: str,
    base: str | None,
    begins: str | None,
    until: str | None,
    told: tuple[str, ...],
    yes: bool,
    force: bool,
) -> None:
    """Bring in FILE (a grid or a list as .xlsx or .csv, or a calendar .ics) and write it as a rota file.

    What was understood and what was not is shown before anything is written. Answers are remembered beside the
    rota, in ROTA.answers.json. The desk's present file, when it is ROTA itself, is replaced; any other file only
    after a “yes”, or with --force.
    """
    from advice_line.imports.bringing_in import bring_in
    from advice_line.imports.sheets import LARGEST as LARGEST_SHEET

    path = Path(out)
    ground = _base(Path(base) if base else path)
    try:
        data = read_bytes(Path(file), LARGEST_SHEET)
    except OSError as error:
        raise not_read(file, error) from error
    memory = path.with_name(f"{path.stem}.answers.json")
    answers = _remembered(memory)
    for pair in told:
        key, found, value = pair.partition("=")
        if not found:
            raise click.UsageError("--answer is written KEY=ANSWER.")
        answers[key] = value
    first = the_date(begins) if begins else _this_monday()
    last = the_date(until) if until else None
    while (brought := bring_in(data, Path(file).name, ground, answers, first=first, until=last)).rota is None:
        _ask(brought.questions, answers)
    _tell(brought, brought.rota)
    there = refuse_what_matters(path)
    if not yes:
        click.confirm(f"{'Replace' if there else 'Write'} {path}?", abort=True)
    replace = force or (there and (not yes or base is None))
    _keep(brought.rota, path, file, answers, memory, replace=replace)
    echo(f"Wrote {path}. Look at it with: advice-line rota check {path}")


def _this_monday() -> date:
    today = datetime.now(UTC).date()
    return today - timedelta(days=today.weekday())


def _base(path: Path) -> Rota:
    if not path.exists():
        raise Refused(
            f"{path} is not there: an import needs the desk's file, which says who is who. "
            "Write a first one with “advice-line rota new”, or name one with --base."
        )
    reading = read_rota(read_bytes(path), str(path))
    if reading.rota is None:
        raise Refused("\n".join(map(str, reading.errors)))
    return reading.rota


def _remembered(memory: Path) -> dict[str, str]:
    try:
        found = json.loads(read_bytes(memory)[:LARGEST].decode("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise Refused(
            f"{memory}: the remembered answers cannot be read: {error}. Mend or remove the file."
        ) from error
    if not isinstance(found, dict) or not all(isinstance(v, str) for v in found.values()):
        raise Refused(f"{memory}: the remembered answers must be texts. Mend or remove the file.")
    for key, answer in found.items():
        for text in (key, answer):
            try:
                check_plain(text, f"that to “{visible(key)[:80]}”", lines=True)
            except ValueError as error:
                raise Refused(f"{memory}: the remembered answers: {error} Mend or remove the file.") from None
    return found


def _ask(questions: "tuple[Question, ...]", answers: dict[str, str]) -> None:
    if not sys.stdin.isatty():
        for question in questions:
            echo(f"{question.key}: {question.words}", err=True)
        raise Refused("Nothing was written: answer these with --answer KEY=ANSWER.")
    for question in questions:
        if question.choices:
            echo(f"  ({', '.join(question.choices)})", err=True)
        answers[question.key] = click.prompt(question.words, default=question.default or None)


def _tell(brought: "Brought", found: Rota) -> None:
    for shift in found.shifts[:10]:
        name = found.clinician_by_id[shift.clinician].name
        echo(f"  {file_day(shift.date)}  {shift.duty:6} {name}")
    if brought.shifts > 10:
        echo(f"  … and {brought.shifts - 10} more shifts.")
    for remark in brought.remarks:
        echo(remark)
    echo(f"Understood: {brought.shifts} shifts. Not understood: {len(brought.unread)}.")
    for unread in brought.unread:
        echo(f"  {unread.where}: {unread.words}", err=True)


def _keep(found: Rota, path: Path, source: str, answers: dict[str, str], memory: Path, *, replace: bool) -> None:
    from advice_line.rota.file.writing import rota_text

    write_whole(path, rota_text(found, [f"Brought in from {Path(source).name}."]).encode(), replace=replace)
    _schema_beside(path)
    if answers:
        told = json.dumps(answers, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        write_whole(memory, told.encode(), replace=True)


@rota.command("export")
@click.argument("desk", required=False)
@click.option("--clinician", metavar="GMC", help="One clinician's calendar, at every desk.")
@click.option("--from", "begins", metavar="DATE", help="The first day. [default: this Monday]")
@click.option("--until", metavar="DATE", help="The first day no longer covered. [default: 26 weeks on]")
@click.option("--format", "form", type=click.Choice(_FORMS), help="[default: --out's]")
@click.option("--out", required=True, metavar="PATH", help="The file to write.")
@force
@click.pass_obj
def hand_out(
    store: str | None,
    desk: str | None,
    clinician: str | None,
    begins: str | None,
    until: str | None,
    form: str | None,
    out: str,
    force: bool,
) -> None:
    """Hand out the rota of DESK: iCalendar, week grids as XLSX, shifts as CSV or JSON, or the file as published."""
    from advice_line.cli.sessions import opened
    from advice_line.exports import rota_files
    from advice_line.usecases.rotas import handing_out

    path = Path(out)
    if not desk and not clinician:
        raise click.UsageError("Name a DESK, or a --clinician.")
    form = form_of(out, form, _FORMS)
    first = the_date(begins) if begins else _this_monday()
    last = the_date(until) if until else first + _HALF_YEAR
    if last <= first:
        raise click.UsageError("--until must be after --from; it is the first day no longer covered.")
    now = datetime.now(UTC)
    with opened(store) as session:
        if clinician:
            if form != "ics":
                raise click.UsageError("A clinician's rota is handed out as a calendar: --format ics.")
            data = handing_out.clinician_calendar(session, now, clinician, first, last)
        elif not desk:
            raise AssertionError("one of the two is named")
        elif form == "ics":
            data = handing_out.desk_calendar(session, now, desk, first, last)
        elif form == "toml":
            data = handing_out.desk_source(session, now, desk).encode()
        else:
            found = handing_out.desk_rota(session, None, now, desk, first, last)
            if form == "xlsx":
                data = rota_files.weeks_xlsx(found)
            else:
                data = (rota_files.shifts_csv if form == "csv" else rota_files.shifts_json)(found).encode()
    write_whole(path, data, replace=force)
    echo(f"Wrote {path}.", err=True)
