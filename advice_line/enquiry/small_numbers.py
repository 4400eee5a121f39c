"""Small counts withheld, and with them as many others as it takes that no subtraction gives them back.

A count is divided in one way or in several, and each part may be divided in its turn. Nought is shown. Whoever reads
a table knows that every withheld count is 1 or more; it must never be possible to tell which.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CountInParts:
    """A count with a name of its own in the whole table, and the ways in which it is divided without a rest.

    What is not ``told`` stands in no table: a rest, whose number nobody reads whatever it is.
    """

    name: str
    number: int
    divisions: tuple[tuple["CountInParts", ...], ...] = ()
    told: bool = True

    def all(self) -> Iterator["CountInParts"]:
        """It and everything beneath it that is told."""
        if self.told:
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
    if one.name in forced or _is_small(one, under):
        names.update(beneath.name for beneath in one.all() if beneath.number)
        return
    for division in one.divisions:
        small = [part for part in division if part.name in forced or _is_small(part, under)]
        hidden = _enough(small, division, under)
        if hidden is None:
            unsafe.add(one.name)
            hidden = list(division)
        for part in division:
            if part.told and part in hidden:
                names.update(beneath.name for beneath in part.all() if beneath.number)
            else:
                _withhold(part, under, forced, names, unsafe)


def _is_small(one: CountInParts, under: int) -> bool:
    return one.told and 0 < one.number < under


def _enough(small: Sequence[CountInParts], division: Sequence[CountInParts], under: int) -> list[CountInParts] | None:
    """The small parts and what hides them: a rest that nobody reads, then the next larger ones; None where the whole
    division does not."""
    if not small:
        return []
    hidden = [*small, *(part for part in division if not part.told)]
    larger = sorted((part for part in division if part.number and part not in hidden), key=lambda part: part.number)
    while len(hidden) < 2 or sum(part.number for part in hidden) < max(under, len(hidden) + 1):
        if not larger:
            return None
        hidden.append(larger.pop(0))
    return hidden
