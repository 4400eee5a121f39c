"""A line for each statement, and for each month of which something is charged to nobody."""

from advice_line.tariffs.pence import pounds
from advice_line.tariffs.statement import StatementState
from advice_line.tui.widgets.rows import RowOf
from advice_line.usecases.statements.listing import ListedStatement
from advice_line.usecases.statements.unattributed import SiteReckoning

_TONES = {
    StatementState.DRAFT: "dim",
    StatementState.ISSUED: "busy",
    StatementState.QUERIED: "bad",
    StatementState.ANSWERED: "busy",
    StatementState.AGREED: "good",
    StatementState.PAID: "good",
}


def statement_row(one: ListedStatement) -> RowOf:
    """Its number, whose, for when, how much, where it stands, what waits."""
    row, state = one.statement, one.standing.state
    return RowOf(
        str(row.id),
        (
            (row.number or f"draft {row.id}, {row.commissioner}", "" if row.number else "dim"),
            (row.commissioner, ""),
            (row.month, ""),
            (pounds(one.pence).rjust(12), "strong"),
            (str(state), _TONES[state]),
            (_left(one), "bad" if one.standing.open_queries else "dim"),
        ),
    )


def nobodys_row(one: SiteReckoning) -> RowOf:
    """A month, how many of those closed are nobody's, and why."""
    return RowOf(
        f"nobody {one.month}",
        (
            ("charged to nobody", "bad"),
            ("", ""),
            (str(one.month), ""),
            (f"{one.nobodys} of {one.closed}".rjust(12), "strong"),
            ("nobody’s", "bad"),
            (one.why, "dim"),
        ),
    )


def _left(one: ListedStatement) -> str:
    if one.standing.open_queries:
        return f"line {', '.join(str(line) for line in sorted(one.standing.open_queries))} queried"
    if one.days_left:
        return f"{one.days_left} days to query"
    return ""
