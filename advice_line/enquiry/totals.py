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
from typing import Any
from zoneinfo import ZoneInfo

from advice_line.enquiry.counted import CountedCall, groups, marks, spans
from advice_line.instants import from_text, to_text

GROUPED = (
    "enquiries", "calls", "connected", "advised_with_outcome", "referral_avoided", "admission_avoided",
    "interface_failures",
)  # fmt: skip
"""What is counted apart by practice, by caller's role and by hour, in this order."""
_NEVER = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """``counts`` by name; ``spreads``: how often each value of a distribution came; ``waiting``: unanswered e-mails
    by when their time is up; ``outcomes``: advice by outcome; ``rings``: calls by hour of the desk's clock;
    ``apart``: the ``GROUPED`` counts by kind of group."""

    counts: Counter[str] = field(default_factory=Counter)
    spreads: Mapping[str, Counter[float]] = field(default_factory=dict)
    waiting: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    rings: Counter[int] = field(default_factory=Counter)
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
        self.totals = Totals(Counter(), self._spreads, Counter(), Counter(), Counter(), self._apart)

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
        hour = call.arrived_at.astimezone(zone).hour
        if not call.emailed:
            self.totals.rings[hour] += 1
        apart = {name: of_call[name] for name in GROUPED if name in of_call}
        for kind, group in groups(call, hour):
            self._apart.setdefault(kind, {}).setdefault(group, Counter()).update(apart)

    def join(self, other: Totals) -> None:
        _add(self.totals.counts, other.counts)
        _add(self.totals.waiting, other.waiting)
        _add(self.totals.outcomes, other.outcomes)
        _add(self.totals.rings, other.rings)
        for name, spread in other.spreads.items():
            _add(self._spreads.setdefault(name, Counter()), spread)
        for kind, groups_of in other.apart.items():
            mine = self._apart.setdefault(kind, {})
            for group, counts in groups_of.items():
                _add(mine.setdefault(group, Counter()), counts)


def _add(mine: dict[Any, int], other: Mapping[Any, int]) -> None:
    """As ``Counter.update`` does; a year of days is some hundred thousand of them."""
    for name, many in other.items():
        mine[name] = mine.get(name, 0) + many


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


FORM = 3
"""Of the texts in which totals are kept; another number is counted anew."""
_OFTEN = ("seconds to connect", "working hours to answer")
"""The spreads that every audit wants; the others are kept with what is counted apart."""


def totals_texts(found: Totals) -> tuple[str, str]:
    """Totals as two JSON texts: what every audit wants, and what only those want that count apart."""
    rings = sorted(found.rings.items())
    often = {name: sorted(found.spread(name).items()) for name in _OFTEN if found.spread(name)}
    seldom = {name: sorted(spread.items()) for name, spread in found.spreads.items() if name not in _OFTEN}
    apart = {
        kind: {group: [counts[name] for name in GROUPED] for group, counts in sorted(groups_of.items())}
        for kind, groups_of in found.apart.items()
    }
    return _json([found.counts, often, found.waiting, found.outcomes, rings]), _json([seldom, apart])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def totals_from(text: str, more: str | None = None) -> Totals:
    """Reads what ``totals_texts`` wrote; without its second text nothing is counted apart."""
    counts, often, waiting, outcomes, rings = json.loads(text)
    spreads = {name: Counter(dict(spread)) for name, spread in often.items()}
    apart: dict[str, dict[str, Counter[str]]] = {}
    if more is not None:
        seldom, groups_of = json.loads(more)
        spreads |= {name: Counter(dict(spread)) for name, spread in seldom.items()}
        apart = {
            kind: {group: Counter(dict(zip(GROUPED, counted, strict=True))) for group, counted in of.items()}
            for kind, of in groups_of.items()
        }
    return Totals(Counter(counts), spreads, Counter(waiting), Counter(outcomes), Counter(dict(rings)), apart)
