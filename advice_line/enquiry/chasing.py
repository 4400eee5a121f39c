"""PURE. Chasers: what is said to whom about what still stands open, and when.

A cause is something that stands open now. Each kind has steps: the first tells the one who can settle it,
later ones tell who is answerable. A step is due at its time after the cause's anchor (before it, for what is
still to come); the last step repeats. A cause that is settled has no further steps.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from advice_line.enquiry.quiet_hours import QuietHours

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class ChaserKind(StrEnum):
    RECORD = "advice not recorded"
    CALL_BACK = "call-back due"
    EMAIL = "e-mail waits"
    COUNTERSIGN = "not countersigned"
    ACKNOWLEDGE = "not acknowledged"
    STALE_ROTA = "rota not confirmed"
    GAP = "gap ahead"
    NO_CONTACT = "no contact for a shift"
    MAIL_SERVER = "mail server does not answer"
    MAIL = "mail that needs a person"
    BACKUP = "backup overdue"
    LETTERS = "where letters go has changed"
    HEAD = "trail's head not left elsewhere"
    ACCOUNT = "account in a clinician's name"


class Audience(StrEnum):
    """Whom a step tells: on their screens, and by mail where they have an address."""

    ADVISER = "the adviser"
    SUPERVISOR = "the supervising consultant"
    REGISTRARS = "the desk's registrars"
    CONSULTANTS = "the desk's consultants"
    OPERATORS = "the operators"
    MANAGERS = "the managers"
    ADMINISTRATORS = "the administrators"


@dataclass(frozen=True, slots=True)
class ChaserStep:
    """One step: when after the anchor, or at which share of the span from anchor to ``until``; and to whom."""

    to: Audience
    after: timedelta = timedelta()
    share: float | None = None


@dataclass(frozen=True, slots=True)
class ChaserRule:
    """A kind's steps. ``again``: how long after the last step it is said again, and again. ``quiet``: it waits
    for the end of the quiet hours. ``by_mail``: it is also sent to those who have an address."""

    steps: tuple[ChaserStep, ...]
    again: timedelta | None
    quiet: bool
    by_mail: bool


A = Audience
RULES: dict[ChaserKind, ChaserRule] = {
    ChaserKind.RECORD: ChaserRule(
        (
            ChaserStep(A.ADVISER, timedelta(minutes=15)),
            ChaserStep(A.ADVISER, timedelta(minutes=75)),
            ChaserStep(A.ADVISER, timedelta(minutes=135)),
            ChaserStep(A.SUPERVISOR, timedelta(minutes=195)),
            ChaserStep(A.SUPERVISOR, timedelta(minutes=255)),
            ChaserStep(A.MANAGERS, DAY),
        ),
        DAY,
        quiet=False,
        by_mail=True,
    ),
    ChaserKind.CALL_BACK: ChaserRule(
        (ChaserStep(A.OPERATORS), ChaserStep(A.OPERATORS, timedelta(minutes=15)), ChaserStep(A.MANAGERS, HOUR)),
        DAY,
        quiet=False,
        by_mail=False,
    ),
    ChaserKind.EMAIL: ChaserRule(
        (
            ChaserStep(A.REGISTRARS, share=0.5),
            ChaserStep(A.CONSULTANTS, share=0.8),
            ChaserStep(A.MANAGERS, share=1.0),
        ),
        DAY,
        quiet=True,
        by_mail=True,
    ),
    ChaserKind.COUNTERSIGN: ChaserRule(
        (ChaserStep(A.SUPERVISOR), ChaserStep(A.CONSULTANTS, DAY), ChaserStep(A.MANAGERS, 2 * DAY)),
        DAY,
        quiet=True,
        by_mail=True,
    ),
    ChaserKind.ACKNOWLEDGE: ChaserRule(
        (ChaserStep(A.OPERATORS), ChaserStep(A.MANAGERS, 2 * DAY)), DAY, quiet=True, by_mail=False
    ),
    ChaserKind.STALE_ROTA: ChaserRule((ChaserStep(A.MANAGERS),), 7 * DAY, quiet=True, by_mail=True),
    ChaserKind.GAP: ChaserRule(
        (
            ChaserStep(A.MANAGERS, -DAY),
            ChaserStep(A.MANAGERS, -12 * HOUR),
            ChaserStep(A.CONSULTANTS, -4 * HOUR),
            ChaserStep(A.OPERATORS, -HOUR),
        ),
        None,
        quiet=False,
        by_mail=True,
    ),
    ChaserKind.NO_CONTACT: ChaserRule(
        (ChaserStep(A.MANAGERS, -DAY), ChaserStep(A.OPERATORS, -HOUR)), None, quiet=False, by_mail=True
    ),
    ChaserKind.MAIL_SERVER: ChaserRule(
        (ChaserStep(A.ADMINISTRATORS, timedelta(minutes=15)), ChaserStep(A.MANAGERS, HOUR)),
        4 * HOUR,
        quiet=False,
        by_mail=False,
    ),
    ChaserKind.MAIL: ChaserRule(
        (ChaserStep(A.OPERATORS), ChaserStep(A.MANAGERS, DAY)), DAY, quiet=True, by_mail=False
    ),
    ChaserKind.LETTERS: ChaserRule((ChaserStep(A.MANAGERS, DAY),), DAY, quiet=True, by_mail=True),
    ChaserKind.BACKUP: ChaserRule(
        (ChaserStep(A.ADMINISTRATORS), ChaserStep(A.MANAGERS, DAY)), DAY, quiet=True, by_mail=True
    ),
    ChaserKind.HEAD: ChaserRule(
        (ChaserStep(A.ADMINISTRATORS), ChaserStep(A.MANAGERS, DAY)), DAY, quiet=True, by_mail=True
    ),
    ChaserKind.ACCOUNT: ChaserRule((ChaserStep(A.ADVISER), ChaserStep(A.MANAGERS)), None, quiet=False, by_mail=True),
}


@dataclass(frozen=True, slots=True)
class Cause:
    """Something that stands open. ``subject`` names it for ever; ``words`` say it, without patient or clinical text.

    ``anchor`` is when it began, or when what is ahead will be; ``until`` is when its time is up.
    """

    kind: ChaserKind
    subject: str
    anchor: datetime
    words: str
    until: datetime | None = None
    desk: str | None = None
    enquiry: int | None = None
    clinician: int | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """One step of a cause, and when it is said."""

    step: int
    to: Audience
    at: datetime


def steps_due(cause: Cause, now: datetime, quiet: QuietHours, zone: ZoneInfo) -> Iterator[Due]:
    """Every step of a cause whose time has come by ``now``, in order.

    The day before a gap is past when the gap is first seen: only the newest of those is due, for the earlier
    would say the same at the same moment.
    """
    found = list(_steps(cause, now, quiet, zone))
    if RULES[cause.kind].steps[0].after < timedelta():
        found = found[-1:]
    yield from found


def _steps(cause: Cause, now: datetime, quiet: QuietHours, zone: ZoneInfo) -> Iterator[Due]:
    rule = RULES[cause.kind]
    moment = cause.anchor
    for number, step in enumerate(rule.steps):
        moment = _moment(cause, step)
        at = quiet.over(moment, zone) if rule.quiet else moment
        if at <= now:
            yield Due(number, step.to, at)
    if rule.again is None:
        return
    number = len(rule.steps)
    while (moment := moment + rule.again) <= now:
        at = quiet.over(moment, zone) if rule.quiet else moment
        if at <= now:
            yield Due(number, rule.steps[-1].to, at)
        number += 1


def _moment(cause: Cause, step: ChaserStep) -> datetime:
    if step.share is not None and cause.until is not None:
        return cause.anchor + (cause.until - cause.anchor) * step.share
    return cause.anchor + step.after
