"""A desk's rota handed out: its shifts as CSV and JSON, its weeks as XLSX grids with the gaps marked."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from advice_line.exports.grids import EMPTY, Grid
from advice_line.exports.tables import Table, csv_text, fill_sheet, json_text, print_wide, put
from advice_line.instants import wall_text
from advice_line.rota.gaps import Gap, GapKind
from advice_line.rota.model import Clinic, Shift
from advice_line.words.gaps import gap_words

COLUMNS = ("date", "start", "end", "duty", "duty name", "rung", "name", "grade", "bleep", "ext", "phone")
_KINDS = {"bleep": "bleep", "ext": "extension", "phone": "phone"}
_GAP, _HOLIDAY, _AWAY, _CHANGED = "F6C6C9", "E6E0F2", "E4E4E4", "FFF0C2"


@dataclass(frozen=True, slots=True)
class DeskRota:
    """What is handed out of one desk: its shifts and clinics in [first, until), its grid and its gaps."""

    desk: str
    name: str
    zone: ZoneInfo
    shifts: Sequence[Shift]
    clinics: Sequence[Clinic]
    grid: Grid
    gaps: Sequence[Gap]


def shifts_csv(found: DeskRota) -> str:
    """A line for each shift, in the columns that ``rota import`` reads; times by the desk's clock."""
    return csv_text(COLUMNS, [_shift_row(shift, found.zone) for shift in found.shifts])


def _shift_row(shift: Shift, zone: ZoneInfo) -> tuple[Any, ...]:
    start, end = shift.start.astimezone(zone), shift.end.astimezone(zone)
    contacts = [next((c.value for c in shift.clinician.contacts if c.kind == kind), "") for kind in _KINDS.values()]
    return (
        start.date(), wall_text(start.time()), wall_text(end.time()), shift.duty.code, shift.duty.name,
        shift.duty.rung,
        shift.clinician.name, shift.clinician.grade, *contacts,
    )  # fmt: skip


def shifts_json(found: DeskRota) -> str:
    """Shifts, clinics and gaps with their instants and offsets."""
    zone = found.zone

    def span(start: datetime, end: datetime) -> dict[str, object]:
        return {"start": start.astimezone(zone), "end": end.astimezone(zone)}

    return json_text(
        {
            "desk": found.desk,
            "from": found.grid.first,
            "until": found.grid.until,
            "shifts": [
                span(s.start, s.end)
                | {
                    "date": s.date,
                    "duty": s.duty.code,
                    "rung": s.duty.rung,
                    "clinician": s.clinician.id,
                    "name": s.clinician.name,
                    "grade": s.clinician.grade,
                    "contacts": [{"kind": c.kind, "value": c.value} for c in s.clinician.contacts],
                }
                for s in found.shifts
            ],
            "clinics": [span(c.start, c.end) | {"clinician": c.clinician} for c in found.clinics],
            "gaps": [
                span(g.start, g.end) | {"kind": str(g.kind), "clinicians": [p.id for p in g.who]} for g in found.gaps
            ],
        }
    )


def weeks_xlsx(found: DeskRota) -> bytes:
    """A sheet for each week, people by days, gaps marked; one of all shifts and one of the gaps behind."""
    from openpyxl import Workbook  # here: only a spreadsheet should pay for it

    book = Workbook()
    book.remove(book.worksheets[0])
    monday = found.grid.first - timedelta(days=found.grid.first.weekday())
    while monday < found.grid.until:
        _week_sheet(book.create_sheet(f"{monday}"), found, monday)
        monday += timedelta(days=7)
    shift_rows = tuple(_shift_row(shift, found.zone) for shift in found.shifts)
    fill_sheet(book.create_sheet("Shifts"), Table("Shifts", COLUMNS, shift_rows))
    gap_rows = tuple(
        (
            str(g.kind),
            g.start.astimezone(found.zone),
            g.end.astimezone(found.zone),
            g.minutes,
            ", ".join(p.name for p in g.who),
        )
        for g in found.gaps
    )
    fill_sheet(book.create_sheet("Gaps"), Table("Gaps", ("gap", "from", "until", "minutes", "who"), gap_rows))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _week_sheet(sheet: Any, found: DeskRota, monday: date) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    bold = Font(bold=True)
    put(sheet.cell(1, 1), f"{found.name}, week of {monday}")
    sheet.cell(1, 1).font = bold
    days = [monday + timedelta(days=n) for n in range(7)]
    put(sheet.cell(2, 1), "Name")
    for column, day in enumerate(days, 2):
        cell = sheet.cell(2, column)
        put(cell, day)
        cell.number_format = "ddd dd mmm"
        cell.font, cell.alignment = bold, Alignment(horizontal="center")
        if day in found.grid.bank_holidays:
            cell.fill = PatternFill("solid", fgColor=_HOLIDAY)
        gap = found.grid.gap_days.get(day)
        if gap is not None and gap is not GapKind.CLOCKS:
            cell.fill = PatternFill("solid", fgColor=_GAP)
            told = [gap_words(g, found.zone) for g in found.gaps if _on_day(g, day, found.zone)]
            cell.comment = Comment("\n".join(told)[:2000], "Advice Line")
    for number, person in enumerate(found.grid.people, 3):
        put(sheet.cell(number, 1), person.name)
        for column, day in enumerate(days, 2):
            grid_cell = found.grid.cell(person.gmc, day)
            if grid_cell == EMPTY:
                continue
            cell = sheet.cell(number, column)
            put(cell, grid_cell.codes or {"leave": "AL", "sickness": "sick"}.get(grid_cell.away, ""))
            cell.alignment = Alignment(horizontal="center")
            colour = _CHANGED if grid_cell.changed else _AWAY if grid_cell.away and not grid_cell.codes else ""
            if colour:
                cell.fill = PatternFill("solid", fgColor=colour)
    row = len(found.grid.people) + 3
    put(sheet.cell(row, 1), "GAPS")
    sheet.cell(row, 1).font = bold
    for column, day in enumerate(days, 2):
        gap = found.grid.gap_days.get(day)
        if gap is not None:
            put(sheet.cell(row, column), str(gap))
            sheet.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")
            sheet.cell(row, column).fill = PatternFill("solid", fgColor=_GAP)
    sheet.freeze_panes = "B3"
    print_wide(sheet)
    sheet.column_dimensions["A"].width = 30
    for letter in "BCDEFGH":
        sheet.column_dimensions[letter].width = 15


def _on_day(gap: Gap, day: date, zone: ZoneInfo) -> bool:
    return gap.start.astimezone(zone).date() <= day <= (gap.end - timedelta(microseconds=1)).astimezone(zone).date()
