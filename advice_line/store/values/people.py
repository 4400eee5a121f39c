"""Accounts, what lets them in, and the clinicians behind them."""

from datetime import datetime

from advice_line.people.roles import Role
from advice_line.rota.model import Grade
from advice_line.store.typed import value


@value
class Account:
    """Who may sign in, as what; a ``job`` is no person's."""

    id: int
    username: str
    name: str
    role: Role
    site: str
    clinician: int | None
    password_hash: str
    disabled: bool
    email: str
    generation: int
    must_change: bool
    job: bool


@value
class ListedAccount:
    """An account as the administrators see it."""

    id: int
    username: str
    name: str
    role: Role
    site: str
    clinician: int | None
    disabled: bool
    must_change: bool


@value
class AccountStanding:
    """Whether an account still lets in whom it let in, and since which change of it."""

    generation: int
    disabled: bool
    must_change: bool


@value
class ClinicianAccount:
    """The account that a clinician has already."""

    id: int
    username: str
    name: str
    disabled: bool


@value
class NamedFailure:
    """One wrong password, with the hash of the name that was typed."""

    name_hash: str
    door: str
    at: datetime


@value
class DoneWithAccount:
    """What was done with an account, by whom."""

    at: datetime
    who: str
    act: str


@value
class KeptToken:
    """What is kept of a token that a job shows."""

    id: int
    account: int
    expires_at: datetime
    revoked_at: datetime | None
    used_at: datetime | None


@value
class Token:
    """A job's token that was made; what it was is kept nowhere."""

    username: str
    role: Role
    made_by: str
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    used_at: datetime | None

    @property
    def name(self) -> str:
        return self.username.removeprefix("token-")

    def state(self, at: datetime) -> str:
        if self.revoked_at is not None:
            return "revoked"
        return "run out" if self.expires_at <= at else "in force"


@value
class KeptSession:
    """A session of the command line, as it is kept."""

    account: int
    generation: int
    terminal: str
    door: str
    expires_at: datetime


@value
class KnownClinician:
    """A clinician whom a rota or a desk's locums named."""

    id: int
    gmc: str
    name: str
    grade: Grade
