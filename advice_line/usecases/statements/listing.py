"""Every statement a person may see, each with where it stands."""

from dataclasses import dataclass, replace

from advice_line.settings.statements import StatementSettings
from advice_line.store.values.statements import DraftedStatement
from advice_line.tariffs.statement import OPEN_TO_QUERY, Standing
from advice_line.usecases.statements.kept import standing_of
from advice_line.usecases.statements.life import days_left_to_query
from advice_line.usecases.statements.seeing import seen, statements_of
from advice_line.usecases.usecase import By


@dataclass(frozen=True, slots=True)
class ListedStatement:
    """One of them; ``pence`` are those of the lines that the person sees; ``days_left``: working days in which lines
    may still be queried, None where they may not: before it is issued, once it is agreed."""

    statement: DraftedStatement
    pence: int
    standing: Standing
    days_left: int | None


def listed_statements(by: By, settings: StatementSettings) -> list[ListedStatement]:
    """The oldest month first."""
    return [_listed(by, row, settings) for row in statements_of(by)]


def _listed(by: By, row: DraftedStatement, settings: StatementSettings) -> ListedStatement:
    standing = _standing(by, row)
    left = days_left_to_query(by, row, settings) if standing.state in OPEN_TO_QUERY else None
    return ListedStatement(row, seen(by, row).pence, standing, left)


def _standing(by: By, row: DraftedStatement) -> Standing:
    """Queries are told to whoever sees every line."""
    standing = standing_of(by.store, row.id)
    return standing if seen(by, row).whole else replace(standing, open_queries=frozenset())
