"""The accountability page: advice about patients whom the adviser had not seen, and nothing else."""

from datetime import timedelta

import pytest

from advice_line.usecases.reminders.unseen import unseen_patients
from advice_line.usecases.usecase import By
from tests.hospital import TUESDAY, Hospital

EVENING = TUESDAY + timedelta(hours=1)
NOBODY = {"nhs_number": "", "birth_date": "", "patient_name": ""}


@pytest.mark.parametrize(
    "fields, there",
    [
        ({}, True),
        ({"seen_by_adviser": "yes"}, False),
        ({"patient_kind": "general question"} | NOBODY, False),
        ({"patient_kind": "not known"} | NOBODY, True),
    ],
    ids=["unseen", "seen", "no patient", "a patient who is not named"],
)
def test_a_late_entry_is_on_the_page_only_where_the_patient_was_unseen(
    local_hospital: Hospital, fields: dict[str, str], there: bool
):
    """It is a flag of each of them; a patient who was seen has nobody to vouch for who had not."""
    enquiry = local_hospital.connected("okafor", EVENING)
    local_hospital.record(enquiry, "okafor", EVENING + timedelta(hours=5), **fields)
    rows = unseen_patients(By(local_hospital.store, local_hospital["bevan"], EVENING))
    assert [row.enquiry for row in rows] == ([enquiry] if there else [])
    assert all("a look at the late entry" in row.missing for row in rows)
