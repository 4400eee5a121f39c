from datetime import timedelta

import pytest

from advice_line.enquiry.flags import Kind
from advice_line.enquiry.routing import Result
from advice_line.problems import NotPermitted, Refused
from advice_line.usecases.advice import recording
from advice_line.usecases.advice.countersigning import countersign
from advice_line.usecases.advice.story import story
from advice_line.usecases.calls import taking
from advice_line.usecases.drafts import draft, save_draft
from advice_line.usecases.enquiries import the_enquiry
from advice_line.usecases.flags.flags import open_flags, review_flag
from advice_line.usecases.reminders.advice_waiting import advice_waiting
from advice_line.usecases.usecase import By, Press
from tests.hospital import FULL, GMC, TUESDAY, Hospital
from tests.rota.files import PATTERN
from tests.rows import rows_of
from tests.usecases.rotas.test_publishing import republish

HOUR = timedelta(hours=1)
EVENING = TUESDAY + HOUR  # okafor's clinic is over


def kinds(hospital: Hospital, who: str) -> set[Kind]:
    return {flag.kind for flag in open_flags(hospital.store, hospital[who])}


def by_registrar(hospital: Hospital) -> int:
    """A call put through to the registrar, okafor."""
    return hospital.connected("okafor", EVENING)


def test_a_connected_call_is_at_once_on_the_registrars_worklist_and_flagged(hospital: Hospital):
    enquiry = by_registrar(hospital)
    (item,) = advice_waiting(hospital.store, hospital["okafor"])
    assert (item.id, item.kind) == (enquiry, "to record")
    assert advice_waiting(hospital.store, hospital["patel"]) == []
    assert kinds(hospital, "okafor") == {Kind.NOT_RECORDED}


def test_the_form_opens_unseen_with_the_consultant_of_that_instant(hospital: Hospital):
    record = recording.open_record(By(hospital.store, hospital["okafor"], EVENING), by_registrar(hospital))
    assert record.fields["seen_by_adviser"] == "no"
    assert record.fields["supervisor"] == GMC["bevan"]
    assert record.fields["responsible"] == "the caller's practice"


def test_what_the_operator_was_told_of_the_patient_is_filled_in(local_hospital: Hospital):
    enquiry = local_hospital.connected("okafor", EVENING, nhs_number="9990000018", birth_date="4/7/1951")
    record = recording.open_record(By(local_hospital.store, local_hospital["okafor"], EVENING), enquiry)
    assert record.fields["nhs_number"] == "999 000 0018"
    assert record.fields["patient_kind"] == "given"


def test_advice_lacking_something_is_refused_with_all_that_is_missing(local_hospital: Hospital):
    enquiry = by_registrar(local_hospital)
    with pytest.raises(Refused) as refusal:
        local_hospital.record(enquiry, "okafor", EVENING, advice="", outcome="", safety_net="")
    assert str(refusal.value) == "Still missing: Advice given. Outcome. Safety net."


def test_recording_closes_the_call_and_asks_for_a_countersign(hospital: Hospital):
    enquiry = by_registrar(hospital)
    hospital.record(enquiry, "okafor", EVENING + HOUR)
    assert the_enquiry(hospital.store, enquiry).state == "advised"
    assert advice_waiting(hospital.store, hospital["okafor"]) == []
    assert [w.kind for w in advice_waiting(hospital.store, hospital["bevan"])] == ["to countersign"]
    assert kinds(hospital, "bevan") == {Kind.NOT_COUNTERSIGNED}


def test_a_general_question_has_no_patient_and_needs_no_countersign(local_hospital: Hospital):
    enquiry = by_registrar(local_hospital)
    none = {"nhs_number": "", "birth_date": "", "patient_name": ""}
    local_hospital.record(enquiry, "okafor", EVENING, patient_kind="general question", **none)
    assert kinds(local_hospital, "bevan") == set()


def test_a_consultants_own_advice_needs_no_countersign(local_hospital: Hospital):
    local_hospital.record(local_hospital.connected(), "bevan", TUESDAY)
    assert kinds(local_hospital, "ruth") == set()


def test_a_record_written_long_after_the_call_is_a_late_entry(hospital: Hospital):
    hospital.record(by_registrar(hospital), "okafor", EVENING + timedelta(hours=5))
    assert Kind.LATE_ENTRY in kinds(hospital, "okafor")


def test_a_draft_is_kept_and_is_the_writers_alone(hospital: Hospital):
    enquiry = by_registrar(hospital)
    okafor = hospital["okafor"]
    save_draft(By(hospital.store, okafor, EVENING), "advice", str(enquiry), {"situation": "half a sen"})
    assert recording.open_record(By(hospital.store, okafor, EVENING), enquiry).fields["situation"] == "half a sen"
    assert recording.open_record(By(hospital.store, hospital["bevan"], EVENING), enquiry).fields["situation"] == ""
    hospital.record(enquiry, "okafor", EVENING)
    assert draft(hospital.store, okafor, "advice", str(enquiry)) == {}


