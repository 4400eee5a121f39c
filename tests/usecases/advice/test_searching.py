from datetime import timedelta

import pytest

from advice_line.problems import NotPermitted, Refused
from advice_line.usecases.advice import recording
from advice_line.usecases.advice.searching import SearchHit, search
from advice_line.usecases.reminders.unseen import unseen_patients
from advice_line.usecases.usecase import By, Press
from tests.hospital import FULL, TUESDAY, Hospital
from tests.rows import rows_of

EVENING = TUESDAY + timedelta(hours=3)
DAY = timedelta(days=1)


@pytest.fixture
def looked(hospital: Hospital) -> Hospital:
    """Three records: two of cardiology, one of renal."""
    first = hospital.connected("okafor", EVENING)
    hospital.record(first, "okafor", EVENING)
    second = hospital.connected("okafor", EVENING + DAY, practice="V90002", number="01632 960002")
    hospital.record(
        second, "okafor", EVENING + DAY, advice="Stop amiodarone; Größe unchanged.", nhs_number="999 000 0026"
    )
    third = hospital.call(EVENING, desk="renal")
    hospital.dial(third, "mensah", None, EVENING)
    return hospital


def by(hospital: Hospital, who: str, words: str) -> list[int]:
    return [found.enquiry for found in search(By(hospital.store, hospital[who], EVENING + 2 * DAY), words)]


@pytest.mark.parametrize(
    "words, found",
    [
        ("AL-000002", [2]),
        ("2", [2]),
        ("999 000 0018", [1]),
        ("9990000026", [2]),
        ("ashwell", [1]),
        ("V90002", [2]),
        ("okafor", [2, 1]),
        ("doac renal", [1]),
        ("AMIODA", [2]),
        ("größe", [2]),
        ("palpitations", [2, 1]),
        ('"doac" OR (x*', []),
        ("100%", []),
    ],
)
def test_a_clinician_finds_newest_first_what_is_of_their_desks(looked: Hospital, words: str, found: list[int]):
    assert by(looked, "patel", words) == found


def test_another_desk_finds_nothing_of_it(looked: Hospital):
    assert by(looked, "osborne", "doac") == []
    assert by(looked, "osborne", "AL-000001") == []
    assert by(looked, "osborne", "999 000 0018") == []


def test_operators_and_managers_find_calls_and_neither_patients_nor_words(looked: Hospital):
    for who in ("sam", "ruth"):
        found = search(By(looked.store, looked[who], EVENING), "ashwell")
        assert [f.enquiry for f in found] == [3, 1]
        assert {(f.words, f.patient) for f in found} == {("", "")}
        assert by(looked, who, "amiodarone") == []
        with pytest.raises(NotPermitted, match="Only clinicians look for a patient"):
            search(By(looked.store, looked[who], EVENING), "999 000 0018")
    with pytest.raises(NotPermitted):
        search(By(looked.store, looked["admin"], EVENING), "ashwell")


def test_every_search_is_on_the_trail_with_what_it_found_and_not_what_was_looked_for(looked: Hospital):
    search(By(looked.store, looked["patel"], EVENING), "999 000 0018")
    rows = rows_of(looked.store, "trail_of_site", site="RRV03", after=0, until=10_000, most=10_000)
    (row,) = [r for r in rows if r["act"] == "searched"]
    assert '"found":[1]' in row["detail"]
    assert "9990000018" not in row["detail"].replace(" ", "")


@pytest.mark.parametrize("words, said", [("", "Type two letters"), ("999 000 0019", "check digit")])
def test_what_cannot_be_looked_for(looked: Hospital, words: str, said: str):
    with pytest.raises(Refused, match=said):
        search(By(looked.store, looked["patel"], EVENING), words)


def test_an_amended_record_is_found_once_by_its_old_words_and_its_new(looked: Hospital):
    looked.record(1, "okafor", EVENING, "wrong drug", advice="Start edoxaban.")
    assert by(looked, "patel", "doac") == by(looked, "patel", "edoxaban") == [1]


