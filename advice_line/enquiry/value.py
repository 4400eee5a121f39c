"""What advice is estimated to have been worth: a range, never a point, and never money that somebody has.

Advice whose outcome says that a referral or an admission was avoided is an opinion of its moment. What practices said
of the patient afterwards narrows it: at least what they confirmed, at most what they did not contradict.
"""

from collections.abc import Iterator, Mapping
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
_NAMES: dict[Saved, str] = {"referral avoided": "referral", "admission avoided": "admission"}


class Range(NamedTuple):
    """From at least to at most."""

    least: int
    most: int

    def times(self, each: "Range") -> "Range":
        return Range(self.least * each.least, self.most * each.most)

    def plus(self, other: "Range") -> "Range":
        return Range(self.least + other.least, self.most + other.most)


NOTHING = Range(0, 0)
_JOURNEYS = Range(1, 2)


@dataclass(frozen=True, slots=True)
class Worth:
    """In pence, what one avoided referral and one avoided admission is put at, and a patient's journeys for each
    avoided referral. Nothing: no value is set, and none is given."""

    referral: Range = NOTHING
    admission: Range = NOTHING
    journeys: Range = _JOURNEYS

    @property
    def is_set(self) -> bool:
        return self.referral.most > 0 or self.admission.most > 0


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


def followed_marks(outcome: str, afterwards: str) -> Iterator[tuple[str, bool]]:
    """What counts of advice with an outcome, by what the practice said became of the patient (empty: nothing)."""
    yield "practices_said_afterwards", bool(afterwards)
    for what, name in _NAMES.items():
        said = bool(afterwards) and OUTCOMES.get(outcome) == what
        contradicted = said and afterwards in _CONTRADICTS[what]
        yield f"{name}_confirmed", said and not contradicted
        yield f"{name}_contradicted", contradicted


def estimate(counts: Mapping[str, int]) -> Estimate:
    """From the counts of enquiries by name; what is not there is nought."""

    def avoided(what: Saved, name: str) -> Avoided:
        by_outcome = counts.get(what.replace(" ", "_"), 0)
        return Avoided(by_outcome, counts.get(f"{name}_confirmed", 0), counts.get(f"{name}_contradicted", 0))

    return Estimate(
        requests=counts.get("enquiries", 0),
        answered=counts.get("advised_with_outcome", 0),
        followed=counts.get("practices_said_afterwards", 0),
        referrals=avoided("referral avoided", "referral"),
        admissions=avoided("admission avoided", "admission"),
    )


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
