"""What advice is estimated to have been worth: a range, never a point, and never money that somebody has.

Advice whose outcome says that a referral or an admission was avoided is an opinion of its moment. What practices said
of the patient afterwards narrows it: at least what they confirmed, at most what they did not contradict.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from advice_line.enquiry.outcomes import OUTCOMES, Saved

MANAGED, REFERRED, ADMITTED = "managed without", "referred after all", "admitted after all"
AFTERWARDS = (MANAGED, REFERRED, ADMITTED)
"""What a practice may say became of the patient."""
_CONTRADICTS: dict[Saved, frozenset[str]] = {
    "referral avoided": frozenset({REFERRED, ADMITTED}),
    "admission avoided": frozenset({ADMITTED}),
}


class Range(NamedTuple):
    """From at least to at most."""

    least: int
    most: int

    def times(self, each: "Range") -> "Range":
        return Range(self.least * each.least, self.most * each.most)

    def plus(self, other: "Range") -> "Range":
        return Range(self.least + other.least, self.most + other.most)


NOTHING = Range(0, 0)


@dataclass(frozen=True, slots=True)
class Worth:
    """In pence, what one avoided referral and one avoided admission is put at, and a patient's journeys for each
    avoided referral. Nothing: no value is set, and none is given."""

    referral: Range = NOTHING
    admission: Range = NOTHING
    journeys: Range = Range(1, 2)

    @property
    def is_set(self) -> bool:
        return self.referral.most > 0 or self.admission.most > 0


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """How many enquiries had an outcome (empty: no advice) and were followed by something (empty: nobody said)."""

    outcome: str
    afterwards: str
    number: int


@dataclass(frozen=True, slots=True)
class Avoided:
    """How many by the outcome that was recorded; of those, how many practices confirmed and contradicted."""

    by_outcome: int
    confirmed: int
    contradicted: int

    @property
    def range(self) -> Range:
        return Range(self.confirmed, self.by_outcome - self.contradicted)

    @property
    def followed(self) -> int:
        """Of how many the practice said what happened."""
        return self.confirmed + self.contradicted


@dataclass(frozen=True, slots=True)
class Estimate:
    """What was avoided, with its three denominators: requests, those answered with an outcome, and those of whose
    patient the practice said what happened afterwards."""

    requests: int
    answered: int
    followed: int
    referrals: Avoided
    admissions: Avoided

    def pence(self, worth: Worth) -> Range | None:
        """None where no value is set."""
        if not worth.is_set:
            return None
        return self.referrals.range.times(worth.referral).plus(self.admissions.range.times(worth.admission))

    def journeys(self, worth: Worth) -> Range:
        """A patient's own gain: journeys to a clinic that were not made."""
        return self.referrals.range.times(worth.journeys)


def estimate(counts: Iterable[OutcomeCount]) -> Estimate:
    """From counts by outcome and by what happened afterwards."""
    counts = list(counts)
    answered = [one for one in counts if one.outcome]
    return Estimate(
        requests=sum(one.number for one in counts),
        answered=sum(one.number for one in answered),
        followed=sum(one.number for one in answered if one.afterwards),
        referrals=_avoided(answered, "referral avoided"),
        admissions=_avoided(answered, "admission avoided"),
    )


def _avoided(answered: list[OutcomeCount], what: Saved) -> Avoided:
    of_it = [one for one in answered if OUTCOMES.get(one.outcome) == what]
    said = [one for one in of_it if one.afterwards]
    contradicted = sum(one.number for one in said if one.afterwards in _CONTRADICTS[what])
    return Avoided(sum(one.number for one in of_it), sum(one.number for one in said) - contradicted, contradicted)


def value_figures(found: Estimate, worth: Worth) -> dict[str, int | float | None]:
    """The columns of the activity audit; every one that is estimated says so."""
    pence, journeys = found.pence(worth), found.journeys(worth)
    referrals, admissions = found.referrals.range, found.admissions.range
    return {
        "practices_said_afterwards": found.followed,
        "avoidance_confirmed": found.referrals.confirmed + found.admissions.confirmed,
        "avoidance_contradicted": found.referrals.contradicted + found.admissions.contradicted,
        "estimated_referrals_avoided_least": referrals.least,
        "estimated_referrals_avoided_most": referrals.most,
        "estimated_admissions_avoided_least": admissions.least,
        "estimated_admissions_avoided_most": admissions.most,
        "estimated_value_pence_least": pence.least if pence else None,
        "estimated_value_pence_most": pence.most if pence else None,
        "estimated_journeys_not_made_least": journeys.least,
        "estimated_journeys_not_made_most": journeys.most,
    }
