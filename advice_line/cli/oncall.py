"""``oncall``: who answers, from the store or from rota files alone."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from advice_line.cli.echo import as_json_lines, echo, echo_json
from advice_line.exports.oncall import ladder_values
from advice_line.instants import parse_instant
from advice_line.problems import no_desk
from advice_line.rota import Ladder, Roster, read_files
from advice_line.words.ladder import ladder_sentence


@dataclass(frozen=True, slots=True)
class AskedDesk:
    """A desk and how to ask it who answers."""

    id: str
    name: str
    zone: ZoneInfo
    ladder: Callable[[datetime], Ladder]


@click.command()
@click.argument("desks", nargs=-1, metavar="[DESK]...")
@click.option("--at", metavar="INSTANT", help="When; “-” reads instants from stdin, one a line. [default: now]")
@click.option("--as-of", metavar="INSTANT", help="Hindsight: as it was published and changed then.")
@click.option("--rotas", metavar="FOLDER", help="Work from these rota files alone, without a store.")
@as_json_lines
@click.pass_obj
def oncall(
    store: str | None, desks: tuple[str, ...], at: str | None, as_of: str | None, rotas: str | None, as_json: bool
) -> None:
    """Who answers at each DESK (all of them when none is named)."""
    with ExitStack() as open_while_asked:
        if rotas is not None:
            if as_of is not None:
                raise click.UsageError("--as-of needs a store: files alone have no history.")
            found, failed = _from_files(rotas)
        else:
            found, failed = _from_store(store, open_while_asked, as_of), False
        asked = _chosen(found, desks)
        zone = asked[0].zone if asked else ZoneInfo("Europe/London")
        for instant in _instants(at, zone):
            if instant is None:
                failed = True
            else:
                _answer(asked, instant, as_json)
    sys.exit(1 if failed else 0)


def _answer(asked: list[AskedDesk], instant: datetime, as_json: bool) -> None:
    for desk in asked:
        ladder = desk.ladder(instant)
        if as_json:
            echo_json(ladder_values(desk.id, ladder, desk.zone))
        else:
            echo(ladder_sentence(desk.name, ladder, desk.zone))


def _from_files(folder: str) -> tuple[list[AskedDesk], bool]:
    rotas, problems = read_files([Path(folder)])
    for problem in problems:
        echo(str(problem), err=True)
    return [AskedDesk(r.desk.id, r.desk.name, r.zone, Roster(r).ladder) for r in rotas], bool(problems)


def _from_store(store: str | None, stack: ExitStack, as_of: str | None) -> list[AskedDesk]:
    from advice_line.cli.sessions import opened, the_instant
    from advice_line.usecases.rotas.who_answers import desks_answering

    known_at = the_instant(as_of) if as_of is not None else None
    session = stack.enter_context(opened(store))
    return [AskedDesk(d.id, d.name, d.zone, d.ladder) for d in desks_answering(session, known_at)]


def _chosen(found: list[AskedDesk], wanted: tuple[str, ...]) -> list[AskedDesk]:
    if not wanted:
        return found
    by_id = {desk.id: desk for desk in found}
    for name in wanted:
        if name not in by_id:
            near = get_close_matches(name, by_id, 1)
            raise no_desk(name, f" Did you mean “{near[0]}”?" if near else "")
    return [by_id[name] for name in dict.fromkeys(wanted)]


def _instants(at: str | None, zone: ZoneInfo) -> Iterator[datetime | None]:
    """The instants asked for; None for a line that is not one, after saying so."""
    if at is None:
        yield datetime.now(UTC)
    elif at == "-":
        yield from _from_lines(sys.stdin, zone)
    else:
        try:
            instant = parse_instant(at, zone)
        except ValueError as error:
            raise click.UsageError(f"--at: {error}.") from None
        yield instant


def _from_lines(lines: Iterable[str], zone: ZoneInfo) -> Iterator[datetime | None]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield parse_instant(line, zone)
            except ValueError as error:
                echo(f"stdin:{number}: {error}.", err=True)
                yield None
