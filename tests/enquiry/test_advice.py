from datetime import date

import pytest

from advice_line.enquiry.advice import FIELDS, PATIENT_KINDS, is_unseen, missing, shown
from advice_line.enquiry.outcomes import OUTCOMES
from tests.hospital import FULL, GMC

TODAY = date(2026, 8, 4)
WHOLE = FULL | {"supervisor": GMC["bevan"], "seen_by_adviser": "no", "responsible": "the caller's practice"}


def test_a_whole_record_lacks_nothing():
    assert missing(WHOLE, TODAY) == []


OPENED = {
    "birth_date": "4/7/2015",
    "pregnancy": "yes",
    "suspected_cancer": "yes",
    "outcome": "not appropriate for the line",
}


@pytest.mark.parametrize("key", [key for key, field in FIELDS.items() if field.must])
def test_every_must_is_missed(key: str):
    assert any(said.startswith(FIELDS[key].label) for said in missing(WHOLE | OPENED | {key: "  "}, TODAY))


def there(**changed: str) -> set[str]:
    return {field.key for field in shown(WHOLE | changed, TODAY)}


SPECIAL = {
    "child_with",
    "child_weight",
    "safeguarding",
    "gestation",
    "pregnancy_team",
    "cancer_referral",
    "outcome_reason",
}


def test_a_plain_call_has_none_of_the_special_fields():
    assert there() & SPECIAL == set()


@pytest.mark.parametrize(
    "changed, opened",
    [
        ({"birth_date": "4/8/2008"}, set()),
        ({"birth_date": "5/8/2008"}, {"child_with", "child_weight", "safeguarding"}),
        ({"pregnancy": "yes"}, {"gestation", "pregnancy_team"}),
        ({"pregnancy": "not known"}, set()),
        ({"suspected_cancer": "yes"}, {"cancer_referral"}),
        ({"outcome": "not appropriate for the line"}, {"outcome_reason"}),
    ],
    ids=["eighteen today", "eighteen tomorrow", "pregnant", "perhaps", "suspected cancer", "not for the line"],
)
def test_special_fields_open_when_they_matter(changed: dict[str, str], opened: set[str]):
    assert there(**changed) & SPECIAL == opened


def test_a_general_question_asks_about_no_pregnancy():
    assert "pregnancy" not in there(patient_kind="general question")


@pytest.mark.parametrize("key", ["nhs_number", "birth_date", "patient_name"])
def test_a_patient_given_needs_all_three(key: str):
    assert missing(WHOLE | {key: ""}, TODAY) == [f"{FIELDS[key].label}."]


@pytest.mark.parametrize(
    "changed, said",
    [
        ({"nhs_number": "999 000 0019"}, "check digit"),
        ({"birth_date": "1/1/2030"}, "in the future"),
        ({"review": "soon"}, "a date like"),
        ({"outcome": "whatever"}, "choose one of the list"),
        ({"patient_kind": "general question"}, "empty the patient's details"),
    ],
)
def test_what_is_wrong_is_said(changed: dict[str, str], said: str):
    assert any(said in sentence for sentence in missing(WHOLE | changed, TODAY))


def test_an_empty_record_misses_every_must_in_the_forms_order():
    said = missing({}, TODAY)
    assert said[0] == "Patient."
    assert len(said) == sum(field.must for field in shown({}, TODAY))


@pytest.mark.parametrize("kind", PATIENT_KINDS)
def test_a_patient_is_unseen_until_the_adviser_says_otherwise_and_a_general_question_has_none(kind: str):
    assert is_unseen(kind, False) is (kind != "general question")
    assert not is_unseen(kind, True)


def test_ten_outcomes_each_say_what_was_saved():
    assert len(OUTCOMES) == 10
    assert set(OUTCOMES.values()) == {"referral avoided", "admission avoided", "neither"}