def test_a_repeat_call_within_thirty_days_shows_what_was_advised_at_once(looked: Hospital):
    at = EVENING + 20 * DAY
    third = looked.connected("okafor", at, nhs_number="999 000 0018", patient_name="Edna Tranter")
    record = recording.open_record(By(looked.store, looked["okafor"], at), third)
    (earlier,) = record.earlier
    assert (earlier.enquiry, earlier.outcome, earlier.own_desk) == (1, "advice, refer if needed", True)
    assert earlier.advice == FULL["advice"]
    late = looked.connected("okafor", EVENING + 31 * DAY, nhs_number="999 000 0026", patient_name="Edna Tranter")
    assert recording.open_record(By(looked.store, looked["okafor"], EVENING + 31 * DAY), late).earlier[0].enquiry == 2
    old = looked.connected("okafor", EVENING + 51 * DAY, nhs_number="999 000 0018", patient_name="Edna Tranter")
    assert [
        e.enquiry for e in recording.open_record(By(looked.store, looked["okafor"], EVENING + 51 * DAY), old).earlier
    ] == []


def test_a_number_typed_into_the_form_shows_earlier_calls_too(looked: Hospital):
    at = EVENING + DAY
    third = looked.connected("okafor", at)
    assert recording.open_record(By(looked.store, looked["okafor"], at), third).earlier == ()
    (earlier,) = recording.same_patient(By(looked.store, looked["okafor"], at), third, "999 000 0018")
    assert earlier.enquiry == 1
    assert recording.same_patient(By(looked.store, looked["okafor"], at), third, "999 000 00") == ()


def test_another_desks_earlier_advice_is_named_and_not_shown(looked: Hospital):
    renal = looked.call(EVENING + DAY, desk="renal", nhs_number="999 000 0018", patient_name="Edna Tranter")
    attempt = looked.dial(renal, "mensah", None, EVENING + DAY)
    from advice_line.enquiry.routing import Result
    from advice_line.usecases.calls.attempts import finish_attempt

    finish_attempt(By(looked.store, looked["sam"], EVENING + DAY), attempt, Result.ANSWERED)
    (earlier,) = recording.open_record(By(looked.store, looked["mensah"], EVENING + DAY), renal).earlier
    assert (earlier.desk_name, earlier.advice, earlier.own_desk) == ("Cardiology", "", False)


def missing(hospital: Hospital, who: str) -> list[tuple[int, tuple[str, ...]]]:
    rows = unseen_patients(By(hospital.store, hospital[who], EVENING + 3 * DAY))
    return [(row.enquiry, row.missing) for row in rows]


def test_the_accountability_page_names_every_unseen_patient_by_age_and_what_is_missing(looked: Hospital):
    looked.record(1, "okafor", EVENING, "dose", doses="not read back", responsibility_agreed="no")
    assert missing(looked, "bevan") == [
        (1, ("countersign", "dose read back", "agreed responsibility")),
        (2, ("countersign",)),
    ]
    assert missing(looked, "ruth") == missing(looked, "bevan")
    assert missing(looked, "liu") == []
    with pytest.raises(NotPermitted):
        missing(looked, "okafor")


def test_a_child_is_said_on_the_page_until_a_consultant_has_countersigned(looked: Hospital):
    from advice_line.usecases.advice.countersigning import countersign

    third = looked.connected("okafor", EVENING)
    child = {"birth_date": "4/7/2015", "child_with": "mother", "child_weight": "34", "safeguarding": "not asked"}
    advice = looked.record(third, "okafor", EVENING, **child)
    row = next(r for r in unseen_patients(By(looked.store, looked["bevan"], EVENING)) if r.advice == advice)
    assert "child" in row.special
    countersign(By(looked.store, looked["bevan"], EVENING), advice, "agreed", "", Press())
    assert [r.enquiry for r in unseen_patients(By(looked.store, looked["bevan"], EVENING))] == [1, 2]


def test_found_says_by_what(looked: Hospital):
    (found,) = search(By(looked.store, looked["patel"], EVENING), "V90002")
    assert isinstance(found, SearchHit)
    assert (found.by, found.reference) == ("practice: Millbeck Medical Centre", "AL-000002")
