"""The rota audit: what each figure counts, and the cases behind it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from advice_line.enquiry.routing import Result
from advice_line.exports.audits import as_html, as_xlsx
from advice_line.usecases.audits.audits import audit
from advice_line.usecases.rotas import covering, leave
from advice_line.usecases.usecase import By, Press
from tests.hospital import BEGAN, GMC, TUESDAY, Hospital
from tests.usecases.rotas.test_publishing import CLINIC_END, republish

AUGUST, OCTOBER = datetime(2026, 7, 31, 23, tzinfo=UTC), datetime(2026, 9, 30, 23, tzinfo=UTC)
HOUR = timedelta(hours=1)


def rows(hospital: Hospital, begins: datetime = AUGUST, until: datetime = OCTOBER) -> dict[tuple[str, str], Any]:
    found = audit(By(hospital.store, hospital["ruth"], TUESDAY), "rota", begins, until)
    return {(str(row["desk"]), str(row["month"])): row for row in found.rows}


def cases(hospital: Hospital, title: str) -> list[tuple[Any, ...]]:
    found = audit(By(hospital.store, hospital["ruth"], TUESDAY), "rota", AUGUST, OCTOBER)
    return list(next(table for table in found.cases if table.title == title).rows)


def test_a_row_for_each_desk_and_month(hospital: Hospital):
    found = rows(hospital)
    assert list(found) == [
        ("cardiology", "2026-08"), ("cardiology", "2026-09"), ("renal", "2026-08"), ("renal", "2026-09"),
        ("all desks", ""),
    ]  # fmt: skip
    september = found["cardiology", "2026-09"]
    assert (september["hours"], september["hours_answered"], september["hours_rung_2"]) == (720, 720, 720)
    assert september["hours_first_in_clinic"] == 4.5  # 13:30 to 15:00 on the three Tuesdays that Okafor has days
    assert found["all desks", ""]["hours"] == 2 * (720 + 744)


def test_calls_that_fell_into_a_gap(hospital: Hospital):
    """Before the first publication there is nobody: the gap from the first of August, and a call in it."""
    hospital.call(datetime(2026, 8, 3, 4, tzinfo=UTC))
    august = rows(hospital)["cardiology", "2026-08"]
    assert august["gaps"] == 1
    assert august["minutes_nobody_on_duty"] == (BEGAN - AUGUST) / timedelta(minutes=1) + 180
    assert august["calls_in_gaps"] == 1
    (gap,) = [row for row in cases(hospital, "Gaps") if row[0] == "cardiology" and row[1] == "nobody on duty"]
    assert gap[5] == 1


def test_who_was_rostered_and_who_answered(hospital: Hospital):
    evening = datetime(2026, 8, 4, 15, 30, tzinfo=UTC)  # Okafor is first, Bevan behind
    hospital.connected("okafor", evening)
    hospital.connected("bevan", evening + HOUR / 6)
    stranger = hospital.call(evening + HOUR / 4)
    hospital.dial(stranger, "patel", Result.ANSWERED, evening + HOUR / 4)
    wrong = hospital.call(evening + HOUR / 3)
    hospital.dial(wrong, "okafor", Result.WRONG_PERSON, evening + HOUR / 3)
    august = rows(hospital)["cardiology", "2026-08"]
    assert august["connected"] == 3
    assert (august["answered_by_another_than_first"], august["another_percent_of_connected"]) == (1, 33.3)
    assert (august["wrong_rota"], august["wrong_rota_percent_of_connected"]) == (2, 66.7)
    assert [(row[3], row[4], row[5]) for row in cases(hospital, "Wrong rota")] == [
        ("Dr Adaeze Okafor", "Dr Gareth Bevan", "another than the first who was free"),
        ("Dr Adaeze Okafor", "Dr Rohan Patel", "not on the ladder"),
        ("Dr Adaeze Okafor", "Dr Adaeze Okafor", "the wrong person was reached"),
    ]


def test_an_answer_is_held_against_the_rota_as_it_was_known_when_the_telephone_rang(local_hospital: Hospital):
    """Okafor's turn was given away for the very minute, but the file came half a minute after the call."""
    evening = datetime(2026, 8, 4, 15, 30, tzinfo=UTC)
    enquiry = local_hospital.call(evening)
    local_hospital.dial(enquiry, "okafor", Result.ANSWERED, evening + HOUR / 360)
    swap = '\n[[swap]]\ndate = 2026-08-04\nduty = "D"\nfrom = "okafor"\nto = "patel"\n'
    republish(local_hospital, evening, evening + HOUR / 90, CLINIC_END, CLINIC_END + swap)
    assert rows(local_hospital)["cardiology", "2026-08"]["wrong_rota"] == 0
    later = local_hospital.call(evening + HOUR / 60)
    local_hospital.dial(later, "okafor", Result.ANSWERED, evening + HOUR / 60)
    assert rows(local_hospital)["cardiology", "2026-08"]["wrong_rota"] == 1


