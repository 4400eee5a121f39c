"""What a mail sets going, on both engines."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from advice_line.enquiry.flags import Kind
from advice_line.mail.parsing import parse_mail
from advice_line.problems import NotPermitted, Refused
from advice_line.usecases.advice import recording
from advice_line.usecases.advice.feedback import close_unanswered
from advice_line.usecases.advice.story import story
from advice_line.usecases.calls import taking
from advice_line.usecases.flags.flags import open_flags
from advice_line.usecases.flags.site_flags import open_site_flags, settle_site_flag
from advice_line.usecases.mail_desk import inbox, outbox
from advice_line.usecases.mail_desk.incoming import MailboxPlace, take_in
from advice_line.usecases.reminders.advice_waiting import advice_waiting
from advice_line.usecases.usecase import By, Press
from tests.hospital import TUESDAY
from tests.mail.mails import ASHWELL, DESK, mail
from tests.mail.post import GENERAL, HOUR, LIMITS, Post, answered, state
from tests.mail.test_parsing import BOUNCE, with_parts
from tests.rows import row_of, rows_of


def test_a_mail_becomes_an_enquiry_of_its_practice_due_a_day_after_it_came(post: Post):
    taken = post.come(mail(), TUESDAY + 3 * HOUR, arrived=TUESDAY)
    row = row_of(post.hospital.store, "enquiry_by_id", id=taken.enquiry)
    assert row is not None
    assert (row["channel"], row["state"], row["practice"], row["from_listed"]) == ("e-mail", "to answer", "V90001", 1)
    assert (row["caller_name"], row["arrived_at"]) == ("Dr A Gill", "2026-08-04T13:00:00.000Z")
    assert row["due_at"] == "2026-08-05T13:00:00.000Z"
    (item,) = advice_waiting(post.hospital.store, post.hospital["patel"])
    assert (item.id, item.kind) == (taken.enquiry, "to answer")
    record = recording.open_record(By(post.hospital.store, post.hospital["patel"], TUESDAY), item.id)
    assert record.question.startswith("Advice on warfarin\n\nAn 81-year-old")


def test_the_same_place_is_taken_in_once_and_the_same_mail_at_two_places_is_a_duplicate(post: Post):
    first = post.come(mail())
    assert post.come(mail(), uid=1) == first
    again = post.come(mail(), uid=7)
    assert (again.kind, again.enquiry) == ("duplicate", None)
    changed_on_the_way = post.come(b"Received: by x\r\n" + mail())
    assert changed_on_the_way.kind == "duplicate"
    assert len(taking.waiting(post.hospital.store, post.hospital["sam"])) == 1


@pytest.mark.parametrize(
    "other",
    [{"words": "A different patient, and another question."}, {"subject": "Another patient"}],
    ids=["other words", "another subject"],
)
def test_a_program_that_uses_one_message_id_for_two_mails_loses_neither_question(local: Post, other: dict[str, str]):
    first, second = local.come(mail()), local.come(mail(**other))
    assert (second.kind, first.enquiry == second.enquiry) == ("question", False)
    assert len(taking.waiting(local.hospital.store, local.hospital["sam"])) == 2


@pytest.mark.parametrize("domain", ["evilnhs.uk", "example.evilnhs.uk", "nhs.uk.example.com", "example.com"])
def test_a_domain_that_only_ends_like_a_trusted_one_is_not_believed(local: Post, domain: str):
    taken = local.come(mail(sender=f"advice.v90002@{domain}"))
    row = row_of(local.hospital.store, "enquiry_by_id", id=taken.enquiry)
    assert row is not None
    assert (row["practice"], row["from_listed"]) == (None, 0)


def test_a_practice_is_known_by_its_address_or_by_the_code_in_it(local: Post):
    rows = []
    for sender in (ASHWELL, "advice.v90002@example.nhs.uk", "advice.v90002@example.com", "dr@home.example.com"):
        taken = local.come(mail(f"From {sender}", sender=sender, message_id=f"<{sender}>"))
        row = row_of(local.hospital.store, "enquiry_by_id", id=taken.enquiry)
        assert row is not None
        rows.append((row["practice"], row["from_listed"]))
    assert rows == [("V90001", 1), ("V90002", 0), (None, 0), (None, 0)]


def test_who_was_rung_back_is_known_by_their_address_from_then_on(local: Post):
    stranger = "locum@home.example.com"
    first = local.come(mail(sender=stranger)).enquiry
    assert first is not None
    assert {f.kind for f in open_flags(local.hospital.store, local.hospital["sam"])} == {Kind.NOT_VERIFIED}
    taking.verify_caller(By(local.hospital.store, local.hospital["sam"], TUESDAY), first, "V90002")
    second = local.come(mail("Another", sender=stranger, message_id="<2@x>")).enquiry
    row = row_of(local.hospital.store, "enquiry_by_id", id=second)
    assert row is not None
    assert (row["practice"], row["from_listed"]) == ("V90002", 1)


def test_an_nhs_number_in_the_words_is_the_patients_when_it_is_the_only_one(local: Post):
    one = local.come(mail("About 999 000 0018, tel 01632 960001.", message_id="<1@x>")).enquiry
    two = local.come(mail("About 999 000 0018 and 999 000 0026.", message_id="<2@x>")).enquiry
    numbers = [row_of(local.hospital.store, "enquiry_by_id", id=e)["nhs_number"] for e in (one, two)]  # type: ignore[index]
    assert numbers == ["9990000018", None]


def test_the_answer_quotes_the_question_threads_and_says_who_keeps_responsibility(post: Post):
    enquiry = post.come(mail()).enquiry
    assert enquiry is not None
    post.hospital.record(enquiry, "patel", TUESDAY)
    (sent,) = post.send()
    from email import message_from_string, policy

    answer = message_from_string(sent.source, policy=policy.default)
    assert sent.recipients == (ASHWELL, DESK)
    assert (answer["From"].addresses[0].addr_spec, answer["To"]) == (DESK, ASHWELL)
    assert answer["Subject"] == f"Re: Advice on warfarin [AL-{enquiry:06d}]"
    assert answer["In-Reply-To"] == "<one@ashwell.example.nhs.uk>"
    words = answer.get_content()
    assert "Advice given: Start a DOAC after renal function." in words
    assert "> An 81-year-old with AF and an INR of 6." in words
    assert "Responsibility for the patient is kept by the caller's practice; both sides agreed this." in words
    assert "has not seen the patient" in words
    assert "Dr Rohan Patel, registrar, GMC 7012346, supervised by Dr Gareth Bevan" in " ".join(words.split())


def test_a_reply_joins_its_thread_reopens_it_and_counts_as_received(post: Post):
    enquiry, sent = answered(post)
    later = TUESDAY + 30 * HOUR
    reply = post.come(mail("And her renal function is worse.", message_id="<2@x>", In_Reply_To=sent), later)
    assert (reply.kind, reply.enquiry, state(post, enquiry)) == ("reply", enquiry, "to answer")
    row = row_of(post.hospital.store, "enquiry_by_id", id=enquiry)
    assert row is not None
    assert row["due_at"] == "2026-08-06T19:00:00.000Z"
    assert len(rows_of(post.hospital.store, "acknowledgements_of", enquiry=enquiry)) == 1
    post.hospital.record(enquiry, "patel", later, **GENERAL)
    assert state(post, enquiry) == "advised"
    second = rows_of(post.hospital.store, "advice_versions", enquiry=enquiry)[-1]
    assert (second["version"], second["amends_because"]) == (2, "the practice wrote again")
    (answer,) = post.send(later)
    assert "In-Reply-To: <2@x>" in answer.source.replace("\r\n", "\n")


def test_one_word_acknowledges_and_reopens_nothing(local: Post):
    enquiry, sent = answered(local)
    taken = local.come(mail("Received.\n\n> Advice given", message_id="<2@x>", In_Reply_To=sent))
    assert (taken.kind, state(local, enquiry)) == ("acknowledgement", "advised")
    told = [e.what for e in story(By(local.hospital.store, local.hospital["patel"], TUESDAY), enquiry).events]
    assert "acknowledged" in told


def test_a_second_mail_in_the_practices_own_thread_joins_the_open_enquiry(local: Post):
    first = local.come(mail())
    more = local.come(mail("PS: she is 81.", message_id="<ps@x>", References="<one@ashwell.example.nhs.uk>"))
    assert (more.kind, more.enquiry) == ("reply", first.enquiry)
    assert state(local, first.enquiry) == "to answer"


def test_a_reference_in_the_subject_counts_only_from_the_practice_it_belongs_to(local: Post):
    enquiry, _ = answered(local)
    subject = f"About AL-{enquiry:06d}"
    own = local.come(mail("More", subject=subject, message_id="<2@x>"))
    other = local.come(mail("More", subject=subject, message_id="<3@x>", sender="v90002@example.nhs.uk"))
    assert (own.kind, own.enquiry) == ("reply", enquiry)
    assert other.kind == "question"
    assert other.enquiry != enquiry


def test_a_returned_answer_is_flagged_until_the_practice_has_it(local: Post):
    enquiry, sent = answered(local)
    returned = BOUNCE.replace(b"<advice-line.77@example.nhs.uk>", sent.encode())
    taken = local.come(returned)
    assert (taken.kind, taken.enquiry) == ("bounce", enquiry)
    kinds = {f.kind for f in open_flags(local.hospital.store, local.hospital["sam"])}
    assert Kind.NOT_DELIVERED in kinds
    from advice_line.usecases.advice.acknowledging import acknowledge

    acknowledge(By(local.hospital.store, local.hospital["sam"], TUESDAY), enquiry, "Dr Gill, by telephone", Press())
    assert Kind.NOT_DELIVERED not in {f.kind for f in open_flags(local.hospital.store, local.hospital["sam"])}


def test_automatic_answers_make_no_enquiry_and_answer_nothing(local: Post):
    enquiry, sent = answered(local)
    taken = local.come(mail("I am away.", message_id="<2@x>", Auto_Submitted="auto-replied", In_Reply_To=sent))
    assert (taken.kind, taken.enquiry, state(local, enquiry)) == ("automatic", enquiry, "advised")
    stranger = local.come(mail("News", sender="n@example.com", message_id="<3@x>", Precedence="bulk"))
    assert (stranger.kind, stranger.enquiry) == ("automatic", None)
    assert open_site_flags(local.hospital.store, local.hospital["sam"]) == []
    known = local.come(mail("Moved", message_id="<4@x>", Precedence="bulk"))
    assert known.enquiry is None
    (flag,) = open_site_flags(local.hospital.store, local.hospital["sam"])
    assert "an automatic answer" in flag.words
    (seen,) = [m for m in inbox.mail_desk(local.hospital.store, local.hospital["sam"]).coming if m.needs_a_person]
    assert seen.id == known.mail


def test_our_own_copy_proves_the_sending_and_a_mail_in_our_name_is_a_loop(local: Post):
    enquiry = local.come(mail()).enquiry
    assert enquiry is not None
    local.hospital.record(enquiry, "patel", TUESDAY, **GENERAL)
    held = outbox.claim(local.hospital.store, "dies now", TUESDAY)
    assert held is not None
    copy = local.come(held.source.encode())
    assert (copy.kind, copy.enquiry) == ("own copy", enquiry)
    assert outbox.claim(local.hospital.store, "next", TUESDAY + HOUR) is None
    forged = local.come(mail(sender=DESK, message_id="<forged@x>"))
    assert forged.kind == "loop"


def test_what_was_cut_off_and_never_came_back_is_sent_again_after_the_time_of_doubt(local: Post):
    enquiry = local.come(mail()).enquiry
    assert enquiry is not None
    local.hospital.record(enquiry, "patel", TUESDAY, **GENERAL)
    first = outbox.claim(local.hospital.store, "dies now", TUESDAY)
    assert first is not None
    assert outbox.claim(local.hospital.store, "next", TUESDAY + outbox.DOUBT - timedelta(seconds=1)) is None
    again = outbox.claim(local.hospital.store, "next", TUESDAY + outbox.DOUBT)
    assert again is not None
    assert (again.source, again.tries) == (first.source, 2)


def test_a_server_that_says_not_now_is_asked_again_later_each_time_and_never_is_for_ever(local: Post):
    enquiry = local.come(mail()).enquiry
    assert enquiry is not None
    local.hospital.record(enquiry, "patel", TUESDAY, **GENERAL)
    at, waits = TUESDAY, []
    for _ in range(9):
        held = outbox.claim(local.hospital.store, "w", at)
        assert held is not None
        outbox.note_failed(
            By(local.hospital.store, local.worker, at), held.id, "451 later", held.tries, for_ever=False
        )
        row = row_of(local.hospital.store, "outbox_by_id", id=held.id)
        assert row is not None
        due = datetime.fromisoformat(row["next_at"]).astimezone(UTC)
        waits.append(int((due - at).total_seconds() // 60))
        at = due
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    held = outbox.claim(local.hospital.store, "w", at)
    assert held is not None
    outbox.note_failed(By(local.hospital.store, local.worker, at), held.id, "550 nobody", held.tries, for_ever=True)
    assert Kind.NOT_DELIVERED in {f.kind for f in open_flags(local.hospital.store, local.hospital["sam"])}
    outbox.try_again(By(local.hospital.store, local.hospital["sam"], at), held.id, Press())
    assert [s.id for s in local.send(at)] == [held.id]
    assert Kind.NOT_DELIVERED not in {f.kind for f in open_flags(local.hospital.store, local.hospital["sam"])}


@pytest.mark.parametrize(
    "data, kind",
    [
        (mail(sender="x@example.com", X_Spam_Flag="YES"), "spam"),
        (b"Subject: no sender\r\n\r\nHello", "not understood"),
        (b"".join(b"Received: by x\r\n" for _ in range(40)) + mail(), "loop"),
    ],
)
def test_a_stray_waits_for_a_person_who_makes_a_question_of_it_or_settles_it(local: Post, data: bytes, kind: str):
    hospital = local.hospital
    taken = local.come(data)
    assert (taken.kind, taken.enquiry) == (kind, None)
    (flag,) = open_site_flags(hospital.store, hospital["sam"])
    assert f"Mail {taken.mail} to Cardiology" in flag.words
    lines = inbox.read_mail(By(hospital.store, hospital["sam"], TUESDAY), taken.mail)
    assert any(line.startswith(f"Sorted as {kind}") for line in lines)
    made = inbox.make_question(By(hospital.store, hospital["sam"], TUESDAY), taken.mail, "V90001", Press())
    assert state(local, made) == "to answer"
    assert open_site_flags(hospital.store, hospital["sam"]) == []
    assert not any(m.needs_a_person for m in inbox.mail_desk(hospital.store, hospital["sam"]).coming)
    with pytest.raises(Refused, match="belongs to AL-"):
        inbox.make_question(By(hospital.store, hospital["sam"], TUESDAY), taken.mail, None, Press())


def test_settling_a_stray_takes_words_and_its_owner(local: Post):
    hospital = local.hospital
    local.come(mail(sender="x@example.com", X_Spam_Flag="YES"))
    (flag,) = open_site_flags(hospital.store, hospital["sam"])
    with pytest.raises(Refused, match="Say what came of it"):
        settle_site_flag(By(hospital.store, hospital["sam"], TUESDAY), flag.id, " ")
    with pytest.raises(NotPermitted):
        settle_site_flag(By(hospital.store, hospital["patel"], TUESDAY), flag.id, "advertising")
    settle_site_flag(By(hospital.store, hospital["sam"], TUESDAY), flag.id, "advertising")
    assert open_site_flags(hospital.store, hospital["ruth"]) == []


def test_a_mail_that_is_too_large_is_named_and_stays_in_the_mailbox(local: Post):
    head = b"From: a@example.com\r\nSubject: 40 MB of pictures\r\n\r\n"
    big = parse_mail(head, LIMITS, whole=False, size=40_000_000)
    place = MailboxPlace("cardiology@mail", 1, 99)
    taken = take_in(By(local.hospital.store, local.worker, TUESDAY), "cardiology", place, big, TUESDAY)
    assert (taken.kind, taken.why) == ("too large", "40 MB is more than is taken in")
    assert len(open_site_flags(local.hospital.store, local.hospital["sam"])) == 1


def test_an_attachment_is_saved_under_its_own_name_by_a_clinician_and_never_over_another(local: Post):
    pdf = "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=ecg.pdf\r\n\r\n%PDF-1"
    taken = local.come(with_parts("Content-Type: text/plain\r\n\r\nsee", pdf))
    hospital, patel = local.hospital, local.hospital["patel"]
    first = inbox.save_attachment(By(hospital.store, patel, TUESDAY), taken.mail, 0, hospital.folder)
    second = inbox.save_attachment(By(hospital.store, patel, TUESDAY), taken.mail, 0, hospital.folder)
    assert (first.name, second.name, first.read_bytes()) == ("ecg.pdf", "ecg-2.pdf", b"%PDF-1")
    with pytest.raises(NotPermitted):
        inbox.save_attachment(By(hospital.store, hospital["sam"], TUESDAY), taken.mail, 0, hospital.folder)


def test_the_words_of_a_question_are_for_the_clinicians_of_its_desk(local: Post):
    taken = local.come(mail())
    for who in ("sam", "ruth", "mensah"):
        with pytest.raises(NotPermitted):
            inbox.read_mail(By(local.hospital.store, local.hospital[who], TUESDAY), taken.mail)
    (seen,) = inbox.mail_desk(local.hospital.store, local.hospital["sam"]).coming
    assert seen.subject == ""


def test_thanks_that_reopened_an_enquiry_are_closed_with_a_reason(local: Post):
    enquiry, sent = answered(local)
    local.come(mail("Thank you, that helps.", message_id="<2@x>", In_Reply_To=sent))
    assert state(local, enquiry) == "to answer"
    with pytest.raises(NotPermitted):
        close_unanswered(By(local.hospital.store, local.hospital["sam"], TUESDAY), enquiry, "thanks only", Press())
    close_unanswered(By(local.hospital.store, local.hospital["patel"], TUESDAY), enquiry, "thanks only", Press())
    assert state(local, enquiry) == "advised"


@pytest.mark.parametrize(
    "came, due",
    [
        ("2026-08-07T15:00:00Z", "2026-08-08T15:00:00.000Z"),  # a Friday: elapsed time knows no weekend
        ("2026-10-24T20:00:00Z", "2026-10-25T20:00:00.000Z"),  # the clocks go back: still 24 hours
        ("2026-03-28T20:00:00Z", "2026-03-29T20:00:00.000Z"),
    ],
)
def test_a_day_is_twenty_four_hours_whatever_the_clocks_do(local: Post, came: str, due: str):
    at = datetime.fromisoformat(came)
    taken = local.come(mail(), at + timedelta(days=365) if at < TUESDAY else at, arrived=at)
    row = row_of(local.hospital.store, "enquiry_by_id", id=taken.enquiry)
    assert row is not None
    assert row["due_at"] == due


def test_a_mail_from_the_future_came_now(local: Post):
    taken = local.come(mail(), TUESDAY, arrived=TUESDAY + 5 * HOUR)
    row = row_of(local.hospital.store, "enquiry_by_id", id=taken.enquiry)
    assert row is not None
    assert row["arrived_at"] == "2026-08-04T13:00:00.000Z"


def test_a_mail_whose_enquiry_is_another_desks_is_a_question_of_its_own(local: Post):
    enquiry, sent = answered(local)
    place = MailboxPlace("renal@mail", 1, 1)
    asked = parse_mail(mail("For renal", message_id="<r@x>", In_Reply_To=sent), LIMITS)
    taken = take_in(
        By(local.hospital.store, local.worker, TUESDAY), "renal", place, replace(asked, sha256="1"), TUESDAY
    )
    assert taken.kind == "question"
    assert taken.enquiry != enquiry
