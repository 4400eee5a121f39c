"""Who writes in a thread: what it proves, and where the answer goes."""

import pytest

from advice_line.enquiry.routing import Result
from advice_line.problems import NotPermitted, Refused
from advice_line.usecases.advice import recording
from advice_line.usecases.calls import taking
from advice_line.usecases.flags.site_flags import open_site_flags
from advice_line.usecases.mail_desk import inbox
from advice_line.usecases.usecase import By, Press
from tests.hospital import TUESDAY
from tests.mail.mails import ASHWELL, DESK, mail
from tests.mail.post import GENERAL, Post, answered, state
from tests.rows import row_of, rows_of

HOME = "family@home.example.com"


def test_a_patient_who_was_sent_our_answer_and_replies_acknowledges_nothing_and_gets_no_answer(post: Post):
    hospital = post.hospital
    enquiry, sent = answered(post)
    reply = post.come(mail("Received.", sender=HOME, message_id="<2@home>", In_Reply_To=sent))
    assert (reply.kind, reply.enquiry, state(post, enquiry)) == ("reply", enquiry, "to answer")
    assert rows_of(hospital.store, "acknowledgements_of", enquiry=enquiry) == []
    (flag,) = open_site_flags(hospital.store, hospital["sam"])
    assert flag.words == (
        f"Mail {reply.mail} to Cardiology from {HOME}: an unknown address in our thread (AL-{enquiry:06d})"
    )
    record = recording.open_record(By(hospital.store, hospital["patel"], TUESDAY), enquiry)
    assert (record.mails[-1].sender, record.answer_to) == (HOME, ASHWELL)
    hospital.record(enquiry, "patel", TUESDAY, **GENERAL)
    (answer,) = post.send()
    assert answer.recipients == (ASHWELL, DESK)
    assert HOME not in answer.source.partition("\r\n\r\n")[0]


def test_an_address_that_the_practice_owns_up_to_is_its_own_from_then_on(post: Post):
    hospital = post.hospital
    enquiry, sent = answered(post)
    reply = post.come(mail("Received.", sender=HOME, message_id="<2@home>", In_Reply_To=sent))
    with pytest.raises(NotPermitted):
        inbox.believe_sender(By(hospital.store, hospital["ruth"], TUESDAY), reply.mail, "she said so", Press())
    with pytest.raises(Refused, match="Say who"):
        inbox.believe_sender(By(hospital.store, hospital["sam"], TUESDAY), reply.mail, " ", Press())
    said = inbox.believe_sender(By(hospital.store, hospital["sam"], TUESDAY), reply.mail, "Dr Gill", Press())
    assert said == "Ashwell Surgery"
    assert open_site_flags(hospital.store, hospital["sam"]) == []
    assert [a["how"] for a in rows_of(hospital.store, "acknowledgements_of", enquiry=enquiry)] == ["replied by mail"]
    again = post.come(mail("Thanks. One more thing.", sender=HOME, message_id="<3@home>", In_Reply_To=sent))
    assert again.why == "it answers a mail of ours"
    assert recording.open_record(By(hospital.store, hospital["patel"], TUESDAY), enquiry).answer_to == HOME
    with pytest.raises(Refused, match="Only a mail that joins a thread"):
        inbox.believe_sender(By(hospital.store, hospital["sam"], TUESDAY), again.mail, "Dr Gill", Press())


def test_letters_about_other_patients_do_not_go_to_an_address_that_was_only_learnt(local: Post):
    hospital = local.hospital
    _, sent = answered(local)
    reply = local.come(mail("Received.", sender=HOME, message_id="<2@home>", In_Reply_To=sent))
    inbox.believe_sender(By(hospital.store, hospital["sam"], TUESDAY), reply.mail, "Dr Gill", Press())
    called = hospital.connected("bevan", TUESDAY)
    hospital.record(called, "bevan", TUESDAY)
    (letter,) = local.send()
    assert letter.recipients[0] == ASHWELL


def test_a_mail_that_crossed_our_answer_does_not_acknowledge_it(local: Post):
    enquiry, _ = answered(local)
    ps = local.come(mail("PS: she is 81.", message_id="<ps@x>", References="<one@ashwell.example.nhs.uk>"))
    assert (ps.kind, ps.enquiry) == ("reply", enquiry)
    assert rows_of(local.hospital.store, "acknowledgements_of", enquiry=enquiry) == []
    local.come(mail("Got it", subject=f"Re: Advice [AL-{enquiry:06d}]", message_id="<3@x>"))
    assert len(rows_of(local.hospital.store, "acknowledgements_of", enquiry=enquiry)) == 1


def test_an_answer_to_the_first_version_does_not_acknowledge_the_second(local: Post):
    enquiry, first = answered(local)
    local.hospital.record(enquiry, "patel", TUESDAY, "the dose was wrong", **GENERAL)
    local.send()
    local.come(mail("Received.", message_id="<2@x>", In_Reply_To=first))
    assert rows_of(local.hospital.store, "acknowledgements_of", enquiry=enquiry) == []
    second = rows_of(local.hospital.store, "outbox_of_enquiry", enquiry=enquiry)[-1]["message_id"]
    local.come(mail("Received!", message_id="<3@x>", References=f"{first} {second}"))
    assert len(rows_of(local.hospital.store, "acknowledgements_of", enquiry=enquiry)) == 1


def test_verifying_a_caller_learns_no_address_of_whoever_replied_to_the_letter(local: Post):
    hospital = local.hospital
    called = hospital.call(TUESDAY, number="01632 960999")
    hospital.dial(called, "bevan", Result.ANSWERED)
    hospital.record(called, "bevan", TUESDAY)
    letters = rows_of(hospital.store, "outbox_of_enquiry", enquiry=called)
    assert letters
    local.come(mail("Received.", sender=HOME, message_id="<2@home>", In_Reply_To=letters[-1]["message_id"]))
    taking.verify_caller(By(hospital.store, hospital["sam"], TUESDAY), called, "V90001")
    assert row_of(hospital.store, "practice_of_address", address=HOME) is None
