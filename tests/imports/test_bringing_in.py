"""Files that LibreOffice and Outlook make, brought in on the ground of a desk's file."""

from datetime import date, datetime, time
from pathlib import Path

import pytest

from advice_line.imports.bringing_in import bring_in
from advice_line.imports.to_rota import Brought
from advice_line.problems import Refused
from advice_line.rota import Rota
from advice_line.rota.model import Leave
from tests.rota.files import HEAD, PATTERN, rota

FILES = Path(__file__).parent / "files"
BASE = rota(PATTERN)
MONDAY = date(2026, 8, 3)


def brought(file: str | bytes, base: Rota = BASE, until: date | None = None, /, **answers: str) -> Brought:
    data = (FILES / file).read_bytes() if isinstance(file, str) else file
    named = {key.replace("__", ":"): value for key, value in answers.items()}
    return bring_in(data, file if isinstance(file, str) else "typed.csv", base, named, first=MONDAY, until=until)


def said(found: Brought, day: date | None = None) -> list[str]:
    assert found.rota is not None, found.questions
    shifts = [s for s in found.rota.shifts if day is None or s.date == day]
    return [f"{s.duty} {s.clinician}" for s in shifts]


def asked(found: Brought) -> list[str]:
    return [question.key for question in found.questions]


@pytest.mark.parametrize("file", ["grid.xlsx", "grid.csv"])
def test_a_grid_of_doctors_by_days(file: str):
    found = brought(file)
    assert said(found, MONDAY) == ["D okafor", "N patel", "C bevan"]
    assert said(found, date(2026, 8, 15)) == ["N okafor", "C bevan"]
    assert found.rota is not None
    assert found.rota.leave == (Leave("patel", date(2026, 8, 15), date(2026, 8, 16), "annual"),)
    assert found.shifts == 40
    assert found.unread == ()
    assert "2 patterns of the file give way to what is imported." in found.remarks


def test_a_grid_with_mornings_and_afternoons_asks_what_each_code_is():
    found = brought("ampm.xlsx")
    assert asked(found) == ["code:D am", "code:D pm", "code:LD pm"]
    answers = {"code__D am": "09:00-13:00 1", "code__D pm": "13:00-17:00 1", "code__LD pm": "N"}
    told = brought("ampm.xlsx", **answers)
    assert said(told, MONDAY) == ["N patel", "DA okafor", "DP okafor"]
    assert told.rota is not None
    assert told.rota.duty_by_code["DA"].end == time(13)
    assert told.rota.leave == (Leave("patel", date(2026, 8, 5), date(2026, 8, 7), "annual"),)


def test_a_grid_of_duties_with_names_in_the_cells_and_days_down():
    found = brought("duties.xlsx")
    assert asked(found) == ["code:First on call (day)", "code:First on call (night)", "code:Consultant"]
    answers = {"code__First on call (day)": "D", "code__First on call (night)": "N", "code__Consultant": "C"}
    told = brought("duties.xlsx", **answers)
    assert said(told, MONDAY) == ["D okafor", "N patel", "C bevan"]
    assert said(told, date(2026, 8, 6)) == ["D okafor", "N patel", "C bevan", "C okafor"]


@pytest.mark.parametrize("file", ["list.xlsx", "list.csv"])
def test_a_list_in_any_order_of_columns_says_what_it_could_not_read(file: str):
    found = brought(file)
    assert said(found, MONDAY) == ["D okafor", "N patel"]
    assert found.shifts == 14
    assert [u.words for u in found.unread] == ["nobody is named", "“soon” is not a date"]
    assert found.unread[0].where == ("row 16" if file.endswith("xlsx") else "line 16")
    assert any(remark.startswith("Columns: bleep from “Pager”") for remark in found.remarks)


def test_contacts_that_the_file_does_not_have_are_added_last():
    head = HEAD.replace(', "07700 900123", "ext 04521"', "")
    found = brought("list.csv", rota(PATTERN, head=head))
    assert found.rota is not None
    assert [str(c) for c in found.rota.clinician_by_id["okafor"].contacts] == ["bleep 2041", "07700 900123"]


OUTLOOK_UNTIL = date(2026, 8, 17)


def test_an_outlook_calendar_with_moved_and_deleted_occurrences():
    """Folded lines, a Windows zone name, one moved to 20:00, one deleted, one cancelled, one of three days."""
    found = brought("outlook.ics", BASE, OUTLOOK_UNTIL)
    nights = {s.date: s.duty for s in found.rota.shifts if s.clinician == "patel"} if found.rota else {}
    assert sorted(nights) == [date(2026, 8, d) for d in (3, 4, 6, 7, 8, 9)]
    assert nights[date(2026, 8, 6)] == "N2"
    assert found.rota is not None
    assert found.rota.duty_by_code["N2"].start == time(20)
    assert found.rota.duty_by_code["N2"].rung == 1
    assert said(found, MONDAY) == ["D okafor", "N patel", "C bevan"]
    assert [s.date.day for s in found.rota.shifts if s.clinician == "bevan"] == [3, 4, 5]
    assert [s.date.day for s in found.rota.shifts if s.clinician == "okafor"] == [3]


