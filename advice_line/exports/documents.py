"""A document of facts and tables, written in any of five forms and read on the screen: all say the same.

Money is in pounds with two places, plain in CSV, real numbers in XLSX, pence in JSON.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from advice_line.exports.pages import page
from advice_line.exports.tables import Money, Table, csv_text, json_text, shown, xlsx_bytes
from advice_line.exports.trail_heads import Printed

_NARROW = 74
"""Columns of a page on a terminal of 80: a table that is wider stands closer."""
_LABEL = 27
"""Columns of what a fact is called."""


@dataclass(frozen=True, slots=True)
class Document:
    """``main`` is the table that a CSV holds; ``summary`` is what is printed and read first, ``details`` after it."""

    title: str
    facts: tuple[tuple[str, str], ...]
    main: Table
    summary: tuple[Table, ...] = ()
    details: tuple[Table, ...] = ()
    head: Printed | None = None

    @property
    def tables(self) -> tuple[Table, ...]:
        return (*self.summary, *self.details)


def document_csv(document: Document) -> bytes:
    """The main table, the trail's head as its last column, so that files of several can be put together."""
    head = document.head.head.short if document.head else ""
    rows = [(*row, head) for row in document.main.rows]
    return csv_text((*document.main.columns, "trail head"), rows).encode()


def document_xlsx(document: Document) -> bytes:
    """A sheet for the facts, one for each table, one for the trail's head."""
    front = Table("About", ("what", "words"), (("Document", document.title), *document.facts))
    head = document.head.values if document.head else {}
    proof = [Table("Trail head", tuple(head), (tuple(head.values()),))] if head else []
    return xlsx_bytes([front, *document.tables, *proof])


def document_json(document: Document) -> bytes:
    """The facts by their names, each table as a list of its rows; amounts in pence."""
    values = {
        "title": document.title,
        "facts": dict(document.facts),
        "tables": {table.title: [_as_values(table, row) for row in table.rows] for table in document.tables},
        "trail_head": document.head.values if document.head else None,
    }
    return json_text(values).encode()


def _as_values(table: Table, row: tuple[Any, ...]) -> dict[str, Any]:
    return {
        f"{name}, pence" if isinstance(cell, Money) else name: cell.pence if isinstance(cell, Money) else cell
        for name, cell in zip(table.columns, row, strict=True)
    }


def document_html(document: Document) -> bytes:
    """Pages that print: the sums first, the lines last."""
    heads = [document.head] if document.head else []
    return page(
        "statement.html", title=document.title, facts=document.facts, tables=document.tables, heads=heads
    ).encode()


def document_pdf(document: Document) -> bytes:
    """A4 upright, the summary alone: the details are the spreadsheet's."""
    from advice_line.exports.printing import Paper

    printed = Paper(document.title)
    printed.heading(document.title)
    printed.facts(document.facts)
    for table in document.summary:
        printed.table(table)
    if document.head:
        printed.small(document.head.text)
    return printed.bytes()


def document_lines(document: Document) -> list[str]:
    """The same as lines of text, for a page on the screen."""
    return text_lines(document.facts, document.tables)


def text_lines(facts: Sequence[tuple[str, str]], tables: Sequence[Table]) -> list[str]:
    """Facts and tables as lines of text; a column in which nothing stands is left out."""
    lines = [line for label, words in facts for line in _fact_lines(label, words)]
    for table in tables:
        if not table.rows:
            continue
        rows = [tuple(shown(cell) for cell in row) for row in (*table.rows, *filter(None, [table.sum_row]))]
        used = [n for n in range(len(table.columns)) if any(row[n] for row in rows)]
        wide = [max(len(table.columns[n]), *(len(row[n]) for row in rows)) for n in used]
        figures = [any(isinstance(row[n], int | float | Money) for row in table.rows) for n in used]
        gap = "  " if sum(wide) + 2 * len(wide) - 2 <= _NARROW else " "
        lines += ["", table.title.upper()]
        for row in (table.columns, *rows):
            cells = [
                row[n].rjust(w) if right else row[n].ljust(w) for n, w, right in zip(used, wide, figures, strict=True)
            ]
            lines.append(gap.join(cells).rstrip())
    return lines


def _fact_lines(label: str, words: str) -> list[str]:
    """What does not fit beside its label goes on beneath itself."""
    beside = " " * (_LABEL + 1)
    wrapped = wrap(words, _NARROW - len(beside), break_long_words=False, break_on_hyphens=False) or [""]
    return [f"{label:<{_LABEL}} {wrapped[0]}".rstrip(), *(beside + more for more in wrapped[1:])]


DOCUMENT_FORMS: dict[str, Callable[[Document], bytes]] = {
    "csv": document_csv,
    "xlsx": document_xlsx,
    "json": document_json,
    "html": document_html,
    "pdf": document_pdf,
}
