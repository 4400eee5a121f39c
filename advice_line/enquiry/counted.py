"""One enquiry as a manager may see it, and what is counted of it. No patient identity comes in or goes out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from advice_line.enquiry.flags import Kind
from advice_line.enquiry.interface import INTERFACE_REASONS
from advice_line.enquiry.outcomes import NOT_FOR_THE_LINE, OUTCOMES
from advice_line.enquiry.value import followed_marks

PRACTICE, ROLE, HOUR = "practice", "caller's role", "hour"
"""By what enquiries are counted apart."""


@dataclass(frozen=True, slots=True)
class CountedCall:
    """One enquiry as a manager may see it."""

    desk: str
    channel: str
    state: str
    arrived_at: datetime
    results: tuple[str | None, ...]
    connected_at: datetime | None
    on_roster: bool
    in_clinic: bool
    emailed: bool
    due_at: datetime | None
    recorded_at: datetime | None
    outcome: str | None
    late: bool
    unseen: bool
    has_consultant: bool
    agreed: bool
    verdict: str | None
    by_consultant: bool
    verified: bool
    open_flags: tuple[str, ...]
    working_hours_to_answer: float | None = None
    acknowledged: bool = False
    interface: str | None = None
    useful: tuple[str, ...] = ()
    practice: str = ""
    """Its code; empty: not known."""
    caller_role: str = ""
    asked_again: bool = False
    """About a patient of whom somebody had asked within the 30 days before."""
    first_tried_at: datetime | None = None
    call_ended_at: datetime | None = None
    countersigned_at: datetime | None = None
    acknowledged_at: datetime | None = None
    afterwards: str = ""
    """What became of the patient, as the practice said; empty: it did not."""
    streamlined: bool = False
    """Of whose advice a referral note was made."""

    @property
    def is_advised(self) -> bool:
        return self.recorded_at is not None

    @property
    def is_to_countersign(self) -> bool:
        return self.is_advised and self.unseen and not self.by_consultant


def marks(call: CountedCall) -> Iterator[tuple[str, bool | int]]:
    """What counts of an enquiry, each by the name under which it is summed."""
    yield "enquiries", True
    yield "calls", not call.emailed
    yield "callers_verified", call.verified
    yield "attempts", len(call.results)
    yield "open_flags", len(call.open_flags)
    yield "open_not_recorded", call.open_flags.count(Kind.NOT_RECORDED)
    yield from _marks_of_call(call)
    yield from _marks_of_email(call)
    yield from _marks_of_advice(call)
    yield from _marks_of_interface(call)


def _marks_of_call(call: CountedCall) -> Iterator[tuple[str, bool | int]]:
    connected = call.connected_at is not None
    yield "connected", connected
    yield "connected_at_first_attempt", connected and call.results[:1] == ("answered",)
    yield "abandoned", not call.emailed and call.state == "abandoned"
    yield "recorded", connected and call.is_advised
    yield "put_through_during_clinic", connected and call.in_clinic
    yield "adviser_not_on_roster", connected and not call.on_roster
    yield "asked_again", call.asked_again


def _marks_of_email(call: CountedCall) -> Iterator[tuple[str, bool | int]]:
    if not call.emailed:
        return
    answered = call.state != "abandoned" and call.recorded_at is not None
    yield "email_questions", True
    yield "email_needing_no_answer", call.state == "abandoned"
    yield "email_answered", answered
    in_time = call.due_at is not None and call.recorded_at is not None and call.recorded_at <= call.due_at
    yield "email_answered_in_time", answered and in_time


def _marks_of_advice(call: CountedCall) -> Iterator[tuple[str, bool | int]]:
    if call.outcome is not None:
        saved = OUTCOMES.get(call.outcome, "neither")
        yield "advised_with_outcome", True
        yield "referral_avoided", saved == "referral avoided"
        yield "admission_avoided", saved == "admission avoided"
        yield "streamlined", call.streamlined
        yield from followed_marks(call.outcome, call.afterwards)
    if not call.is_advised:
        return
    yield "advised", True
    yield "late_entries", call.late
    yield "acknowledged", call.acknowledged
    yield "unseen", call.unseen
    yield "unseen_with_consultant", call.unseen and call.has_consultant
    yield "responsibility_agreed", call.unseen and call.agreed
    yield "to_countersign", call.is_to_countersign
    signed = call.is_to_countersign and call.verdict is not None
    yield "countersigned", signed
    yield "agreed_with_change", signed and call.verdict == "agreed with change"
    yield "disagreed", signed and call.verdict == "disagreed"


def _marks_of_interface(call: CountedCall) -> Iterator[tuple[str, bool | int]]:
    yield "not_for_the_line", call.outcome == NOT_FOR_THE_LINE
    if call.interface is not None:
        yield "interface_failures", True
        yield INTERFACE_REASONS.get(call.interface, "another_failure"), call.interface in INTERFACE_REASONS
    said = [useful for useful in call.useful if useful != "not said"]
    yield "practices_said", len(said)
    yield "useful", said.count("yes")
    yield "partly_useful", said.count("partly")
    yield "not_useful", said.count("no")


def spans(call: CountedCall) -> Iterator[tuple[str, float]]:
    """How long an enquiry took, each by the name of its distribution."""
    if call.connected_at is not None:
        yield "seconds to connect", (call.connected_at - call.arrived_at).total_seconds()
    if call.connected_at is not None and call.call_ended_at is not None:
        yield "seconds of talk", (call.call_ended_at - call.connected_at).total_seconds()
    if call.emailed and call.working_hours_to_answer is not None:
        yield "working hours to answer", call.working_hours_to_answer
    steps = {
        "minutes to first attempt": call.first_tried_at,
        "minutes to record": call.recorded_at,
        "minutes to countersign": call.countersigned_at,
        "minutes to acknowledge": call.acknowledged_at,
    }
    for name, until in steps.items():
        if until is not None:
            yield name, int((until - call.arrived_at).total_seconds() // 60)


def groups(call: CountedCall, hour: int) -> Iterator[tuple[str, str]]:
    """Under what an enquiry is counted apart, each kind with its own; ``hour``: of the desk's clock."""
    yield PRACTICE, call.practice
    yield ROLE, call.caller_role
    yield HOUR, f"{hour:02d}"
