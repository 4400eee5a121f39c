from datetime import timedelta
from typing import Any

import pytest

from advice_line.enquiry.calls import CallToTake
from advice_line.enquiry.flags import Kind
from advice_line.enquiry.routing import Result
from advice_line.enquiry.states import State
from advice_line.people.phones import Contact
from advice_line.problems import Refused, StoreTrouble, TakenBySomebodyElse
from advice_line.store.verdicts import verdicts
from advice_line.usecases.advice.searching import search
from advice_line.usecases.calls import attempts, taking
from advice_line.usecases.enquiries import the_enquiry
from advice_line.usecases.flags.flags import open_flags
from advice_line.usecases.reminders.unseen import unseen_rows
from advice_line.usecases.reminders.worklists import Section, worklist
from advice_line.usecases.usecase import By, Press
from tests.hospital import GMC, TUESDAY, Hospital

MINUTE = timedelta(minutes=1)


def state(hospital: Hospital, enquiry: int) -> str:
    return str(the_enquiry(hospital.store, enquiry).state)


def test_a_call_from_the_practices_listed_number_is_verified(hospital: Hospital):
    row = the_enquiry(hospital.store, hospital.call())
    assert (row.state, row.from_listed, row.practice_name) == ("in hand", True, "Ashwell Surgery")
    assert open_flags(hospital.store, hospital["sam"]) == []


def test_an_unknown_number_raises_a_flag_until_the_caller_is_verified(hospital: Hospital):
    enquiry = hospital.call(number="07700 900111")
    assert [f.kind for f in open_flags(hospital.store, hospital["sam"])] == [Kind.NOT_VERIFIED]
    key = Press()
    taking.verify_caller(By(hospital.store, hospital["sam"], TUESDAY), enquiry, press=key)
    taking.verify_caller(By(hospital.store, hospital["sam"], TUESDAY), enquiry, press=key)
    assert open_flags(hospital.store, hospital["sam"]) == []


def test_without_a_practice_there_is_no_listed_number_to_ring_back_on(local_hospital: Hospital):
    enquiry = local_hospital.call(practice=None)
    with pytest.raises(Refused, match="find the practice first"):
        taking.verify_caller(By(local_hospital.store, local_hospital["sam"], TUESDAY), enquiry)


def test_the_practice_may_be_found_when_it_is_rung_back(hospital: Hospital):
    enquiry = hospital.call(practice=None, number="07700 900111")
    taking.verify_caller(By(hospital.store, hospital["sam"], TUESDAY), enquiry, "V90002")
    assert the_enquiry(hospital.store, enquiry).practice_name == "Millbeck Medical Centre"
    assert open_flags(hospital.store, hospital["sam"]) == []


@pytest.mark.parametrize(
    "wrong, sentence",
    [
        ({"number": "12"}, "is not a telephone number"),
        ({"caller_name": "  "}, "caller's name"),
        ({"caller_name": "Dr \x1b[2JGill"}, "caller's name holds an escape character after “Dr”"),
        ({"patient_name": "Ann\u202e Gray"}, "patient's name holds a hidden character"),
        ({"desk": "cardio"}, "Choose the desk"),
        ({"nhs_number": "999 000 0019"}, "check digit"),
        ({"birth_date": "31/2/1950"}, "day, month, year"),
    ],
)
def test_a_call_with_something_wrong_is_refused_whole(local_hospital: Hospital, wrong: dict[str, Any], sentence: str):
    with pytest.raises(Refused, match=sentence):
        local_hospital.call(**wrong)
    assert taking.waiting(local_hospital.store, local_hospital["sam"]) == []


def test_a_double_press_makes_one_call(hospital: Hospital):
    call = CallToTake("cardiology", "01632 960001", "Dr A Gill", practice="V90001")
    key = Press()
    first = taking.take_call(By(hospital.store, hospital["sam"], TUESDAY), call, key)
    assert taking.take_call(By(hospital.store, hospital["sam"], TUESDAY + MINUTE), call, key) == first
    assert len(taking.waiting(hospital.store, hospital["sam"])) == 1


def test_the_ladder_offers_the_first_who_is_free_on_their_first_device(hospital: Hospital):
    hand = attempts.call_in_hand(By(hospital.store, hospital["sam"], TUESDAY), hospital.call())
    offered = [(o.rung.clinician.id, str(o.contact), o.in_clinic) for o in hand.offers]
    assert offered == [
        ("okafor", "bleep 2041", True),
        ("okafor", "07700 900123", True),
        ("okafor", "ext 04521", True),
        ("bevan", "ext 04500", False),
    ]
    assert hand.next == 3


