"""A grid: days across (or down), doctors or duties along the other side; sometimes AM and PM below each day."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from advice_line.imports.people import people_named
from advice_line.imports.sheets import Sheet, SheetRow
from advice_line.imports.understood import Answers, AwayFound, FoundShift, NotUnderstood, Question, Understood
from advice_line.imports.words import NoYear, a_date, a_month, heading, plain
from advice_line.rota.model import Clinician, LeaveKind

_FEWEST_DAYS = 3
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NOT_PEOPLE = ("gaps",)
"""Rows that our own week grids add beneath the people."""
_HALVES = ("am", "pm", "day", "night", "eve", "evening", "d", "n")
_NOTHING = {"", "off", "o", "x", "zero", "z", "rest", "none", "nil", "rd", "do"}
_LEAVE: dict[str, LeaveKind] = {
    "al": "annual", "a l": "annual", "annual leave": "annual", "annual": "annual", "leave": "annual", "hol": "annual",
    "sl": "study", "s l": "study", "study": "study", "study leave": "study", "course": "study",
    "sick": "sick", "off sick": "sick", "mat": "other", "maternity": "other", "pat": "other", "other": "other",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Cell:
    where: str
    label: str
    day: date
    half: str
    text: str
    contacts: tuple[str, ...]


def read_grid(sheet: Sheet, people: Sequence[Clinician], answers: Answers) -> Understood | None:
    """A grid as shifts and leave; None where the sheet has no row or column of days."""
    understood = Understood()
    year, month = _told(answers)
    cells = list(_cells(sheet, sheet.rows, year, month, understood))
    if not cells:
        turned = _turned(sheet)
        cells = list(_cells(sheet, turned, year, month, understood, turned=True))
    if understood.questions:
        return understood
    if not cells:
        return None
    side = _side(cells, people, answers, understood)
    for cell in cells:
        if side == "people":
            _read_code(cell, answers, understood)
        elif side == "duties":
            _read_names(cell, understood)
    understood.remarks.append(f"A grid with {side or 'unknown labels'} along the side.")
    return understood


def _told(answers: Answers) -> tuple[int | None, tuple[int, int] | None]:
    year = answers.get("year", "")
    return (int(year) if re.fullmatch(r"\d{4}", year) else None), a_month(answers.get("month", ""))


def _turned(sheet: Sheet) -> tuple[SheetRow, ...]:
    width = max((len(row.cells) for row in sheet.rows), default=0)
    return tuple(
        SheetRow(column, tuple(row.cells[column] if column < len(row.cells) else None for row in sheet.rows))
        for column in range(width)
    )


def _cells(
    sheet: Sheet,
    rows: Sequence[SheetRow],
    year: int | None,
    month: tuple[int, int] | None,
    understood: Understood,
    *,
    turned: bool = False,
) -> Iterator[_Cell]:
    """Every filled cell below a row of days; a second row of days begins a new block."""
    days: dict[int, date] = {}
    halves: dict[int, str] = {}
    titles: dict[int, str] = {}
    for place, row in enumerate(rows):
        fresh = _days_in(row, rows[:place], year, month, understood)
        if fresh:
            days, halves, titles = fresh, {}, _titles(row, fresh)
            continue
        if not days:
            continue
        if _is_weekdays(row, days):
            continue
        label = _label(row, days, titles)
        if label is None and not halves and _is_halves(row, days):
            halves = {c: plain(row.cells[c]) for c in days if c < len(row.cells) and row.cells[c] is not None}
            titles |= _titles(row, days)
        if label is None or plain(label) in _NOT_PEOPLE:
            continue
        for column, day in days.items():
            value = row.cells[column] if column < len(row.cells) else None
            if value is not None:
                at = (sheet.rows[column].number, row.number) if turned else (row.number, column)
                where = sheet.where(*at)
                yield _Cell(where, label, day, halves.get(column, ""), str(value), _contacts(row, titles))


def _days_in(
    row: SheetRow, above: Sequence[SheetRow], year: int | None, month: tuple[int, int] | None, understood: Understood
) -> dict[int, date]:
    found: dict[int, date] = {}
    yearless = 0
    for column, cell in enumerate(row.cells):
        if cell is None or isinstance(cell, int | float):
            continue
        try:
            found[column] = a_date(cell, year=year)
        except NoYear:
            yearless += 1
        except ValueError:
            continue
    if len(found) >= _FEWEST_DAYS:
        return found
    if yearless >= _FEWEST_DAYS:
        understood.ask(Question("year", "Of which year are the dates?"))
        return {}
    numbers = {c: int(v) for c, v in enumerate(row.cells) if _is_day_number(v)}
    run = list(numbers.values())
    if len(run) < 7 or any(after - before not in (0, 1) for before, after in pairwise(run)):
        return {}
    named = month or next((m for r in reversed(above) for c in r.cells if c and (m := a_month(str(c)))), None)
    if named is None:
        understood.ask(Question("month", "Of which month are the days? Write it like 2026-08."))
        return {}
    try:
        return {column: date(*named, day) for column, day in numbers.items()}
    except ValueError:
        return {}


def _is_day_number(value: Any) -> bool:
    return (isinstance(value, int) and 1 <= value <= 31) or (
        isinstance(value, str) and re.fullmatch(r"[12]?\d|3[01]", value) is not None and value != "0"
    )


def _is_halves(row: SheetRow, days: dict[int, date]) -> bool:
    written = _written(row, days)
    return bool(written) and all(text in _HALVES for text in written)


def _is_weekdays(row: SheetRow, days: dict[int, date]) -> bool:
    """A row that only repeats which weekday each day is."""
    written = _written(row, days)
    return bool(written) and all(text[:3] in _WEEKDAYS and len(text) != 4 for text in written)


def _written(row: SheetRow, days: dict[int, date]) -> list[str]:
    return [plain(row.cells[c]) for c in days if c < len(row.cells) and row.cells[c] is not None]


def _titles(row: SheetRow, days: dict[int, date]) -> dict[int, str]:
    return {
        c: name for c, cell in enumerate(row.cells) if c not in days and (name := heading(cell)) not in (None, "date")
    }


def _label(row: SheetRow, days: dict[int, date], titles: dict[int, str]) -> str | None:
    """Who or what a row is about: the column called name or duty, else the first text left of the days."""
    first = min(days)
    named = [c for c, name in titles.items() if name in ("person", "role")]
    for column in [*named, *range(first)]:
        if column < len(row.cells) and isinstance(row.cells[column], str) and titles.get(column, "person") in (
            "person",
            "role",
        ):  # fmt: skip
            return str(row.cells[column])
    return None


def _contacts(row: SheetRow, titles: dict[int, str]) -> tuple[str, ...]:
    found = []
    for column, name in titles.items():
        value = row.cells[column] if column < len(row.cells) else None
        if value is not None and name in ("bleep", "ext", "phone"):
            prefix = "" if name == "phone" else f"{name} "
            found.append(f"{prefix}{value}")
    return tuple(found)


def _side(cells: Sequence[_Cell], people: Sequence[Clinician], answers: Answers, understood: Understood) -> str:
    told = answers.get("side", "")
    if told in ("people", "duties"):
        return told
    labels = {cell.label for cell in cells}
    texts = {cell.text for cell in cells}
    by_label = sum(bool(people_named(label, people)) for label in labels) / len(labels)
    by_text = sum(bool(people_named(name, people)) for text in texts for name in _names(text)) / len(texts)
    if by_label != by_text:
        return "people" if by_label > by_text else "duties"
    example = ", ".join(sorted(labels)[:3])
    understood.ask(
        Question("side", f"Along the side stand {example}: people or duties?", ("people", "duties"), "people")
    )
    return ""


def _read_code(cell: _Cell, answers: Answers, understood: Understood) -> None:
    for part in re.split(r"\s*[+&/\n]\s*", cell.text) if plain(cell.text) not in _LEAVE else [cell.text]:
        words = plain(part)
        code = f"{part} {cell.half}".strip() if cell.half else part
        told = answers.get(f"code:{code}", "").lower()
        if told == "nothing" or (words in _NOTHING and not told):
            continue
        leave = told.removeprefix("leave ") if told.startswith("leave ") else None
        kind: LeaveKind | None = _LEAVE.get(leave or "") if leave else None if told else _LEAVE.get(words)
        if kind is not None:
            understood.away.append(AwayFound(cell.where, cell.day, cell.label, kind))
        else:
            understood.found.append(FoundShift(cell.where, cell.day, cell.label, code, contacts=cell.contacts))


def _read_names(cell: _Cell, understood: Understood) -> None:
    role = f"{cell.label} {cell.half}".strip() if cell.half else cell.label
    names = _names(cell.text)
    if not names and plain(cell.text) not in _NOTHING:
        understood.unread.append(NotUnderstood(cell.where, f"“{cell.text}” names nobody"))
    for name in names:
        if plain(name) not in _NOTHING:
            understood.found.append(FoundShift(cell.where, cell.day, name, role))


def _names(text: str) -> list[str]:
    return [name.strip() for name in re.split(r"\s*(?:[/&+;\n]|\band\b)\s*", text) if re.search(r"[A-Za-z]{2}", name)]
