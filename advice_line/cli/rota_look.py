"""``rota show``, ``rota gaps``: the grid of a week, and what is missing ahead."""

import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from advice_line.cli.echo import as_json_lines, echo, echo_json
from advice_line.cli.rota import rota
from advice_line.instants import parse_day
from advice_line.problems import Refused, no_desk
from advice_line.rota import read_files
from advice_line.rota.gaps import Gap, gaps
from advice_line.rota.warnings import supervisor_away
from advice_line.rota.window import window_between
from advice_line.words.days import date_words, grid_head
from advice_line.words.gaps import gap_line

if TYPE_CHECKING:
    from advice_line.exports.grids import Grid, GridCell

_DAY = timedelta(days=1)


def the_date(text: str) -> date:
    """A day given as an option; wrong usage when it is none."""
    try:
        return parse_day(text)
    except ValueError as error:
        raise click.UsageError(f"{error}.") from None


@rota.command()
@click.argument("desk")
@click.option("--week", metavar="DATE", help="A day of the week to show. [default: this week]")
@click.option("--weeks", type=click.IntRange(1, 53), default=1, show_default=True, help="How many weeks.")
@click.option("--as-of", metavar="INSTANT", help="As it was published and changed then.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: a person's day.")
@click.pass_obj
def show(store: str | None, desk: str, week: str | None, weeks: int, as_of: str | None, as_json: bool) -> None:
    """The week grid of DESK: people down, days across, gaps marked."""
    from advice_line.cli.sessions import opened, the_instant
    from advice_line.usecases.rotas.viewing import rota_view

    now = datetime.now(UTC)
    day = the_date(week) if week else now.date()
    monday = day - timedelta(days=day.weekday())
    with opened(store) as session:
        known_at = the_instant(as_of) if as_of else None
        for n in range(weeks):
            first = monday + timedelta(weeks=n)
            view = rota_view(session, None, now, desk, first, first + timedelta(days=7), known_at)
            if as_json:
                _days_json(desk, view.grid, view.roster.desk.zone)
                continue
            for line in grid_lines(view.roster.desk.name, view.grid):
                echo(line)
            for gap in view.gaps:
                echo(f"  ! {gap_line(gap, view.roster.desk.zone)}")


def _days_json(desk: str, grid: "Grid", zone: ZoneInfo) -> None:
    for day in grid.days:
        for person in grid.people:
            cell = grid.cell(person.gmc, day)
            if not (cell.shifts or cell.state):
                continue
            shifts = [
                {
                    "duty": s.duty.code,
                    "start": s.start.astimezone(zone).isoformat(),
                    "end": s.end.astimezone(zone).isoformat(),
                }
                for s in cell.shifts
            ]
            values = {"desk": desk, "date": f"{day}", "clinician": person.id, "shifts": shifts}
            echo_json(values | {"changed": cell.changed, "away": cell.away})


def grid_lines(name: str, grid: "Grid") -> list[str]:
    """A grid as text; a day with a gap is marked, and a letter says what changed a duty."""
    wide = max([len(person.name) for person in grid.people] + [4])
    days = grid.days
    texts = {(p.gmc, day): _word(grid.cell(p.gmc, day)) for p in grid.people for day in days}
    columns = [max([8, *(len(texts[p.gmc, day]) for p in grid.people)]) for day in days]
    head = [
        f"{grid_head(day)}{'!' if day in grid.gap_days else ''}{'*' if day in grid.bank_holidays else ''}"
        for day in days
    ]
    lines = [
        f"{name}, {grid.first} to {grid.until - _DAY}",
        " ".join([" " * wide, *(text.ljust(width) for text, width in zip(head, columns, strict=True))]).rstrip(),
    ]
    for person in grid.people:
        cells = [texts[person.gmc, day].ljust(width) for day, width in zip(days, columns, strict=True)]
        lines.append(" ".join([person.name.ljust(wide), *cells]).rstrip())
    return lines


