"""Statements as they were drafted and what was done with them since, read back from the store."""

from dataclasses import dataclass

from advice_line.periods import Month, parse_month
from advice_line.problems import Refused
from advice_line.store import Store
from advice_line.store.values.statements import (
    DraftedStatement,
    StatementExclusion,
    StatementLine,
    StatementStepTaken,
)
from advice_line.tariffs.lines import Line
from advice_line.tariffs.statement import Standing, StatementEvent, StatementStep, statement_standing


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line of a statement that was drafted, with the month of the statement."""

    number: int
    month: Month
    contract: str
    line: Line


def kept_lines(store: Store, statement: int) -> list[KeptLine]:
    """The lines of a statement as they were drafted."""
    row = the_statement(store, statement)
    month = parse_month(row.month)
    return [
        KeptLine(found.number, month, found.contract, _line(found))
        for found in store.all(StatementLine, "statement_lines", statement=statement)
    ]


def _line(row: StatementLine) -> Line:
    adjusts = parse_month(row.adjusts) if row.adjusts else None
    where = (row.delivery, row.enquiry, row.desk, row.practice)
    return Line(row.kind, row.words, row.quantity, row.unit, *where, row.mff, adjusts)


def credited_lines(store: Store, statement: int) -> list[KeptLine]:
    """The lines of a statement that a credit note took back."""
    credited = standing_of(store, statement).credited
    return [line for line in kept_lines(store, statement) if line.number in credited]


def the_statement(store: Store, statement: int) -> DraftedStatement:
    """Raises Refused where there is none."""
    row = store.one(DraftedStatement, "statement_by_id", id=statement)
    if row is None:
        raise Refused(f"There is no statement {statement}.")
    return row


def issued_before(store: Store, site: str, commissioner: str, month: Month) -> list[DraftedStatement]:
    """What was drafted for earlier months with a commissioner; what was issued has a number."""
    return [
        row
        for row in store.all(DraftedStatement, "statements_of_site", site=site)
        if row.commissioner == commissioner and row.month < str(month)
    ]


def exclusions(store: Store, statement: int) -> list[StatementExclusion]:
    """What a kept draft leaves out, and why."""
    return store.all(StatementExclusion, "statement_exclusions", statement=statement)


def steps_of(store: Store, statement: int) -> list[StatementStepTaken]:
    """What was done with a statement, in order."""
    return store.all(StatementStepTaken, "statement_steps", statement=statement)


def standing_of(store: Store, statement: int) -> Standing:
    """Where a statement stands."""
    row = the_statement(store, statement)
    drafted = StatementEvent(StatementStep.DRAFTED, row.account, row.made_at)
    later = [StatementEvent(s.step, s.account, s.at, s.line, s.words) for s in steps_of(store, statement)]
    return statement_standing([drafted, *later])
