"""``rota hours``, ``rota average``, ``rota fairness``: what a rota asks of its people."""

import sys
from datetime import UTC, datetime, timedelta

import click

from advice_line.cli.echo import echo, echo_json
from advice_line.cli.rota import rota
from advice_line.cli.rota_look import the_date
from advice_line.problems import Refused
from advice_line.settings import our_settings


@rota.command()
@click.argument("desk", required=False)
@click.option("--from", "begins", metavar="DATE", help="The first day. [default: today]")
@click.option("--until", metavar="DATE", help="The first day no longer covered. [default: 26 weeks on]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def hours(store: str | None, desk: str | None, begins: str | None, until: str | None, as_json: bool) -> None:
    """Broken hours rules with their evidence, rest broken by logged calls too. Exit code 1 when there are any."""
    from advice_line.cli.sessions import opened
    from advice_line.instants import start_of
    from advice_line.usecases.rotas.forecast import broken_ahead
    from advice_line.usecases.rotas.who_answers import desk_answering, desks_answering

    first = the_date(begins) if begins else datetime.now(UTC).date()
    last = the_date(until) if until else first + timedelta(weeks=26)
    count = 0
    with opened(store) as session:
        if desk is not None:
            desk_answering(session, desk)
        elif not desks_answering(session):
            raise Refused("No rota is published: nothing was looked at.")
        for one in broken_ahead(session, start_of(first), start_of(last), our_settings(), desk):
            for broken in one.broken:
                count += 1
                shifts = [f"{s.duty.code} {s.start.astimezone(one.zone).date()}" for s in broken.shifts]
                if as_json:
                    values: dict[str, object] = {"desk": one.desk, "clinician": one.clinician.id}
                    values |= {"rule": broken.rule.id, "found": broken.found, "shifts": shifts}
                    echo_json(values | {"source": broken.rule.source, "allowed": broken.allowed})
                else:
                    few = ", ".join(shifts[:4]) + (f" … {shifts[-1]}" if len(shifts) > 4 else "")
                    echo(f"{one.desk}: {one.clinician.name}: {broken.words}; found {broken.found}: {few}")
    if not count and not as_json:
        echo("No hours rule is broken.")
    sys.exit(1 if count else 0)


@rota.command()
@click.argument("desk")
@click.option("--from", "begins", metavar="DATE", help="The first day. [default: today]")
@click.option("--until", metavar="DATE", help="The first day no longer covered. [default: 26 weeks on]")
@click.option(
    "--leave-weeks", type=click.FloatRange(0, 51), default=0, help="Leave in a year, for prospective cover."
)
@click.option("--leave-week-hours", type=click.FloatRange(0, 168), help="Hours that a week of leave stands for.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def average(
    store: str | None,
    desk: str,
    begins: str | None,
    until: str | None,
    leave_weeks: float,
    leave_week_hours: float | None,
    as_json: bool,
) -> None:
    """The average week of each person of DESK; with --leave-weeks and --leave-week-hours also with prospective cover.

    Only the duties of the rota are counted: ordinary day work is not in it.
    """
    from advice_line.cli.sessions import opened
    from advice_line.rota.hours import prospective_cover
    from advice_line.usecases.rotas.forecast import average_weeks
    from advice_line.usecases.rotas.who_answers import desk_answering

    if leave_weeks and leave_week_hours is None:
        raise click.UsageError(
            "Prospective cover wants --leave-week-hours too, the hours that a week of leave stands for: "
            "with the average in its place it is only the average again."
        )
    first = the_date(begins) if begins else datetime.now(UTC).date()
    last = the_date(until) if until else first + timedelta(weeks=26)
    with opened(store) as session:
        desk_answering(session, desk)
        found = average_weeks(session, desk, first, last)
    for person, hours in found:
        covering = None
        if leave_weeks and leave_week_hours is not None:
            covering = prospective_cover(hours, leave_weeks, leave_week_hours)
        if as_json:
            rounded = None if covering is None else round(covering, 2)
            figures = {"hours_a_week": round(hours, 2), "with_prospective_cover": rounded}
            echo_json({"clinician": person.id} | figures)
        else:
            also = "" if covering is None else f", with prospective cover {_clock(covering)}"
            echo(f"{person.name:32} {_clock(hours)} a week{also}")


def _clock(hours: float) -> str:
    """``46:13``."""
    minutes = round(hours * 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


@rota.command()
@click.argument("desk")
@click.option("--from", "begins", required=True, metavar="DATE", help="The first day.")
@click.option("--until", required=True, metavar="DATE", help="The first day no longer covered.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def fairness(store: str | None, desk: str, begins: str, until: str, as_json: bool) -> None:
    """Nights, weekends, bank holidays and hours for each person of DESK, and per whole-time post."""
    from advice_line.cli.sessions import opened
    from advice_line.rota.fairness import FIGURES
    from advice_line.usecases.rotas.forecast import fairness_of
    from advice_line.usecases.rotas.who_answers import desk_answering

    with opened(store) as session:
        desk_answering(session, desk)
        burdens = fairness_of(session, desk, the_date(begins), the_date(until), our_settings())
    if not as_json:
        echo(f"{'':32}{'post':>6}" + "".join(f"{figure.replace('_', ' '):>16}" for figure in FIGURES))
    for b in burdens:
        if as_json:
            values = {"clinician": b.clinician.id, "whole_time": b.whole_time}
            for figure in FIGURES:
                values |= {figure: getattr(b, figure), f"{figure}_per_whole_time": b.per_whole_time(figure)}
            echo_json(values)
        else:
            figures = "".join(f"{getattr(b, f):>8g} {f'({b.per_whole_time(f):g})':>7}" for f in FIGURES)
            echo(f"{b.clinician.name:32}{b.whole_time:>6g}{figures}")
    if not as_json:
        echo("In brackets: per whole-time post.")
