from datetime import timedelta

import pytest

from advice_line.store.values.advice import AdviceVersion
from advice_line.words.records import record_words
from tests.hospital import TUESDAY, Hospital

EVENING = TUESDAY + timedelta(hours=1)
NOBODY = {"patient_kind": "general question", "nhs_number": "", "birth_date": "", "patient_name": ""}


def said(hospital: Hospital, **fields: str) -> dict[str, str]:
    enquiry = hospital.connected("okafor", EVENING)
    hospital.record(enquiry, "okafor", EVENING, **fields)
    return dict(record_words(hospital.store.all(AdviceVersion, "advice_versions", enquiry=enquiry)[-1]).values())


def test_a_record_is_said_as_its_readers_call_things_and_what_is_empty_is_left_out(local_hospital: Hospital):
    words = said(local_hospital)
    assert list(words)[:4] == ["Patient", "NHS number", "Date of birth", "Name, read back"]
    assert words["NHS number"] == "999 000 0018"
    assert words["Supervising consultant"] == "Dr Gareth Bevan"
    assert words["Caller agreed that"] == "yes"
    assert not {"Pregnant", "Recording kept", "Seen by you", "Your word on this call"} & words.keys()


@pytest.mark.parametrize(
    "fields, seen",
    [({}, "no: unseen"), ({"seen_by_adviser": "yes"}, "yes"), (NOBODY, None)],
    ids=["unseen", "seen", "no patient"],
)
def test_whether_the_adviser_saw_the_patient_is_said_where_there_is_one(
    local_hospital: Hospital, fields: dict[str, str], seen: str | None
):
    assert said(local_hospital, **fields).get("Seen by the adviser") == seen
