"""What lies behind an audit's figures, for its pictures: step by step over time, hour by hour, wait by wait."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from advice_line.charts.time_steps import time_steps
from advice_line.enquiry.counted import PRACTICE
from advice_line.enquiry.totals import Totals, joined
from advice_line.exports.audit_charts import AuditSources, NamedRows, audit_charts
from advice_line.exports.audit_terms import ALL_DESKS
from advice_line.exports.audits import FIGURES, Audit
from advice_line.instants import start_of
from advice_line.people.roles import Act
from advice_line.periods import Month, Period
from advice_line.usecases.audits.days import day_totals
from advice_line.usecases.installation.sites import site_named
from advice_line.usecases.usecase import By, require_ever

Days = Sequence[tuple[date, Totals]]
"""What each day of a desk comes to; of all desks, each day as often as there are desks."""


def audit_sources(by: By, found: Audit, *, practices: bool = False) -> AuditSources:
    """What the pictures of an audit that was read are drawn from, for the desks that are in it.

    ``practices``: with what is counted practice by practice, which takes longer to read.
    """
    require_ever(by.person, Act.SEE_INTERFACE if found.kind == "interface" else Act.AUDIT)
    site = site_named(by.store, by.person.site)
    begins, until = (instant.astimezone(site.zone).date() for instant in (found.begins, found.until))
    ends = max(begins, min(until, by.at.astimezone(site.zone).date()))  # today is not over
    names = [name for name in dict.fromkeys(str(row["desk"]) for row in found.rows) if name != ALL_DESKS]
    if found.kind == "rota":
        months = {name: [(str(row["month"]), row) for row in found.rows if row["desk"] == name] for name in names}
        return AuditSources(begins, ends, months, {}, {}, {}, {})
    steps = time_steps(begins, ends)
    window = (start_of(min(begins, steps[0].begins), site.zone), start_of(ends, site.zone))
    totals = day_totals(by.store, site, *window, by.at, apart=practices)
    seen = {name: [(day, some) for (desk, day), some in totals.items() if desk == name] for name in names}
    seen[ALL_DESKS] = [one for days in seen.values() for one in days]
    inside = {name: [(day, some) for day, some in days if day >= begins] for name, days in seen.items()}
    whole = {name: joined(some for _, some in days) for name, days in inside.items()}
    return AuditSources(
        begins,
        ends,
        over_time={name: _over_time(found.kind, days, steps, by.at) for name, days in seen.items()},
        hours={name: _hours(days) for name, days in inside.items()},
        waited={name: some.spread("seconds to connect") for name, some in whole.items()},
        outcomes={name: _outcomes(days, begins, ends) for name, days in inside.items()},
        practices={name: _practices(some) for name, some in whole.items()} if practices else {},
    )


def with_charts(by: By, found: Audit) -> Audit:
    """The same audit with the pictures that a file shows."""
    return replace(found, charts=audit_charts(found.kind, found.rows, audit_sources(by, found, practices=True)))


def _over_time(kind: str, days: Days, steps: Sequence[Period], at: datetime) -> NamedRows:
    """From the first step in which there was an enquiry: before it the line was not there."""
    within = [joined(some for day, some in days if step.begins <= day < step.ends) for step in steps]
    first = next((n for n, some in enumerate(within) if some.counts["enquiries"]), len(steps))
    figures = FIGURES[kind]
    return [(step.words, figures(some, at)) for step, some in list(zip(steps, within, strict=True))[first:]]


def _hours(days: Days) -> Mapping[tuple[int, int], int]:
    found: Counter[tuple[int, int]] = Counter()
    for day, some in days:
        found.update({(day.weekday(), hour): calls for hour, calls in some.rings.items()})
    return found


def _outcomes(days: Days, begins: date, ends: date) -> Sequence[tuple[str, Mapping[str, int]]]:
    """By the month in which the question came; a month without advice has its place."""
    counts: dict[Month, Counter[str]] = {}
    month = Month.of(begins)
    while month.begins < ends:
        counts[month], month = Counter(), month.next
    for day, some in days:
        counts[Month.of(day)].update(some.outcomes)
    return [(month.short, some) for month, some in counts.items()]


def _practices(whole: Totals) -> NamedRows:
    """By their codes; enquiries whose practice is not known stand together, and are not dropped."""
    return [
        (code or "not known", {**counts, "advised": counts["advised_with_outcome"]})
        for code, counts in sorted(whole.by(PRACTICE).items())
    ]
