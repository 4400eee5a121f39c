"""Whose flags a person sees, and those that only an older record can raise."""

from datetime import timedelta

import pytest

from advice_line.enquiry.flags import Kind
from advice_line.problems import NotPermitted, Refused
from advice_line.usecases.flags.flags import open_flags, refresh_flags, review_flag
from advice_line.usecases.usecase import By, Press, Receipt, act_once
from tests.hospital import TUESDAY, Hospital
from tests.rows import rows_of

EVENING = TUESDAY + timedelta(hours=1)


def kinds(hospital: Hospital, who: str) -> set[Kind]:
    return {flag.kind for flag in open_flags(hospital.store, hospital[who])}


def test_a_flag_is_seen_by_its_adviser_the_desks_consultant_and_the_manager_alone(local_hospital: Hospital):
    local_hospital.connected("okafor", EVENING)
    seen = {who: kinds(local_hospital, who) for who in local_hospital.people}
    assert {who for who, found in seen.items() if found} == {"okafor", "bevan", "ruth"}
    assert seen["bevan"] == {Kind.NOT_RECORDED}


def test_a_caller_to_verify_is_the_operators(local_hospital: Hospital):
    local_hospital.call(number="07700 900111")
    assert {who for who in local_hospital.people if kinds(local_hospital, who)} == {"sam", "jo", "ruth"}


def test_advice_from_before_supervisors_were_asked_for_is_flagged_until_it_has_one(local_hospital: Hospital):
    hospital, store = local_hospital, local_hospital.store
    enquiry = hospital.connected("okafor", EVENING)
    hospital.record(enquiry, "okafor", EVENING)
    row = rows_of(store, "advice_versions", enquiry=enquiry)[-1]

    def older() -> Receipt:
        of = {"enquiry": enquiry, "account": hospital["okafor"].account, "call_ended_at": None, "key": "older"}
        made = store.inserted("add_advice", **row | of | {"version": 2, "supervisor": None})
        refresh_flags(By(store, hospital["okafor"], EVENING), enquiry)
        return Receipt(str(made), {})

    act_once(By(store, hospital["okafor"], EVENING), "brought advice in", "advice", Press(), older)
    assert Kind.NO_CONSULTANT in kinds(hospital, "okafor")
    hospital.record(enquiry, "okafor", EVENING, because="a consultant answers for it", supervisor="4212347")
    assert Kind.NO_CONSULTANT not in kinds(hospital, "okafor")


@pytest.mark.parametrize(
    "fields, said",
    [
        ({}, True),
        ({"seen_by_adviser": "yes"}, False),
        ({"patient_kind": "general question", "nhs_number": "", "birth_date": "", "patient_name": ""}, False),
        ({"patient_kind": "declined", "nhs_number": "", "birth_date": "", "patient_name": ""}, True),
    ],
    ids=["unseen", "seen", "no patient", "a patient who is not named"],
)
def test_only_an_unseen_patient_asks_for_agreement_and_a_countersign(
    local_hospital: Hospital, fields: dict[str, str], said: bool
):
    enquiry = local_hospital.connected("okafor", EVENING)
    local_hospital.record(enquiry, "okafor", EVENING, responsibility_agreed="no", **fields)
    assert kinds(local_hospital, "okafor") == ({Kind.NOT_AGREED, Kind.NOT_COUNTERSIGNED} if said else set()) - {
        Kind.NOT_COUNTERSIGNED
    }
    assert (Kind.NOT_COUNTERSIGNED in kinds(local_hospital, "bevan")) is said


def test_looking_at_a_flag_leaves_words_and_is_done_once(local_hospital: Hospital):
    enquiry = local_hospital.connected("okafor", EVENING)
    local_hospital.record(enquiry, "okafor", EVENING + timedelta(hours=5))
    flag = next(f for f in open_flags(local_hospital.store, local_hospital["okafor"]) if f.kind is Kind.LATE_ENTRY)

    def look(who: str, words: str) -> None:
        review_flag(By(local_hospital.store, local_hospital[who], EVENING), flag.id, words)

    with pytest.raises(Refused, match="Say what came of it"):
        look("okafor", " ")
    for who in ("patel", "liu", "sam", "ruth", "admin"):
        with pytest.raises(NotPermitted):
            look(who, "fine")
    look("okafor", "the clinic ran over")
    assert Kind.LATE_ENTRY not in kinds(local_hospital, "okafor")
    with pytest.raises(Refused, match="There is no such flag"):
        review_flag(By(local_hospital.store, local_hospital["okafor"], EVENING), flag.id + 1000, "fine")
