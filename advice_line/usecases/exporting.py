"""What whoever exports an audit or the trail is told alike."""

from collections.abc import Collection
from datetime import datetime

from advice_line.problems import Refused


def check_period(begins: datetime, until: datetime) -> None:
    """Refuses a period that ends before it begins."""
    if until <= begins:
        raise Refused("The period is empty: “until” must be after “from”; it is the first day no longer covered.")


def check_format(form: str, formats: Collection[str]) -> None:
    """Refuses a format in which it is not written."""
    if form not in formats:
        raise Refused(f"“{form}” is not a format; there are {', '.join(formats)}.")
