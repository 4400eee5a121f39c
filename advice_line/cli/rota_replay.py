"""``rota replay`` and ``rota clinics-cost``: past calls against a rota that is not yet published."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advice_line.cli.echo import echo, echo_json
from advice_line.cli.periods import the_period
from advice_line.cli.rota import read_and_complain, rota
from advice_line.cli.writing import force, form_of

if TYPE_CHECKING:
    from advice_line.rota.replay import Tally
    from advice_line.usecases.audits.replay import DeskReplay

_period = (
    click.option("--from", "begins", default="", metavar="DATE", help="The first day of the calls."),
    click.option("--until", default="", metavar="DATE", help="The first day no longer covered."),
    click.option("--year", default="", metavar="YEAR", help="A financial year instead, like 2025/26."),
)


def _replays(
    store: str | None, paths: tuple[str, ...], period: tuple[str, str, str], out: str = "", *, replace: bool = False
) -> "list[DeskReplay]":
    """The replays of (begins, until, year), written to ``out`` where it is named."""
    from advice_line.cli.sessions import signed_in
    from advice_line.usecases.audits.replay import export_replay, replay_rotas
    from advice_line.usecases.installation.sites import site_named
    from advice_line.usecases.usecase import By

    form = form_of(out, None, ("csv", "xlsx")) if out else ""
    now, (begins, until, year) = datetime.now(UTC), period
    rotas, errors, _ = read_and_complain(paths)
    if errors:
        raise click.ClickException("Nothing was replayed: mend the errors above first.")
    with signed_in(store) as (opened, person):
        today = now.astimezone(site_named(opened, person.site).zone).date()
        days = the_period(today, {"begins": begins, "until": until, "year": year})
        by = By(opened, person, now)
        found = replay_rotas(by, rotas, days.begins, days.ends)
        if out:
            export_replay(by, found, (days.begins, days.ends), form, Path(out), replace=replace)
            echo(f"Wrote {out}.", err=True)
        return found


@rota.command("replay")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@_period[0]
@_period[1]
@_period[2]
@click.option("--out", metavar="PATH", help="Every call with who would have answered, as .csv or .xlsx.")
@force
@click.option("--json", "as_json", is_flag=True, help="One JSON object a desk.")
@click.pass_obj
def replay(
    store: str | None,
    paths: tuple[str, ...],
    begins: str,
    until: str,
    year: str,
    out: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Who would have answered past calls under a rota that is not yet published, against what was published then.

    Calls from before the rota begins are moved on by whole weeks, so that each keeps its weekday and its time.
    """
    from advice_line.usecases.audits.replay import compared_lines

    for one in _replays(store, paths, (begins, until, year), out or "", replace=force):
        if as_json:
            echo_json(
                {
                    "desk": one.desk, "weeks_moved": one.weeks, "same_first": one.same,
                    "then": _values(one.then), "now": _values(one.now),
                }
            )  # fmt: skip
            continue
        echo(one.heading)
        for line in compared_lines(one):
            echo(line)


def _values(tally: "Tally") -> dict[str, object]:
    return {
        "calls": tally.calls, "answered": tally.answered, "first_free": tally.first, "in_clinic": tally.in_clinic,
        "nobody": tally.nobody, "rungs": {str(rung): count for rung, count in tally.rungs.items()},
    }  # fmt: skip


@rota.command("clinics-cost")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@_period[0]
@_period[1]
@_period[2]
@click.option("--json", "as_json", is_flag=True, help="One JSON object a session.")
@click.pass_obj
def clinics_cost(
    store: str | None, paths: tuple[str, ...], begins: str, until: str, year: str, as_json: bool
) -> None:
    """Which clinic sessions of a rota stood in the way of how many past calls; one of them may be moved."""
    from advice_line.usecases.audits.replay import clinic_lines

    for one in _replays(store, paths, (begins, until, year)):
        if not as_json:
            echo(f"{one.name}, {one.now.calls} calls")
            for line in clinic_lines(one):
                echo(line)
            continue
        for cost in one.clinics:
            values = {"desk": one.desk, "clinician": cost.clinician, "session": cost.words}
            echo_json(values | {"calls": cost.calls, "nobody_free": cost.nobody})
