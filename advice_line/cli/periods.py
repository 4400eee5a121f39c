"""The options by which a command is told a period, in one way or another."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from advice_line.periods import Period

_OPTIONS = (
    click.option("--from", "begins", default="", metavar="DATE", help="The first day."),
    click.option("--until", default="", metavar="DATE", help="The first day no longer covered."),
    click.option("--month", default="", metavar="YYYY-MM", help="A month instead, like 2026-11."),
    click.option("--quarter", default="", metavar="YEAR", help="A quarter of a financial year, like “2026/27 Q3”."),
    click.option("--year", default="", metavar="YEAR", help="A financial year, like 2026/27."),
)


def period_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the options; it takes what was said as ``**asked``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def the_period(today: date, asked: Mapping[str, str]) -> "Period":
    """The period that the options name, seen from a day; wrong usage where they name none."""
    from advice_line.periods import period_asked

    try:
        return period_asked(today, **asked)
    except ValueError as error:
        raise click.UsageError(f"{error}.") from None
