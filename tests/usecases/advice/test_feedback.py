from datetime import datetime, timedelta
from io import BytesIO

import pytest

from advice_line.exports.letters import letter_text
from advice_line.problems import NotPermitted, Refused, StoreTrouble
from advice_line.usecases.accounts.desk_settings import choose_desk_setting
from advice_line.usecases.advice.acknowledging import acknowledge
from advice_line.usecases.advice.feedback import add_feedback, give_feedback, note_interface
from advice_line.usecases.advice.letters import letter_of, write_letter
from advice_line.usecases.advice.story import story
from advice_line.usecases.audits.audits import audit
from advice_line.usecases.mail_desk.practice_addresses import enter_address
from advice_line.usecases.reminders.worklists import Section, counts, worklist
from advice_line.usecases.usecase import By, Press, Receipt, act_once
from tests.hospital import BEGAN, TUESDAY, Hospital
from tests.mail.mails import ASHWELL, mail
from tests.mail.post import GENERAL, Post
from tests.rows import rows_of

EVENING = TUESDAY + timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def advised(local_hospital: Hospital) -> Hospital:
    local_hospital.record(local_hospital.connected("okafor", EVENING), "okafor", EVENING)
    return local_hospital


def what(hospital: Hospital, who: str, enquiry: int = 1) -> list[str]:
    return [event.what for event in story(By(hospital.store, hospital[who], EVENING), enquiry).events]


def test_the_practices_word_and_the_desks_own_are_both_in_the_story(advised: Hospital):
    store = advised.store
    later = EVENING + DAY
    give_feedback(By(store, advised["sam"], later), 1, "practice", "yes", "Referral saved.", Press())
    give_feedback(By(store, advised["okafor"], later), 1, "adviser", "partly", "An e-mail would have done.", Press())
    assert what(advised, "patel")[-2:] == [
        "feedback of the practice: useful yes",
        "feedback of the adviser: useful partly",
    ]
    with pytest.raises(NotPermitted):
        give_feedback(By(store, advised["sam"], EVENING), 1, "adviser", "no", "x", Press())
    with pytest.raises(Refused, match="Write what was said"):
        give_feedback(By(store, advised["sam"], EVENING), 1, "practice", "not said", " ", Press())


def test_one_act_leaves_one_word_of_feedback_even_where_its_receipt_is_lost(advised: Hospital):
    """The act's key is on the word itself, so that no second run of it can write the word again."""
    store, sam = advised.store, advised["sam"]

    def say() -> Receipt:
        add_feedback(By(store, sam, EVENING), 1, "practice", "yes", "Referral saved.", Press.by_itself("one press"))
        return Receipt("1", {})

    act_once(By(store, sam, EVENING), "noted feedback", "enquiry", Press(), say)
    with pytest.raises(StoreTrouble):
        act_once(By(store, sam, EVENING), "noted feedback", "enquiry", Press(), say)
    assert len(rows_of(store, "feedback_of", enquiry=1)) == 1


def test_a_failure_of_the_interface_is_noted_on_any_enquiry_and_counted_by_reason(advised: Hospital):
    enquiry = advised.call(EVENING)
    reason = "no discharge letter"
    note_interface(By(advised.store, advised["sam"], EVENING), enquiry, reason, "clinic of 3 July", Press())
    assert what(advised, "sam", enquiry)[-1] == "rang no discharge letter"
    with pytest.raises(Refused, match="not a reason of the list"):
        note_interface(By(advised.store, advised["sam"], EVENING), enquiry, "bored", "", Press())
    found = audit(By(advised.store, advised["ruth"], EVENING), "interface", BEGAN, EVENING + DAY)
    total = found.rows[-1]
    assert (total["enquiries"], total["interface_failures"], total["no_discharge_letter"]) == (2, 1, 1)


def test_what_the_form_says_besides_the_advice_goes_where_it_belongs(local_hospital: Hospital):
    enquiry = local_hospital.connected("okafor", EVENING)
    more = {
        "interface_reason": "to chase a result the clinic ordered",
        "adviser_feedback": "Not urgent at all.",
        "incident": "INC-204",
        "caller_registration": "7654321",
    }
    local_hospital.record(enquiry, "okafor", EVENING, **more)
    told = story(By(local_hospital.store, local_hospital["patel"], EVENING), enquiry)
    words = "\n".join(f"{event.what} {event.words}" for event in told.events)
    assert "rang to chase a result the clinic ordered" in words
    assert "Not urgent at all." in words
    assert "Incident or complaint: INC-204" in words
    assert "Caller's own number: 7654321" in words


def test_what_is_hidden_in_the_form_is_not_recorded(local_hospital: Hospital):
    enquiry = local_hospital.connected("okafor", EVENING)
    local_hospital.record(enquiry, "okafor", EVENING, gestation="30", pregnancy="no")
    (version,) = rows_of(local_hospital.store, "advice_versions", enquiry=enquiry)
    assert (version["pregnancy"], version["gestation"]) == ("no", "")


