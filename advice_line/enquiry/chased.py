"""What practices had to chase in a month, beside the months it is held against, each with its denominator."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chased:
    """Enquiries of one month by desk, and how many of them should not have been needed, by desk and reason."""

    enquiries: Mapping[str, int]
    failures: Mapping[tuple[str, str], int]

    def of(self, desk: str | None = None, reason: str | None = None) -> tuple[int, int]:
        """How many failures of a desk and a reason (None: of all), and of how many enquiries."""
        part = sum(
            count for (of, why), count in self.failures.items() if desk in (None, of) and reason in (None, why)
        )
        return part, sum(count for of, count in self.enquiries.items() if desk in (None, of))


@dataclass(frozen=True, slots=True)
class ChasedMonths:
    """A month, the one before it, and the same month of the year before."""

    this: Chased
    last: Chased
    year_before: Chased

    def of(self, desk: str | None = None, reason: str | None = None) -> tuple[tuple[int, int], ...]:
        """The three pairs of failures and enquiries, in that order."""
        return tuple(month.of(desk, reason) for month in (self.this, self.last, self.year_before))
