"""What a job's token may be called, what it may be, and how long it counts."""

import re
from datetime import datetime

from advice_line.people.roles import OF_TOKENS, Role
from advice_line.problems import NotPermitted, Refused

LONGEST_DAYS = 400
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}")


def refuse_token(name: str, role: Role, days: int) -> None:
    """Refuses a name that is none, a clinician's role, and a token for no day or for more than 400."""
    if not _NAME.fullmatch(name):
        raise Refused(f"“{name}” is no name for a token; use up to 40 small letters, digits, dots and hyphens.")
    if role not in OF_TOKENS:
        raise Refused(f"A token cannot be a {role}: what a {role} does is done by a clinician in person.")
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused(f"A token lasts from 1 to {LONGEST_DAYS} days, not {days}.")


def refuse_spent(revoked_at: datetime | None, expires_at: datetime, at: datetime) -> None:
    """Raises NotPermitted for a token that was revoked or has run out."""
    if revoked_at is not None:
        raise NotPermitted(f"This token was revoked on {revoked_at.date()}; an administrator makes another.")
    if expires_at <= at:
        raise NotPermitted(f"This token ran out on {expires_at.date()}; an administrator makes another.")
