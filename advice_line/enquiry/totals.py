"""Sums of enquiries that can be added to each other: of a day, of a month, of a year, and nothing is lost by it.

Whatever a figure needs is a count or a whole distribution, so that a median of a year is exact and not one of
medians. What depends on the clock (whether an e-mail's time is up) is kept by when it is up.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil
from zoneinfo import ZoneInfo

from advice_line.enquiry.counted import CountedCall, groups, marks, spans
from advice_line.instants import from_text, to_text

GROUPED = ("enquiries", "calls", "connected", "advised_with_outcome", "referral_avoided", "admission_avoided")
"""What is counted apart by practice, by caller's role and by hour, in this order."""
_NEVER = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """``counts`` by name; ``spreads``: how often each value of a distribution came; ``waiting``: unanswered e-mails
    by when their time is up; ``outcomes``: advice by outcome; ``apart``: the ``GROUPED`` counts by kind of group."""

    counts: Counter[str] = field(default_factory=Counter)
    spreads: Mapping[str, Counter[float]] = field(default_factory=dict)
    waiting: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    apart: Mapping[str, Mapping[str, Counter[str]]] = field(default_factory=dict)

    def spread(self, name: str) -> Mapping[float, int]:
        return self.spreads.get(name, {})

    def by(self, kind: str) -> Mapping[str, Counter[str]]:
        """The counts of each group of a kind."""
        return self.apart.get(kind, {})


def totals_of(calls: Iterable[CountedCall], zone: ZoneInfo) -> Totals:
    """What enquiries come to; hours are those of the desk's clock."""
    found = _Adding()
    for call in calls:
        found.take(call, zone)
    return found.totals


def joined(parts: Iterable[Totals]) -> Totals:
    """Several sums as one."""
    found = _Adding()
    for part in parts:
        found.join(part)
    return found.totals


class _Adding:
    """Totals while they grow."""

    def __init__(self) -> None:
        self._spreads: dict[str, Counter[float]] = {}
        self._apart: dict[str, dict[str, Counter[str]]] = {}
        self.totals = Totals(Counter(), self._spreads, Counter(), Counter(), self._apart)

    def take(self, call: CountedCall, zone: ZoneInfo) -> None:
        of_call: dict[str, int] = {}
        for name, many in marks(call):
            if many:
                of_call[name] = of_call.get(name, 0) + int(many)
        self.totals.counts.update(of_call)
        for name, span in spans(call):
            self._spreads.setdefault(name, Counter())[span] += 1
        if call.emailed and call.state != "abandoned" and call.recorded_at is None:
            self.totals.waiting[to_text(call.due_at) if call.due_at else _NEVER] += 1
        if call.outcome is not None:
            self.totals.outcomes[call.outcome] += 1
        apart = {name: of_call[name] for name in GROUPED if name in of_call}
        for kind, group in groups(call, call.arrived_at.astimezone(zone).hour):
            self._apart.setdefault(kind, {}).setdefault(group, Counter()).update(apart)

    def join(self, other: Totals) -> None:
        self.totals.counts.update(other.counts)
        self.totals.waiting.update(other.waiting)
        self.totals.outcomes.update(other.outcomes)
        for name, spread in other.spreads.items():
            self._spreads.setdefault(name, Counter()).update(spread)
        for kind, groups_of in other.apart.items():
            mine = self._apart.setdefault(kind, {})
            for group, counts in groups_of.items():
                mine.setdefault(group, Counter()).update(counts)


def is_up(until: str, at: datetime) -> bool:
    """Whether the time of e-mails that wait is up at an instant; without a time it never is."""
    return until != _NEVER and from_text(until) <= at


def centile_of(spread: Mapping[float, int], percent: int) -> float | None:
    """The nearest-rank centile: the smallest value that at least this share does not exceed; None of nothing."""
    rank = max(ceil(percent / 100 * sum(spread.values())), 1)
    for value in sorted(spread):
        rank -= spread[value]
        if rank <= 0:
            return value
    return None


FORM = 1
"""Of the text in which totals are kept; another number is counted anew."""


def totals_text(found: Totals) -> str:
    """Totals as one JSON text, which ``totals_from`` reads."""
    apart = {
        kind: {group: [counts[name] for name in GROUPED] for group, counts in sorted(groups_of.items())}
        for kind, groups_of in found.apart.items()
    }
    spreads = {name: sorted(spread.items()) for name, spread in found.spreads.items()}
    parts = [found.counts, spreads, found.waiting, found.outcomes, apart]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def totals_from(text: str) -> Totals:
    """Reads what ``totals_text`` wrote."""
    counts, spreads, waiting, outcomes, apart = json.loads(text)
    return Totals(
        Counter(counts),
        {name: Counter(dict(map(tuple, spread))) for name, spread in spreads.items()},
        Counter(waiting),
        Counter(outcomes),
        {
            kind: {group: Counter(dict(zip(GROUPED, counted, strict=True))) for group, counted in groups_of.items()}
            for kind, groups_of in apart.items()
        },
    )