def test_an_amendment_keeps_the_original(hospital: Hospital):
    enquiry = by_registrar(hospital)
    hospital.record(enquiry, "okafor", EVENING)
    with pytest.raises(Refused, match="say why it is amended"):
        hospital.record(enquiry, "okafor", EVENING + HOUR)
    hospital.record(enquiry, "okafor", EVENING + HOUR, because="wrong dose", advice="Half the dose.")
    versions = rows_of(hospital.store, "advice_versions", enquiry=enquiry)
    assert [(v["version"], v["advice"]) for v in versions] == [
        (1, FULL["advice"]),
        (2, "Half the dose."),
    ]


def test_an_amendment_written_days_later_makes_no_late_entry_of_a_record_that_was_in_time(local_hospital: Hospital):
    enquiry = by_registrar(local_hospital)
    local_hospital.record(enquiry, "okafor", EVENING + HOUR)
    local_hospital.record(enquiry, "okafor", EVENING + 30 * HOUR, because="the result came")
    assert [v["late"] for v in rows_of(local_hospital.store, "advice_versions", enquiry=enquiry)] == [0, 0]
    assert Kind.LATE_ENTRY not in kinds(local_hospital, "okafor")


@pytest.mark.parametrize("gmc", [GMC["okafor"], GMC["patel"], "7999999"], ids=["oneself", "a colleague", "nobody"])
def test_a_supervising_consultant_is_a_consultant(local_hospital: Hospital, gmc: str):
    enquiry = by_registrar(local_hospital)
    with pytest.raises(Refused, match="must be one of the published consultants"):
        local_hospital.record(enquiry, "okafor", EVENING, supervisor=gmc)
    assert rows_of(local_hospital.store, "advice_versions", enquiry=enquiry) == []


def test_a_colleague_of_the_desk_does_not_amend_anothers_advice(local_hospital: Hospital):
    enquiry = by_registrar(local_hospital)
    local_hospital.record(enquiry, "okafor", EVENING)
    for colleague in ("patel", "bevan"):
        with pytest.raises(NotPermitted, match="may not record advice"):
            local_hospital.record(enquiry, colleague, EVENING + HOUR, because="I know better")


def how(hospital: Hospital, enquiry: int, kind: Kind) -> list[str | None]:
    return [f["how"] for f in rows_of(hospital.store, "flags_of", enquiry=enquiry) if f["kind"] == kind]


def test_an_amendment_asks_for_its_own_countersign_and_claims_none_for_the_original(hospital: Hospital):
    enquiry = by_registrar(hospital)
    hospital.record(enquiry, "okafor", EVENING)
    hospital.record(enquiry, "okafor", EVENING + HOUR, because="wrong dose")
    first, second = how(hospital, enquiry, Kind.NOT_COUNTERSIGNED)
    assert first == "the record was amended; the new version stands in its place"
    assert second == ""


def test_a_call_given_up_does_not_claim_that_the_caller_was_rung_back(hospital: Hospital):
    enquiry = hospital.call(number="07700 900111")
    taking.abandon(By(hospital.store, hospital["sam"], TUESDAY), enquiry, "rang off", Press())
    assert how(hospital, enquiry, Kind.NOT_VERIFIED) == ["the call was given up"]


def test_only_the_one_who_was_connected_records(hospital: Hospital):
    with pytest.raises(NotPermitted, match="may not record advice"):
        hospital.record(by_registrar(hospital), "patel", EVENING)


def test_an_email_question_is_answered_by_any_registrar_of_the_desk(hospital: Hospital):
    enquiry = hospital.call()
    taking.turn_into_email(By(hospital.store, hospital["sam"], TUESDAY), enquiry, "Which dose?", Press())
    assert [w.kind for w in advice_waiting(hospital.store, hospital["patel"])] == ["to answer"]
    assert recording.open_record(By(hospital.store, hospital["patel"], TUESDAY), enquiry).question == "Which dose?"
    hospital.record(enquiry, "patel", EVENING)
    assert taking.waiting(hospital.store, hospital["sam"]) == []


def test_countersigned_is_settled_and_cannot_be_done_twice(hospital: Hospital):
    advice = hospital.record(by_registrar(hospital), "okafor", EVENING)
    countersign(By(hospital.store, hospital["bevan"], EVENING + HOUR), advice, "agreed", "", Press())
    assert kinds(hospital, "bevan") == set()
    with pytest.raises(Refused, match="Dr Gareth Bevan has countersigned this already"):
        countersign(By(hospital.store, hospital["bevan"], EVENING + HOUR), advice, "agreed", "", Press())


