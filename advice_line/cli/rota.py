"""``rota``: check and publish rotas, their history, and what a department chose."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advice_line.cli.echo import as_json_lines, echo, echo_file, echo_json
from advice_line.problems import Problem, Refused
from advice_line.rota import Rota, read_files
from advice_line.words.changes import change_words
from advice_line.words.publications import diff_lines
from advice_line.words.times import sorted_column

if TYPE_CHECKING:
    from advice_line.usecases.rotas.publishing import Preview


@click.group()
def rota() -> None:
    """Rotas: check, publish, look ahead, bring in and hand out."""


def read_and_complain(paths: tuple[str, ...]) -> tuple[list[Rota], int, int]:
    """Reads rota files, prints every error and warning to stderr; the rotas and both counts."""
    from advice_line.rota.hours import Limits
    from advice_line.rota.warnings import rota_warnings
    from advice_line.settings import our_settings

    limits = our_settings().hours_limits
    rotas, problems = read_files([Path(path) for path in paths])
    warnings: list[Problem] = []
    with click.progressbar(rotas, label="Checking", file=sys.stderr, hidden=not sys.stderr.isatty()) as progress:
        for one in progress:
            warnings += rota_warnings(one, Limits(limits, one.desk.id))
    for problem in sorted([*problems, *warnings]):
        echo(str(problem), err=True)
    return rotas, len(problems), len(warnings)


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


@rota.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
def check(paths: tuple[str, ...]) -> None:
    """Read rota files or folders; print every error and warning. Nothing is stored."""
    rotas, errors, warnings = read_and_complain(paths)
    said = f"{_counted(len(rotas), 'rota')} read, {_counted(errors, 'error')}, {_counted(warnings, 'warning')}."
    echo(said)
    sys.exit(1 if errors else 0)


@rota.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--effective", metavar="INSTANT", help="From when it holds. [default: now]")
@click.option("--reason", metavar="TEXT", help="Why; kept with the publication. Asked for unless --yes.")
@click.option("--yes", is_flag=True, help="Do not ask before publishing.")
@click.pass_obj
def publish(store: str | None, paths: tuple[str, ...], effective: str | None, reason: str | None, yes: bool) -> None:
    """Check rota files, show what changes, publish them. The past is never touched."""
    from advice_line.cli.sessions import signed_in, the_instant
    from advice_line.usecases.rotas.publishing import check_may_publish, preview, publish_rotas

    now = datetime.now(UTC)
    rotas, errors, _ = read_and_complain(paths)
    if errors:
        raise click.ClickException("Nothing was published: mend the errors above first.")
    begins = the_instant(effective) if effective else now
    with signed_in(store) as (session, person):
        check_may_publish(person, rotas, effective=begins, at=now)
        found = preview(session, rotas, begins, now)
        for one in found:
            _tell(one)
        fresh = [one.rota for one in found if not one.same]
        if not fresh:
            echo("Nothing changes.")
            return
        if not yes:
            click.confirm(f"Publish {_counted(len(fresh), 'rota')}?", abort=True)
            if reason is None:
                reason = click.prompt("Why", default="", show_default=False)
        for desk in publish_rotas(session, person, fresh, effective=begins, at=now, reason=reason or ""):
            echo(f"Published: {desk}.")


def _tell(one: "Preview") -> None:
    name = one.rota.desk.name
    if one.same:
        echo(f"{name}: nothing changes; this very file is published already.")
        return
    if one.first:
        echo(f"{name}: published for the first time.")
    elif one.diff.nothing:
        echo(f"{name}: no shift, gap or contact changes in the coming year.")
    else:
        echo(f"{name}:")
        for line in diff_lines(one.diff, one.rota.zone):
            echo(f"  {line}")
    for conflict in one.conflicts:
        words = change_words(conflict.change, one.rota.zone)
        echo(f"  ? {words}: {conflict.words}; settle it on the Rota screen.")


@rota.command()
@click.argument("desk")
@click.option("--source", "number", type=int, metavar="NUMBER", help="Print the file of this publication, whole.")
@as_json_lines
@click.pass_obj
def history(store: str | None, desk: str, number: int | None, as_json: bool) -> None:
    """Every publication of DESK: by whom, when, from which file, why."""
    from advice_line.cli.sessions import opened
    from advice_line.usecases.rotas.publishing import publications
    from advice_line.usecases.rotas.who_answers import desk_answering

    with opened(store) as session:
        zone = desk_answering(session, desk).zone
        found = publications(session, desk)
    if number is not None:
        source = next((p.source for p in found if p.id == number), None)
        if source is None:
            raise Refused(f"{desk} has no publication {number}.")
        echo_file(source.encode())
        return
    for p in found:
        at, since = p.at.astimezone(zone), p.effective.astimezone(zone)
        if as_json:
            values = {"publication": p.id, "at": at.isoformat(), "effective": since.isoformat()}
            values |= {"by": p.author, "file": p.file, "reason": p.reason}
            echo_json(values)
        else:
            why = f": {p.reason}" if p.reason else ""
            echo(f"{p.id}  {sorted_column(at)} by {p.author}, from {sorted_column(since)}, {p.file}{why}")


@rota.command()
@click.argument("desks", nargs=-1, required=True, metavar="DESK...")
@click.pass_obj
def confirm(store: str | None, desks: tuple[str, ...]) -> None:
    """Say that the published rota of each DESK is right today."""
    from advice_line.cli.sessions import signed_in
    from advice_line.usecases.rotas.freshness import confirm_rota
    from advice_line.usecases.usecase import By, Press

    with signed_in(store) as (session, person):
        for desk in desks:
            confirm_rota(By(session, person, datetime.now(UTC)), desk, Press())
            echo(f"Confirmed today: {desk}.")


@rota.command()
@click.argument("desk")
@click.option("--stale-after", type=int, metavar="DAYS", help="How long a rota is trusted. [default: 7]")
@click.option("--approve-swaps/--free-swaps", default=None, help="Whether somebody approves an agreed swap.")
@click.option("--countersign-within", type=int, metavar="HOURS", help="When advice is late to be countersigned. [24]")
@click.option("--acknowledge-within", type=int, metavar="HOURS", help="When a practice is late to acknowledge. [72]")
@click.option("--confirm/--no-confirm", default=None, help="Whether calls are confirmed to practices by mail. [yes]")
@click.pass_obj
def choose(
    store: str | None,
    desk: str,
    stale_after: int | None,
    approve_swaps: bool | None,
    countersign_within: int | None,
    acknowledge_within: int | None,
    confirm: bool | None,
) -> None:
    """What the department of DESK chooses; without options, what it chose."""
    from advice_line.cli.sessions import signed_in
    from advice_line.usecases.accounts.desk_settings import choose_desk_setting, desk_settings
    from advice_line.usecases.rotas.who_answers import desk_answering
    from advice_line.usecases.usecase import By, Press

    now = datetime.now(UTC)
    with signed_in(store) as (session, person):
        desk_answering(session, desk)
        asked = {
            "stale_after_days": stale_after,
            "swaps_approved": approve_swaps,
            "countersign_hours": countersign_within,
            "acknowledge_hours": acknowledge_within,
            "confirm_by_mail": confirm,
        }
        for name, value in asked.items():
            if value is not None:
                said = ("yes" if value else "no") if isinstance(value, bool) else str(value)
                choose_desk_setting(By(session, person, now), desk, name, said, Press())
        chosen = desk_settings(session, desk)
        echo(f"{desk}: a rota is trusted for {chosen.stale_after.days} days; ", nl=False)
        echo("agreed swaps are approved;" if chosen.swaps_approved else "agreed swaps need no approval;")
        countersign, acknowledge = (
            int(span.total_seconds() // 3600) for span in (chosen.countersign_within, chosen.acknowledge_within)
        )
        echo(f"advice is countersigned within {countersign} h and acknowledged within {acknowledge} h; ", nl=False)
        echo(f"calls are {'' if chosen.confirm_by_mail else 'not '}confirmed by mail.")