def _word(cell: "GridCell") -> str:
    from advice_line.exports.grids import WORDS

    return cell.text if cell.shifts else WORDS.get(cell.state, ".")


@rota.command("gaps")
@click.argument("desks", nargs=-1, metavar="[DESK]...")
@click.option("--days", type=click.IntRange(1, 800), default=28, show_default=True, help="How far ahead.")
@click.option("--from", "begins", metavar="INSTANT", help="From when. [default: now]")
@click.option("--rotas", metavar="FOLDER", help="Work from these rota files alone, without a store.")
@as_json_lines
@click.pass_obj
def gaps_command(
    store: str | None, desks: tuple[str, ...], days: int, begins: str | None, rotas: str | None, as_json: bool
) -> None:
    """What is missing or doubled in the days ahead, to the minute. Exit code 1 when somebody would reach nobody."""
    from advice_line.cli.sessions import the_instant
    from advice_line.rota.gaps import UNANSWERED

    start = the_instant(begins) if begins else datetime.now(UTC)
    until = start + timedelta(days=days)
    found = list(_from_files(rotas, start, until) if rotas else _from_store(store, start, until))
    known = {desk for desk, *_ in found}
    for desk in desks:
        if desk not in known:
            raise no_desk(desk)
    chosen = [one for one in found if not desks or one[0] in desks]
    if not chosen:
        raise Refused("No rota is published: nothing was looked at, and nobody is on call.")
    for desk, name, zone, holes, _ in chosen:
        for gap in holes:
            if as_json:
                echo_json(_gap_values(desk, gap, zone))
            else:
                echo(f"{name}: {gap_line(gap, zone)}")
    unanswered = sum(gap.kind in UNANSWERED for _, _, _, holes, _ in chosen for gap in holes)
    short = [(name, zone, known_until) for _, name, zone, _, known_until in chosen if known_until < until]
    for name, zone, known_until in short:
        when = date_words(known_until.astimezone(zone))
        echo(f"{name}: the rota is written out until {when}; nothing is known of gaps after that.", err=True)
    if not as_json and not short and not any(holes for _, _, _, holes, _ in chosen):
        echo(f"No gaps in the next {days} days.")
    sys.exit(1 if unanswered else 0)


_Holes = tuple[str, str, ZoneInfo, Sequence[Gap], datetime]
"""A desk, its name and zone, its gaps, and up to when its rota is known."""


def _from_files(folder: str, start: datetime, until: datetime) -> Iterable[_Holes]:
    found, problems = read_files([Path(folder)])
    if problems:
        raise Refused("\n".join(map(str, problems)))
    with click.progressbar(found, label="Sweeping", file=sys.stderr, hidden=not sys.stderr.isatty()) as progress:
        for one in progress:
            view = window_between(one, start.date() - 2 * _DAY, until.date() + 2 * _DAY)
            holes = gaps(view.timeline, view.busy, start, until, one.zone, supervisor_away(one))
            yield one.desk.id, one.desk.name, one.zone, holes, until


def _from_store(store: str | None, start: datetime, until: datetime) -> Iterable[_Holes]:
    from advice_line.cli.sessions import opened
    from advice_line.usecases.rotas.forecast import gaps_ahead
    from advice_line.usecases.rotas.who_answers import desks_answering

    with opened(store) as session:
        names = [desk.id for desk in desks_answering(session)]
        with click.progressbar(names, label="Sweeping", file=sys.stderr, hidden=not sys.stderr.isatty()) as progress:
            for name in progress:
                for one in gaps_ahead(session, start, until, name):
                    yield one.desk, one.name, one.zone, one.gaps, one.known_until


def _gap_values(desk: str, gap: Gap, zone: ZoneInfo) -> dict[str, object]:
    return {
        "desk": desk,
        "gap": str(gap.kind),
        "from": gap.start.astimezone(zone).isoformat(),
        "until": gap.end.astimezone(zone).isoformat(),
        "minutes": gap.minutes,
        "clinicians": [person.id for person in gap.who],
        "words": gap.words,
    }
