"""Documents on A4: headings, facts, tables with a sum, and a page number on every page."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advice_line.exports.tables import Money, Table, shown

if TYPE_CHECKING:
    from fpdf import FPDF

_FONTS = Path(__file__).parent / "fonts"
_WIDTH = 174.0
"""Millimetres between the margins of A4."""
_WIDE = 52.0
"""As wide as a column wants to be: a longer text breaks its lines."""
_BESIDE = 3.6
"""Around a cell's text."""


class Paper:
    """A document that is written from top to bottom. ``watermark`` stands large and pale on each page."""

    def __init__(self, title: str, watermark: str = "") -> None:
        self._pdf = _numbered(title, watermark)

    def bytes(self) -> bytes:
        return bytes(self._pdf.output())

    def heading(self, words: str, size: float = 14) -> None:
        self._write(words, size, bold=True)
        self._pdf.ln(1.5)

    def paragraph(self, words: str, size: float = 9) -> None:
        self._write(words, size)
        self._pdf.ln(1)

    def small(self, words: str) -> None:
        """What proves the paper, pale and small."""
        self._pdf.ln(3)
        self._pdf.set_text_color(110)
        self._write(words, 6)
        self._pdf.set_text_color(0)

    def facts(self, pairs: Sequence[tuple[str, str]]) -> None:
        for label, words in pairs:
            self._pdf.set_text_color(90)
            self._pdf.set_font("paper", "", 9)
            top = self._pdf.get_y()
            self._pdf.cell(48, 4.6, label)
            self._pdf.set_text_color(0)
            self._pdf.set_xy(self._pdf.l_margin + 48, top)
            self._pdf.multi_cell(0, 4.6, words or "-", align="L", new_x="LMARGIN", new_y="NEXT")
        self._pdf.ln(2)

    def table(self, table: Table) -> None:
        """With its title above it, numbers to the right, and the sum of its last column where it has one."""
        self._write(table.title, 11, bold=True)
        rows = [tuple(shown(cell) for cell in row) for row in table.rows]
        totals = [table.sum_row] if table.sum_row else []
        rows += [tuple(shown(cell) for cell in row) for row in totals]
        right = [
            any(isinstance(row[n], int | float | Money) for row in table.rows) for n in range(len(table.columns))
        ]
        widths = self._widths([table.columns, *rows])
        self._pdf.set_font("paper", "", 8)
        with self._pdf.table(
            width=_WIDTH,
            col_widths=widths,
            text_align=tuple("RIGHT" if one else "LEFT" for one in right),
            line_height=4.2,
            borders_layout="HORIZONTAL_LINES",
            headings_style=_bold(),
            padding=0.6,
        ) as printed:
            for row in (table.columns, *rows):
                printed.row(row)
        self._pdf.ln(3)

    def _widths(self, rows: Sequence[Sequence[str]]) -> tuple[float, ...]:
        """Millimetres: no column narrower than its longest word; what is left goes to those with long texts."""
        self._pdf.set_font("paper", "B", 8)
        columns = list(zip(*rows, strict=True))
        needs = [max(self._wide(word) for text in column for word in (text.split() or [""])) for column in columns]
        whole = [max(map(self._wide, column)) for column in columns]
        wants = [max(need, min(longest, _WIDE)) for need, longest in zip(needs, whole, strict=True)]
        over = sum(wants) - sum(needs)
        spare = _WIDTH - sum(needs)
        if spare <= 0 or sum(wants) <= _WIDTH or not over:
            return tuple(wants)
        return tuple(need + spare * (want - need) / over for need, want in zip(needs, wants, strict=True))

    def _wide(self, text: str) -> float:
        return float(self._pdf.get_string_width(text)) + _BESIDE

    def _write(self, words: str, size: float, *, bold: bool = False) -> None:
        self._pdf.set_font("paper", "B" if bold else "", size)
        self._pdf.multi_cell(0, size * 0.5, words, align="L", new_x="LMARGIN", new_y="NEXT")


def _bold() -> Any:
    from fpdf.fonts import FontFace

    return FontFace(emphasis="BOLD", fill_color=(238, 242, 246))


def _numbered(title: str, watermark: str) -> "FPDF":
    from fpdf import FPDF  # here: 100 ms that only a printed document should pay

    class NumberedPdf(FPDF):
        def header(self) -> None:
            if not watermark:
                return
            self.set_font("paper", "B", 90)
            self.set_text_color(235)
            with self.rotation(45, self.w / 2, self.h / 2):
                self.text(self.w / 2 - self.get_string_width(watermark) / 2, self.h / 2, watermark)
            self.set_text_color(0)

        def footer(self) -> None:
            self.set_y(-12)
            self.set_font("paper", "", 8)
            self.cell(0, 5, f"{title} · page {self.page_no()}", align="R")

    pdf = NumberedPdf(format="A4")
    pdf.set_margins(18, 16)
    pdf.set_auto_page_break(True, 18)
    pdf.add_font("paper", "", _FONTS / "DejaVuSansCondensed.ttf")
    pdf.add_font("paper", "B", _FONTS / "DejaVuSansCondensed-Bold.ttf")
    pdf.set_title(title)
    pdf.add_page()
    return pdf
