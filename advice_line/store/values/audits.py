"""What an audit reads of a period: no patient's identity is in it."""

from datetime import datetime

from advice_line.enquiry.advice import is_unseen
from advice_line.enquiry.callers import is_verified
from advice_line.enquiry.flags import Kind
from advice_line.enquiry.routing import Result
from advice_line.enquiry.states import State
from advice_line.rota.model import Grade
from advice_line.store.typed import value


@value
class AuditedEnquiry:
    """An enquiry and where it stands."""

    id: int
    desk: str
    channel: str
    arrived_at: datetime
    practice: str | None
    caller_role: str
    from_listed: bool
    urgency: str
    state: State
    email_due_at: datetime | None
    verified_at: datetime | None

    @property
    def is_verified(self) -> bool:
        return is_verified(self.from_listed, self.verified_at)


@value
class AuditedAttempt:
    """Whom the switchboard tried, and how that ended."""

    id: int
    enquiry: int
    clinician: int
    publication: int | None
    rung: int | None
    started_at: datetime
    clinic_reason: str | None
    result: Result | None
    ended_at: datetime | None


@value
class AuditedAdvice:
    """One version of a record, with its countersignature."""

    id: int
    enquiry: int
    version: int
    written_at: datetime
    call_ended_at: datetime | None
    late: bool
    patient_kind: str
    seen_by_adviser: bool
    outcome: str
    doses: str
    responsible: str
    responsibility_agreed: bool
    supervisor: int | None
    adviser_grade: Grade
    countersigned_at: datetime | None
    verdict: str | None

    @property
    def is_unseen(self) -> bool:
        return is_unseen(self.patient_kind, self.seen_by_adviser)


@value
class AuditedFlag:
    """A flag, and when it was settled."""

    enquiry: int
    kind: Kind
    raised_at: datetime
    settled_at: datetime | None


@value
class AuditedAnswer:
    """An attempt that was answered or reached the wrong person, and by whom."""

    id: int
    desk: str
    started_at: datetime
    clinician: int
    gmc: str
    name: str
    result: Result


@value
class Arrival:
    """When an enquiry came to a desk, and how."""

    id: int
    desk: str
    channel: str
    arrived_at: datetime


@value
class InterfaceFault:
    """Why somebody said that an enquiry should not have come."""

    enquiry: int
    desk: str
    practice: str | None
    reason: str


@value
class Usefulness:
    """What one side said of an answer's use, or the practice of what became of the patient (``afterwards``)."""

    enquiry: int
    side: str
    useful: str
    afterwards: str


@value
class AnsweredCall:
    """A call that somebody answered, and when the advice was written down."""

    gmc: str
    started_at: datetime
    written_at: datetime | None


@value
class Acknowledged:
    """When a practice first said that it has an answer."""

    enquiry: int
    at: datetime


@value
class DayMade:
    """By which form, zone and calendar a desk's day was counted."""

    desk: str
    day: str
    made: str


@value
class KeptDay:
    """What a desk's day came to when it was counted; ``apart`` where it was asked for."""

    desk: str
    day: str
    made: str
    totals: str
    apart: str | None


@value
class Asker:
    """Somebody who asked a desk, from which practice, and how often."""

    name: str
    role: str
    practice: str | None
    enquiries: int
