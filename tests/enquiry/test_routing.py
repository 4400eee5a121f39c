from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice_line.enquiry.routing import (
    Result,
    Tried,
    next_offer,
    offers,
    reason_to_disturb,
    refuse_dialling,
    refuse_second_result,
)
from advice_line.enquiry.states import State
from advice_line.people.phones import Contact
from advice_line.problems import Refused
from advice_line.rota import Clinician, Ladder, Rung, Shift
from advice_line.rota.model import Duty

AT = datetime(2026, 8, 4, 13, tzinfo=UTC)
LATER = datetime(2026, 8, 4, 14, tzinfo=UTC)
DUTY = Duty("D", "Day", time(9), time(17), 1)
BLEEP, PHONE = Contact("bleep", "1"), Contact("phone", "2")


def rung(name: str, in_clinic: bool = False, contacts: tuple[Contact, ...] = (BLEEP, PHONE)) -> Rung:
    clinician = Clinician(name, f"Dr {name}", "7000001", "registrar", contacts, 0)
    return Rung(Shift(clinician, DUTY, date(2026, 8, 4), AT, LATER), LATER if in_clinic else None)


def ladder(*rungs: Rung) -> Ladder:
    free = next((n for n, r in enumerate(rungs) if r.clinic_until is None), None)
    if free is None:
        return Ladder(AT, rungs, None, ())
    return Ladder(AT, rungs[:free], rungs[free], rungs[free + 1 :])


def offered(made: Ladder, *tried: Tried) -> str | None:
    all_offers = offers(made)
    found = next_offer(all_offers, tried)
    return None if found is None else f"{all_offers[found].rung.clinician.id} {all_offers[found].contact.value}"


def test_the_first_device_of_the_first_free_person():
    assert offered(ladder(rung("a", in_clinic=True), rung("b"))) == "b 1"


def test_no_answer_tries_the_persons_next_device():
    assert offered(ladder(rung("a"), rung("b")), Tried("a", BLEEP, Result.NO_ANSWER)) == "a 2"


def test_in_theatre_is_the_next_persons_turn():
    for result in (Result.IN_THEATRE, Result.DECLINED, Result.NOT_ON_SITE, Result.IN_CLINIC):
        assert offered(ladder(rung("a"), rung("b")), Tried("a", BLEEP, result)) == "b 1"


def test_after_everybody_there_is_nobody():
    tried = [Tried(p, c, Result.NO_ANSWER) for p in "ab" for c in (BLEEP, PHONE)]
    assert offered(ladder(rung("a"), rung("b")), *tried) is None


def test_somebody_in_clinic_is_never_offered():
    assert offered(ladder(rung("a", in_clinic=True))) is None


def test_somebody_without_contacts_is_not_offered():
    assert offered(ladder(rung("a", contacts=()), rung("b"))) == "b 1"


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([BLEEP, PHONE]), st.sampled_from(Result))))
def test_nobody_is_offered_on_a_device_that_was_tried(tries: list[tuple[str, Contact, Result]]):
    made = ladder(rung("a"), rung("b", in_clinic=True), rung("c"))
    all_offers = offers(made)
    found = next_offer(all_offers, [Tried(*t) for t in tries])
    if found is not None:
        offer = all_offers[found]
        assert (offer.rung.clinician.id, offer.contact) not in {(p, c) for p, c, _ in tries}
        assert not offer.in_clinic


FREE, IN_CLINIC = rung("a"), rung("b", in_clinic=True)


def test_nobody_is_dialled_for_a_call_that_was_put_through():
    with pytest.raises(Refused, match="no longer in hand; nobody was dialled"):
        refuse_dialling(State.TO_RECORD, [Result.ANSWERED])


def test_nobody_is_dialled_while_somebody_rings():
    with pytest.raises(Refused, match="being rung already"):
        refuse_dialling(State.IN_HAND, [Result.NO_ANSWER, None])
    refuse_dialling(State.IN_HAND, [Result.NO_ANSWER])


def test_whoever_is_in_clinic_is_rung_for_a_reason():
    with pytest.raises(Refused, match="Dr b is in clinic; give a reason"):
        reason_to_disturb(IN_CLINIC, " . ")
    assert reason_to_disturb(IN_CLINIC, " chest pain ") == "chest pain"


def test_no_reason_is_kept_of_whoever_is_free_or_off_the_roster():
    assert reason_to_disturb(FREE, "chest pain") is None
    assert reason_to_disturb(None, "chest pain") is None


def test_how_an_attempt_ended_is_said_once():
    with pytest.raises(Refused, match="Jo Marsh has logged this already: no answer"):
        refuse_second_result(Result.NO_ANSWER, "Jo Marsh")
    refuse_second_result(None, None)
