"""What a practice is told: what was advised, who keeps responsibility, and nothing of the hospital's own."""

from datetime import timedelta
from email import message_from_string, policy

import pytest

from advice_line.exports.letters import letter_html, letter_text
from advice_line.problems import Refused
from advice_line.usecases.advice.letters import letter_of, write_letter
from advice_line.usecases.usecase import By
from tests.hospital import TUESDAY, Hospital
from tests.mail.mails import mail
from tests.mail.post import Post

EVENING = TUESDAY + timedelta(hours=1)
OWN_BUSINESS = {
    "incident": "INC-204",
    "adviser_feedback": "They ring far too often.",
    "interface_reason": "no discharge letter",
}


def letter(hospital: Hospital, **fields: str) -> str:
    enquiry = hospital.connected("okafor", EVENING)
    hospital.record(enquiry, "okafor", EVENING, **fields)
    found = letter_of(By(hospital.store, hospital["patel"], EVENING), enquiry)
    return f"{letter_text(found)}\n{letter_html(found)}"


@pytest.mark.parametrize("key", OWN_BUSINESS)
def test_a_letter_says_nothing_of_the_hospitals_own_business(local_hospital: Hospital, key: str):
    text = letter(local_hospital, **OWN_BUSINESS)
    assert OWN_BUSINESS[key] not in text
    assert not any(label in text for label in ("Incident", "Your word on this call", "Had to ring because"))


@pytest.mark.parametrize(
    "agreed, words", [("yes", "; both sides agreed this."), ("no", "; this was not agreed.")], ids=["agreed", "not"]
)
def test_a_letter_claims_an_agreement_only_where_there_was_one(local_hospital: Hospital, agreed: str, words: str):
    flat = " ".join(letter(local_hospital, responsibility_agreed=agreed).split())
    said = [w for w in ("; both sides agreed this.", "; this was not agreed.") if w in flat]
    assert said == [words]


@pytest.mark.parametrize(
    "fields, said",
    [
        ({}, "The adviser has not seen the patient and relied on results"),
        ({"seen_by_adviser": "yes"}, "The adviser has seen the patient."),
        (
            {"patient_kind": "general question", "nhs_number": "", "birth_date": "", "patient_name": ""},
            "This was a general question about no particular patient.",
        ),
    ],
    ids=["unseen", "seen", "no patient"],
)
def test_a_letter_says_whether_the_adviser_saw_the_patient(
    local_hospital: Hospital, fields: dict[str, str], said: str
):
    flat = " ".join(letter(local_hospital, **fields).split())
    every = ("has not seen the patient", "has seen the patient", "about no particular patient")
    assert said in flat
    assert sum(words in flat for words in every) == 1


def test_an_answer_by_mail_says_the_advice_and_leaves_the_record_in_the_hospital(local_hospital: Hospital):
    """A mail goes over many machines: the patient stands in it only where the practice wrote of them itself."""
    post = Post(local_hospital)
    enquiry = post.come(mail("Which dose, please?")).enquiry
    assert enquiry is not None
    recorded = {"situation": "New palpitations at rest", "background": "A stroke in 2019", "allergies": "penicillin"}
    local_hospital.record(enquiry, "patel", TUESDAY, **OWN_BUSINESS, **recorded)
    (sent,) = post.send()
    words = message_from_string(sent.source, policy=policy.default).get_content()
    assert "Advice given: Start a DOAC after renal function." in words
    assert "Safety net: 999 for chest pain" in words
    kept = (*OWN_BUSINESS.values(), *recorded.values(), "Edna Tranter", "999 000 0018", "1951", "Ramipril")
    assert [secret for secret in kept if secret in words] == []


def test_nothing_recorded_is_no_letter_and_a_letter_has_three_forms(local_hospital: Hospital):
    enquiry = local_hospital.connected("okafor", EVENING)
    with pytest.raises(Refused, match="Nothing is recorded yet"):
        letter_of(By(local_hospital.store, local_hospital["patel"], EVENING), enquiry)
    target = local_hospital.folder / "letter.docx"
    with pytest.raises(Refused):
        write_letter(By(local_hospital.store, local_hospital["patel"], EVENING), enquiry, target)
    assert not target.exists()
