"""Tables as files: CSV, JSON and XLSX, in which nothing that was typed is ever a formula.

A text that begins with = + - @ is run by a spreadsheet unless it is told not to: CSV gets an apostrophe before it
(OWASP, “CSV injection”), XLSX keeps it as text with the quote mark set.
"""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from advice_line.tariffs.pence import plain_pounds, pounds
from advice_line.words.times import sorted_column

_MONEY_FORMAT = "#,##0.00;(#,##0.00)"
_RISKY = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in pence; files carry it as pounds."""

    pence: int


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table. Cells are texts, numbers, amounts, dates, aware instants or None. ``total``: its last column of
    money has a sum beneath it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    total: bool = False

    @property
    def summed(self) -> int | None:
        """Which column, from 0, is summed; None: none."""
        kinds = [n for n in range(len(self.columns)) if any(isinstance(row[n], Money) for row in self.rows)]
        return kinds[-1] if self.total and kinds else None

    @property
    def sum_row(self) -> tuple[Any, ...]:
        """The line beneath it; empty where there is none."""
        column = self.summed
        if column is None:
            return ()
        amount = sum(row[column].pence for row in self.rows if isinstance(row[column], Money))
        return ("total", *[None] * (column - 1), Money(amount), *[None] * (len(self.columns) - column - 1))


def risky(text: str) -> bool:
    """Whether a spreadsheet would run this text."""
    return text.startswith(_RISKY)


def safe(value: Any) -> Any:
    """A cell of a CSV: instants with their offset, risky texts behind an apostrophe."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Money):
        return plain_pounds(value.pence)
    return f"'{value}" if isinstance(value, str) and risky(value) else value


def csv_text(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A header line and a line for each row; empty where there is nothing."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([safe(column) for column in columns])
    writer.writerows([[safe(value) for value in row] for row in rows])
    return out.getvalue()


def json_text(values: Any) -> str:
    return json.dumps(values, ensure_ascii=False, indent=2, default=_plain) + "\n"


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Money):
        return plain_pounds(value.pence)
    raise TypeError(f"{value!r} has no place in JSON")


def xlsx_bytes(tables: Sequence[Table]) -> bytes:
    """A workbook: a sheet for each table, headers frozen, dates real, no macro; no formula but the sum of money."""
    from openpyxl import Workbook  # here: 200 ms that only a spreadsheet should pay

    book = Workbook()
    book.remove(book.worksheets[0])
    names: set[str] = set()
    for table in tables:
        sheet = book.create_sheet(sheet_name(table.title, names))
        fill_sheet(sheet, table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fill_sheet(sheet: Any, table: Table) -> None:
    """Writes a table into an openpyxl sheet."""
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    for column, title in enumerate(table.columns, 1):
        cell = sheet.cell(1, column)
        put(cell, title)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDE6EF")
    for number, row in enumerate(table.rows, 2):
        for column, value in enumerate(row, 1):
            put(sheet.cell(number, column), value)
    sheet.freeze_panes = "A2"
    if table.summed is not None and table.rows:
        _put_sum(sheet, table, table.summed)
    print_wide(sheet)
    for column, title in enumerate(table.columns, 1):
        widest = max([len(title), *(len(shown(row[column - 1])) for row in table.rows if column <= len(row))])
        sheet.column_dimensions[get_column_letter(column)].width = min(max(widest + 2, 8), 60)


def _put_sum(sheet: Any, table: Table, column: int) -> None:
    """The sum twice: as a formula, which goes on being right, and as what it came to here; filters above them."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    last, letter = len(table.rows) + 1, get_column_letter(column + 1)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{last}"
    for row, words in ((last + 1, "total"), (last + 2, "total when this was made")):
        put(sheet.cell(row, 1), words)
        sheet.cell(row, 1).font = Font(bold=True)
    formula = sheet.cell(last + 1, column + 1)
    formula.value, formula.number_format = f"=SUM({letter}2:{letter}{last})", _MONEY_FORMAT
    put(sheet.cell(last + 2, column + 1), table.sum_row[column])


def print_wide(sheet: Any) -> None:
    """Lying, and as many columns as there are on one page's width."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def shown(value: Any) -> str:
    """A cell as text: an instant to the minute, a negative amount in brackets, nothing for None."""
    if isinstance(value, Money):
        return pounds(value.pence) if value.pence >= 0 else f"({pounds(-value.pence)})"
    return sorted_column(value) if isinstance(value, datetime) else str(value if value is not None else "")


def put(cell: Any, value: Any) -> None:
    """Writes one cell: text is text whatever it begins with; an instant is shown by its own zone's clock."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, datetime):
        cell.value = value.replace(tzinfo=None)
        cell.number_format = "yyyy-mm-dd hh:mm"
    elif isinstance(value, date):
        cell.value = value
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = risky(value)
    elif isinstance(value, Money):
        cell.value, cell.number_format = value.pence / 100, _MONEY_FORMAT
    elif value is not None:
        cell.value = value


def sheet_name(title: str, taken: set[str]) -> str:
    """A name that a sheet may have, and that no other of the workbook has yet."""
    plain = "".join("-" if char in "[]:*?/\\" else char for char in title)[:28].strip("'") or "Sheet"
    name, number = plain, 1
    while name.lower() in taken:
        number += 1
        name = f"{plain} {number}"
    taken.add(name.lower())
    return name
