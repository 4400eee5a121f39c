"""The managers' audits as rows, and as CSV and JSON. Every column is described in ``docs/audits.md``."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from advice_line.enquiry.measures import Call, Figures, accountability, activity, share
from advice_line.instants import from_text, maybe_from_text, to_text
from advice_line.rota.measures import coverage
from advice_line.store import Row, Store
from advice_line.store.rotas import rosters

AuditKind = Literal["rota", "activity", "accountability"]
KINDS: tuple[AuditKind, ...] = ("rota", "activity", "accountability")


@dataclass(frozen=True, slots=True)
class Audit:
    """One audit of a period [begins, until): a row for each desk, then one for all of them."""

    kind: AuditKind
    begins: datetime
    until: datetime
    rows: tuple[dict[str, Any], ...]


def build_audit(
    store: Store, kind: AuditKind, site: str, begins: datetime, until: datetime, wanted: Callable[[str], bool]
) -> Audit:
    """Works an audit out from the store for the desks that are wanted."""
    calls = [call for call in read_calls(store, site, begins, until) if wanted(call.desk)]
    if kind == "rota":
        rows = _rota_rows(store, calls, begins, until, wanted)
    else:
        figures = activity if kind == "activity" else accountability
        desks = sorted(d["id"] for d in store.rows("desks") if d["site"] == site and wanted(d["id"]))
        rows = [{"desk": desk} | figures([c for c in calls if c.desk == desk]) for desk in desks]
        rows.append({"desk": "all desks"} | figures(calls))
    return Audit(kind, begins, until, tuple(rows))


def read_calls(store: Store, site: str, begins: datetime, until: datetime) -> list[Call]:
    """Every enquiry of a period, without its patient."""
    window = {"site": site, "begins": to_text(begins), "until": to_text(until)}
    attempts = _by_enquiry(store.rows("audit_attempts", **window))
    advice = _by_enquiry(store.rows("audit_advice", **window))
    flags = _by_enquiry(store.rows("audit_flags", **window))
    verified = {row["enquiry"] for row in store.rows("audit_verifications", **window)}
    return [
        _call(row, attempts.get(row["id"], []), advice.get(row["id"], []), flags.get(row["id"], []), verified)
        for row in store.rows("audit_enquiries", **window)
    ]


def _by_enquiry(rows: list[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["enquiry"], []).append(row)
    return found


def _call(row: Row, attempts: list[Row], versions: list[Row], flags: list[Row], verified: set[int]) -> Call:
    answered = next((a for a in attempts if a["result"] == "answered"), None)
    first, newest = (versions[0], versions[-1]) if versions else (None, None)
    return Call(
        desk=row["desk"],
        channel=row["channel"],
        state=row["state"],
        arrived_at=from_text(row["arrived_at"]),
        results=tuple(a["result"] for a in attempts),
        connected_at=from_text(answered["ended_at"]) if answered else None,
        on_roster=answered is None or answered["publication"] is not None,
        in_clinic=answered is not None and answered["clinic_reason"] is not None,
        emailed=row["email_due_at"] is not None,
        due_at=maybe_from_text(row["email_due_at"]),
        recorded_at=from_text(first["written_at"]) if first else None,
        outcome=newest["outcome"] if newest else None,
        late=first is not None and first["late"] == 1,
        unseen=newest is not None and newest["patient_kind"] != "general question" and newest["seen_by_adviser"] == 0,
        has_consultant=newest is not None and newest["supervisor"] is not None,
        agreed=newest is not None and newest["responsibility_agreed"] == 1,
        verdict=newest["verdict"] if newest else None,
        by_consultant=newest is not None and newest["adviser_grade"] == "consultant",
        verified=row["from_listed"] == 1 or row["id"] in verified,
        open_flags=tuple(f["kind"] for f in flags if f["settled_at"] is None),
    )


def _hours(span: timedelta) -> float:
    return round(span.total_seconds() / 3600, 2)


def _rota_rows(
    store: Store, calls: list[Call], begins: datetime, until: datetime, wanted: Callable[[str], bool]
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    total = [timedelta()] * 5
    for roster in rosters(store, begins, until):
        if not wanted(roster.desk.id):
            continue
        found = coverage(roster.shifts, roster.clinics, begins, until)
        spans = [found.period, found.answered, found.nobody, found.all_in_clinic, found.first_in_clinic]
        total = [a + b for a, b in zip(total, spans, strict=True)]
        own = [c for c in calls if c.desk == roster.desk.id]
        rows.append({"desk": roster.desk.id} | _rota_figures(spans, own))
    rows.sort(key=lambda row: str(row["desk"]))
    rows.append({"desk": "all desks"} | _rota_figures(total, calls))
    return rows


def _rota_figures(spans: list[timedelta], calls: list[Call]) -> Figures:
    period, answered, nobody, clinic, first = map(_hours, spans)
    connected = [c for c in calls if c.connected_at is not None]
    off_roster = sum(not c.on_roster for c in connected)
    return {
        "hours": period,
        "hours_answered": answered,
        "answered_percent_of_hours": share(round(answered * 100), round(period * 100)),
        "hours_nobody_on_duty": nobody,
        "hours_all_in_clinic": clinic,
        "hours_first_in_clinic": first,
        "connected": len(connected),
        "adviser_not_on_roster": off_roster,
        "not_on_roster_percent_of_connected": share(off_roster, len(connected)),
        "put_through_during_clinic": sum(c.in_clinic for c in connected),
    }


def as_csv(audit: Audit) -> str:
    """A header line, a line for each desk, one for all; empty where there is nothing to divide by."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=["from", "until", *audit.rows[0]], lineterminator="\n")
    writer.writeheader()
    for row in audit.rows:
        writer.writerow({"from": audit.begins.isoformat(), "until": audit.until.isoformat()} | row)
    return out.getvalue()


def as_json(audit: Audit) -> str:
    """The same, with null where there is nothing to divide by."""
    values = {
        "audit": audit.kind,
        "from": audit.begins.isoformat(),
        "until": audit.until.isoformat(),
        "rows": list(audit.rows),
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"