def test_the_letter_says_who_advised_whom_on_what_and_who_keeps_responsibility(advised: Hospital):
    text = letter_text(letter_of(By(advised.store, advised["patel"], EVENING), 1))
    flat = " ".join(text.split())
    assert "Reference: AL-000001" in text
    assert "NHS number: 999 000 0018" in text
    assert "Advice by Dr Adaeze Okafor, registrar, GMC 7012345, supervised by Dr Gareth Bevan" in flat
    assert "kept by the caller's practice; both sides agreed this" in flat
    assert "liable" not in text
    assert max(map(len, text.splitlines())) <= 76


@pytest.mark.parametrize("ending", [".txt", ".html", ".pdf"])
def test_the_letter_is_written_by_a_clinician_of_the_desk(advised: Hospital, ending: str):
    path = advised.folder / f"letter{ending}"
    write_letter(By(advised.store, advised["patel"], EVENING), 1, path)
    data = path.read_bytes()
    assert data.startswith(b"%PDF") if ending == ".pdf" else b"Start a DOAC" in BytesIO(data).read()
    with pytest.raises(NotPermitted):
        write_letter(By(advised.store, advised["sam"], EVENING), 1, advised.folder / f"other{ending}")
    assert not (advised.folder / f"other{ending}").exists()
    with pytest.raises(Refused, match=r"\.txt, \.html or \.pdf"):
        write_letter(By(advised.store, advised["patel"], EVENING), 1, advised.folder / "letter.docx")


def test_a_call_is_confirmed_by_mail_where_the_practice_has_an_address_and_the_desk_wants_it(
    local_hospital: Hospital,
):
    hospital = local_hospital
    enter_address(By(hospital.store, hospital["ruth"], TUESDAY), "V90001", ASHWELL, Press())
    first = hospital.connected("okafor", EVENING)
    hospital.record(first, "okafor", EVENING)
    (made,) = rows_of(hospital.store, "outbox_of_enquiry", enquiry=first)
    assert (made["kind"], made["recipient"], made["state"]) == ("confirmation", ASHWELL, "waiting")
    choose_desk_setting(By(hospital.store, hospital["ruth"], EVENING), "cardiology", "confirm_by_mail", "no", Press())
    second = hospital.connected("okafor", EVENING)
    hospital.record(second, "okafor", EVENING)
    assert rows_of(hospital.store, "outbox_of_enquiry", enquiry=second) == []


def test_a_practice_that_says_it_has_the_advice_acknowledges_it_once(advised: Hospital):
    acknowledge(By(advised.store, advised["sam"], EVENING + DAY), 1, "Dr Gill, by telephone", Press())
    assert what(advised, "sam")[-1] == "acknowledged"
    with pytest.raises(Refused, match="acknowledged this advice already"):
        acknowledge(By(advised.store, advised["sam"], EVENING), 1, "again", Press())
    advised.record(1, "okafor", EVENING, "a correction")
    acknowledge(By(advised.store, advised["sam"], EVENING), 1, "and the correction", Press())


def sections(hospital: Hospital, who: str, at: datetime = EVENING) -> list[tuple[Section, bool]]:
    return [(item.section, item.is_late(at)) for item in worklist(By(hospital.store, hospital[who], at))]


def test_a_registrars_worklist_has_what_is_to_record_then_emails_by_time_left(local_hospital: Hospital):
    post = Post(local_hospital)
    post.come(mail("second", message_id="<2@x>"), EVENING, arrived=EVENING - timedelta(hours=2))
    post.come(mail("first", message_id="<1@x>"), EVENING, arrived=EVENING - timedelta(hours=20))
    local_hospital.connected("okafor", EVENING)
    found = worklist(By(local_hospital.store, local_hospital["okafor"], EVENING))
    assert [item.section for item in found] == [Section.RECORD, Section.ANSWER, Section.ANSWER]
    assert [item.enquiry for item in found] == [3, 2, 1]
    assert counts(found, EVENING + timedelta(hours=5)) == [("to record", 1, 0), ("e-mails", 2, 1)]
    first = found[1]
    assert first.working_left == timedelta(hours=2)  # from 15:00 to 17:00; it is due at 19:00
    local_hospital.record(2, "patel", EVENING, **GENERAL)
    assert sections(local_hospital, "patel") == [(Section.ANSWER, False)]


def test_a_consultants_worklist_says_what_is_overdue_and_what_was_disagreed(advised: Hospital):
    assert (Section.COUNTERSIGN, False) in sections(advised, "bevan")
    assert (Section.COUNTERSIGN, True) in sections(advised, "bevan", EVENING + DAY)
    choose_desk_setting(By(advised.store, advised["ruth"], EVENING), "cardiology", "countersign_hours", "2", Press())
    assert (Section.COUNTERSIGN, True) in sections(advised, "bevan", EVENING + timedelta(hours=2))


def test_a_managers_list_is_flags_by_desk_and_age(advised: Hospital):
    advised.call(EVENING, desk="renal", practice="V90002")
    found = worklist(By(advised.store, advised["ruth"], EVENING))
    assert [(item.section, item.desk_name) for item in found] == [
        (Section.FLAG, "Cardiology"),
        (Section.FLAG, "Renal Medicine"),
    ]
    assert sections(advised, "admin") == []
