"""The trail for whoever governs information: who did or read what, and no word about a patient."""

import csv
import io
import json
import tracemalloc
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from advice_line.people.numbers import group_nhs_number
from advice_line.problems import NotPermitted, Refused
from advice_line.store import trail
from advice_line.store.values.trail import TrailRow
from advice_line.usecases.advice import recording
from advice_line.usecases.trail.export import COLUMNS, FORMS, Asked, Export, export_trail, subject_typed
from advice_line.usecases.usecase import By
from tests.hospital import BEGAN, FULL, SITE, TUESDAY, Hospital
from tests.rows import rows_of

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
ALL = Asked(BEGAN - DAY, TUESDAY + DAY)


def exported(hospital: Hospital, asked: Asked = ALL, who: str = "admin") -> Export:
    return export_trail(By(hospital.store, hospital[who], TUESDAY + MINUTE), asked, "csv", batch=4)


def lines(hospital: Hospital, asked: Asked = ALL) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(FORMS["csv"](exported(hospital, asked))).decode())))


def test_every_row_of_the_period_once_and_the_exports_own_last(hospital: Hospital):
    enquiry = hospital.connected("bevan")
    hospital.record(enquiry, "bevan", TUESDAY)
    found = lines(hospital)
    whole = rows_of(hospital.store, "trail_of_site", site=SITE, after=0, until=10**9, most=10**6)
    assert [int(row["seq"]) for row in found] == [row["seq"] for row in whole]
    assert [row["hash"] for row in found] == [row["hash"] for row in whole]
    assert tuple(found[0]) == COLUMNS
    assert (found[-1]["act"], found[-1]["who"]) == ("exported the trail", "admin")


def test_the_first_day_is_in_and_the_last_is_not(local_hospital: Hospital):
    local_hospital.call(TUESDAY)
    local_hospital.call(TUESDAY + DAY, number="07700 900111")
    took = [row["at"] for row in lines(local_hospital, Asked(TUESDAY, TUESDAY + DAY)) if row["act"] == "took a call"]
    assert took == ["2026-08-04T13:00:00.000Z"]


def test_what_one_person_did(hospital: Hospital):
    hospital.connected("bevan")
    assert {row["who"] for row in lines(hospital, replace(ALL, who="sam"))} == {"sam"}


def test_everything_about_one_enquiry_whatever_it_was_done_to(hospital: Hospital):
    first, second = hospital.connected("bevan"), hospital.connected("bevan", number="07700 900111")
    hospital.record(first, "bevan", TUESDAY)
    recording.open_record(By(hospital.store, hospital["bevan"], TUESDAY), second)
    kind, key = subject_typed(f"AL-{first:06d}")
    acts = {row["act"] for row in lines(hospital, replace(ALL, subject_kind=kind, subject=key))}
    assert {"took a call", "recorded advice"} <= acts
    about = {row["subject"] for row in lines(hospital, replace(ALL, subject_kind=kind, subject=key))}
    assert str(second) not in {
        row["subject"]
        for row in lines(hospital, replace(ALL, subject_kind=kind, subject=key))
        if row["subject_kind"] == "enquiry"
    }
    assert about


@pytest.mark.parametrize(
    "text, kind, key",
    [("AL-000012", "enquiry", "12"), ("account 4", "account", "4"), ("advice", "advice", ""), ("", "", "")],
)
def test_a_subject_is_typed(text: str, kind: str, key: str):
    assert subject_typed(text) == (kind, key)


def test_json_says_the_same_with_the_head(local_hospital: Hospital):
    local_hospital.connected("bevan")
    values = json.loads(b"".join(FORMS["json"](exported(local_hospital))))
    assert values["site"] == SITE
    assert values["rows"][-1]["detail"]["format"] == "csv"
    assert values["trail_head"]["hash"] == values["rows"][-1]["hash"]
    assert json.loads(b"".join(FORMS["json"](exported(local_hospital, replace(ALL, who="nobody")))))["rows"] == []


@pytest.mark.parametrize("name", ["ruth", "sam", "okafor", "bevan"])
def test_only_an_administrator_exports_the_trail(local_hospital: Hospital, name: str):
    with pytest.raises(NotPermitted, match="may not export the trail"):
        exported(local_hospital, who=name)


def test_an_empty_period_and_an_unknown_format_are_sentences(local_hospital: Hospital):
    with pytest.raises(Refused, match="period is empty"):
        exported(local_hospital, Asked(TUESDAY, TUESDAY))
    with pytest.raises(Refused, match="is not a format"):
        export_trail(By(local_hospital.store, local_hospital["admin"], TUESDAY), ALL, "xlsx")


def test_no_patient_no_caller_and_no_clinical_word_is_in_it(local_hospital: Hospital):
    """A day's work with words that stand nowhere else, each in its field."""
    enquiry = local_hospital.connected(
        "bevan", nhs_number="999 000 0018", patient_name="Edna Tranter", caller_name="Dr Canary Gill"
    )
    said = {
        key: f"canary{key}" for key in ("situation", "background", "assessment", "request", "medicines", "advice")
    }
    local_hospital.record(enquiry, "bevan", TUESDAY, **said)
    local_hospital.record(enquiry, "bevan", TUESDAY + MINUTE, because="canarybecause", **said)
    text = b"".join(FORMS["csv"](exported(local_hospital))).decode()
    for private in ("Tranter", "999000001", group_nhs_number("9990000018"), FULL["birth_date"], "Canary", "canary"):
        assert private not in text


def test_a_user_name_that_a_spreadsheet_would_run_does_not_run(local_hospital: Hospital):
    with local_hospital.store.transaction():
        entry = trail.TrailEntry(SITE, TUESDAY, "=cmd|x", "operator", "took a call", "enquiry", "1", "k", {})
        trail.append(local_hospital.store, entry)
    assert [row["who"] for row in lines(local_hospital) if "cmd" in row["who"]] == ["'=cmd|x"]


def test_a_long_trail_needs_no_memory(local_hospital: Hospital):
    def row(seq: int) -> TrailRow:
        parts: dict[str, Any] = dict.fromkeys(COLUMNS, "x" * 20) | {"seq": seq, "detail": "{}"}
        return TrailRow(**parts)

    head = exported(local_hospital).head
    for form in FORMS.values():
        tracemalloc.start()
        size = sum(len(part) for part in form(Export(SITE, ALL, head, (row(n) for n in range(12_000)))))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert size > 2_000_000
        assert peak < 1_000_000
