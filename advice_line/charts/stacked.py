"""What came of advice, month by month: each outcome's number, stacked to the month's whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stacked:
    """Numbers by period and kind. ``kinds`` are the same, in the same order, in every period."""

    title: str
    of: str
    periods: tuple[str, ...]
    kinds: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    @property
    def totals(self) -> tuple[int, ...]:
        return tuple(sum(row) for row in self.counts)

    @property
    def of_kinds(self) -> tuple[int, ...]:
        return tuple(sum(row[n] for row in self.counts) for n in range(len(self.kinds)))

    @property
    def said(self) -> tuple[str, ...]:
        """What there is to be seen, in sentences."""
        number = sum(self.totals)
        if not number:
            return (f"No {self.of} in this period.",)
        parts = ", ".join(f"{kind} {count:,}" for kind, count in zip(self.kinds, self.of_kinds, strict=True) if count)
        return (f"{number:,} {self.of}: {parts}.",)


def stacked(title: str, of: str, periods: Sequence[tuple[str, Mapping[str, int]]], kinds: Sequence[str]) -> Stacked:
    """Of (period, number of each kind); kinds in the order given, those not named after them by name."""
    others = sorted({kind for _, counts in periods for kind in counts} - set(kinds))
    every = (*kinds, *others)
    counts = tuple(tuple(given.get(kind, 0) for kind in every) for _, given in periods)
    return Stacked(title, of, tuple(label for label, _ in periods), every, counts)
