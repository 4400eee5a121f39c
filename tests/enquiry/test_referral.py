import pytest

from advice_line.enquiry.advice import FIELDS
from advice_line.enquiry.referral import REFERRAL_ORDER, refuse_referral
from advice_line.problems import Refused

OWN_BUSINESS = {"incident", "interface_reason", "adviser_feedback", "recording"}
SAID_OTHERWISE = {
    "patient_kind", "outcome", "caller_registration", "seen_by_adviser", "relied_on", "responsible",
    "responsibility_agreed", "supervisor",
}  # fmt: skip


def test_every_field_of_a_record_stands_once_in_a_referral_or_is_known_not_to():
    placed = [key for keys in REFERRAL_ORDER.values() for key in keys]
    assert sorted(placed) == sorted(FIELDS.keys() - OWN_BUSINESS - SAID_OTHERWISE)


def test_a_referral_says_whom_and_why_before_what_was_advised():
    assert list(REFERRAL_ORDER)[:4] == ["The patient", "Why", "History", "Advice already given"]


@pytest.mark.parametrize("kind", ["given", "not asked", "declined", "not known"])
def test_a_patient_can_be_referred_whose_name_the_practice_fills_in(kind: str):
    refuse_referral(kind)


@pytest.mark.parametrize("kind, why", [(None, "Nothing is recorded yet"), ("general question", "nobody to refer")])
def test_what_is_not_recorded_or_about_nobody_is_no_referral(kind: str | None, why: str):
    with pytest.raises(Refused, match=why):
        refuse_referral(kind)