def test_changes_and_the_notice_that_they_gave(hospital: Hospital):
    store, ruth = hospital.store, hospital["ruth"]
    begins = datetime(2026, 8, 5, 8, tzinfo=UTC)
    leave.enter_sickness(
        By(store, ruth, TUESDAY), "cardiology", GMC["okafor"], begins, begins + 8 * HOUR, "flu", Press()
    )
    taken = covering.shifts_to_cover(store, "cardiology", GMC["okafor"], begins, begins + 8 * HOUR)
    covering.enter_cover(By(store, ruth, TUESDAY), "cardiology", taken, GMC["patel"], "", Press(), knowing=True)
    leave.enter_leave(
        By(store, ruth, TUESDAY),
        "cardiology",
        GMC["patel"],
        date(2026, 8, 20),
        date(2026, 8, 21),
        "annual",
        "",
        Press(),
    )
    august = rows(hospital)["cardiology", "2026-08"]
    assert (august["swaps"], august["other_changes"], august["changes_under_24_h"]) == (0, 3, 2)
    assert august["change_notice_hours_median"] == 19
    assert {row[1] for row in cases(hospital, "Changes")} == {"sickness", "cover", "leave"}


def test_notice_of_a_rota_in_weeks(hospital: Hospital):
    found = rows(hospital)
    august, september = found["cardiology", "2026-08"], found["cardiology", "2026-09"]
    assert (august["desks_published"], august["notice_days_least"]) == (0, None)
    assert (september["desks_published"], september["notice_days_least"]) == (1, 28)
    assert (september["notice_8_weeks"], september["notice_6_weeks"]) == (0, 0)
    october = rows(hospital, OCTOBER, OCTOBER + timedelta(days=31))["cardiology", "2026-10"]
    assert (october["notice_8_weeks"], october["notice_6_weeks"]) == (1, 1)


def test_rules_broken_and_fairness_are_named_person_by_person(hospital: Hospital):
    september = rows(hospital)["cardiology", "2026-09"]
    assert september["rules_broken"] > 0
    assert september["nights_per_post_most"] >= september["nights_per_post_least"] > 0
    people = [row[1] for row in cases(hospital, "Fairness") if row[0] == "cardiology"]
    assert people == ["Dr Adaeze Okafor", "Dr Rohan Patel", "Dr Gareth Bevan"]
    assert {row[1] for row in cases(hospital, "Rules broken")} >= {"Dr Adaeze Okafor", "Dr Rohan Patel"}


def test_a_consultant_sees_their_own_desk_alone(local_hospital: Hospital):
    found = audit(By(local_hospital.store, local_hospital["liu"], TUESDAY), "rota", AUGUST, OCTOBER)
    assert {row["desk"] for row in found.rows} == {"renal", "all desks"}


def test_no_cell_of_a_workbook_is_a_formula_whatever_the_reason_was(local_hospital: Hospital):
    import io

    import openpyxl

    from advice_line.rota import read_files
    from advice_line.usecases.rotas.publishing import publish_rotas

    file = local_hospital.folder / "rotas" / "cardiology.toml"
    file.write_text("# again\n" + file.read_text())
    rotas, _ = read_files([file])
    publish_rotas(local_hospital.store, local_hospital["ruth"], rotas, effective=TUESDAY, at=TUESDAY, reason="=1+1")
    found = audit(By(local_hospital.store, local_hospital["ruth"], TUESDAY), "rota", AUGUST, OCTOBER)
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(found)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "=1+1" in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert isinstance(book["Gaps"]["C2"].value, datetime)


def test_the_page_escapes_what_people_wrote(local_hospital: Hospital):
    begins = datetime(2026, 8, 5, 8, tzinfo=UTC)
    leave.enter_sickness(
        By(local_hospital.store, local_hospital["ruth"], TUESDAY), "cardiology", GMC["okafor"], begins, begins + HOUR,
        "<script>", Press(),
    )  # fmt: skip
    found = audit(By(local_hospital.store, local_hospital["ruth"], TUESDAY), "rota", AUGUST, OCTOBER)
    page = as_html(found).decode()
    assert "<script" not in page
    assert "<h2>Fairness</h2>" in page


@pytest.mark.parametrize("kind", ["activity", "accountability"])
def test_the_other_audits_have_the_same_forms(local_hospital: Hospital, kind: str):
    found = audit(By(local_hospital.store, local_hospital["ruth"], TUESDAY), kind, AUGUST, OCTOBER)  # type: ignore[arg-type]
    assert as_xlsx(found)[:2] == b"PK"
    assert b"all desks" in as_html(found)
