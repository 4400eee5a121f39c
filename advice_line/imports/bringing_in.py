"""One file of any kind brought in: what it says, and the rota that it comes to."""

from dataclasses import replace
from datetime import date

from advice_line.imports.calendar_file import WINDOW, read_calendar
from advice_line.imports.grid import read_grid
from advice_line.imports.sheets import Sheet, check_size, read_sheet
from advice_line.imports.shift_list import headings_of, read_shift_list
from advice_line.imports.to_rota import Brought, to_rota
from advice_line.imports.understood import Answers, NotUnderstood, Understood
from advice_line.problems import Refused
from advice_line.rota.file.bounds import MOST_ROWS, too_much
from advice_line.rota.model import Rota


def bring_in(
    data: bytes, name: str, base: Rota, answers: Answers, *, first: date, until: date | None = None
) -> Brought:
    """What a file comes to on the ground of a rota. ``first`` and ``until`` bound a calendar, which has no end.

    Raises Refused, with a sentence, for what is no spreadsheet, list or calendar.
    """
    check_size(data, name)
    if b"BEGIN:VCALENDAR" in data[:4096].upper():
        understood = read_calendar(data, name, base.zone, first, until or first + WINDOW)
    else:
        understood = _read_sheets(read_sheet(data, name), base, answers)
    if not understood.found and not understood.questions and not understood.unread:
        raise Refused(f"{name} holds no shifts that could be found: no list with a date column, no grid of days.")
    brought = to_rota(understood, base, answers)
    if brought.rota is not None:
        for kind, many in (("clinician", brought.rota.clinicians), ("shift", brought.rota.shifts)):
            if len(many) > MOST_ROWS[kind]:
                raise Refused(f"{name} comes to {len(many):,} {kind}s; a rota has {MOST_ROWS[kind]:,} at most.")
        beyond = next(too_much(brought.rota), None)
        if beyond is not None:
            raise Refused(f"{name}: look at its dates. {beyond[1]}")
    return brought


def _read_sheets(sheets: list[Sheet], base: Rota, answers: Answers) -> Understood:
    whole = Understood()
    for number, sheet in enumerate(sheets, 1):
        filled = [row for row in sheet.rows if any(cell is not None for cell in row.cells)]
        if not filled:
            continue
        one = _read_sheet(sheet, base, answers)
        prefix = f"sheet {number}, " if len(sheets) > 1 else ""
        whole.found += [replace(found, where=prefix + found.where) for found in one.found]
        whole.away += one.away
        whole.unread += [NotUnderstood(prefix + unread.where, unread.words) for unread in one.unread]
        whole.remarks += one.remarks
        for question in one.questions:
            whole.ask(question)
    return whole


def _read_sheet(sheet: Sheet, base: Rota, answers: Answers) -> Understood:
    """A list when a line of headings names a date and one thing more that only lists have, else a grid."""
    headings = headings_of(sheet, answers)
    if headings is not None and {"start", "hours", "role", "person"} & set(headings[1]):
        return read_shift_list(sheet, answers)
    grid = read_grid(sheet, base.clinicians, answers)
    return grid if grid is not None else Understood()