def test_an_operator_is_not_shown_the_patient(hospital: Hospital):
    enquiry = hospital.call(nhs_number="9990000018", patient_name="Edna Tranter")
    hand = attempts.call_in_hand(By(hospital.store, hospital["sam"], TUESDAY), enquiry)
    assert not {"nhs_number", "birth_date", "patient_name"} & set(dir(hand.call))


def test_putting_through_during_a_clinic_needs_a_reason_and_raises_a_flag(hospital: Hospital):
    enquiry = hospital.call()
    with pytest.raises(Refused, match="in clinic; give a reason"):
        hospital.dial(enquiry, "okafor")
    hospital.dial(enquiry, "okafor", Result.ANSWERED, clinic_reason="patient unwell in front of the GP")
    kinds = {f.kind for f in open_flags(hospital.store, hospital["ruth"])}
    assert kinds == {Kind.IN_CLINIC, Kind.NOT_RECORDED}


def test_somebody_off_the_roster_may_be_rung_and_raises_a_flag(hospital: Hospital):
    enquiry = hospital.call()
    hospital.dial(enquiry, "patel", Result.ANSWERED)  # patel's night begins at five
    assert Kind.NOT_ON_ROSTER in {f.kind for f in open_flags(hospital.store, hospital["ruth"])}


def test_no_answer_offers_the_same_persons_next_device_then_the_next_person(hospital: Hospital):
    evening = TUESDAY + timedelta(hours=1)  # okafor's clinic is over
    enquiry = hospital.call(evening)
    seen = []
    for _ in range(4):
        hand = attempts.call_in_hand(By(hospital.store, hospital["sam"], evening), enquiry)
        assert hand.next is not None
        offer = hand.offers[hand.next]
        seen.append(str(offer.contact))
        attempt = attempts.start_attempt(
            By(hospital.store, hospital["sam"], evening), enquiry, offer.rung.clinician.gmc, offer.contact, Press()
        )
        attempts.finish_attempt(By(hospital.store, hospital["sam"], evening), attempt, Result.NO_ANSWER)
    assert seen == ["bleep 2041", "07700 900123", "ext 04521", "ext 04500"]
    hand = attempts.call_in_hand(By(hospital.store, hospital["sam"], evening), enquiry)
    assert hand.next is None
    assert [a.result for a in hand.attempts] == [Result.NO_ANSWER] * 4


def test_a_second_press_of_another_result_does_not_change_the_first(hospital: Hospital):
    enquiry = hospital.call()
    attempt = hospital.dial(enquiry, "bevan", Result.NO_ANSWER)
    with pytest.raises(Refused, match="has logged this already: no answer"):
        attempts.finish_attempt(By(hospital.store, hospital["sam"], TUESDAY), attempt, Result.ANSWERED)
    assert state(hospital, enquiry) == State.IN_HAND


def test_nobody_is_dialled_while_somebody_rings(hospital: Hospital):
    enquiry = hospital.call()
    hospital.dial(enquiry, "bevan")
    with pytest.raises(Refused, match="being rung already"):
        hospital.dial(enquiry, "patel")


def test_a_double_press_of_dial_makes_one_attempt(hospital: Hospital):
    enquiry, key = hospital.call(), Press()
    made = {
        attempts.start_attempt(
            By(hospital.store, hospital["sam"], TUESDAY), enquiry, GMC["bevan"], Contact("extension", "04500"), key
        )
        for _ in range(2)
    }
    assert len(made) == 1


def test_connected_means_to_record_and_out_of_the_operators_hand(hospital: Hospital):
    enquiry = hospital.connected()
    assert state(hospital, enquiry) == State.TO_RECORD
    with pytest.raises(Refused, match="was put through"):
        taking.abandon(By(hospital.store, hospital["sam"], TUESDAY), enquiry, "rang off", Press())


def test_two_operators_take_the_same_call_back_and_the_second_is_told_who_has_it(hospital: Hospital):
    enquiry = hospital.call()
    due = TUESDAY + timedelta(minutes=30)
    taking.call_back_later(By(hospital.store, hospital["sam"], TUESDAY), enquiry, due, "after clinic", Press())
    assert taking.waiting(hospital.store, hospital["jo"])[0].due_at == due
    taking.take_call_back(By(hospital.store, hospital["jo"], due), enquiry, Press())
    with pytest.raises(TakenBySomebodyElse, match="Jo Marsh took this call-back"):
        taking.take_call_back(By(hospital.store, hospital["sam"], due), enquiry, Press())


