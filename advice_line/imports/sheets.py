"""CSV text and XLSX workbooks as rows of cells, each row with its number in the file."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from advice_line.plain import visible
from advice_line.problems import Refused

LARGEST = 20_000_000
"""Bytes. A year's rota of the largest hospital is under one million."""
LARGEST_TEXT = 5_000_000
_MOST_ROWS, _MOST_COLUMNS = 20_000, 2_000
_MOST_CELLS = 400_000
"""Of a table, of its merged areas together, and of the range from its first cell to its last."""
_UNPACKED, _MOST_PARTS, _MOST_TAGS = 20_000_000, 500, 1_000_000
_LONGEST_CELL = 500
_MERGED = re.compile(rb"mergeCell\b[^>]*?ref\s*=\s*[\"']([^\"']*)")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its number in the file (from 1) and its cells; None is empty."""

    number: int
    cells: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table; ``lettered`` cells are named like C5, else by line and column."""

    rows: tuple[SheetRow, ...]
    lettered: bool

    def where(self, row: int, column: int | None = None) -> str:
        """How a person finds a cell: ``C5``, or ``line 5``."""
        if column is None:
            return f"row {row}" if self.lettered else f"line {row}"
        return f"{letters(column)}{row}" if self.lettered else f"line {row}, column {column + 1}"


def letters(column: int) -> str:
    """A column (from 0) in a spreadsheet's letters."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def check_size(data: bytes, name: str) -> None:
    """Refuses what is too large to be a rota, before anything reads it."""
    if len(data) > LARGEST:
        raise Refused(f"{name} is larger than {LARGEST // 1_000_000} MB; that is no rota.")


def _check_cells(count: int, most: int, name: str) -> None:
    if count > most:
        raise Refused(f"{name} has more than {_MOST_CELLS:,} cells; that is no rota.")


def read_sheet(data: bytes, name: str) -> list[Sheet]:
    """The tables of a file: one of a CSV, each sheet of a workbook. Raises Refused with a sentence."""
    if data[:4] == b"PK\x03\x04":
        return _workbook(data, name)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Refused(f"{name} is an old .xls workbook; save it as .xlsx or .csv.")
    if len(data) > LARGEST_TEXT:
        raise Refused(f"{name} is a text of more than {LARGEST_TEXT // 1_000_000} MB; that is no rota.")
    return [_csv(_decoded(data, name), name)]


def _decoded(data: bytes, name: str) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        raise Refused(f"{name} is neither text nor an .xlsx workbook.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _csv(text: str, name: str) -> Sheet:
    first = "\n".join(text[:100_000].splitlines()[:20])
    delimiter = max(",;\t|", key=first.count)
    _check_cells(text.count(delimiter), _MOST_CELLS, name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[SheetRow] = []
    before = 0
    try:
        for cells in reader:
            number, before = before + 1, reader.line_num
            if len(rows) >= _MOST_ROWS:
                break
            rows.append(SheetRow(number, tuple(_text(cell) for cell in cells[:_MOST_COLUMNS])))
    except csv.Error as error:
        raise Refused(f"Line {reader.line_num}: this is no CSV: {error}.") from error
    return Sheet(tuple(rows), lettered=False)


def _text(cell: str) -> str | None:
    """A cell without the apostrophe that keeps a spreadsheet from running it (``exports.tables`` puts it there)."""
    text = cell.strip()
    return _shown(text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text)


def _shown(text: str) -> str | None:
    """A cell's text with hidden characters as signs: it comes from afar. The most of it is enough for a name."""
    return visible(text[:_LONGEST_CELL], lines=True).strip() or None


def _workbook(data: bytes, name: str) -> list[Sheet]:
    from openpyxl import load_workbook  # here: 200 ms that only a spreadsheet should pay

    try:
        _look_into(data, name)
        return _sheets(load_workbook(io.BytesIO(data), data_only=True))
    except Refused:
        raise
    except Exception as error:  # the library trips over a damaged workbook in a dozen ways
        raise Refused(f"{name} cannot be read as an .xlsx workbook; open it and save it afresh.") from error


def _look_into(data: bytes, name: str) -> None:
    """Refuses a workbook that would not fit once it is unpacked, before anything of it is made."""
    from openpyxl.utils import range_boundaries

    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        parts = pack.infolist()
        if len(parts) > _MOST_PARTS:
            raise Refused(f"{name} has {len(parts):,} parts; a workbook of a rota has {_MOST_PARTS:,} at most.")
        if sum(part.file_size for part in parts) > _UNPACKED:
            raise Refused(f"{name} is larger than {_UNPACKED // 1_000_000} MB once it is unpacked; that is no rota.")
        tags = merged = 0
        for part in parts:
            text = pack.read(part) if part.filename.lower().endswith((".xml", ".rels")) else b""
            if b"\0" in text[:8] or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise Refused(f"{name} is written as no spreadsheet program writes it; save it afresh.")
            tags += text.count(b"<")
            for ref in _MERGED.findall(text):
                left, top, right, bottom = range_boundaries(ref.decode())
                merged += (int(right or 0) - int(left or 0) + 1) * (int(bottom or 0) - int(top or 0) + 1)
    _check_cells(tags, _MOST_TAGS, name)
    if merged > _MOST_CELLS:
        raise Refused(f"{name} has merged areas of {merged:,} cells; {_MOST_CELLS:,} is the most.")


def _sheets(book: Any) -> list[Sheet]:
    sheets = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        if sheet.max_row * sheet.max_column > _MOST_CELLS:
            raise Refused(
                f"The sheet “{visible(sheet.title)}” reaches to row {sheet.max_row:,} and column "
                f"{letters(sheet.max_column - 1)}; delete what stands far from the rest."
            )
        grid = [
            [_clean(cell) for cell in row]
            for row in sheet.iter_rows(
                max_row=min(sheet.max_row, _MOST_ROWS), max_col=min(sheet.max_column, _MOST_COLUMNS), values_only=True
            )
        ]
        for merged in sheet.merged_cells.ranges:  # a merged cell means its value in all of them
            value = grid[merged.min_row - 1][merged.min_col - 1] if merged.min_row <= len(grid) else None
            for row in range(merged.min_row - 1, min(merged.max_row, len(grid))):
                for column in range(merged.min_col - 1, min(merged.max_col, len(grid[row]))):
                    grid[row][column] = value
        sheets.append(Sheet(tuple(SheetRow(n, tuple(row)) for n, row in enumerate(grid, 1)), lettered=True))
    return sheets


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _shown(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
