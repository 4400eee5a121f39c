"""What is handed out says what the resolver says: read back by other programs' libraries, at every edge."""

import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pytest
import recurring_ical_events

from advice_line.exports import rota_files
from advice_line.exports.sheet import sheet_html, sheet_pdf
from advice_line.exports.tables import Table, csv_text, xlsx_bytes
from advice_line.imports.bringing_in import bring_in
from advice_line.rota import Roster, Rota, read_rota
from advice_line.rota.file.writing import rota_text
from advice_line.usecases.rotas import handing_out, leave
from advice_line.usecases.rotas.who_answers import roster_of
from advice_line.usecases.usecase import By, Press
from tests.hospital import GMC, TUESDAY, Hospital
from tests.usecases.rotas.test_publishing import republish

FIRST, UNTIL = date(2026, 8, 10), date(2027, 4, 5)  # over both changed nights
HOUR = timedelta(hours=1)


@pytest.fixture
def changed(local_hospital: Hospital) -> Hospital:
    """Okafor ill for a night and a day, changes on top of the file."""
    leave.enter_sickness(
        By(local_hospital.store, local_hospital["ruth"], TUESDAY), "cardiology", GMC["okafor"],
        datetime(2026, 10, 24, 22, 15, tzinfo=UTC), datetime(2026, 10, 26, 12, tzinfo=UTC), "", Press(),
    )  # fmt: skip
    return local_hospital


def on_call(hospital: Hospital, at: datetime) -> list[str]:
    """Everybody on the ladder, top to bottom, clinics left out of it."""
    rungs = roster_of(hospital.store, "cardiology", at).ladder(at).rungs
    return [rung.clinician.id for rung in sorted(rungs, key=lambda r: (r.shift.duty.rung, r.shift.start))]


def edges(data: bytes) -> list[datetime]:
    events: list[Any] = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return sorted({e[key].dt.astimezone(UTC) for e in events for key in ("DTSTART", "DTEND")})


@pytest.mark.slow
def test_a_calendar_read_back_gives_the_same_answer_at_every_edge(changed: Hospital):
    data = handing_out.desk_calendar(changed.store, TUESDAY, "cardiology", FIRST, UNTIL)
    found = edges(data)[:-2]
    read = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between(found[0], found[-1] + HOUR)
    spans = [(e["DTSTART"].dt.astimezone(UTC), e["DTEND"].dt.astimezone(UTC), e) for e in read]
    assert len(found) > 400
    for edge in found[2:]:
        for moment in (edge - timedelta(seconds=1), edge):
            on = [event for start, end, event in spans if start <= moment < end]
            ranked = sorted(on, key=lambda e: ({"D": 1, "N": 1, "C": 2}[str(e["X-ADVICE-LINE-DUTY"])],))
            assert [str(e["X-ADVICE-LINE-CLINICIAN"]) for e in ranked] == on_call(changed, moment), moment


def test_the_calendar_carries_its_zone_and_folds_its_lines(changed: Hospital):
    data = handing_out.desk_calendar(changed.store, TUESDAY, "cardiology", FIRST, UNTIL)
    assert b"BEGIN:VTIMEZONE\r\nTZID:Europe/London" in data
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"DTSTART;TZID=Europe/London:20260810T090000" in data


def test_uids_are_stable_and_the_sequence_grows_on_change(local_hospital: Hospital):
    def events() -> dict[str, tuple[int, str]]:
        data = handing_out.desk_calendar(local_hospital.store, TUESDAY, "cardiology", FIRST, date(2026, 8, 17))
        found: list[Any] = icalendar.Calendar.from_ical(data).walk("VEVENT")
        return {str(e["UID"]): (int(e["SEQUENCE"]), str(e["X-ADVICE-LINE-CLINICIAN"])) for e in found}

    before = events()
    assert events() == before
    from advice_line.rota.changes import Leg
    from advice_line.usecases.rotas import swaps

    leg = Leg(date(2026, 8, 12), "D", GMC["patel"], GMC["okafor"])
    number = swaps.offer_swap(
        By(local_hospital.store, local_hospital["patel"], TUESDAY), swaps.SwapOffer("cardiology", (leg,)), Press()
    )
    swaps.agree_swap(By(local_hospital.store, local_hospital["okafor"], TUESDAY), number, Press(), knowing=True)
    after = events()
    assert after.keys() == before.keys()
    uid = f"20260812-D-{GMC['patel']}@cardiology.advice-line"
    assert (before[uid][1], after[uid][1]) == ("patel", "okafor")
    assert after[uid][0] > before[uid][0]


