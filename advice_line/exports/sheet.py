"""The on-call sheet for when computers fail: who answers from when until when, on what numbers, and who is behind.

HTML and PDF say the same. Every line comes from the resolver, between one edge of the rosters and the next.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from advice_line.exports.pages import page
from advice_line.exports.trail_heads import Printed
from advice_line.instants import wall_text
from advice_line.rota import Clinic, Ladder, Rung, Shift, Timeline
from advice_line.rota.gaps import stretches
from advice_line.words.days import grid_head, weekday
from advice_line.words.ladder import all_contacts
from advice_line.words.times import dated_moment, moment_words


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One stretch: by the desk's clock, who answers with every number, and who is behind. ``who`` empty: nobody."""

    start: datetime
    end: datetime
    who: str
    numbers: str
    behind: str


@dataclass(frozen=True, slots=True)
class DeskSheet:
    """One desk's stretches."""

    name: str
    note: str
    lines: tuple[SheetLine, ...]


def desk_sheet(
    name: str, note: str, zone: ZoneInfo, shifts: Timeline[Shift], clinics: Timeline[Clinic],
    begins: datetime, until: datetime,
) -> DeskSheet:  # fmt: skip
    """Who answers in [begins, until); stretches that say the same are one."""
    lines: list[SheetLine] = []
    for start, end, _, found in stretches(shifts, clinics, begins, until):
        line = _line(start.astimezone(zone), end.astimezone(zone), found)
        last = lines[-1] if lines else None
        if last and (last.who, last.numbers, last.behind) == (line.who, line.numbers, line.behind):
            lines[-1] = SheetLine(last.start, line.end, line.who, line.numbers, line.behind)
        else:
            lines.append(line)
    return DeskSheet(name, note, tuple(lines))


def _line(start: datetime, end: datetime, found: Ladder) -> SheetLine:
    if found.answering is None:
        behind = ", ".join(f"{r.clinician.name} in clinic, {all_contacts(r.clinician)}" for r in found.passed_over)
        return SheetLine(start, end, "", "", behind)
    behind = "; ".join(f"{_name(r)}, {all_contacts(r.clinician)}" for r in found.free_behind[:2])
    return SheetLine(start, end, _name(found.answering), all_contacts(found.answering.clinician), behind)


def _name(rung: Rung) -> str:
    return f"{rung.clinician.name}{' (consultant)' if rung.clinician.grade == 'consultant' else ''}"


def _span(line: SheetLine, whole: Sequence[SheetLine]) -> str:
    days = {w.start.date() for w in whole}
    day = f"{grid_head(line.start)} " if len(days) > 1 else ""
    ends = "" if line.end.date() == line.start.date() else f"{weekday(line.end)} "
    return f"{day}{wall_text(line.start.time())} to {ends}{wall_text(line.end.time())}"


def sheet_title(site: str, begins: datetime, until: datetime, zone: ZoneInfo) -> str:
    return f"On call at {site}: {dated_moment(begins, zone)} to {moment_words(until, zone)}"


def printed_words(at: datetime, zone: ZoneInfo) -> str:
    """When it was printed, and how it is read."""
    return f"Printed {dated_moment(at, zone)}. Numbers in the order they are tried."


def sheet_html(title: str, printed: str, desks: Iterable[DeskSheet], heads: Sequence[Printed] = ()) -> str:
    """One page that prints on one page for a day; at its foot the heads of the trail."""
    return page("sheet.html", title=title, printed=printed, desks=desks, heads=heads, span=_span)


_MARGIN, _WIDTH, _HEIGHT = 10.0, 190.0, 277.0
_COLUMNS = (30.0, 42.0, 54.0, 64.0)
_SIZES = (10.0, 9.0, 8.25, 7.5, 7.0, 6.5, 6.0, 5.5)
"""Of the letters, in points; the smallest is the least that is read by torchlight."""
_HEAD_SIZE = 5.0
"""Of the trail's heads, which nobody needs by torchlight."""


def sheet_pdf(title: str, printed: str, desks: Sequence[DeskSheet], heads: Sequence[Printed] = ()) -> bytes:
    """A4 upright; the largest letters with which it is one page, else as many pages as the smallest need."""
    low, high = 0, len(_SIZES) - 1
    while low < high:  # larger letters never need fewer pages, so the largest that fits is found by halving
        middle = (low + high) // 2
        if _pdf(title, printed, desks, heads, _SIZES[middle])[0] == 1:
            high = middle
        else:
            low = middle + 1
    return _pdf(title, printed, desks, heads, _SIZES[low])[1]


def _pdf(
    title: str, printed: str, desks: Sequence[DeskSheet], heads: Sequence[Printed], size: float
) -> tuple[int, bytes]:
    from fpdf import FPDF  # here: 100 ms that only a printed sheet should pay

    pdf = FPDF(format="A4")
    pdf.set_margins(_MARGIN, _MARGIN)
    pdf.set_auto_page_break(True, _MARGIN)
    fonts = Path(__file__).parent / "fonts"
    pdf.add_font("sheet", "", fonts / "DejaVuSansCondensed.ttf")
    pdf.add_font("sheet", "B", fonts / "DejaVuSansCondensed-Bold.ttf")
    pdf.set_title(title)
    pdf.add_page()
    pdf.set_font("sheet", "B", size + 4)
    pdf.cell(_WIDTH, size * 0.7, title, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("sheet", "", size - 0.5)
    pdf.cell(_WIDTH, size * 0.5, printed, new_x="LMARGIN", new_y="NEXT")
    high = size * 0.46
    for desk in desks:
        pdf.ln(high * 0.5)
        pdf.set_font("sheet", "B", size + 1)
        pdf.cell(_WIDTH, high * 1.15, f"{desk.name}  {desk.note}".strip(), new_x="LMARGIN", new_y="NEXT")
        for line in desk.lines:
            cells = (_span(line, desk.lines), line.who or "NOBODY", line.numbers, line.behind)
            _pdf_row(pdf, cells, size, high, loud=not line.who)
    pdf.set_font("sheet", "", _HEAD_SIZE)
    for head in heads:
        pdf.ln(1)
        pdf.multi_cell(_WIDTH, _HEAD_SIZE * 0.42, head.text, align="L", new_x="LMARGIN", new_y="NEXT")
    return pdf.page, bytes(pdf.output())


def _pdf_row(pdf: "object", cells: Sequence[str], size: float, high: float, *, loud: bool) -> None:
    from fpdf import FPDF

    assert isinstance(pdf, FPDF)
    styles = ("", "B", "B", "") if not loud else ("", "B", "", "")
    needed = []
    for text, width, style in zip(cells, _COLUMNS, styles, strict=True):
        pdf.set_font("sheet", style, size)
        lines = pdf.multi_cell(width, high, text, dry_run=True, output="LINES", align="L")
        needed.append(len(lines) if isinstance(lines, list) else 1)
    rows = max(needed)
    if pdf.will_page_break(rows * high):
        pdf.add_page()
    top, left = pdf.get_y(), pdf.get_x()
    for text, width, style in zip(cells, _COLUMNS, styles, strict=True):
        pdf.set_xy(left, top)
        pdf.set_font("sheet", style, size)
        pdf.multi_cell(width, high, text, align="L", new_x="RIGHT", new_y="TOP")
        left += width
    pdf.set_draw_color(190)
    pdf.line(_MARGIN, top + rows * high, _MARGIN + _WIDTH, top + rows * high)
    pdf.set_xy(_MARGIN, top + rows * high)
