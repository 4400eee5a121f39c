"""Whether a statement adds up: every closed enquiry is charged or left out for a reason, and every sum agrees."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from advice_line.tariffs.counting import Excluded
from advice_line.tariffs.lines import Line, LineKind, total
from advice_line.tariffs.pence import pounds

PER_ENQUIRY = frozenset({LineKind.UNIT, LineKind.FREE})


@dataclass(frozen=True, slots=True)
class Sums:
    """What a reader holds against one another. ``by_practice`` and ``by_desk`` are in pence, each with None for the
    lines that belong to no practice or desk."""

    closed: int
    charged: int
    excluded: Mapping[Excluded, int]
    lines: int
    by_practice: Mapping[str | None, int]
    by_desk: Mapping[str | None, int]
    total: int


def sums_of(closed: int, lines: Sequence[Line], excluded: Iterable[Excluded], stated_total: int) -> Sums:
    """The sums of one statement, each worked out by itself; adjustments of earlier months are no enquiries of it."""
    practices: Counter[str | None] = Counter()
    desks: Counter[str | None] = Counter()
    for line in lines:
        practices[line.practice] += line.pence
        desks[line.desk] += line.pence
    charged = sum(line.quantity for line in lines if line.kind in PER_ENQUIRY and line.adjusts is None)
    return Sums(closed, charged, Counter(excluded), total(lines), dict(practices), dict(desks), stated_total)


def disagreements(sums: Sums) -> list[str]:
    """What does not add up, in words; a statement is issued only where there is nothing."""
    found = []
    left_out = sum(sums.excluded.values())
    if sums.closed != sums.charged + left_out:
        found.append(f"{sums.closed} enquiries closed are not {sums.charged} charged and {left_out} left out.")
    for what, pence in (
        ("The lines come", sums.lines),
        ("The practices' sheet comes", sum(sums.by_practice.values())),
        ("The specialties' sheet comes", sum(sums.by_desk.values())),
    ):
        if pence != sums.total:
            found.append(f"{what} to {pounds(pence)}, the statement to {pounds(sums.total)}.")
    return found
