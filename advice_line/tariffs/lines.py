"""What is charged, line by line: one for each enquiry, and those that belong to none."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from advice_line.enquiry.outcomes import Saved
from advice_line.periods import Month


@dataclass(frozen=True, slots=True)
class Unit:
    """An enquiry that counts. ``recorded_on`` is the day, by the site's clock, on which its advice was recorded."""

    enquiry: int
    desk: str
    channel: str
    practice: str | None
    recorded_at: datetime
    recorded_on: date
    out_of_hours: bool
    saved: Saved = "neither"


class LineKind(StrEnum):
    """What a line is for."""

    UNIT = "unit"
    FREE = "free"
    REPRICED = "earlier units repriced"
    BLOCK = "block"
    VOLUME = "over the volume"
    LACKING = "under the volume"
    FIXED = "fixed"
    VARIABLE = "variable"
    SHARE = "share of the budget"
    MOST = "over the most, not charged"
    LEAST = "minimum income"


@dataclass(frozen=True, slots=True)
class Line:
    """``quantity`` times ``unit`` pence is ``pence``, of which ``mff`` each are the market forces factor's.

    ``enquiry``, ``desk`` and ``practice`` are None where the line is for none of them; ``adjusts`` is the earlier
    month that the line mends.
    """

    kind: LineKind
    words: str
    quantity: int
    unit: int
    point_of_delivery: str
    enquiry: int | None = None
    desk: str | None = None
    practice: str | None = None
    mff: int = 0
    adjusts: Month | None = None

    @property
    def pence(self) -> int:
        return self.quantity * self.unit

    @property
    def undone(self) -> "Line":
        """The line that takes this one back."""
        return replace(self, quantity=-self.quantity)


def total(lines: Iterable[Line]) -> int:
    """In pence."""
    return sum(line.pence for line in lines)
