"""Flags: what must not be forgotten about an enquiry, worked out from its facts.

A flag stands while its condition holds and is settled by what ends it. Four kinds say something that
stays true for ever (who was rung, and when the record was written); those, and a disagreement, are settled
by their owner writing that they have looked at it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from advice_line.enquiry.accountability import NOT_READ_BACK
from advice_line.enquiry.states import State

LATE_AFTER = timedelta(hours=4)

Owner = Literal["operator", "adviser", "supervisor", "desk", "manager"]


class Kind(StrEnum):
    NOT_RECORDED = "connected, nothing recorded"
    NO_CONSULTANT = "unseen, no responsible consultant"
    NOT_COUNTERSIGNED = "unseen, not countersigned"
    NOT_ON_ROSTER = "adviser not on the roster"
    IN_CLINIC = "put through during a clinic"
    NOT_VERIFIED = "caller not verified"
    LATE_ENTRY = "late entry"
    NOT_READ_BACK = "dose not read back"
    NOT_AGREED = "responsibility not agreed"
    DISAGREED = "consultant disagreed"
    EMAIL_LATE = "e-mail past its time"
    NOT_DELIVERED = "the practice did not get our mail"
    NOT_ACKNOWLEDGED = "not acknowledged by the practice"
    REPEAT_CALL = "repeat call about the same patient"
    CHILD = "a child"
    PREGNANCY = "pregnancy"
    SUSPECTED_CANCER = "suspected cancer"


SPECIAL = (Kind.REPEAT_CALL, Kind.CHILD, Kind.PREGNANCY, Kind.SUSPECTED_CANCER)
"""What makes a registrar's advice worth reading first; a consultant's countersign settles it."""
SETTLED_BY_REVIEW = frozenset(
    {
        Kind.NOT_ON_ROSTER,
        Kind.IN_CLINIC,
        Kind.LATE_ENTRY,
        Kind.NOT_READ_BACK,
        Kind.NOT_AGREED,
        Kind.DISAGREED,
    }
)
OWNERS: dict[Kind, Owner] = {
    Kind.NOT_RECORDED: "adviser",
    Kind.NO_CONSULTANT: "adviser",
    Kind.NOT_COUNTERSIGNED: "supervisor",
    Kind.NOT_ON_ROSTER: "manager",
    Kind.IN_CLINIC: "manager",
    Kind.NOT_VERIFIED: "operator",
    Kind.LATE_ENTRY: "adviser",
    Kind.NOT_READ_BACK: "adviser",
    Kind.NOT_AGREED: "adviser",
    Kind.DISAGREED: "adviser",
    Kind.EMAIL_LATE: "desk",
    Kind.NOT_DELIVERED: "operator",
    Kind.NOT_ACKNOWLEDGED: "operator",
    **dict.fromkeys(SPECIAL, "supervisor"),
}
HOW_SETTLED: dict[Kind, str] = {
    Kind.NOT_RECORDED: "recording the advice",
    Kind.NO_CONSULTANT: "amending the record with a supervising consultant",
    Kind.NOT_COUNTERSIGNED: "a consultant's countersign",
    Kind.NOT_VERIFIED: "ringing back on the practice's listed number and marking the caller verified",
    Kind.EMAIL_LATE: "answering the e-mail",
    Kind.NOT_DELIVERED: "a mail that reaches the practice, or its word that it has the advice",
    Kind.NOT_ACKNOWLEDGED: "the practice's word that it has the advice",
    **dict.fromkeys(SPECIAL, "a consultant's countersign"),
}


@dataclass(frozen=True, slots=True)
class Flag:
    """One flag: ``cause`` names the row that raised it, so that the same cause raises it only once."""

    kind: Kind
    cause: str
    raised_at: datetime

    @property
    def owner(self) -> Owner:
        return OWNERS[self.kind]


@dataclass(frozen=True, slots=True)
class AttemptFacts:
    """An answered attempt: was it by the roster, and was it in a clinic?"""

    id: int
    at: datetime
    on_roster: bool
    in_clinic: bool


@dataclass(frozen=True, slots=True)
class AdviceFacts:
    """The newest version of the advice."""

    id: int
    written_at: datetime
    unseen: bool
    has_supervisor: bool
    by_consultant: bool
    late: bool
    doses: str
    countersigned_at: datetime | None
    verdict: str | None
    agreed: bool = True
    special: frozenset[Kind] = frozenset()
    confirmation: "Confirmation | None" = None


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What became of the mail that told the practice: sent, refused or returned, acknowledged; when it should be."""

    sent_at: datetime | None
    failed_at: datetime | None
    acknowledged: bool
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the rules look at."""

    enquiry: int
    state: State
    arrived_at: datetime
    verified: bool
    at: datetime
    due_at: datetime | None = None
    connected: Sequence[AttemptFacts] = ()
    advice: AdviceFacts | None = None


def is_late(connected_at: datetime | None, written_at: datetime) -> bool:
    """A record written long after the call is marked as a late entry."""
    return connected_at is not None and written_at - connected_at > LATE_AFTER


def flags(facts: Facts) -> list[Flag]:
    """The flags whose condition holds now, or which stay until somebody has looked at them."""
    found: list[Flag] = []
    if facts.state is State.TO_ANSWER and facts.due_at is not None and facts.due_at <= facts.at:
        found.append(Flag(Kind.EMAIL_LATE, f"due {facts.due_at:%Y-%m-%dT%H:%MZ}", facts.due_at))
    if not facts.verified and facts.state is not State.ABANDONED:
        found.append(Flag(Kind.NOT_VERIFIED, f"enquiry {facts.enquiry}", facts.arrived_at))
    for attempt in facts.connected:
        cause = f"attempt {attempt.id}"
        if facts.advice is None:
            found.append(Flag(Kind.NOT_RECORDED, cause, attempt.at))
        if not attempt.on_roster:
            found.append(Flag(Kind.NOT_ON_ROSTER, cause, attempt.at))
        if attempt.in_clinic:
            found.append(Flag(Kind.IN_CLINIC, cause, attempt.at))
    if facts.advice is not None:
        found.extend(_of_advice(facts.advice))
        found.extend(_of_confirmation(facts.advice, facts.at))
    return found


def how_settled(kind: Kind, cause: str, facts: Facts) -> str:
    """What ended a flag whose condition no longer holds, in words that are true of it."""
    if facts.advice is not None and cause.startswith("advice ") and cause != f"advice {facts.advice.id}":
        return "the record was amended; the new version stands in its place"
    if kind is Kind.NOT_VERIFIED and not facts.verified:
        return "the call was given up"
    if kind is Kind.EMAIL_LATE and facts.state is State.ABANDONED:
        return "it was closed without an answer"
    return HOW_SETTLED[kind]


def _of_advice(advice: AdviceFacts) -> list[Flag]:
    found: list[Flag] = []
    cause, at = f"advice {advice.id}", advice.written_at
    if advice.unseen and not advice.has_supervisor:
        found.append(Flag(Kind.NO_CONSULTANT, cause, at))
    if advice.unseen and not advice.by_consultant and advice.countersigned_at is None:
        found.append(Flag(Kind.NOT_COUNTERSIGNED, cause, at))
        found += [Flag(kind, cause, at) for kind in SPECIAL if kind in advice.special]
    if advice.unseen and not advice.agreed:
        found.append(Flag(Kind.NOT_AGREED, cause, at))
    if advice.late:
        found.append(Flag(Kind.LATE_ENTRY, cause, at))
    if advice.doses == NOT_READ_BACK:
        found.append(Flag(Kind.NOT_READ_BACK, cause, at))
    if advice.verdict == "disagreed" and advice.countersigned_at is not None:
        found.append(Flag(Kind.DISAGREED, cause, advice.countersigned_at))
    return found


def _of_confirmation(advice: AdviceFacts, at: datetime) -> list[Flag]:
    told, cause = advice.confirmation, f"advice {advice.id}"
    if told is None or told.acknowledged:
        return []
    if told.sent_at is None and told.failed_at is not None:
        return [Flag(Kind.NOT_DELIVERED, cause, told.failed_at)]
    if told.sent_at is not None and told.due_at is not None and told.due_at <= at:
        return [Flag(Kind.NOT_ACKNOWLEDGED, cause, told.due_at)]
    return []
