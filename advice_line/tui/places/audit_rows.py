"""A line for each figure of an audit: percentages on a bar from 0 to 100, every other figure by its own weeks."""

from advice_line.charts.quantity import Quantity
from advice_line.exports.audit_charts import NamedRows
from advice_line.exports.audit_terms import TERMS, AuditRow, Term, label_of
from advice_line.tui.widgets.rows import RowOf

_BAR = 20
_MOST_STEPS = 26
_STEPS = "▁▂▃▄▅▆▇█"


def figure_rows(kind: str, row: AuditRow, over_time: NamedRows) -> list[RowOf]:
    """The figures of one desk; ``over_time`` is the same desk's, empty until it is read."""
    return [
        RowOf(
            term.name,
            (
                (label_of(term.name), ""),
                (term.quantity.said(row[term.name]).rjust(9), "strong"),
                _pictured(term, row, over_time),
            ),
        )
        for term in TERMS[kind]
    ]


def _pictured(term: Term, row: AuditRow, over_time: NamedRows) -> tuple[str, str]:
    value = row[term.name]
    if term.quantity is Quantity.PERCENT:
        return ("" if value is None else percent_bar(value), "good")
    return (spark_line([figures.get(term.name) for _, figures in over_time][-_MOST_STEPS:]), "dim")


def percent_bar(percent: float) -> str:
    """The whole bar is 100 %: full is all and empty is none, and never nearly."""
    filled = round(_BAR * percent / 100)
    if 0 < percent < 100:
        filled = min(max(filled, 1), _BAR - 1)
    return "█" * filled + "░" * (_BAR - filled)


def spark_line(values: list[float | None]) -> str:
    """One sign a step, from 0 to the largest of this figure; a blank where there was nothing to measure."""
    most = max((value for value in values if value is not None), default=0)
    return "".join(
        " " if value is None else _STEPS[round((len(_STEPS) - 1) * value / most) if most else 0] for value in values
    )
