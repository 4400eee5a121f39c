"""What clinicians said: the versions of a record, their countersignatures, what waits for either."""

from datetime import datetime

from advice_line.enquiry.advice import is_unseen
from advice_line.enquiry.flags import Kind
from advice_line.enquiry.states import State
from advice_line.rota.model import Grade
from advice_line.store.typed import value
from advice_line.words.callers import caller_words


@value
class AdviceVersion:
    """One version of a record, with who wrote it and who countersigned it. Texts stand as they were typed."""

    id: int
    version: int
    amends_because: str
    adviser: int
    written_at: datetime
    late: bool
    patient_kind: str
    nhs_number: str | None
    birth_date: str | None
    patient_name: str | None
    seen_by_caller: str
    seen_by_adviser: bool
    relied_on: str
    situation: str
    background: str
    assessment: str
    request: str
    medicines: str
    allergies: str
    advice: str
    doses: str
    uncertainty: str
    would_change: str
    outcome: str
    actions: str
    safety_net: str
    review: str
    responsible: str
    responsibility_agreed: bool
    supervisor: int | None
    discussed_with: str
    patient_agreed: str
    recording: str
    caller_registration: str
    pregnancy: str
    gestation: str
    pregnancy_team: str
    child_with: str
    child_weight: str
    safeguarding: str
    suspected_cancer: str
    cancer_referral: str
    outcome_reason: str
    incident: str
    by_name: str
    adviser_name: str
    adviser_gmc: str
    adviser_grade: Grade
    supervisor_name: str | None
    supervisor_gmc: str | None
    countersigned_at: datetime | None
    verdict: str | None
    countersign_words: str
    countersigned_by: str

    @property
    def is_unseen(self) -> bool:
        return is_unseen(self.patient_kind, self.seen_by_adviser)


@value
class AdviceToSign:
    """The advice that somebody is about to countersign: whose, and of which desk."""

    id: int
    enquiry: int
    adviser: int
    desk: str


@value
class ToRecord:
    """An enquiry that waits for its record or its answer."""

    id: int
    desk: str
    desk_name: str
    channel: str
    arrived_at: datetime
    caller_name: str
    urgency: str
    practice_listed: str | None
    state: State
    due_at: datetime | None
    since: datetime
    adviser: int | None
    adviser_name: str

    @property
    def caller(self) -> str:
        return caller_words(self.caller_name, self.practice_listed)


@value
class ToCountersign:
    """Advice that waits for a consultant's word."""

    advice: int
    id: int
    desk: str
    desk_name: str
    channel: str
    arrived_at: datetime
    caller_name: str
    urgency: str
    practice_listed: str | None
    written_at: datetime
    adviser_name: str
    outcome: str

    @property
    def caller(self) -> str:
        return caller_words(self.caller_name, self.practice_listed)


@value
class AdviceFlag:
    """An open flag of advice."""

    advice: int
    enquiry: int
    desk: str
    desk_name: str
    written_at: datetime
    outcome: str
    responsible: str
    adviser_name: str
    adviser: int
    supervisor: int | None
    supervisor_name: str | None
    caller_name: str
    practice_listed: str | None
    kind: Kind
    patient_kind: str
    seen_by_adviser: bool

    @property
    def is_unseen(self) -> bool:
        return is_unseen(self.patient_kind, self.seen_by_adviser)

    @property
    def caller(self) -> str:
        return caller_words(self.caller_name, self.practice_listed)


@value
class Consultant:
    """A consultant whom a record may name."""

    id: int
    gmc: str
    name: str


@value
class Acknowledgement:
    """That a practice has the advice."""

    advice: int
    practice: str
    practice_name: str
    at: datetime
    how: str


@value
class ReferralNote:
    """That advice was made into a referral note: when, by whom."""

    at: datetime
    by_name: str