def test_one_clinicians_calendar_holds_their_shifts_alone(changed: Hospital):
    data = handing_out.clinician_calendar(changed.store, TUESDAY, GMC["patel"], FIRST, UNTIL)
    assert {str(e["X-ADVICE-LINE-CLINICIAN"]) for e in icalendar.Calendar.from_ical(data).walk("VEVENT")} == {"patel"}


def published(hospital: Hospital) -> Rota:
    source = handing_out.desk_source(hospital.store, TUESDAY, "cardiology")
    reading = read_rota(source.encode(), "cardiology.toml")
    assert reading.rota is not None
    return reading.rota


def all_edges(roster: Roster, begins: datetime, until: datetime) -> list[datetime]:
    return [start for start, _, _ in roster.shifts.segments_from(begins) if begins <= start < until]


@pytest.mark.parametrize("form", ["ics", "csv", "xlsx"])
def test_import_publish_export_import_again_gives_the_same_answers(changed: Hospital, form: str):
    """There and back by each road: at every edge, and the second before it, the same people are on."""
    base = published(changed)
    first, until = date(2026, 10, 19), date(2026, 11, 2)
    rota = base
    rosters = []
    for _ in range(2):
        if form == "ics":
            data = handing_out.desk_calendar(changed.store, TUESDAY, "cardiology", first, until)
        else:
            found = handing_out.desk_rota(changed.store, None, TUESDAY, "cardiology", first, until)
            data = (
                rota_files.shifts_csv(found).encode()
                if form == "csv"
                else xlsx_bytes([Table("Shifts", rota_files.COLUMNS, tuple(map(rows_of, _lines(found))))])
            )
        brought = bring_in(data, f"cardiology.{form}", rota, {}, first=first, until=until)
        assert brought.questions == ()
        assert brought.unread == ()
        assert brought.rota is not None
        text = rota_text(brought.rota)
        reading = read_rota(text.encode(), "cardiology.toml")
        assert reading.rota is not None, reading.errors
        rota = reading.rota
        rosters.append(Roster(rota))
    begins, ends = datetime(2026, 10, 20, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
    moments = {m for r in rosters for m in all_edges(r, begins, ends)}
    assert len(moments) > 24
    for edge in moments:
        for moment in (edge - timedelta(seconds=1), edge):
            wanted = on_call(changed, moment)
            for roster in rosters:
                rungs = sorted(roster.ladder(moment).rungs, key=lambda r: (r.shift.duty.rung, r.shift.start))
                assert [rung.clinician.id for rung in rungs] == wanted, moment


def _lines(found: rota_files.DeskRota) -> list[list[str]]:
    import csv

    return list(csv.reader(io.StringIO(rota_files.shifts_csv(found))))[1:]


def rows_of(line: list[str]) -> tuple[str, ...]:
    return tuple(line)


def test_what_was_brought_in_is_published_and_answers_the_same(changed: Hospital):
    """The imported file is a rota like any other: published, it says who is on."""
    base = published(changed)
    first, until = date(2026, 10, 19), date(2026, 11, 2)
    data = handing_out.desk_calendar(changed.store, TUESDAY, "cardiology", first, until)
    brought = bring_in(data, "c.ics", base, {}, first=first, until=until)
    assert brought.rota is not None
    night = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)
    before = on_call(changed, night)
    file = changed.folder / "rotas" / "cardiology.toml"
    file.write_text(rota_text(brought.rota))
    republish(changed, datetime(2026, 10, 19, tzinfo=UTC), TUESDAY, "[desk]", "[desk]")
    assert on_call(changed, night) == before == ["bevan"]


