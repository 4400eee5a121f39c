"""How sure a share of a few is: Wilson's interval, which stays within nought and all, and holds for small numbers."""

from dataclasses import dataclass
from math import sqrt

_Z = 1.959963984540054
"""Of the normal distribution 95 % lies within so many standard deviations."""


@dataclass(frozen=True, slots=True)
class ShareInterval:
    """A share of a whole and, at 95 %, between which it truly lies; in per cent, to one place."""

    percent: float
    low: float
    high: float


def share_interval(part: int, whole: int) -> ShareInterval | None:
    """None where there is nothing to divide by. Raises ValueError for a part that is none of the whole."""
    if whole == 0:
        return None
    if not 0 <= part <= whole:
        raise ValueError(f"{part} is no part of {whole}")
    share, around = part / whole, _Z**2 / whole
    middle = (share + around / 2) / (1 + around)
    reach = _Z * sqrt(share * (1 - share) / whole + around / (4 * whole)) / (1 + around)
    low = 0.0 if part == 0 else middle - reach
    high = 1.0 if part == whole else middle + reach
    return ShareInterval(round(100 * share, 1), round(100 * low, 1), round(100 * high, 1))
