"""Contracts as they were published, what was charged by them, and what was done with it."""

from datetime import date, datetime

from advice_line.store.typed import value
from advice_line.tariffs.lines import LineKind
from advice_line.tariffs.statement import StatementStep


@value
class ContractText:
    """A file of contracts as it was accepted."""

    id: int
    site: str
    commissioner: str
    published_at: datetime
    file: str
    source: str
    sha256: str
    reason: str
    author: str


@value
class OldPrice:
    """A price as stores kept it before there were contracts; it no longer held from ``effective_until`` on."""

    desk: str
    commissioner: str
    channel: str
    pence: int
    effective_from: date
    effective_until: date | None


@value
class CommissionedSince:
    """Whose a practice has been from a day on."""

    practice: str
    since: date
    commissioner: str


@value
class ClosedEnquiry:
    """An enquiry that was answered or given up, as a contract sees it."""

    id: int
    desk: str
    channel: str
    practice: str | None
    arrived_at: datetime
    closed_at: datetime
    recorded_at: datetime | None
    due_at: datetime | None
    outcome: str | None
    set_aside: str
    interface: bool


@value
class DraftedStatement:
    """A statement as it was drafted, and the number it got when it was issued (empty: it was not)."""

    id: int
    site: str
    commissioner: str
    month: str
    pence: int
    closed: int
    made_at: datetime
    account: int
    author: str
    number: str


@value
class StatementLine:
    """One line of a statement."""

    number: int
    contract: str
    kind: LineKind
    words: str
    quantity: int
    unit: int
    mff: int
    delivery: str
    enquiry: int | None
    desk: str | None
    practice: str | None
    adjusts: str


@value
class DeskSum:
    """What the lines of a desk come to in a statement."""

    desk: str | None
    pence: int


@value
class LineActivity:
    """When the enquiry behind a line was received and recorded; no patient."""

    id: int
    arrived_at: datetime
    recorded_at: datetime | None


@value
class LineIdentity:
    """The same with the patient, for a commissioner who has a legal basis to be told."""

    id: int
    arrived_at: datetime
    recorded_at: datetime | None
    nhs_number: str
    birth_date: str


@value
class StatementExclusion:
    """What a statement does not charge for, and why."""

    enquiry: int
    desk: str
    reason: str


@value
class StatementStepTaken:
    """What was done with a statement, by whom."""

    step: StatementStep
    line: int | None
    reason: str
    words: str
    number: str
    at: datetime
    account: int
    author: str
