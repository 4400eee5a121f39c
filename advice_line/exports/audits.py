"""The managers' audits as rows, and as CSV, XLSX, JSON and HTML. Every column is described in ``docs/audits.md``."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from advice_line.charts.chart import Chart
from advice_line.enquiry.measures import Figures, accountability, activity, interface
from advice_line.enquiry.totals import Totals
from advice_line.exports.audit_layout import facts, figure_tables
from advice_line.exports.audit_terms import TERMS, AuditRow, definitions, excluded
from advice_line.exports.native_charts import workbook
from advice_line.exports.pages import page
from advice_line.exports.pictures.drawings import drawing_of
from advice_line.exports.pictures.values import shown_beside, values_of
from advice_line.exports.provenance import Provenance
from advice_line.exports.tables import Table, csv_text, json_text
from advice_line.exports.trail_heads import Printed

AuditKind = Literal["rota", "activity", "accountability", "interface"]
KINDS: tuple[AuditKind, ...] = ("rota", "activity", "accountability", "interface")


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


FIGURES: dict[str, Callable[[Totals, datetime | None], Figures]] = {
    "activity": activity,
    "accountability": accountability,
    "interface": interface,
}


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
        pictures=[(drawing_of(chart), shown_beside(chart)) for chart in audit.charts],
        cases=[*audit.cases, definitions(audit.kind)],
        heads=heads,
    ).encode()


FORMATS: dict[str, Callable[[Audit], bytes]] = {"csv": as_csv, "xlsx": as_xlsx, "json": as_json, "html": as_html}
PICTURED = ("xlsx", "json", "html")
"""Those that have the pictures, or their values."""
