"""A quarter of one practice's questions to one desk: what it asked, what came of it, what could be asked by mail.

The words are to the practice: nothing that it asked was wrong to ask. Nobody is named in any of it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from advice_line.enquiry.outcomes import NOT_FOR_THE_LINE

OUTCOME_TO_PRACTICE: dict[str, str] = {
    "advice only, no referral": "advice was enough, and you needed no referral",
    "advice, refer if needed": "advice, and a referral only if you find that it is needed",
    "referral recommended": "a referral was the right way on",
    "other": "something else",
    "tests first": "tests first, then a decision",
    "hot clinic or same-day emergency care": "seen in a hot clinic or same-day emergency care",
    "admit": "admission to hospital",
    "redirected to another specialty": "another specialty was the one to ask, and we said which",
    "patient supported to self-care": "you and the patient managed without us: good that you made sure",
    NOT_FOR_THE_LINE: "another way was quicker than this line, and we said which: no harm in asking",
}
"""What an outcome is called to the practice that asked."""


@dataclass(frozen=True, slots=True)
class AskedCount:
    """How many enquiries were alike. ``outcome`` is empty without advice; ``reason``: why they had to chase us."""

    emailed: bool
    urgency: str
    given_up: bool
    outcome: str
    reason: str
    number: int


@dataclass(frozen=True, slots=True)
class PracticeQuarter:
    """What one practice asked one desk. ``routine``: calls that were not urgent and got advice, which a mail would
    have got too; ``given_up``: calls that ended before anybody answered."""

    by_telephone: int
    by_mail: int
    routine: int
    given_up: int
    had_to_chase: int
    outcomes: tuple[tuple[str, int], ...]

    @property
    def asked(self) -> int:
        return self.by_telephone + self.by_mail


def quarter_of(counts: Iterable[AskedCount]) -> PracticeQuarter:
    """From counts of one practice and one desk; outcomes in the order of the list, those that came about."""
    counts = list(counts)
    calls = [one for one in counts if not one.emailed]
    outcomes = Counter[str]()
    for one in counts:
        outcomes[one.outcome] += one.number
    return PracticeQuarter(
        by_telephone=_sum(calls),
        by_mail=_sum(counts) - _sum(calls),
        routine=_sum(one for one in calls if one.urgency == "routine" and one.outcome and not one.reason),
        given_up=_sum(one for one in calls if one.given_up),
        had_to_chase=_sum(one for one in counts if one.reason),
        outcomes=tuple((words, outcomes[key]) for key, words in OUTCOME_TO_PRACTICE.items() if outcomes[key]),
    )


def _sum(counts: Iterable[AskedCount]) -> int:
    return sum(one.number for one in counts)
