"""A file from outside that is too large, too full or too clever is a sentence before anything of it is made."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from advice_line.imports.bringing_in import bring_in
from advice_line.imports.to_rota import Brought
from advice_line.problems import Refused
from tests.rota.files import PATTERN, rota

BASE = rota(PATTERN)
FIRST, UNTIL = date(2026, 8, 3), date(2026, 9, 7)
LIST = Path(__file__).parent / "files" / "list.xlsx"


def brought(data: bytes, until: date = UNTIL) -> Brought:
    return bring_in(data, "file", BASE, {}, first=FIRST, until=until)


def workbook(sheet: str, **parts: bytes) -> bytes:
    """A sound workbook whose sheet is replaced, with parts added."""
    out = io.BytesIO()
    with zipfile.ZipFile(LIST) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml" and sheet:
                data = sheet.encode()
            new.writestr(part.filename, data)
        for name, data in parts.items():
            new.writestr(f"xl/{name}.xml", data)
    return out.getvalue()


XML = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData>{}</worksheet>'
CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


def _areas(many: int) -> str:
    """Merged areas of ten thousand cells each, side by side."""
    refs = "".join(f'<mergeCell ref="A{n * 1000 + 1}:J{n * 1000 + 1000}"/>' for n in range(many))
    return f"<mergeCells>{refs}</mergeCells>"


WORKBOOKS = {
    "a bomb of zeros": (workbook("", zeros=bytes(30_000_000)), "larger than 20 MB once it is unpacked"),
    "a million cells": (workbook(XML.format("<row>" + "<c/>" * 1_100_000 + "</row>", "")), "more than 400,000 cells"),
    "all merged": (
        workbook(XML.format(CELL, '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
        "merged areas of 17,179,869,184 cells",
    ),
    "one cell at the end of the sheet": (
        workbook(XML.format(CELL + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "")),
        "delete what stands far from the rest",
    ),
    "entities in entities": (
        workbook('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + XML.format(CELL, "")),
        "as no spreadsheet program writes it",
    ),
    "too many parts": (workbook("", **{f"p{n}": b"<a/>" for n in range(600)}), "parts; a workbook of a rota has"),
    "merged in many areas": (
        workbook(XML.format(CELL, _areas(41))),  # 10,000 cells each
        "merged areas of 410,000 cells; 400,000 is the most",
    ),
}


@pytest.mark.parametrize(("data", "words"), WORKBOOKS.values(), ids=WORKBOOKS)
def test_a_workbook_is_looked_into_before_it_is_opened(data: bytes, words: str):
    with pytest.raises(Refused, match=words):
        brought(data)


def test_merged_areas_within_the_limit_are_read():
    from advice_line.imports.sheets import read_sheet

    (sheet,) = read_sheet(workbook(XML.format(CELL, _areas(1))), "list.xlsx")
    assert {cell for row in sheet.rows for cell in row.cells} == {1}


def test_a_text_of_endless_cells_is_refused():
    with pytest.raises(Refused, match="more than 400,000 cells"):
        brought(b"date,name\n" + b"," * 450_000)
    with pytest.raises(Refused, match="a text of more than 5 MB"):
        brought(b"date,name\n" + b"x" * 5_000_000)


def calendar(rule: str = "FREQ=DAILY", start: str = "20260803T080000Z", many: int = 1, more: str = "") -> bytes:
    event = (
        "BEGIN:VEVENT\r\nUID:{}\r\nDTSTAMP:20260701T000000Z\r\nDTSTART:{}\r\nDTEND:20260803T160000Z\r\n"
        "RRULE:{}\r\nSUMMARY:Dr Okafor - Day on call\r\n{}END:VEVENT\r\n"
    )
    events = "".join(event.format(n, start, rule, more) for n in range(many))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{events}END:VCALENDAR\r\n".encode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (calendar("FREQ=DAILY;BYHOUR=0,1,2,3"), "a duty repeats by days"),
        (calendar("FREQ=DAILY;BYMINUTE=0,1"), "a duty repeats by days"),
        (calendar("FREQ=DAILY;BYSECOND=0,1"), "a duty repeats by days"),
        (calendar("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1"), "a duty repeats by days"),
        (calendar("FREQ=YEARLY;BYWEEKNO=60"), "a duty repeats by days"),
        (calendar("FREQ=DAILY;INTERVAL=0"), "on days that do not come"),
        (calendar("FREQ=DAILY;INTERVAL=7;BYDAY=TU"), "on days that do not come"),
        (calendar("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31"), "on days that do not come"),
        (calendar("FREQ=MONTHLY;BYDAY=6MO"), "on days that do not come"),
        (calendar("FREQ=MONTHLY;INTERVAL=12;BYMONTH=3"), "on days that do not come"),
        (calendar(start="00010101T080000Z"), "begins in 1"),
        (calendar(more="EXDATE:" + ",".join(["20260804T080000Z"] * 20_002) + "\r\n"), "20,000 dates are the most"),
        (calendar(many=5_000), "5,000 events"),
        (calendar() + b"x" * 2_000_000, "2 MB"),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 4_000, "cannot be read as a calendar"),
    ],
)
def test_a_calendar_is_of_duties(data: bytes, words: str):
    with pytest.raises(Refused, match=words):
        brought(data)


def test_a_calendar_over_a_lifetime_is_asked_for_fewer_days():
    with pytest.raises(Refused, match="ask for fewer days"):
        brought(calendar(many=10), until=date(2090, 1, 1))


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=MONTHLY;BYMONTHDAY=-1",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTH=8",
    ],
)
def test_days_that_come_now_and_then_are_read(rule: str):
    brought(calendar(rule))


def test_a_date_mistyped_into_another_decade_makes_no_rota_that_is_then_refused():
    days = "".join(f"{day},09:00,17:00,Dr Okafor,Day on call\n" for day in ("2005-08-05", "2026-08-04"))
    with pytest.raises(
        Refused, match=r"look at its dates\. The rota goes from 2005-08-05 to .* longer than 20 years"
    ):
        brought(f"date,start,end,name,role\n{days}".encode())


def test_a_huge_interval_and_count_are_cut_to_the_days_asked_for():
    assert brought(calendar("FREQ=DAILY;INTERVAL=999999999;COUNT=999999999")).shifts == 1


def test_hidden_characters_in_a_cell_are_made_visible():
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["date", "start", "end", "name"])
    sheet.append(["2026-08-03", "09:00", "17:00", "Dr Gi\u202ell"])
    out = io.BytesIO()
    book.save(out)
    for data in (out.getvalue(), "date,start,end,name\n2026-08-03,09:00,17:00,Dr Gi\u202e\x1bll\n".encode()):
        asked = brought(data).questions[0].words
        assert "⟨U+202E⟩" in asked
        assert "\u202e" not in asked
        assert "\x1b" not in asked
