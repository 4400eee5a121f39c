"""The confirmation to the practice: an enquiry's record as a plain letter, in text, HTML and PDF, all the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill

from advice_line.exports.pages import page
from advice_line.exports.trail_heads import Printed

_WIDTH = 76


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: what it is about, its sections of (label, words), and how it ends."""

    reference: str
    title: str
    hospital: str
    to: str
    sections: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    footer: tuple[str, ...]
    head: Printed | None = None
    """The trail's head at the moment the letter is made, by which the practice can prove the trail later."""


def letter_text(letter: Letter) -> str:
    """Plain text, no line longer than a mail should have."""
    lines = [letter.hospital, letter.title, "", f"To: {letter.to}", f"Reference: {letter.reference}", ""]
    for heading, fields in letter.sections:
        lines += [heading.upper()]
        for label, words in fields:
            lines += _labelled(label, words)
        lines.append("")
    for paragraph in letter.footer:
        lines += [fill(paragraph, _WIDTH), ""]
    return "\n".join(lines).rstrip() + "\n" + (f"\n{letter.head.text}" if letter.head else "")


def _labelled(label: str, words: str) -> list[str]:
    paragraphs = words.split("\n") or [""]
    first = fill(f"{label}: {paragraphs[0]}", _WIDTH, subsequent_indent="  ", break_on_hyphens=False)
    rest = [
        fill(p, _WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False) for p in paragraphs[1:]
    ]
    return [first, *rest]


def letter_html(letter: Letter) -> str:
    """A page that prints."""
    return page("letter.html", title=letter.title, letter=letter, heads=[letter.head] if letter.head else [])


def letter_pdf(letter: Letter) -> bytes:
    """A4 upright, as many pages as it needs, each with its reference and number."""
    from fpdf import FPDF  # here: 100 ms that only a printed letter should pay

    class LetterPdf(FPDF):
        def footer(self) -> None:
            self.set_y(-12)
            self.set_font("letter", "", 8)
            self.cell(0, 5, f"{letter.reference} · page {self.page_no()}", align="R")

    pdf = LetterPdf(format="A4")
    pdf.set_margins(20, 18)
    pdf.set_auto_page_break(True, 18)
    fonts = Path(__file__).parent / "fonts"
    pdf.add_font("letter", "", fonts / "DejaVuSansCondensed.ttf")
    pdf.add_font("letter", "B", fonts / "DejaVuSansCondensed-Bold.ttf")
    pdf.set_title(letter.title)
    pdf.add_page()
    _paragraph(pdf, letter.hospital, 10)
    _paragraph(pdf, letter.title, 14, bold=True)
    _paragraph(pdf, f"To: {letter.to}\nReference: {letter.reference}", 10)
    for heading, fields in letter.sections:
        pdf.ln(2)
        _paragraph(pdf, heading, 11, bold=True)
        _fields(pdf, fields)
    pdf.ln(2)
    for paragraph in letter.footer:
        _paragraph(pdf, paragraph, 10)
        pdf.ln(1.5)
    if letter.head:
        pdf.set_text_color(110)
        _paragraph(pdf, letter.head.text, 6)
    return bytes(pdf.output())


def _paragraph(pdf: "object", words: str, size: float, *, bold: bool = False) -> None:
    from fpdf import FPDF

    assert isinstance(pdf, FPDF)
    pdf.set_font("letter", "B" if bold else "", size)
    pdf.multi_cell(0, size * 0.5, words, align="L", new_x="LMARGIN", new_y="NEXT")


def _fields(pdf: "object", fields: Sequence[tuple[str, str]]) -> None:
    from fpdf import FPDF

    assert isinstance(pdf, FPDF)
    for label, words in fields:
        if pdf.will_page_break(5):
            pdf.add_page()
        top = pdf.get_y()
        pdf.set_font("letter", "", 9)
        pdf.set_text_color(90)
        pdf.cell(45, 5, label)
        pdf.set_text_color(0)
        pdf.set_xy(pdf.l_margin + 45, top)
        pdf.set_font("letter", "", 10)
        pdf.multi_cell(0, 5, words or "-", align="L", new_x="LMARGIN", new_y="NEXT")


FORMS = {
    ".txt": lambda letter: letter_text(letter).encode(),
    ".html": lambda letter: letter_html(letter).encode(),
    ".pdf": letter_pdf,
}
"""By the ending of the file's name."""
