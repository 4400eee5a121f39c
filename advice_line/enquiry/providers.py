"""What a commissioner sees of each provider: every count with its whole, every share with its interval.

The counts of a provider are one tree, so that what is withheld of it cannot be found from the rest.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from advice_line.enquiry.counted import CountedCall
from advice_line.enquiry.interface import INTERFACE_REASONS
from advice_line.enquiry.intervals import ShareInterval, share_interval
from advice_line.enquiry.outcomes import OUTCOMES
from advice_line.enquiry.small_numbers import CountInParts, withheld
from advice_line.enquiry.totals import centile_of


class ComparedShare(NamedTuple):
    """A figure of the comparison: under which heading, in words, a count as a share of another."""

    heading: str
    words: str
    part: str
    whole: str


_FAILED = "calls that the hospital’s own side caused"
COMPARED = (
    ComparedShare("Activity", "by telephone", "calls", "enquiries"),
    ComparedShare("Activity", "by e-mail", "e-mails", "enquiries"),
    ComparedShare("Activity", "calls connected", "connected", "calls"),
    ComparedShare("Activity", "connected at the first attempt", "at once", "connected"),
    ComparedShare("Waiting", "e-mails due, answered in time", "in time", "due"),
    ComparedShare("Outcomes", "advised", "advised", "enquiries"),
    ComparedShare("Outcomes", "referral avoided", "referral avoided", "advised"),
    ComparedShare("Outcomes", "admission avoided", "admission avoided", "advised"),
    ComparedShare("Outcomes", "neither", "neither", "advised"),
    ComparedShare("Interface failures", _FAILED, "failures", "enquiries"),
    *(ComparedShare("Interface failures", reason, reason, "failures") for reason in INTERFACE_REASONS),
)
"""Side by side, in this order."""


class ComparedTime(NamedTuple):
    """A time, of how many: both from the same calls."""

    words: str
    of: str
    figure: str


TIMES = (
    ComparedTime("seconds to connect, half within", "connected", "connect 50"),
    ComparedTime("seconds to connect, nine in ten within", "connected", "connect 90"),
    ComparedTime("working hours to answer an e-mail, half within", "answered", "answer 50"),
    ComparedTime("working hours to answer an e-mail, nine in ten within", "answered", "answer 90"),
)


@dataclass(frozen=True, slots=True)
class ProviderFigures:
    """One provider: its counts, which of them are withheld, and how long it took."""

    site: str
    name: str
    counts: Mapping[str, int]
    hidden: frozenset[str]
    times: Mapping[str, float | None]
    practices: Mapping[str, int]

    def count(self, name: str) -> int | None:
        """None where it is withheld."""
        return None if name in self.hidden else self.counts[name]

    def share(self, one: ComparedShare) -> ShareInterval | None:
        """None where either count is withheld, or there is nothing to divide by."""
        part, whole = self.count(one.part), self.count(one.whole)
        return None if part is None or whole is None else share_interval(part, whole)

    def time(self, one: ComparedTime) -> float | None:
        """None where there is none, or it is of a count that is withheld."""
        return None if one.of in self.hidden else self.times[one.figure]

    def practice(self, code: str) -> int | None:
        """How many enquiries a practice had; None where that is withheld."""
        return None if _of_practice(code) in self.hidden else self.practices.get(code, 0)


def provider_figures(
    site: str, name: str, calls: Sequence[tuple[str, CountedCall]], at: datetime, under: int
) -> ProviderFigures:
    """Of calls, each with its practice's code, as they stand at an instant; counts under ``under`` are withheld."""
    tree, practices = _tree([call for _, call in calls], at), Counter(practice for practice, _ in calls)
    by_practice = tuple(CountInParts(_of_practice(code), number) for code, number in sorted(practices.items()))
    tree = CountInParts(tree.name, tree.number, (*tree.divisions, by_practice))
    counts = {one.name: one.number for one in tree.all()}
    return ProviderFigures(site, name, counts, withheld(tree, under), _times([c for _, c in calls]), practices)


def _of_practice(code: str) -> str:
    return f"practice {code}"


def _in_two(name: str, number: int, part: CountInParts) -> tuple[CountInParts, ...]:
    """A part, and all else, which nothing shows."""
    return part, CountInParts(f"not {name}", number - part.number, told=False)


def _tree(calls: Sequence[CountedCall], at: datetime) -> CountInParts:
    phoned, emailed = [c for c in calls if not c.emailed], [c for c in calls if c.emailed]
    advised = Counter(OUTCOMES.get(c.outcome, "neither") for c in calls if c.outcome is not None)
    failed = Counter(c.interface for c in calls if c.interface is not None)
    outcomes = tuple(CountInParts(w, advised[w]) for w in ("referral avoided", "admission avoided", "neither"))
    reasons = tuple(CountInParts(reason, failed[reason]) for reason in INTERFACE_REASONS)
    of_all = len(calls)
    channels = (
        CountInParts("calls", len(phoned), (_connected(phoned),)),
        CountInParts("e-mails", len(emailed), _emails(emailed, at)),
    )
    given = CountInParts("advised", advised.total(), (outcomes,))
    caused = CountInParts("failures", failed.total(), (reasons,))
    divisions = (channels, _in_two("advised", of_all, given), _in_two("failures", of_all, caused))
    return CountInParts("enquiries", of_all, divisions)


def _connected(phoned: Sequence[CountedCall]) -> tuple[CountInParts, ...]:
    connected = [c for c in phoned if c.connected_at is not None]
    at_once = CountInParts("at once", sum(bool(c.results) and c.results[0] == "answered" for c in connected))
    found = CountInParts("connected", len(connected), (_in_two("at once", len(connected), at_once),))
    return _in_two("connected", len(phoned), found)


def _emails(emailed: Sequence[CountedCall], at: datetime) -> tuple[tuple[CountInParts, ...], ...]:
    """Those due and how many of them in time; those answered, whose working hours are told."""
    due = [
        c for c in emailed if c.state != "abandoned" and (c.recorded_at or (c.due_at is not None and c.due_at <= at))
    ]
    met = CountInParts("in time", sum(bool(c.recorded_at and c.due_at and c.recorded_at <= c.due_at) for c in due))
    answered = CountInParts("answered", sum(c.working_hours_to_answer is not None for c in emailed))
    of_due = CountInParts("due", len(due), (_in_two("in time", len(due), met),))
    return _in_two("due", len(emailed), of_due), _in_two("answered", len(emailed), answered)


def _times(calls: Sequence[CountedCall]) -> dict[str, float | None]:
    seconds = Counter(
        (c.connected_at - c.arrived_at).total_seconds() for c in calls if c.connected_at is not None and not c.emailed
    )
    hours = Counter(c.working_hours_to_answer for c in calls if c.working_hours_to_answer is not None)
    return {
        "connect 50": centile_of(seconds, 50),
        "connect 90": centile_of(seconds, 90),
        "answer 50": centile_of(hours, 50),
        "answer 90": centile_of(hours, 90),
    }
