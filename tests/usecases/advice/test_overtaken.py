"""Two advisers at one enquiry: nobody covers what a colleague recorded meanwhile, and nothing typed is lost."""

import json
from datetime import timedelta

import pytest

from advice_line.enquiry.states import State
from advice_line.problems import NotPermitted, Overtaken
from advice_line.usecases.advice import recording
from advice_line.usecases.calls import taking
from advice_line.usecases.drafts import save_draft
from advice_line.usecases.enquiries import move_enquiry, the_enquiry
from advice_line.usecases.usecase import By, Press
from tests.hospital import FULL, TUESDAY, Hospital
from tests.rows import rows_of

HOUR = timedelta(hours=1)


@pytest.fixture
def asked(local_hospital: Hospital) -> int:
    """A question that waits to be answered by e-mail, by any registrar of the desk."""
    enquiry = local_hospital.call()
    taking.turn_into_email(By(local_hospital.store, local_hospital["sam"], TUESDAY), enquiry, "Which dose?", Press())
    return enquiry


def typed(hospital: Hospital, who: str, enquiry: int, **changed: str) -> recording.Record:
    """Opens the record and types into it, as the form keeps it."""
    record = recording.open_record(By(hospital.store, hospital[who], TUESDAY), enquiry)
    fields = record.fields | changed | record.draft_marks
    save_draft(By(hospital.store, hospital[who], TUESDAY), recording.FORM, str(enquiry), fields)
    return record


def send(hospital: Hospital, who: str, record: recording.Record, because: str = "", **changed: str) -> int:
    fields, upon = record.fields | FULL | changed, len(record.versions)
    at = TUESDAY + 2 * HOUR
    enquiry = record.enquiry.id
    return recording.record_advice(
        By(hospital.store, hospital[who], at), enquiry, fields, Press(), amends_because=because, upon=upon
    )


def test_whoever_answers_second_is_told_who_was_first_and_writes_nothing(local_hospital: Hospital, asked: int):
    late = typed(local_hospital, "okafor", asked, advice="Ten units.")
    local_hospital.record(asked, "patel", TUESDAY + HOUR)
    with pytest.raises(Overtaken, match="Dr Rohan Patel recorded version 1 at 15:00, after you began"):
        send(local_hospital, "okafor", late)
    assert len(rows_of(local_hospital.store, "advice_versions", enquiry=asked)) == 1


def test_an_old_draft_of_an_amendment_stands_beside_the_newer_version(local_hospital: Hospital, asked: int):
    hospital = local_hospital
    hospital.record(asked, "okafor", TUESDAY)
    old = typed(hospital, "okafor", asked, advice="Half the dose.", safety_net="ring us")
    hospital.record(asked, "okafor", TUESDAY + HOUR, "result", advice="No dose.", review="2026-09-01")
    hospital.store.run(
        "put_draft",
        account=hospital["okafor"].account,
        form=recording.FORM,
        subject=str(asked),
        fields=json.dumps(old.fields | {"advice": "Half the dose.", "safety_net": "ring us"} | old.draft_marks),
        at="2026-08-04T14:30:00.000Z",
    )
    for _ in range(2):  # looked at, left, and taken up again: it is said as long as the draft stands
        new = recording.open_record(By(hospital.store, hospital["okafor"], TUESDAY + 2 * HOUR), asked)
        assert (new.fields["advice"], new.fields["safety_net"]) == ("Half the dose.", "ring us")
        assert new.fields["review"] == "2026-09-01"
        assert "recorded version 2 at 15:00" in new.overtaken
        assert "Changed by both: Advice given; F7 reads theirs." in new.overtaken
        fields = new.fields | new.draft_marks
        save_draft(By(hospital.store, hospital["okafor"], TUESDAY), recording.FORM, str(asked), fields)
    send(hospital, "okafor", new, "dose", advice="No dose, and half of it from Friday.")
    assert len(rows_of(hospital.store, "advice_versions", enquiry=asked)) == 3


def test_whoever_gave_the_newest_answer_amends_it_and_so_does_the_first(local_hospital: Hospital, asked: int):
    hospital = local_hospital
    hospital.record(asked, "patel", TUESDAY)
    row = the_enquiry(hospital.store, asked)
    with pytest.raises(NotPermitted):
        hospital.record(asked, "okafor", TUESDAY, "I know better")
    with hospital.store.transaction():
        move_enquiry(hospital.store, row, State.TO_ANSWER, TUESDAY)
    hospital.record(asked, "okafor", TUESDAY + HOUR)
    for who in ("okafor", "patel"):
        hospital.record(asked, who, TUESDAY + 2 * HOUR, "wrong dose")
    with pytest.raises(NotPermitted):
        hospital.record(asked, "bevan", TUESDAY + 3 * HOUR, "I know better")
