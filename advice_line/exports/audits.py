"""The managers' audits as rows, and as CSV, XLSX, JSON and HTML. Every column is described in ``docs/audits.md``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, TypeVar
from zoneinfo import ZoneInfo

from advice_line.charts.chart import Chart
from advice_line.enquiry.measures import CountedCall, Figures, accountability, activity, interface
from advice_line.enquiry.routing import Result
from advice_line.enquiry.working_hours import working_time
from advice_line.exports.audit_layout import facts, figure_tables
from advice_line.exports.audit_terms import TERMS, definitions, excluded
from advice_line.exports.native_charts import workbook
from advice_line.exports.pages import page
from advice_line.exports.pictures.drawings import drawing_of
from advice_line.exports.pictures.values import values_of
from advice_line.exports.provenance import Provenance
from advice_line.exports.tables import Table, csv_text, json_text
from advice_line.exports.trail_heads import Printed
from advice_line.instants import to_text
from advice_line.store import Store
from advice_line.store.publications import holidays_of
from advice_line.store.rotas import desks
from advice_line.store.values.audits import (
    AuditedAdvice,
    AuditedAttempt,
    AuditedEnquiry,
    AuditedFlag,
    InterfaceFault,
    Usefulness,
)

AuditKind = Literal["rota", "activity", "accountability", "interface"]
KINDS: tuple[AuditKind, ...] = ("rota", "activity", "accountability", "interface")
AuditRow = dict[str, str | int | float | None]
"""The figures of one desk (and month), or of all desks, by their columns' names."""


@dataclass(frozen=True, slots=True)
class Audit:
    """One audit of a period [begins, until): a row for each desk (and month), one for all, the cases behind it."""

    kind: AuditKind
    begins: datetime
    until: datetime
    rows: tuple[AuditRow, ...]
    cases: tuple[Table, ...] = ()
    head: Printed | None = None
    """The trail's head when it was read or written."""
    made: Provenance | None = None
    charts: tuple[Chart, ...] = ()
    """Pictures of the same figures."""


def build_audit(
    store: Store,
    kind: AuditKind,
    site: str,
    begins: datetime,
    until: datetime,
    wanted: Callable[[str], bool],
    at: datetime | None = None,
) -> Audit:
    """Works an audit out for the desks wanted, as it stands at an instant; ``desk.rota_audit`` has the rota's."""
    calls = [call for call in read_calls(store, site, begins, until) if wanted(call.desk)]
    figures = _FIGURES[kind]
    names = sorted(d.id for d in desks(store) if d.site == site and wanted(d.id))
    rows = [{"desk": desk} | figures([c for c in calls if c.desk == desk], at) for desk in names]
    rows.append({"desk": "all desks"} | figures(calls, at))
    return Audit(kind, begins, until, tuple(rows))


_FIGURES: dict[str, Callable[[Iterable[CountedCall], datetime | None], Figures]] = {
    "activity": activity,
    "accountability": accountability,
    "interface": interface,
}


def read_calls(store: Store, site: str, begins: datetime, until: datetime) -> list[CountedCall]:
    """Every enquiry of a period, without its patient."""
    window = {"site": site, "begins": to_text(begins), "until": to_text(until)}
    attempts = _by_enquiry(store.all(AuditedAttempt, "audit_attempts", **window))
    advice = _by_enquiry(store.all(AuditedAdvice, "audit_advice", **window))
    flags = _by_enquiry(store.all(AuditedFlag, "audit_flags", **window))
    received = set(store.all(int, "audit_acknowledgements", **window))
    failed = {fault.enquiry: fault.reason for fault in store.all(InterfaceFault, "audit_interface", **window)}
    said = _by_enquiry(store.all(Usefulness, "audit_feedback", **window))
    offices = {desk.id: (desk.zone, holidays_of(store, desk.id)) for desk in desks(store)}
    found = []
    for row in store.all(AuditedEnquiry, "audit_enquiries", **window):
        number = row.id
        call = _call(row, attempts.get(number, []), advice.get(number, []), flags.get(number, []))
        useful = tuple(s.useful for s in said.get(number, []) if s.side == "practice")
        found.append(
            replace(
                call,
                working_hours_to_answer=_working_hours(call, *offices[call.desk]),
                acknowledged=number in received,
                interface=failed.get(number),
                useful=useful,
            )
        )
    return found


def _working_hours(call: CountedCall, zone: ZoneInfo, is_holiday: Callable[[date], bool]) -> float | None:
    if not call.emailed or call.recorded_at is None:
        return None
    return round(working_time(call.arrived_at, call.recorded_at, zone, is_holiday).total_seconds() / 3600, 1)


_OfAnEnquiry = TypeVar("_OfAnEnquiry", AuditedAttempt, AuditedAdvice, AuditedFlag, Usefulness)


