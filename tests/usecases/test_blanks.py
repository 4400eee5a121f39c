"""Every use-case that asks for words refuses a blank by itself, whatever the screen let through."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from advice_line.people.phones import Contact
from advice_line.problems import Refused
from advice_line.usecases.advice.acknowledging import acknowledge
from advice_line.usecases.advice.countersigning import countersign
from advice_line.usecases.advice.feedback import close_unanswered, give_feedback
from advice_line.usecases.advice.recording import open_record
from advice_line.usecases.advice.story import story
from advice_line.usecases.calls import attempts, taking
from advice_line.usecases.flags.flags import review_flag
from advice_line.usecases.flags.site_flags import settle_site_flag
from advice_line.usecases.rotas import who_answers
from advice_line.usecases.usecase import By, Press
from tests.hospital import GMC, TUESDAY, Hospital
from tests.rows import rows_of

EVENING = TUESDAY + timedelta(hours=1)
Saying = Callable[[Hospital, str], object]


def advised(h: Hospital) -> tuple[int, int]:
    enquiry = h.connected("okafor", EVENING)
    return enquiry, h.record(enquiry, "okafor", EVENING, doses="not read back")


def a_flag(h: Hospital, words: str) -> None:
    flag = rows_of(h.store, "flags_of", enquiry=advised(h)[0])
    number = next(f["id"] for f in flag if f["kind"] == "dose not read back")
    review_flag(By(h.store, h["okafor"], EVENING), number, words)


def out_of_clinic(h: Hospital, words: str) -> None:
    contact = Contact("bleep", "2041")
    attempts.start_attempt(By(h.store, h["sam"], TUESDAY), h.call(), GMC["okafor"], contact, Press(), words)


def of_an_email(h: Hospital, words: str) -> None:
    enquiry = h.call(EVENING)
    taking.turn_into_email(By(h.store, h["sam"], EVENING), enquiry, "Which dose?", Press())
    close_unanswered(By(h.store, h["okafor"], EVENING), enquiry, words, Press())


ASKED: dict[str, Saying] = {
    "break glass to a record": lambda h, w: open_record(By(h.store, h["mensah"], EVENING), advised(h)[0], w),
    "amend": lambda h, w: h.record(advised(h)[0], "okafor", EVENING, because=w),
    "countersign with a change": lambda h, w: countersign(
        By(h.store, h["bevan"], EVENING), advised(h)[1], "disagreed", w, Press()
    ),
    "acknowledge": lambda h, w: acknowledge(By(h.store, h["sam"], EVENING), advised(h)[0], w, Press()),
    "feedback": lambda h, w: give_feedback(
        By(h.store, h["sam"], EVENING), advised(h)[0], "practice", "not said", w, Press()
    ),
    "settle a flag": a_flag,
    "settle a notice": lambda h, w: settle_site_flag(By(h.store, h["sam"], EVENING), h.notice("operator"), w),
    "a note": lambda h, w: who_answers.add_note(By(h.store, h["sam"], EVENING), "cardiology", w, Press()),
    "call out of clinic": out_of_clinic,
    "needs no answer": of_an_email,
    "turn into an e-mail": lambda h, w: taking.turn_into_email(By(h.store, h["sam"], TUESDAY), h.call(), w, Press()),
    "give up": lambda h, w: taking.abandon(By(h.store, h["sam"], TUESDAY), h.call(), w, Press()),
    "a caller's name": lambda h, w: h.call(caller_name=w),
}


@pytest.mark.parametrize("asked", ASKED)
def test_signs_that_nobody_sees_are_no_words(local_hospital: Hospital, asked: str):
    with pytest.raises(Refused):
        ASKED[asked](local_hospital, "\u200b\u2063 .")
    ASKED[asked](local_hospital, "the practice asked for it")


def test_a_blank_breaks_no_glass_on_an_enquirys_page(local_hospital: Hospital):
    enquiry, _ = advised(local_hospital)
    blank = story(By(local_hospital.store, local_hospital["mensah"], EVENING), enquiry, "\u200b")
    assert not blank.clinical
    assert not any("DOAC" in event.words for event in blank.events)
    assert story(By(local_hospital.store, local_hospital["mensah"], EVENING), enquiry, "the same patient").clinical


def test_another_desks_earlier_enquiry_is_a_fact_and_on_the_trail(local_hospital: Hospital):
    enquiry, _ = advised(local_hospital)
    later = EVENING + timedelta(days=1)
    second = local_hospital.connected("mensah", later, desk="renal", nhs_number="999 000 0018")
    (one,) = open_record(By(local_hospital.store, local_hospital["mensah"], later), second).earlier
    assert (one.desk_name, one.arrived_at, one.own_desk) == ("Cardiology", EVENING, False)
    assert (one.outcome, one.advice) == ("", "")
    trail = rows_of(local_hospital.store, "trail_of_subject", subject_kind="enquiry", subject=str(enquiry))
    assert [(row["who"], row["act"]) for row in trail][-1] == ("mensah", "was told of another desk's earlier enquiry")


def test_words_about_another_desks_record_stand_on_no_page_read_without_a_reason(local_hospital: Hospital):
    enquiry, _ = advised(local_hospital)
    local_hospital.record(enquiry, "okafor", EVENING, because="apixaban was meant", doses="read back")
    flag = next(
        f for f in rows_of(local_hospital.store, "flags_of", enquiry=enquiry) if f["kind"] == "dose not read back"
    )
    review_flag(By(local_hospital.store, local_hospital["okafor"], EVENING), flag["id"], "rang back: apixaban")
    for who in ("sam", "ruth", "mensah"):
        events = story(By(local_hospital.store, local_hospital[who], EVENING), enquiry).events
        assert not any("apixaban" in f"{event.what} {event.words}" for event in events)
    own = story(By(local_hospital.store, local_hospital["patel"], EVENING), enquiry).events
    assert sum("apixaban" in f"{event.what} {event.words}" for event in own) == 2