def test_what_a_rota_cannot_say_is_told_and_not_bent():
    found = brought("outlook.ics", BASE, date(2026, 11, 1))
    assert [u.words for u in found.unread] == [
        "it begins or ends the second time that an hour comes twice, which a rota cannot say"
    ]


def csv(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def test_somebody_new_is_asked_for_and_remembered():
    text = csv("date,duty,name", "2026-08-03,D,Dr Ann Gray")
    found = brought(text)
    assert asked(found) == ["person:Dr Ann Gray"]
    told = brought(text, **{"person__Dr Ann Gray": "7999999 registrar"})
    assert said(told) == ["D gray"]
    assert told.rota is not None
    assert told.rota.clinician_by_id["gray"].gmc == "7999999"
    assert said(brought(text, **{"person__Dr Ann Gray": "okafor"})) == ["D okafor"]
    assert asked(brought(text, **{"person__Dr Ann Gray": "٧٩٩٩٩٩٩ registrar"})) == ["person:Dr Ann Gray"]


def test_two_of_one_surname_are_asked_about():
    head = HEAD.replace("Dr Rohan Patel", "Dr Rohan Okafor")
    found = brought(csv("date,duty,name", "2026-08-03,D,Dr Okafor"), rota(PATTERN, head=head))
    assert found.questions[0].choices == ("okafor", "patel")
    assert "is several in the file" in found.questions[0].words


def test_which_column_and_which_order_are_asked_when_unsure():
    found = brought(csv("date;who knows;duty", "4/8/2026;Okafor;D"))
    assert asked(found) == ["column:person", "dates"]
    told = brought(csv("date;who knows;duty", "4/8/2026;Okafor;D"), column__person="who knows", dates="day first")
    assert said(told, date(2026, 8, 4)) == ["D okafor"]
    other = brought(csv("date;who knows;duty", "4/8/2026;Okafor;D"), column__person="who knows", dates="month first")
    assert said(other, date(2026, 4, 8)) == ["D okafor"]


def test_a_duty_that_the_file_does_not_know_is_put_on_a_rung():
    text = csv("date,start,end,role,person", "2026-08-03,18:00,22:00,Evening,Okafor")
    assert asked(brought(text)) == ["rung:Evening"]
    told = brought(text, rung__Evening="2 non-resident")
    assert told.rota is not None
    duty = told.rota.duty_by_code[told.rota.shifts[0].duty]
    assert (duty.name, duty.rung, duty.resident, duty.start) == ("Evening", 2, False, time(18))


def test_a_grid_of_one_month_with_day_numbers():
    days = ",".join(str(n) for n in range(1, 32))
    codes = ",".join(["D"] * 31)
    found = brought(csv("August 2026", f"Name,{days}", f"Okafor,{codes}"))
    assert len(said(found)) == 31
    assert asked(brought(csv(f"Name,{days}", f"Okafor,{codes}"))) == ["month"]


def test_a_utf_16_file_with_tabs():
    text = "date\tduty\tname\n2026-08-03\tD\tOkafor\n".encode("utf-16")
    assert said(brought(text)) == ["D okafor"]


@pytest.mark.parametrize(
    "data, sentence",
    [
        (b"", "holds no shifts"),
        (b"\x00\x01\x02", "neither text nor an .xlsx"),
        (b"PK\x03\x04 not a zip", "cannot be read as an .xlsx workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old .xls workbook"),
        (
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:never\nEND:VEVENT\nEND:VCALENDAR",
            "holds no shifts|cannot be read",
        ),
        (b"Dear all, I am on call on Friday.", "holds no shifts"),
        (b"x" * 20_000_001, "larger than 20 MB"),
    ],
)
def test_what_is_no_rota_is_refused_with_a_sentence(data: bytes, sentence: str):
    with pytest.raises(Refused, match=sentence):
        brought(data)


def test_leave_of_the_file_that_would_take_an_imported_shift_is_left_out():
    away = '[[leave]]\nclinician = "okafor"\nfirst = 2026-08-03\nlast = 2026-08-03\nkind = "annual"\n'
    later = away.replace("08-03", "12-03")
    found = brought("grid.csv", rota(PATTERN, away, later))
    assert found.rota is not None
    assert Leave("okafor", date(2026, 12, 3), date(2026, 12, 3), "annual") in found.rota.leave
    assert len([a for a in found.rota.leave if a.clinician == "okafor"]) == 1


def test_an_event_of_a_week_is_a_duty_a_day_from_the_same_hour():
    text = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260701T000000Z\r\n"
        "DTSTART;TZID=Europe/London:20261023T090000\r\nDTEND;TZID=Europe/London:20261026T130000\r\n"
        "SUMMARY:Dr Bevan - Consultant on call\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    found = brought(text.encode())
    assert said(found) == ["C bevan", "C bevan", "C bevan", "C2 bevan"]
    assert found.rota is not None
    zone = found.rota.zone
    assert datetime(2026, 10, 26, 13, tzinfo=zone).utcoffset() is not None


def test_an_apostrophe_that_kept_a_number_from_being_run_is_taken_off():
    found = brought(csv("date,duty,name,phone", "2026-08-03,D,Okafor,'+44 7700 900124"))
    assert found.rota is not None
    assert str(found.rota.clinician_by_id["okafor"].contacts[-1]) == "07700 900124"