def _by_enquiry(rows: list[_OfAnEnquiry]) -> dict[int, list[_OfAnEnquiry]]:
    found: dict[int, list[_OfAnEnquiry]] = {}
    for row in rows:
        found.setdefault(row.enquiry, []).append(row)
    return found


def _call(
    row: AuditedEnquiry,
    attempts: list[AuditedAttempt],
    versions: list[AuditedAdvice],
    flags: list[AuditedFlag],
) -> CountedCall:
    answered = next((a for a in attempts if a.result is Result.ANSWERED), None)
    first, newest = (versions[0], versions[-1]) if versions else (None, None)
    return CountedCall(
        desk=row.desk,
        channel=row.channel,
        state=row.state,
        arrived_at=row.arrived_at,
        results=tuple(a.result for a in attempts),
        connected_at=answered.ended_at if answered else None,
        on_roster=answered is None or answered.publication is not None,
        in_clinic=answered is not None and answered.clinic_reason is not None,
        emailed=row.email_due_at is not None,
        due_at=row.email_due_at,
        recorded_at=first.written_at if first else None,
        outcome=newest.outcome if newest else None,
        late=first is not None and first.late,
        unseen=newest is not None and newest.is_unseen,
        has_consultant=newest is not None and newest.supervisor is not None,
        agreed=newest is not None and newest.responsibility_agreed,
        verdict=newest.verdict if newest else None,
        by_consultant=newest is not None and newest.adviser_grade == "consultant",
        verified=row.is_verified,
        open_flags=tuple(f.kind for f in flags if f.settled_at is None),
    )


def main_table(audit: Audit) -> Table:
    """The rows as a table; each begins with the period, and is a whole line on its own."""
    columns = ("from", "until", *audit.rows[0])
    begins, until = (_local(audit, instant).isoformat() for instant in (audit.begins, audit.until))
    rows = tuple((begins, until, *row.values()) for row in audit.rows)
    return Table("All rows", columns, rows)


def _local(audit: Audit, instant: datetime) -> datetime:
    return instant.astimezone(audit.made.zone) if audit.made else instant


def _facts(audit: Audit) -> tuple[tuple[str, str], ...]:
    return facts(audit.kind, audit.rows, audit.made)


def as_csv(audit: Audit) -> bytes:
    """A header line, then the rows; empty where there is nothing to divide by.

    Where it comes from and the trail's head are columns: a line above or below the table would break it.
    """
    table = main_table(audit)
    beside = [*(audit.made.columns if audit.made else ())]
    if audit.head:
        beside.append(("trail_head", audit.head.head.short))
    names, values = tuple(name for name, _ in beside), tuple(value for _, value in beside)
    return csv_text((*table.columns, *names), [(*row, *values) for row in table.rows]).encode()


def as_json(audit: Audit) -> bytes:
    """The same, with null where there is nothing to divide by, and every table of cases."""
    values = {
        "audit": audit.kind,
        **dict(audit.made.columns if audit.made else ()),
        "from": _local(audit, audit.begins).isoformat(),
        "until": _local(audit, audit.until).isoformat(),
        "rows": list(audit.rows),
        "excluded": dict(excluded(audit.kind, audit.rows[-1])),
        "definitions": {term.name: term.meaning for term in TERMS[audit.kind]},
        "cases": {
            table.title: [dict(zip(table.columns, row, strict=True)) for row in table.rows] for table in audit.cases
        },
        "pictures": {
            table.title: [dict(zip(table.columns, row, strict=True)) for row in table.rows]
            for table in map(values_of, audit.charts)
        },
        "trail_head": audit.head.values if audit.head else None,
    }
    return json_text(values).encode()


def as_xlsx(audit: Audit) -> bytes:
    """Sheets that a person reads, pictures, cases, definitions; last the rows as they are, for other programs."""
    values = audit.head.values if audit.head else {}
    head = [Table("Trail head", tuple(values), (tuple(values.values()),))] if audit.head else []
    about = Table("About", ("what", "words"), _facts(audit))
    sheets = [
        about,
        *figure_tables(audit.rows),
        *audit.charts,
        *audit.cases,
        definitions(audit.kind),
        main_table(audit),
    ]
    return workbook([*sheets, *head])


def as_html(audit: Audit) -> bytes:
    """A page that prints: where it comes from, the figures, their pictures, the cases, what each column means."""
    title, heads = f"{audit.kind.capitalize()} audit", [audit.head] if audit.head else []
    return page(
        "audit.html",
        title=title,
        facts=_facts(audit),
        tables=figure_tables(audit.rows),
        pictures=[(drawing_of(chart), values_of(chart)) for chart in audit.charts],
        cases=[*audit.cases, definitions(audit.kind)],
        heads=heads,
    ).encode()


FORMATS: dict[str, Callable[[Audit], bytes]] = {"csv": as_csv, "xlsx": as_xlsx, "json": as_json, "html": as_html}
