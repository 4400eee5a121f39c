"""The interface report as a document: one page that is read in a meeting, every figure beside what it is a share of.

No patient, no caller and no clinician is in it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from advice_line.enquiry.chased import ChasedMonths
from advice_line.enquiry.interface import INTERFACE_REASONS
from advice_line.exports.documents import Document, document_html, document_pdf, text_lines
from advice_line.exports.tables import Table
from advice_line.periods import Month
from advice_line.store.values.interface import InterfaceAction
from advice_line.words.days import letter_date, short_day, short_month
from advice_line.words.times import letter_moment

_SHORT = ("result", "refer on", "letter", "patient", "script", "other")
"""Above a narrow column: the reasons of the list, in its order."""
_REASONS: tuple[str | None, ...] = (*INTERFACE_REASONS, None)
"""Each line of the table of kinds; None is the sum of them."""
_COUNTED = (
    "every enquiry of the month by phone or e-mail, by when it came; one counts as chased under the newest reason "
    "that was noted of it. Nothing is left out."
)


@dataclass(frozen=True, slots=True)
class InterfaceReport:
    """What stands in it. ``desks`` are names by their codes; ``actions`` are open, or done since the month
    began."""

    hospital: str
    site: str
    month: Month
    desks: Mapping[str, str]
    months: ChasedMonths
    actions: tuple[InterfaceAction, ...]
    made_by: str
    made_at: datetime

    @property
    def title(self) -> str:
        return f"What practices had to chase, {self.month.words}"


def interface_document(report: InterfaceReport) -> Document:
    """By kind, by desk, then what was promised and what was done."""
    chased, enquiries = report.months.this.of()
    facts = (
        ("Hospital", f"{report.hospital} ({report.site})"),
        ("Month", report.month.words),
        ("Practices had to chase", f"{_of(chased, enquiries)} enquiries"),
        ("Counted", _COUNTED),
        ("Made by", f"{report.made_by}, {letter_moment(report.made_at, report.made_at.tzinfo or UTC)}"),
    )
    kinds = _kinds(report)
    summary = (kinds, _by_desk(report), _promised(report), _done(report))
    return Document(report.title, facts, kinds, tuple(table for table in summary if table.rows))


def interface_lines(report: InterfaceReport) -> list[str]:
    """The figures as lines for a screen of eighty columns, on which the actions stand in a list of their own."""
    headings = _headings(report.month)
    whole = ("all enquiries", *(str(enquiries) for _, enquiries in report.months.of()))
    kinds = [
        (reason or "all of it", *(_share(*pair) for pair in report.months.of(reason=reason))) for reason in _REASONS
    ]
    desks = _desks(report)
    tables = (
        Table("By kind", ("what they had to chase", *headings), (whole, *kinds)),
        Table("By desk, of its enquiries", ("desk", *headings), tuple((row[0], *row[-3:]) for row in desks)),
        Table(f"By desk and kind, {report.month.words}", ("desk", *_SHORT), tuple(row[:-3] for row in desks)),
    )
    return text_lines((("Hospital", report.hospital),), tables)


def _headings(month: Month) -> tuple[str, str, str]:
    return short_month(month.begins), short_month(month.previous.begins), short_month(month.year_before.begins)


def _share(part: int, whole: int) -> str:
    """A count below its denominator: ``7 (3.3 %)``."""
    return f"{part} ({100 * part / whole:.1f} %)" if whole else "-"


def _of(part: int, whole: int) -> str:
    """A count with its denominator: ``7 of 212 (3.3 %)``."""
    return f"{part} of {whole} ({100 * part / whole:.1f} %)" if whole else "no enquiries"


def _kinds(report: InterfaceReport) -> Table:
    rows = tuple(
        (reason or "all of it", *(_of(*pair) for pair in report.months.of(reason=reason))) for reason in _REASONS
    )
    return Table("By kind, of all enquiries", ("what they had to chase", *_headings(report.month)), rows)


def _by_desk(report: InterfaceReport) -> Table:
    """Of the month, each kind; then all of it beside the months before."""
    columns = ("desk", *_SHORT, *_headings(report.month))
    return Table("By desk and kind, of the desk's enquiries", columns, tuple(_desks(report)))


def _desks(report: InterfaceReport) -> list[tuple[str | int, ...]]:
    """A desk that nobody asked in any of the months has no line."""
    rows: list[tuple[str | int, ...]] = []
    for desk, name in sorted(report.desks.items(), key=lambda item: item[1]):
        pairs = report.months.of(desk)
        if any(enquiries for _, enquiries in pairs):
            kinds = (report.months.this.of(desk, reason)[0] for reason in INTERFACE_REASONS)
            rows.append((name, *kinds, *(_of(*pair) for pair in pairs)))
    return rows


def _promised(report: InterfaceReport) -> Table:
    today = report.made_at.date()
    rows = tuple(
        (
            action.reason,
            action.desk_name or "all desks",
            action.cause or "not found yet",
            action.promised,
            action.owner,
            letter_date(action.due) + (", overdue" if action.due < today else ""),
        )
        for action in report.actions
        if not action.is_done
    )
    return Table("Promised", ("to chase", "desk", "cause", "promised", "who", "by"), rows)


def _done(report: InterfaceReport) -> Table:
    zone = report.made_at.tzinfo
    rows = tuple(
        (
            action.reason,
            action.desk_name or "all desks",
            action.promised,
            action.words,
            action.owner,
            short_day(action.at.astimezone(zone).date()),
        )
        for action in report.actions
        if action.is_done
    )
    return Table("Done", ("to chase", "desk", "promised", "what was done", "who", "on"), rows)


INTERFACE_FORMS: dict[str, Callable[[Document], bytes]] = {"pdf": document_pdf, "html": document_html}
"""By the ending of the file's name."""
