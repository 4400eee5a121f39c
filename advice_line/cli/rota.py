"""``rota check`` and ``rota publish``."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from advice_line.rota import Rota, read_files


@click.group()
def rota() -> None:
    """Check and publish rotas."""


def read_and_complain(paths: tuple[str, ...]) -> tuple[list[Rota], int, int]:
    """Reads rota files, prints every error and warning to stderr; the rotas and both counts."""
    from advice_line.rota.warnings import rota_warnings

    rotas, problems = read_files([Path(path) for path in paths])
    warnings = [warning for rota in rotas for warning in rota_warnings(rota)]
    for problem in sorted([*problems, *warnings]):
        click.echo(str(problem), err=True)
    return rotas, len(problems), len(warnings)


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


@rota.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
def check(paths: tuple[str, ...]) -> None:
    """Read rota files or folders; print every error and warning. Nothing is stored."""
    rotas, errors, warnings = read_and_complain(paths)
    said = f"{_counted(len(rotas), 'rota')} read, {_counted(errors, 'error')}, {_counted(warnings, 'warning')}."
    click.echo(said)
    sys.exit(1 if errors else 0)


@rota.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--effective", metavar="INSTANT", help="From when it holds. [default: now]")
@click.option("--yes", is_flag=True, help="Do not ask before publishing.")
@click.pass_obj
def publish(store: str | None, paths: tuple[str, ...], effective: str | None, yes: bool) -> None:
    """Check rota files, show what changes, publish them."""
    from advice_line.cli.sessions import signed_in, the_instant
    from advice_line.desk.publishing import changes, publish_rotas

    now = datetime.now(UTC)
    rotas, errors, _ = read_and_complain(paths)
    if errors:
        raise click.ClickException("Nothing was published: mend the errors above first.")
    begins = the_instant(effective) if effective else now
    with signed_in(store) as (session, person):
        for line in changes(session, rotas, begins):
            click.echo(line)
        if not yes:
            click.confirm(f"Publish {_counted(len(rotas), 'rota')}?", abort=True)
        for desk in publish_rotas(session, person, rotas, effective=begins, at=now):
            click.echo(f"Published: {desk}.")
