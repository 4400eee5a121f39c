"""Who asks, when and through which door: the same few counts of every group, so that groups can be compared."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from advice_line.enquiry.counted import PRACTICE
from advice_line.enquiry.totals import Totals, centile_of

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
STEPS = (
    ("seconds to connect", "from asking to being put through, seconds"),
    ("seconds of talk", "from being put through to the end of the call, seconds"),
    ("minutes to first attempt", "from asking to the first attempt, minutes"),
    ("minutes to record", "from asking to recorded advice, minutes"),
    ("minutes to countersign", "from asking to the countersign, minutes"),
    ("minutes to acknowledge", "from asking to the practice's acknowledgement, minutes"),
)
"""The distributions of ``counted.spans``, and what each is called."""


@dataclass(frozen=True, slots=True)
class StepTime:
    """How long a step took: of how many enquiries, the median and the 90th centile (None: of none)."""

    words: str
    number: int
    median: float | None
    ninetieth: float | None


def by_weekday(days: Iterable[tuple[date, Totals]]) -> dict[str, Counter[str]]:
    """The counts of each day of the week, Monday first, those without an enquiry too."""
    found: dict[str, Counter[str]] = {name: Counter() for name in WEEKDAYS}
    for day, totals in days:
        found[WEEKDAYS[day.weekday()]].update(totals.counts)
    return found


def by_commissioner(
    days: Iterable[tuple[date, Totals]], whose: Callable[[str, date], str]
) -> dict[str, Counter[str]]:
    """The counts of each commissioner, a practice being whose it was on the day; empty: nobody's that is known."""
    found: dict[str, Counter[str]] = {}
    for day, totals in days:
        for practice, counts in totals.by(PRACTICE).items():
            found.setdefault(whose(practice, day), Counter()).update(counts)
    return found


def never_rang(practices: Mapping[str, str], asked: Iterable[str]) -> list[str]:
    """The practices that did not ask although others of their commissioner did. ``practices``: by code, whose."""
    heard = set(asked)
    commissioners = {practices[code] for code in heard if code in practices} - {""}
    return sorted(code for code, whose in practices.items() if code not in heard and whose in commissioners)


def step_times(totals: Totals) -> list[StepTime]:
    return [
        StepTime(words, sum(spread.values()), centile_of(spread, 50), centile_of(spread, 90))
        for name, words in STEPS
        for spread in (totals.spread(name),)
    ]
