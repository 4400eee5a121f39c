"""Which pictures an audit has, from its figures and from what lies behind them; screen and files draw the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from advice_line.charts.chart import Chart
from advice_line.charts.control import ControlChart, Measured, control_chart, shares
from advice_line.charts.funnel import Funnel, funnel
from advice_line.charts.heat import HeatMap, heat_map
from advice_line.charts.quantity import Quantity
from advice_line.charts.stacked import Stacked, stacked
from advice_line.charts.waiting import WaitingTimes, waiting_times
from advice_line.enquiry.outcomes import OUTCOMES
from advice_line.enquiry.totals import GROUPED
from advice_line.exports.audit_terms import ALL_DESKS, TERMS, AuditRow, Term, label_of

NamedRows = Sequence[tuple[str, AuditRow]]
"""The figures of each step of time by its label, or of each practice by its code."""


@dataclass(frozen=True, slots=True)
class AuditSources:
    """What pictures of an audit are drawn from, by desk and for ``ALL_DESKS``.

    ``hours`` are calls by (weekday, hour), ``waited`` how many waited so many seconds to be put through,
    ``outcomes`` recorded advice by outcome, month by month, ``practices`` the figures of each practice that rang.
    """

    begins: date
    ends: date
    over_time: Mapping[str, NamedRows]
    hours: Mapping[str, Mapping[tuple[int, int], int]]
    waited: Mapping[str, Mapping[float, int]]
    outcomes: Mapping[str, Sequence[tuple[str, Mapping[str, int]]]]
    practices: Mapping[str, NamedRows]


_OVER_TIME: Mapping[str, tuple[str, ...]] = {
    "activity": (
        "enquiries",
        "connected_percent_of_calls",
        "seconds_to_connect_median",
        "in_time_percent_of_email_due",
    ),
    "accountability": ("recorded_percent_of_connected", "countersigned_percent", "acknowledged_percent_of_advised"),
    "interface": ("interface_failures", "interface_percent_of_enquiries"),
    "rota": ("answered_percent_of_hours",),
}
_FUNNELS: Mapping[str, tuple[str, ...]] = {
    "activity": ("connected_percent_of_calls",),
    "accountability": ("recorded_percent_of_connected", "countersigned_percent"),
    "interface": ("interface_percent_of_enquiries",),
    "rota": (),
}
"""What files show; the screen shows any figure that is asked for."""


def audit_charts(kind: str, rows: Sequence[AuditRow], sources: AuditSources) -> tuple[Chart, ...]:
    """The pictures of a file: of all desks together, or of each where nothing is known of them together."""
    terms = {term.name: term for term in TERMS[kind]}
    found: list[Chart] = []
    if kind == "activity":
        found = [heat_of(sources, ALL_DESKS), waiting_of(sources, ALL_DESKS), outcomes_of(sources, ALL_DESKS)]
    desks = [ALL_DESKS] if ALL_DESKS in sources.over_time else list(sources.over_time)
    found += [control_of(terms[name], sources.over_time[desk], desk) for name in _OVER_TIME[kind] for desk in desks]
    for term in (terms[name] for name in _FUNNELS[kind]):
        found.append(desk_funnel(term, rows))
        found += [practice_funnel(term, sources, ALL_DESKS)] if has_practices(kind, term) else []
    return tuple(found)


def control_of(term: Term, over_time: NamedRows, desk: str = ALL_DESKS) -> ControlChart:
    """A figure over time; a share has its part and its whole beside it."""
    if term.quantity is Quantity.PERCENT:
        counts = [(label, _sum(row, term.parts), _sum(row, (term.whole,))) for label, row in over_time]
        return control_chart(_titled(term, desk), term.quantity, shares(counts), term.whole.replace("_", " "))
    measured = [Measured(label, _value(row.get(term.name))) for label, row in over_time]
    return control_chart(_titled(term, desk), term.quantity, measured)


def desk_funnel(term: Term, rows: Sequence[AuditRow]) -> Funnel:
    """A share of each desk against the number that it is a share of; the last row is all of them together."""
    return _funnel(term, f"{label_of(term.name)}, by desk", [(str(row["desk"]), row) for row in rows[:-1]])


def practice_funnel(term: Term, sources: AuditSources, desk: str) -> Funnel:
    """The same of each practice that asked a desk."""
    return _funnel(term, f"{label_of(term.name)}, by practice, {desk}", sources.practices.get(desk, ()))


def _funnel(term: Term, title: str, rows: NamedRows) -> Funnel:
    counts = [(name, _sum(row, term.parts), _sum(row, (term.whole,))) for name, row in rows]
    return funnel(title, term.whole.replace("_", " "), counts)


def has_funnel(kind: str, term: Term) -> bool:
    """Whether chance makes the figure: a share of things counted, each of which is a part or is none."""
    return kind != "rota" and bool(term.whole)


def has_practices(kind: str, term: Term) -> bool:
    """Whether what the share is of, and its parts, are counted practice by practice."""
    own = GROUPED if kind == "interface" else (*GROUPED, "advised")
    return kind in ("activity", "interface") and has_funnel(kind, term) and {*term.parts, term.whole} <= set(own)


def heat_of(sources: AuditSources, desk: str) -> HeatMap:
    """When calls come."""
    return heat_map(f"Calls by hour and weekday, {desk}", sources.hours.get(desk, {}), sources.begins, sources.ends)


def waiting_of(sources: AuditSources, desk: str) -> WaitingTimes:
    """How long callers wait until somebody answers."""
    return waiting_times(f"Waiting to be put through, {desk}", Quantity.SECONDS, sources.waited.get(desk, {}))


def outcomes_of(sources: AuditSources, desk: str) -> Stacked:
    """What came of advice."""
    return stacked(f"What came of advice, {desk}", "advised", sources.outcomes.get(desk, ()), tuple(OUTCOMES))


def _titled(term: Term, desk: str) -> str:
    return f"{label_of(term.name)}, {desk}"


def _sum(row: AuditRow, names: Sequence[str]) -> int:
    return sum(round(row.get(name) or 0) for name in names)


def _value(given: Any) -> float | None:
    return None if given is None else float(given)
