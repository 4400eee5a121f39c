"""Small counts withheld, and with them as many others as it takes that no subtraction gives them back.

A count is divided in one way or in several, and each part may be divided in its turn. Nought is shown. Whoever reads
a table knows that every withheld count is 1 or more; it must never be possible to tell which.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CountInParts:
    """A count with a name of its own in the whole table, and the ways in which it is divided without a rest."""

    name: str
    number: int
    divisions: tuple[tuple["CountInParts", ...], ...] = ()

    def all(self) -> Iterator["CountInParts"]:
        """It and everything beneath it."""
        yield self
        for division in self.divisions:
            for part in division:
                yield from part.all()


def withheld(whole: CountInParts, under: int) -> frozenset[str]:
    """The names of the counts that are not shown where those from 1 to below ``under`` must stay unknown."""
    forced: set[str] = set()
    while True:
        names, unsafe = set[str](), set[str]()
        _withhold(whole, under, frozenset(forced), names, unsafe)
        if unsafe <= forced:
            return frozenset(names)
        forced |= unsafe


def _withhold(one: CountInParts, under: int, forced: frozenset[str], names: set[str], unsafe: set[str]) -> None:
    if one.name in forced or 0 < one.number < under:
        names.update(beneath.name for beneath in one.all() if beneath.number)
        return
    for division in one.divisions:
        small = [part for part in division if part.name in forced or 0 < part.number < under]
        hidden = _enough(small, division, under)
        if hidden is None:
            unsafe.add(one.name)
            hidden = list(division)
        for part in division:
            if part in hidden:
                names.update(beneath.name for beneath in part.all() if beneath.number)
            else:
                _withhold(part, under, forced, names, unsafe)


def _enough(small: Sequence[CountInParts], division: Sequence[CountInParts], under: int) -> list[CountInParts] | None:
    """The small parts and the next larger ones that hide them; None where the whole division does not."""
    hidden = list(small)
    if not hidden:
        return []
    larger = sorted((part for part in division if part.number and part not in hidden), key=lambda part: part.number)
    while len(hidden) < 2 or sum(part.number for part in hidden) < max(under, len(hidden) + 1):
        if not larger:
            return None
        hidden.append(larger.pop(0))
    return hidden
