"""Every enquiry of a period as it is counted, read without its patient."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from advice_line.enquiry.counted import CountedCall
from advice_line.enquiry.routing import Result
from advice_line.enquiry.working_hours import working_time
from advice_line.instants import to_text
from advice_line.store import Store
from advice_line.store.publications import holidays_of
from advice_line.store.rotas import desks
from advice_line.store.values.audits import (
    Acknowledged,
    AuditedAdvice,
    AuditedAttempt,
    AuditedEnquiry,
    AuditedFlag,
    InterfaceFault,
    Usefulness,
)


def read_calls(store: Store, site: str, begins: datetime, until: datetime) -> list[CountedCall]:
    """Every enquiry of a period, without its patient."""
    window = {"site": site, "begins": to_text(begins), "until": to_text(until)}
    attempts = _by_enquiry(store.all(AuditedAttempt, "audit_attempts", **window))
    advice = _by_enquiry(store.all(AuditedAdvice, "audit_advice", **window))
    flags = _by_enquiry(store.all(AuditedFlag, "audit_flags", **window))
    received = {found.enquiry: found.at for found in store.all(Acknowledged, "audit_acknowledgements", **window)}
    failed = {fault.enquiry: fault.reason for fault in store.all(InterfaceFault, "audit_interface", **window)}
    said = _by_enquiry(store.all(Usefulness, "audit_feedback", **window))
    streamlined = set(store.all(int, "audit_referral_notes", **window))
    again = set(store.all(int, f"audit_repeats_{store.engine}", **window))
    offices = {desk.id: (desk.zone, holidays_of(store, desk.id)) for desk in desks(store)}
    found = []
    for row in store.all(AuditedEnquiry, "audit_enquiries", **window):
        number = row.id
        call = _call(row, attempts.get(number, []), advice.get(number, []), flags.get(number, []))
        useful = tuple(s.useful for s in said.get(number, []) if s.side == "practice")
        afterwards = next((s.afterwards for s in reversed(said.get(number, [])) if s.afterwards), "")
        found.append(
            replace(
                call,
                working_hours_to_answer=_working_hours(call, *offices[call.desk]),
                acknowledged=number in received,
                acknowledged_at=received.get(number),
                interface=failed.get(number),
                useful=useful,
                asked_again=number in again,
                afterwards=afterwards,
                streamlined=number in streamlined,
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
        practice=row.practice or "",
        caller_role=row.caller_role,
        first_tried_at=attempts[0].started_at if attempts else None,
        call_ended_at=first.call_ended_at if first else None,
        countersigned_at=newest.countersigned_at if newest else None,
    )
