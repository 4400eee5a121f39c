"""What the rules of an enquiry refuse, each in its own words."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from advice_line.enquiry.acknowledging import refuse_acknowledging
from advice_line.enquiry.amending import why_amended
from advice_line.enquiry.callbacks import refuse_past
from advice_line.enquiry.calls import practice_rung
from advice_line.enquiry.countersigning import VERDICTS, refuse_amended, refuse_countersigned, refuse_verdict
from advice_line.enquiry.feedback import refuse_feedback
from advice_line.enquiry.interface import INTERFACE_REASONS, refuse_reason
from advice_line.enquiry.routing import Result, reason_to_disturb, refuse_dialling, refuse_second_result
from advice_line.enquiry.states import State, closed_unanswered, is_of_another
from advice_line.people.phones import Contact
from advice_line.problems import Refused
from advice_line.rota import Clinician, Rung, Shift
from advice_line.rota.model import Duty

NOW = datetime(2026, 8, 4, 13, tzinfo=UTC)
OKAFOR = Clinician("okafor", "Dr Okafor", "7000001", "registrar", (Contact("bleep", "2007"),), 0)
ON_DUTY = Shift(OKAFOR, Duty("D", "Day", time(9), time(17), 1), date(2026, 8, 4), NOW, NOW + timedelta(hours=4))
FREE, IN_CLINIC = Rung(ON_DUTY, None), Rung(ON_DUTY, NOW + timedelta(hours=1))


def test_a_call_is_another_persons_only_while_they_have_it_in_hand():
    assert is_of_another(State.IN_HAND, 2, 1)
    assert not is_of_another(State.IN_HAND, 1, 1)
    assert not is_of_another(State.CALL_BACK, 2, 1)


def test_nobody_is_dialled_for_a_call_that_was_put_through():
    with pytest.raises(Refused, match="no longer in hand; nobody was dialled"):
        refuse_dialling(State.TO_RECORD, [Result.ANSWERED])


def test_nobody_is_dialled_while_somebody_rings():
    with pytest.raises(Refused, match="being rung already"):
        refuse_dialling(State.IN_HAND, [Result.NO_ANSWER, None])
    refuse_dialling(State.IN_HAND, [Result.NO_ANSWER])


def test_whoever_is_in_clinic_is_rung_for_a_reason():
    with pytest.raises(Refused, match="Dr Okafor is in clinic; give a reason"):
        reason_to_disturb(IN_CLINIC, " . ")
    assert reason_to_disturb(IN_CLINIC, " chest pain ") == "chest pain"


def test_no_reason_is_kept_of_whoever_is_free_or_off_the_roster():
    assert reason_to_disturb(FREE, "chest pain") is None
    assert reason_to_disturb(None, "chest pain") is None


def test_how_an_attempt_ended_is_said_once():
    with pytest.raises(Refused, match="Jo Marsh has logged this already: no answer"):
        refuse_second_result(Result.NO_ANSWER, "Jo Marsh")
    refuse_second_result(None, None)


def test_a_call_back_is_promised_for_a_time_to_come():
    with pytest.raises(Refused, match="lies in the past"):
        refuse_past(NOW, NOW)
    refuse_past(NOW + timedelta(minutes=1), NOW)


def test_the_practice_that_is_rung_is_the_calls_own_else_the_one_found():
    assert (practice_rung("V90001", "V90002"), practice_rung(None, "V90002")) == ("V90001", "V90002")
    with pytest.raises(Refused, match="no listed number to ring back on"):
        practice_rung(None, None)


def test_an_email_that_needs_no_answer_stands_as_answered_before_or_given_up():
    assert closed_unanswered(State.TO_ANSWER, advised=True) is State.ADVISED
    assert closed_unanswered(State.TO_ANSWER, advised=False) is State.ABANDONED
    with pytest.raises(Refused, match="does not wait for an answer"):
        closed_unanswered(State.ADVISED, advised=True)


def test_an_amendment_has_a_reason():
    assert why_amended("", versions=0, asked_again=False) == ""
    assert why_amended("wrong dose", versions=1, asked_again=False) == "wrong dose"
    assert why_amended("", versions=1, asked_again=True) == "the practice wrote again"
    with pytest.raises(Refused, match="say why it is amended"):
        why_amended("", versions=1, asked_again=False)


def test_an_answer_to_a_first_question_amends_nothing():
    assert why_amended("", versions=0, asked_again=True) == ""


def test_agreeing_needs_no_words():
    refuse_verdict("agreed", "", own=False)


@pytest.mark.parametrize("verdict", VERDICTS[1:])
def test_whoever_would_have_it_otherwise_says_what(verdict: str):
    with pytest.raises(Refused, match="Say what should be different"):
        refuse_verdict(verdict, " ", own=False)
    refuse_verdict(verdict, "Half the dose.", own=False)


def test_nobody_countersigns_their_own_advice():
    with pytest.raises(Refused, match="their own advice"):
        refuse_verdict("agreed", "", own=True)


def test_a_verdict_is_one_of_the_list():
    with pytest.raises(Refused, match="“fine” is not a verdict"):
        refuse_verdict("fine", "", own=False)


def test_the_newest_version_is_countersigned_and_once():
    with pytest.raises(Refused, match="amended since"):
        refuse_amended(3, newest=4)
    with pytest.raises(Refused, match="Dr Bevan has countersigned this already: agreed"):
        refuse_countersigned("agreed", "Dr Bevan")
    refuse_amended(4, newest=4)
    refuse_countersigned(None, "")


def test_a_practice_acknowledges_advice_that_is_recorded_once():
    with pytest.raises(Refused, match="No advice is recorded yet"):
        refuse_acknowledging(advised=False, practice="V90001", known=None)
    with pytest.raises(Refused, match="practice of this enquiry is not known"):
        refuse_acknowledging(advised=True, practice=None, known=None)
    with pytest.raises(Refused, match="acknowledged this advice already: Dr Gill"):
        refuse_acknowledging(advised=True, practice="V90001", known="Dr Gill, by telephone")
    refuse_acknowledging(advised=True, practice="V90001", known=None)


def test_feedback_says_something():
    refuse_feedback("yes", "")
    refuse_feedback("not said", "The clinic rang them.")
    with pytest.raises(Refused, match="Write what was said"):
        refuse_feedback("not said", " ")
    with pytest.raises(Refused, match="“very” is not an answer"):
        refuse_feedback("very", "")


def test_a_failure_of_the_interface_has_a_reason_of_the_list():
    refuse_reason(next(iter(INTERFACE_REASONS)))
    with pytest.raises(Refused, match="“lost” is not a reason"):
        refuse_reason("lost")
