"""A draft rota held against the calls that were made, through the store."""

import csv
from datetime import date, timedelta

import pytest

from advice_line.problems import NotPermitted, Refused
from advice_line.rota import Rota, read_rota
from advice_line.usecases.audits.replay import export_replay, replay_rotas
from advice_line.usecases.usecase import By
from tests.hospital import CARDIOLOGY, SITE, TUESDAY, Hospital
from tests.rows import rows_of

LATER = TUESDAY + timedelta(days=30)
AUGUST = (date(2026, 8, 1), date(2026, 9, 1))


def rota(text: str = CARDIOLOGY) -> Rota:
    found = read_rota(text.encode(), "draft.toml")
    assert found.rota is not None, found.errors
    return found.rota


def test_a_moved_clinic_is_held_against_what_happened(hospital: Hospital):
    hospital.connected("bevan", TUESDAY)  # okafor was in clinic
    hospital.call(TUESDAY + timedelta(hours=2))
    (one,) = replay_rotas(
        By(hospital.store, hospital["ruth"], LATER), [rota(CARDIOLOGY.replace('"Tue"', '"Thu"'))], *AUGUST
    )
    assert (one.desk, one.weeks) == ("cardiology", 0)
    assert (one.then.calls, one.then.first, one.then.in_clinic) == (2, 1, 1)
    assert (one.now.calls, one.now.first, one.now.in_clinic) == (2, 2, 0)
    assert one.same == 1
    (as_it_is,) = replay_rotas(By(hospital.store, hospital["ruth"], LATER), [rota()], *AUGUST)
    assert (as_it_is.now, as_it_is.same) == (as_it_is.then, 2)
    assert [(cost.words, cost.calls) for cost in as_it_is.clinics] == [("Tue 13:30 to 15:00", 1)]


def test_a_rota_that_does_not_reach_over_the_calls_is_refused(local_hospital: Hospital):
    ending = CARDIOLOGY.replace("from = 2026-08-03", "from = 2026-08-03\nuntil = 2026-08-17")
    local_hospital.call(TUESDAY + timedelta(days=20))
    with pytest.raises(Refused, match="this rota ends on 2026-08-17"):
        replay_rotas(By(local_hospital.store, local_hospital["ruth"], LATER), [rota(ending)], *AUGUST)


def test_only_who_may_see_audits_replays(local_hospital: Hospital):
    for who in ("sam", "okafor", "admin"):
        with pytest.raises(NotPermitted):
            replay_rotas(By(local_hospital.store, local_hospital[who], LATER), [rota()], *AUGUST)
    assert replay_rotas(By(local_hospital.store, local_hospital["bevan"], LATER), [rota()], *AUGUST)


def test_the_file_says_whose_it_is_by_the_local_clock_and_its_export_is_on_the_trail(local_hospital: Hospital):
    local_hospital.connected("bevan", TUESDAY)
    by = By(local_hospital.store, local_hospital["ruth"], LATER)
    found = replay_rotas(by, [rota()], *AUGUST)
    file = local_hospital.folder / "replay.csv"
    export_replay(by, found, AUGUST, "csv", file)
    (row,) = csv.DictReader(file.open(encoding="utf-8"))
    assert row["call"] == "2026-08-04T14:00:00+01:00"
    assert (row["first free then"], row["passed over then"]) == ("Dr Gareth Bevan", "Dr Adaeze Okafor")
    assert (row["site"], row["made_by"]) == ("RRV03", "Ruth Appleby")
    assert row["period"] == "August 2026: 1 August 2026 to 31 August 2026, both included"
    assert row["trail_head"].startswith("RRV03 ")
    trail = rows_of(local_hospital.store, "trail_of_site", site=SITE, after=0, until=10**9, most=10**6)
    assert trail[-1]["act"] == "exported replayed calls"
    with pytest.raises(Refused, match="“pdf” is not a format"):
        export_replay(by, found, AUGUST, "pdf", file)


def test_its_workbook_defines_every_column(local_hospital: Hospital):
    import openpyxl

    local_hospital.connected("bevan", TUESDAY)
    by = By(local_hospital.store, local_hospital["ruth"], LATER)
    file = local_hospital.folder / "replay.xlsx"
    export_replay(by, replay_rotas(by, [rota()], *AUGUST), AUGUST, "xlsx", file)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["About", "Replayed calls", "Definitions", "Trail head"]
    assert [cell.value for cell in book["Replayed calls"][1]] == [
        row[0].value for row in book["Definitions"]["A2:A10"]
    ]
