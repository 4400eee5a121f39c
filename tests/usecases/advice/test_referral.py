"""The referral note: what a practice sends on, and that it was made."""

from datetime import timedelta

import pytest

from advice_line.problems import NotPermitted, Refused
from advice_line.usecases.advice.referral import write_referral
from advice_line.usecases.advice.story import story
from advice_line.usecases.usecase import By, Press
from tests.hospital import TUESDAY, Hospital
from tests.rows import rows_of

EVENING = TUESDAY + timedelta(hours=1)


def by(h: Hospital, who: str = "patel") -> By:
    return By(h.store, h[who], EVENING)


def note(h: Hospital, **fields: str) -> str:
    enquiry = h.connected("okafor", EVENING)
    h.record(enquiry, "okafor", EVENING, **fields)
    path = h.folder / f"note-{enquiry}.txt"
    write_referral(by(h), enquiry, path, Press())
    return path.read_text("utf-8")


def test_a_note_says_whom_and_why_what_was_advised_and_who_answers_for_it(local_hospital: Hospital):
    text = note(local_hospital)
    flat = " ".join(text.split())
    assert "To: Cardiology, Exampleton General" in text
    assert "From: Ashwell Surgery" in text
    headings = ["THE REFERRAL", "THE PATIENT", "WHY", "HISTORY", "ADVICE ALREADY GIVEN"]
    assert [line for line in text.splitlines() if line.isupper()] == headings
    assert "Responsibility for the patient is kept by the caller's practice; both sides agreed this." in flat
    assert "The adviser has not seen the patient and relied on results" in flat
    assert "Advice by Dr Adaeze Okafor, registrar, GMC 7012345, supervised by Dr Gareth Bevan." in flat
    assert "This note refers nobody by itself" in flat
    assert "Trail head RRV03" in text


def test_a_patient_whom_the_record_does_not_name_is_filled_in_by_the_practice(local_hospital: Hospital):
    nobody = {"patient_kind": "not asked", "nhs_number": "", "birth_date": "", "patient_name": ""}
    text = note(local_hospital, **nobody)
    assert "Patient: not asked: to be filled in by the practice" in text
    assert "NHS number" not in text


def test_who_was_redirected_is_not_referred_to_the_desk_that_redirected_them(local_hospital: Hospital):
    text = note(local_hospital, outcome="redirected to another specialty")
    assert "To: another specialty, as advised" in text


def test_that_a_note_was_made_is_kept_once_for_each_making_and_stands_in_the_story(local_hospital: Hospital):
    enquiry = local_hospital.connected("okafor", EVENING)
    local_hospital.record(enquiry, "okafor", EVENING)
    press = Press()
    for name in ("one.pdf", "two.html"):
        write_referral(by(local_hospital), enquiry, local_hospital.folder / name, press)
    assert len(rows_of(local_hospital.store, "referral_notes_of", enquiry=enquiry)) == 1
    (made,) = [e for e in story(by(local_hospital), enquiry).events if "referral note" in e.what]
    assert made.who == "Dr Rohan Patel"


def test_only_who_may_read_the_advice_makes_a_note_and_only_of_advice_about_somebody(local_hospital: Hospital):
    enquiry = local_hospital.connected("okafor", EVENING)
    target = local_hospital.folder / "note.pdf"
    with pytest.raises(Refused, match="Nothing is recorded yet"):
        write_referral(by(local_hospital), enquiry, target, Press())
    local_hospital.record(enquiry, "okafor", EVENING)
    for who in ("sam", "ruth", "mensah", "admin"):
        with pytest.raises(NotPermitted):
            write_referral(by(local_hospital, who), enquiry, target, Press())
    with pytest.raises(Refused, match=r"\.txt, \.html or \.pdf"):
        write_referral(by(local_hospital), enquiry, target.with_suffix(".docx"), Press())
    assert not target.exists()
    assert rows_of(local_hospital.store, "referral_notes_of", enquiry=enquiry) == []
