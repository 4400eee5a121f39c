"""Who asks: every way of dividing the enquiries holds all of them, of one's own desks alone."""

from datetime import UTC, datetime, timedelta

import pytest

from advice_line.exports.documents import Document
from advice_line.problems import NotPermitted
from advice_line.usecases.audits.who_asks import who_asks
from advice_line.usecases.usecase import By
from tests.hospital import TUESDAY, Hospital

BEGINS, UNTIL = datetime(2026, 8, 2, 23, tzinfo=UTC), datetime(2026, 8, 9, 23, tzinfo=UTC)
MONDAY = datetime(2026, 8, 10, 9, tzinfo=UTC)
PATIENT = {"nhs_number": "999 000 0018", "birth_date": "4/7/1951", "patient_name": "Edna Tranter"}


def asked(hospital: Hospital, who: str, desk: str = "") -> Document:
    return who_asks(By(hospital.store, hospital[who], MONDAY), BEGINS, UNTIL, desk)


def table(found: Document, title: str) -> list[tuple[object, ...]]:
    return [row for one in found.tables if one.title == title for row in one.rows]


def test_every_table_holds_every_enquiry_and_names_what_it_does_not_know(hospital: Hospital):
    hospital.call(TUESDAY, **PATIENT)
    hospital.call(TUESDAY + timedelta(days=1), **PATIENT)
    hospital.call(TUESDAY + timedelta(days=2), practice=None, number="07700 900123", caller_name="Dr B Lamb")
    hospital.call(TUESDAY + timedelta(hours=11), desk="renal")
    found = asked(hospital, "ruth")
    for title in ("By practice", "By commissioner", "By desk", "By hour", "By weekday", "By caller's role"):
        assert sum(int(str(row[1])) for row in table(found, title)) == 4, title
    assert table(found, "By practice")[0][:2] == ("V90001", 3)
    assert table(found, "By practice")[1][:2] == ("not known", 1)
    by_weekday = [row[:2] for row in table(found, "By weekday") if row[1]]
    assert by_weekday == [("Tuesday", 1), ("Wednesday", 2), ("Thursday", 1)]
    assert [row[:2] for row in table(found, "By hour") if row[1]] == [("01:00", 1), ("14:00", 3)]
    assert table(found, "By person") == [("Dr A Gill", "GP", "V90001", 3), ("Dr B Lamb", "GP", "", 1)]
    assert ("Asked again", "1, about a patient of whom somebody had asked within 30 days") in found.facts
    assert "Tranter" not in str(found)
    assert "999" not in str([one.rows for one in found.tables])


def test_a_practice_that_is_closed_is_not_asked_why_it_never_asks(hospital: Hospital):
    hospital.call(TUESDAY)
    hospital.store.script("UPDATE practice SET status = 'C' WHERE code = 'V90002';\n")
    silent = table(asked(hospital, "ruth"), "Practices that never asked")
    assert [row[0] for row in silent] == ["V90003", "V90004"]
    assert silent[0][1:] == ("Quay Health Centre, Dr Gill", "QZZ")


def test_a_consultant_sees_the_own_desk_alone(local_hospital: Hospital):
    local_hospital.call(TUESDAY)
    local_hospital.call(TUESDAY, desk="renal", caller_name="Dr C Egan")
    found = asked(local_hospital, "bevan")
    assert [row[:2] for row in table(found, "By desk")] == [("cardiology", 1)]
    assert [row[0] for row in table(found, "By person")] == ["Dr A Gill"]
    with pytest.raises(NotPermitted):
        asked(local_hospital, "bevan", "renal")


@pytest.mark.parametrize("who", ["sam", "okafor", "admin"])
def test_who_may_not_audit_may_not_ask(local_hospital: Hospital, who: str):
    with pytest.raises(NotPermitted):
        asked(local_hospital, who)


@pytest.mark.parametrize(("days", "again"), [(26, 1), (27, 0)])
def test_a_patient_is_asked_about_again_within_thirty_days(hospital: Hospital, days: int, again: int):
    hospital.call(TUESDAY - timedelta(days=days), **PATIENT)
    hospital.call(TUESDAY + timedelta(days=4), **PATIENT)
    assert f"{again}, about a patient" in dict(asked(hospital, "ruth").facts)["Asked again"]
