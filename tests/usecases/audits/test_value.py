"""What advice was worth: counted from what is recorded and from what practices said afterwards, and said to be an
estimate wherever it stands."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from advice_line.enquiry.totals import joined
from advice_line.enquiry.value import MANAGED, REFERRED, Avoided, Estimate, Range, Worth, estimate
from advice_line.exports.documents import DOCUMENT_FORMS, document_lines
from advice_line.periods import Period
from advice_line.problems import NotPermitted, Refused
from advice_line.usecases.advice.feedback import note_afterwards
from advice_line.usecases.advice.story import story
from advice_line.usecases.audits.audits import totals_by_desk
from advice_line.usecases.audits.value import export_value_page, value_page
from advice_line.usecases.usecase import By, Press
from tests.exports.test_canaries import text_of
from tests.hospital import BEGAN, TUESDAY, Hospital

EVENING = TUESDAY + timedelta(hours=1)
LATER = TUESDAY + timedelta(days=9)
AUGUST = Period(date(2026, 8, 1), date(2026, 9, 1), "August 2026")
WORTH = Worth(Range(12_000, 18_000), Range(60_000, 90_000))


def by(h: Hospital, who: str = "ruth") -> By:
    return By(h.store, h[who], LATER)


def advised(h: Hospital, outcome: str, *followed: str, desk: str = "cardiology") -> int:
    clinician = "okafor" if desk == "cardiology" else "mensah"
    enquiry = h.connected(clinician, EVENING, desk=desk)
    h.record(enquiry, clinician, EVENING, outcome=outcome)
    for afterwards in followed:
        note_afterwards(By(h.store, h["sam"], LATER), enquiry, afterwards, "Kanari said so", Press())
    return enquiry


def estimates(h: Hospital) -> dict[str, Estimate]:
    found = totals_by_desk(by(h), BEGAN, LATER, lambda desk: True)
    return {desk: estimate(totals.counts) for desk, totals in (*found.items(), ("all", joined(found.values())))}


@pytest.fixture
def hospital(hospital: Hospital) -> Hospital:
    """On both engines. Cardiology: a request, three avoided referrals, one of them not after all; renal: one."""
    hospital.call(EVENING)
    advised(hospital, "advice only, no referral")
    advised(hospital, "tests first", MANAGED)
    advised(hospital, "tests first", MANAGED, REFERRED)
    advised(hospital, "hot clinic or same-day emergency care", desk="renal")
    return hospital


def test_what_practices_said_last_narrows_what_the_outcomes_say(hospital: Hospital):
    found = estimates(hospital)
    whole = found["all"]
    assert (whole.requests, whole.answered, whole.followed) == (5, 4, 2)
    assert whole.referrals == Avoided(3, 1, 1)
    assert found["renal"].admissions.range == Range(0, 1)


def test_an_amended_outcome_counts_as_it_is_now(hospital: Hospital):
    hospital.record(2, "okafor", EVENING, "the result came", outcome="referral recommended")
    assert estimates(hospital)["all"].referrals.by_outcome == 2


@pytest.mark.parametrize("form", DOCUMENT_FORMS)
def test_the_page_says_estimate_and_its_range_in_every_form(local_hospital: Hospital, form: str, tmp_path: Path):
    advised(local_hospital, "tests first", MANAGED)
    advised(local_hospital, "tests first")
    path = tmp_path / f"value.{form}"
    export_value_page(by(local_hospital), AUGUST, WORTH, path)
    text = text_of(path.read_bytes())
    assert "estimate" in text
    assert not any(word in text.lower() for word in ("cash", "released", "saved", "kanari", "tranter"))
    assert "120.00" in text or "12000" in text or "<v>120</v>" in text
    assert "360.00" in text or "36000" in text or "<v>360</v>" in text


def test_without_a_value_the_page_gives_none_and_says_why(hospital: Hospital):
    text = "\n".join(document_lines(value_page(by(hospital), AUGUST, Worth())))
    assert "none given: no value is set" in text
    assert "£" not in text
    assert "referrals, estimate" in text
    assert "1 to 2" in text


def test_a_consultants_page_is_of_their_own_desk_and_who_sees_no_audit_has_none(hospital: Hospital):
    text = "\n".join(document_lines(value_page(by(hospital, "bevan"), AUGUST, WORTH)))
    assert "Renal" not in text
    for who in ("sam", "okafor", "admin"):
        with pytest.raises(NotPermitted):
            value_page(by(hospital, who), AUGUST, WORTH)


def test_what_became_of_the_patient_is_of_the_list_after_advice_and_stands_in_the_story(hospital: Hospital):
    with pytest.raises(Refused, match="not one of the list: managed without"):
        note_afterwards(by(hospital, "sam"), 2, "better", "", Press())
    with pytest.raises(Refused, match="No advice is recorded yet"):
        note_afterwards(by(hospital, "sam"), 1, MANAGED, "", Press())
    with pytest.raises(NotPermitted):
        note_afterwards(by(hospital), 2, MANAGED, "", Press())
    told = [event.what for event in story(by(hospital, "patel"), 3).events]
    assert "the practice says of the patient: managed without" in told
    hidden = [event.words for event in story(by(hospital, "sam"), 3).events if event.what.startswith("the practice")]
    assert hidden == [""]
