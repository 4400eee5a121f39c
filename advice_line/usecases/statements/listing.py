"""Every statement a person may see, each with where it stands."""

from dataclasses import dataclass

from advice_line.settings.statements import StatementSettings
from advice_line.store.values.statements import DraftedStatement
from advice_line.tariffs.statement import Standing
from advice_line.usecases.statements.kept import standing_of
from advice_line.usecases.statements.life import days_left_to_query, statements_of
from advice_line.usecases.usecase import By


@dataclass(frozen=True, slots=True)
class ListedStatement:
    """One of them; ``days_left``: working days in which its lines may still be queried, None before it is issued."""

    statement: DraftedStatement
    standing: Standing
    days_left: int | None


def listed_statements(by: By, settings: StatementSettings) -> list[ListedStatement]:
    """The oldest month first."""
    return [
        ListedStatement(row, standing_of(by.store, row.id), days_left_to_query(by, row, settings))
        for row in statements_of(by)
    ]
