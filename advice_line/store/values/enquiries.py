"""An enquiry and where it stands, who was tried, what was asked."""

from datetime import datetime

from advice_line.enquiry.callers import is_verified
from advice_line.enquiry.routing import Result
from advice_line.enquiry.states import State, reference
from advice_line.people.phones import Contact, ContactKind
from advice_line.rota.model import Grade
from advice_line.store.typed import fields_of, value
from advice_line.words.callers import caller_words, practice_words


@value
class CallDetails:
    """An enquiry with where it stands, without its patient's identity: what an operator sees of it."""

    id: int
    site: str
    desk: str
    desk_name: str
    channel: str
    arrived_at: datetime
    account: int
    taken_by: str
    caller_name: str
    caller_role: str
    caller_number: str
    caller_e164: str | None
    caller_extension: str
    practice: str | None
    practice_listed: str | None
    practice_telephone: str | None
    from_listed: bool
    urgency: str
    patient: str
    state: State
    holder: int | None
    holder_name: str | None
    adviser: int | None
    adviser_name: str | None
    adviser_gmc: str | None
    adviser_grade: Grade | None
    due_at: datetime | None
    words: str
    since: datetime
    verified_at: datetime | None

    @property
    def reference(self) -> str:
        return reference(self.id)

    @property
    def practice_name(self) -> str:
        return practice_words(self.practice_listed)

    @property
    def is_verified(self) -> bool:
        return is_verified(self.from_listed, self.verified_at)


@value
class Enquiry(CallDetails):
    """An enquiry with its patient, as far as the operator was told."""

    nhs_number: str | None
    birth_date: str | None
    patient_name: str | None

    def without_patient(self) -> CallDetails:
        parts = fields_of(self)
        return CallDetails(**{name: parts[name] for name in CallDetails.__match_args__})


@value
class WaitingEnquiry:
    """One enquiry that waits: in somebody's hand, to be called back, or for an e-mail answer. No patient."""

    id: int
    desk: str
    desk_name: str
    channel: str
    arrived_at: datetime
    caller_name: str
    caller_number: str
    urgency: str
    practice_listed: str | None
    state: State
    holder: int | None
    holder_name: str
    due_at: datetime | None
    words: str
    since: datetime

    @property
    def practice_name(self) -> str:
        return practice_words(self.practice_listed)


@value
class Verification:
    """That a caller was rung back: when, by whom, how."""

    at: datetime
    by_name: str
    how: str


@value
class AskedQuestion:
    """What a caller asked, as it was written down."""

    words: str
    at: datetime
    by_name: str


@value
class Attempt:
    """Whom somebody tried to reach, how, and how that ended."""

    id: int
    enquiry: int
    clinician: int
    name: str
    gmc: str
    grade: Grade
    publication: int | None
    duty: str | None
    rung: int | None
    contact_kind: ContactKind
    contact_value: str
    started_at: datetime
    by_name: str
    clinic_reason: str | None
    result: Result | None
    ended_at: datetime | None

    @property
    def contact(self) -> Contact:
        return Contact(self.contact_kind, self.contact_value)

    @property
    def answered_at(self) -> datetime | None:
        """When they answered; None when they did not."""
        return self.ended_at if self.result is Result.ANSWERED else None

    @property
    def place(self) -> str:
        """Where on the roster they stood, in words."""
        return f"rung {self.rung}, {self.duty}" if self.publication else "not on the roster"


@value
class AttemptEnd:
    """One attempt, and what was logged of its end."""

    id: int
    enquiry: int
    clinician: int
    started_at: datetime
    result: Result | None
    ended_at: datetime | None
    ended_by: str | None


@value
class InterfaceNote:
    """Why a practice had to ring although no advice was needed."""

    reason: str
    words: str
    at: datetime
    by_name: str


@value
class SettingAside:
    """That an enquiry was left out of what is charged, and why; an empty reason takes it back in."""

    reason: str
    words: str
    at: datetime
    by_name: str


@value
class Feedback:
    """What one side said of an answer, or the practice of what became of the patient (``afterwards``)."""

    side: str
    useful: str
    words: str
    afterwards: str
    at: datetime
    by_name: str


@value
class FoundEnquiry:
    """An enquiry as a search finds it, with its newest advice."""

    id: int
    desk: str
    desk_name: str
    channel: str
    arrived_at: datetime
    caller_name: str
    practice_listed: str | None
    state: State
    adviser_name: str | None
    outcome: str | None
    advice: str | None
    patient_name: str | None
    nhs_number: str | None

    @property
    def caller(self) -> str:
        return caller_words(self.caller_name, self.practice_listed)


@value
class NamedClinician:
    """A clinician whom a search may mean."""

    id: int
    name: str
    grade: Grade