def test_the_week_grids_mark_the_gaps_and_freeze_the_headers(changed: Hospital):
    found = handing_out.desk_rota(changed.store, None, TUESDAY, "cardiology", date(2026, 10, 19), date(2026, 11, 2))
    book = openpyxl.load_workbook(io.BytesIO(rota_files.weeks_xlsx(found)))
    assert book.sheetnames == ["2026-10-19", "2026-10-26", "Shifts", "Gaps"]
    week = book["2026-10-19"]
    assert week.freeze_panes == "B3"
    assert week["B2"].value == datetime(2026, 10, 19)  # noqa: DTZ001 - a workbook's date
    assert [week.cell(3, c).value for c in range(1, 9)] == ["Dr Adaeze Okafor", "N", "N", "N", "N", "N", "N", "sick"]
    assert week["G6"].value == "nobody on rung 1"
    assert [cell.value for cell in book["Gaps"][2]][:1] == ["nobody on rung 1"]
    assert week["G2"].comment.text.startswith("nobody on rung 1: Sat 24 Oct 23:15 to")


RISKY = ["=1+1", "+44 7700", "-5", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"]


def test_no_cell_is_ever_a_formula():
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([Table("=T", tuple(RISKY), (tuple(RISKY),))])))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells[:4]] == RISKY[:4]
    assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith(("=", "+", "-", "@")))
    for value in csv_text(RISKY, [RISKY]).replace('"', "").split("\n")[1].split(","):
        assert value.startswith("'")


def test_real_numbers_and_dates_stay_what_they_are():
    at = datetime(2026, 8, 4, 14, tzinfo=UTC)
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([Table("T", ("a", "b", "c"), ((-5, 1.5, at),))])))
    assert [cell.value for cell in book.worksheets[0][2]] == [-5, 1.5, at.replace(tzinfo=None)]
    assert book.worksheets[0].freeze_panes == "A2"
    assert csv_text(("a",), [(-5,)]) == "a\n-5\n"


def test_json_carries_shifts_clinics_and_gaps_with_their_offsets(changed: Hospital):
    import json

    found = handing_out.desk_rota(changed.store, None, TUESDAY, "cardiology", date(2026, 10, 24), date(2026, 10, 27))
    values = json.loads(rota_files.shifts_json(found))
    assert values["shifts"][0]["start"] == "2026-10-24T09:00:00+01:00"
    assert {gap["kind"] for gap in values["gaps"]} == {"nobody on rung 1", "the clocks change"}


def test_the_sheet_says_numbers_and_until_times_for_each_desk(local_hospital: Hospital):
    at = TUESDAY + HOUR / 2
    desks = handing_out.sheets(local_hospital.store, at, 1)
    assert [desk.name for desk in desks] == ["Cardiology", "Renal Medicine"]
    first, second, *_ = desks[0].lines
    assert (f"{first.start:%H:%M} {first.end:%H:%M}", first.who, first.numbers) == (
        "14:30 15:00",
        "Dr Gareth Bevan (consultant)",
        "ext 04500",
    )
    assert (second.who, second.numbers) == ("Dr Adaeze Okafor", "bleep 2041, 07700 900123, ext 04521")
    assert second.behind == "Dr Gareth Bevan (consultant), ext 04500"
    page = sheet_html("On call", "Printed now", desks)
    assert "bleep 2041, 07700 900123, ext 04521" in page
    assert "http" not in page.replace("http-equiv", "")


def test_the_printed_sheet_is_one_page_with_every_name(local_hospital: Hospital, tmp_path: Path):
    desks = handing_out.sheets(local_hospital.store, TUESDAY, 1) * 6
    made = sheet_pdf("On call at Exampleton: Łódź", "Printed now", desks)
    assert made.startswith(b"%PDF-")
    assert made.count(b"/Type /Page\n") == 1


def test_our_own_week_grids_come_back_in_as_they_went_out(local_hospital: Hospital):
    store = local_hospital.store
    found = handing_out.desk_rota(store, None, TUESDAY, "cardiology", date(2026, 8, 10), date(2026, 8, 24))
    base = published(local_hospital)
    brought = bring_in(rota_files.weeks_xlsx(found), "c.xlsx", base, {}, first=FIRST)
    assert brought.questions == ()
    assert brought.rota is not None
    assert {(s.date, s.duty, s.clinician) for s in brought.rota.shifts} == {
        (s.date, s.duty.code, s.clinician.id) for s in found.shifts
    }
