"""What chasers look for, and what they have said."""

from datetime import datetime

from advice_line.enquiry.chasing import Audience, ChaserKind
from advice_line.enquiry.flags import Kind
from advice_line.enquiry.states import State
from advice_line.people.roles import Role
from advice_line.store.typed import value


@value
class FlagToChase:
    """An open flag of a kind that is chased."""

    id: int
    enquiry: int
    kind: Kind
    cause: str
    raised_at: datetime
    desk: str
    desk_name: str
    clinician: int | None


@value
class EnquiryToChase:
    """An enquiry that waits for a call or an answer."""

    id: int
    desk: str
    desk_name: str
    state: State
    adviser: int | None
    due_at: datetime | None
    since: datetime
    arrived_at: datetime


@value
class NewAccount:
    """An account that was added in a clinician's name."""

    id: int
    username: str
    role: Role
    clinician: int
    clinician_name: str
    created_at: datetime


@value
class Unacknowledged:
    """Advice that was sent, of which no practice has said that it came."""

    enquiry: int
    advice: int
    sent_at: datetime
    desk: str


@value
class ClaimedChaser:
    """A chaser that is due, held by one process."""

    id: int
    kind: ChaserKind
    subject: str
    step: int
    audience: Audience
    due_at: datetime


@value
class RoleAddress:
    """Where mail reaches somebody of a role."""

    id: int
    email: str
    clinician: int | None


@value
class Notice:
    """What a chaser said to a role, a desk or one clinician."""

    id: int
    role: Role
    desk: str | None
    clinician: int | None
    enquiry: int | None
    words: str
    at: datetime
