from dataclasses import replace
from datetime import date

import pytest

from advice_line.enquiry.calls import CallToTake, as_taken, practice_rung
from advice_line.problems import Refused

TODAY = date(2026, 8, 4)
CALL = CallToTake("cardiology", "01632 960001", " Dr A Gill ")


def test_a_call_is_written_with_the_number_as_it_is_dialled_and_as_it_is_read():
    taken = as_taken(replace(CALL, number="01632 960001 ext 12"), TODAY)
    assert (taken.caller_name, taken.number.e164, taken.number.extension) == ("Dr A Gill", "+441632960001", "12")


def test_a_patient_is_given_by_any_one_detail():
    assert as_taken(replace(CALL, nhs_number="999 000 0018", patient="declined"), TODAY).patient == "given"
    assert as_taken(replace(CALL, birth_date="4/7/1951"), TODAY).birth_date == date(1951, 7, 4)
    assert as_taken(replace(CALL, patient_name="Ann Lee"), TODAY).patient == "given"


def test_without_any_detail_no_patient_is_given():
    assert as_taken(replace(CALL, patient="given"), TODAY).patient == "not asked"
    assert as_taken(replace(CALL, patient="declined"), TODAY).patient == "declined"


@pytest.mark.parametrize(
    "call, sentence",
    [
        (replace(CALL, caller_name=" . "), "Ask the caller's name"),
        (replace(CALL, number="12"), "number"),
        (replace(CALL, nhs_number="999 000 0001"), "NHS number"),
        (replace(CALL, birth_date="5/8/2026"), "born|birth"),
        (replace(CALL, patient_name="Ann\u202eLee"), "patient's name"),
    ],
)
def test_a_call_that_cannot_be_written_is_refused(call: CallToTake, sentence: str):
    with pytest.raises(Refused, match=sentence):
        as_taken(call, TODAY)


def test_the_practice_that_is_rung_is_the_calls_own_else_the_one_found():
    assert (practice_rung("V90001", "V90002"), practice_rung(None, "V90002")) == ("V90001", "V90002")
    with pytest.raises(Refused, match="no listed number to ring back on"):
        practice_rung(None, None)