def test_only_who_holds_a_call_may_route_it_until_it_is_taken_over(hospital: Hospital):
    enquiry = hospital.call(who="jo")
    with pytest.raises(TakenBySomebodyElse, match="Jo Marsh has this call in hand"):
        hospital.dial(enquiry, "bevan")
    taking.take_over(By(hospital.store, hospital["sam"], TUESDAY), enquiry, hospital["jo"].account, Press())
    hospital.dial(enquiry, "bevan", Result.ANSWERED)
    with pytest.raises(TakenBySomebodyElse):
        taking.take_over(By(hospital.store, hospital["jo"], TUESDAY), enquiry, hospital["jo"].account, Press())


def test_a_call_is_taken_over_only_from_the_hand_in_which_it_was_seen(hospital: Hospital):
    """Sam saw it with Jo; Okafor has it by now, and it is not torn from a hand that nobody looked at."""
    enquiry = hospital.call(who="jo")
    store, jo = hospital.store, hospital["jo"].account
    taking.take_over(By(store, hospital["okafor"], TUESDAY), enquiry, jo, Press())
    with pytest.raises(TakenBySomebodyElse, match="has just taken this call"):
        taking.take_over(By(store, hospital["sam"], TUESDAY), enquiry, jo, Press())
    assert the_enquiry(store, enquiry).holder == hospital["okafor"].account


def test_a_call_back_cannot_lie_in_the_past(local_hospital: Hospital):
    with pytest.raises(Refused, match="in the past"):
        taking.call_back_later(
            By(local_hospital.store, local_hospital["sam"], TUESDAY), local_hospital.call(), TUESDAY, "", Press()
        )


def test_turned_into_an_email_question_it_is_due_within_the_desks_hours(hospital: Hospital):
    enquiry = hospital.call()
    taking.turn_into_email(By(hospital.store, hospital["sam"], TUESDAY), enquiry, "Which dose?", Press())
    (item,) = taking.waiting(hospital.store, hospital["sam"])
    assert (item.state, item.due_at) == (State.TO_ANSWER, TUESDAY + timedelta(hours=24))


def test_given_up_needs_a_word_why(hospital: Hospital):
    enquiry = hospital.call()
    with pytest.raises(Refused, match="Say in a word"):
        taking.abandon(By(hospital.store, hospital["sam"], TUESDAY), enquiry, " ", Press())
    taking.abandon(By(hospital.store, hospital["sam"], TUESDAY), enquiry, "rang off", Press())
    assert state(hospital, enquiry) == State.ABANDONED


def test_everything_is_on_the_trail_and_the_trail_is_whole(hospital: Hospital):
    before = next(verdicts(hospital.store)).rows
    hospital.connected()
    (verdict,) = verdicts(hospital.store)
    assert verdict.broken_at is None
    assert verdict.rows == before + 3  # took a call, dialled, logged the result


def test_a_refusal_in_the_middle_leaves_nothing(hospital: Hospital):
    before = next(verdicts(hospital.store)).rows
    with pytest.raises(StoreTrouble):
        hospital.call(practice="V99999")  # no such practice: the foreign key refuses
    assert taking.waiting(hospital.store, hospital["sam"]) == []
    assert next(verdicts(hospital.store)).rows == before


def test_a_practice_that_was_found_when_ringing_back_is_said_wherever_the_enquiry_stands(hospital: Hospital):
    """On the board, in the worklists, in the search and on the accountability page, as in the record itself."""
    evening = TUESDAY + timedelta(hours=1)
    enquiry = hospital.call(evening, practice=None, number="01632 960777")
    store, sam, okafor = hospital.store, hospital["sam"], hospital["okafor"]
    (waits,) = taking.waiting(store, sam)
    assert waits.practice_name == "practice not known"
    taking.verify_caller(By(store, sam, evening), enquiry, "V90001")
    (waits,) = taking.waiting(store, sam)
    assert waits.practice_name == "Ashwell Surgery"
    hospital.dial(enquiry, "okafor", Result.ANSWERED, evening)
    (item,) = [w for w in worklist(By(store, okafor, evening)) if w.section is Section.RECORD]
    assert "Dr A Gill, Ashwell Surgery" in item.words
    hospital.record(enquiry, "okafor", evening)
    (found,) = search(By(store, okafor, evening), "Ashwell")
    assert found.caller == "Dr A Gill, Ashwell Surgery"
    (unseen,) = unseen_rows(store, hospital["bevan"])
    assert unseen.caller == "Dr A Gill, Ashwell Surgery"
