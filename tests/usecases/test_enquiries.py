"""Breaking the glass: a reason is words, and who may not read at all is given no glass to break."""

from datetime import timedelta

import pytest

from advice_line.problems import NotPermitted
from advice_line.usecases.advice.recording import open_record
from advice_line.usecases.usecase import By
from tests.hospital import TUESDAY, Hospital
from tests.rows import rows_of

EVENING = TUESDAY + timedelta(hours=1)


def readings(hospital: Hospital, enquiry: int) -> list[str]:
    rows = rows_of(hospital.store, "trail_of_subject", subject_kind="enquiry", subject=str(enquiry))
    return [row["act"] for row in rows if "read" in row["act"]]


@pytest.mark.parametrize("reason", ["", " ", "   ", "\t", "\n \n", "\u00a0", "\u2003"])
def test_a_blank_is_no_reason(local_hospital: Hospital, reason: str):
    enquiry = local_hospital.connected("okafor", EVENING)
    with pytest.raises(NotPermitted, match="Type a reason to read it"):
        open_record(By(local_hospital.store, local_hospital["mensah"], EVENING), enquiry, reason)
    assert readings(local_hospital, enquiry) == []


@pytest.mark.parametrize("who", ["sam", "ruth", "admin"])
def test_no_reason_opens_clinical_text_to_those_who_are_no_clinicians(local_hospital: Hospital, who: str):
    enquiry = local_hospital.connected("okafor", EVENING)
    with pytest.raises(NotPermitted, match="may not see clinical text"):
        open_record(By(local_hospital.store, local_hospital[who], EVENING), enquiry, "I am curious")
    assert readings(local_hospital, enquiry) == []