def test_a_disagreement_flags_the_registrar_and_the_desk_until_it_is_looked_at(hospital: Hospital):
    advice = hospital.record(by_registrar(hospital), "okafor", EVENING)
    with pytest.raises(Refused, match="Say what should be different"):
        countersign(By(hospital.store, hospital["bevan"], EVENING), advice, "disagreed", "", Press())
    countersign(By(hospital.store, hospital["bevan"], EVENING), advice, "disagreed", "See today.", Press())
    assert kinds(hospital, "okafor") == {Kind.DISAGREED}
    assert kinds(hospital, "bevan") == {Kind.DISAGREED}
    (flag,) = open_flags(hospital.store, hospital["okafor"])
    with pytest.raises(NotPermitted):
        review_flag(By(hospital.store, hospital["patel"], EVENING), flag.id, "fine")
    review_flag(By(hospital.store, hospital["okafor"], EVENING), flag.id, "rang the GP, patient seen today")
    assert kinds(hospital, "okafor") == set()


def test_a_flag_is_settled_only_by_what_settles_it(hospital: Hospital):
    by_registrar(hospital)
    (flag,) = open_flags(hospital.store, hospital["okafor"])
    with pytest.raises(Refused, match="settled only by recording the advice"):
        review_flag(By(hospital.store, hospital["okafor"], EVENING), flag.id, "later")


def test_a_record_of_another_desk_needs_a_typed_reason_which_is_kept(hospital: Hospital):
    enquiry = by_registrar(hospital)
    with pytest.raises(NotPermitted, match="Type a reason"):
        recording.open_record(By(hospital.store, hospital["mensah"], EVENING), enquiry)
    recording.open_record(By(hospital.store, hospital["mensah"], EVENING), enquiry, "same patient, now on dialysis")
    acts = rows_of(hospital.store, "trail_of_subject", subject_kind="enquiry", subject=str(enquiry))
    assert "broke glass to read a record" in [row["act"] for row in acts]
    assert any("now on dialysis" in row["detail"] for row in acts)


def test_the_story_tells_everything_in_order_and_an_operator_sees_no_clinical_text(hospital: Hospital):
    enquiry = by_registrar(hospital)
    advice = hospital.record(enquiry, "okafor", EVENING + HOUR)
    countersign(By(hospital.store, hospital["bevan"], EVENING + 2 * HOUR), advice, "agreed", "", Press())
    told = story(By(hospital.store, hospital["bevan"], EVENING + 2 * HOUR), enquiry)
    whats = [event.what for event in told.events]
    assert whats[0] == "phone call to Cardiology"
    assert whats.index("advice recorded") < whats.index("countersigned: agreed")
    assert any("Start a DOAC" in event.words for event in told.events)
    seen = story(By(hospital.store, hospital["sam"], EVENING + 2 * HOUR), enquiry)
    assert not any("DOAC" in e.words or "Edna" in e.words for e in seen.events)
    acts = rows_of(hospital.store, "trail_of_subject", subject_kind="enquiry", subject=str(enquiry))
    assert [row["act"] for row in acts if row["who"] == "sam"][-1] == "read who was called"


WITHOUT_CONSULTANTS = PATTERN.split('\n[[pattern]]\nfrom = 2026-08-03\nweeks = ["C')[1]


@pytest.mark.parametrize("supervisor", ["bevan", "ajayi"])
def test_the_supervisor_of_the_desk_answers_when_no_consultant_is_on_call(local_hospital: Hospital, supervisor: str):
    """Two consultants and neither on call: whom the rota names as the desk's supervisor, not whoever is first."""
    hospital = local_hospital
    ajayi = '[[clinician]]\nid = "ajayi"\nname = "Dr Tunde Ajayi"\ngmc = "4212399"\ngrade = "consultant"\n'
    file = hospital.folder / "rotas" / "cardiology.toml"
    file.write_text(file.read_text().replace('[[duty]]\ncode = "D"', f'{ajayi}\n[[duty]]\ncode = "D"', 1))
    of_consultants = '\n[[pattern]]\nfrom = 2026-08-03\nweeks = ["C' + WITHOUT_CONSULTANTS
    republish(hospital, TUESDAY, TUESDAY, of_consultants, "")
    republish(hospital, TUESDAY, TUESDAY, 'supervisor = "bevan"', f'supervisor = "{supervisor}"')
    enquiry = by_registrar(hospital)
    record = recording.open_record(By(hospital.store, hospital["okafor"], EVENING), enquiry)
    assert record.fields["supervisor"] == {"bevan": GMC["bevan"], "ajayi": "4212399"}[supervisor]


def test_an_unanswered_call_has_nothing_to_record(local_hospital: Hospital):
    enquiry = local_hospital.call()
    local_hospital.dial(enquiry, "bevan", Result.NO_ANSWER)
    with pytest.raises(NotPermitted):
        local_hospital.record(enquiry, "bevan", TUESDAY)
