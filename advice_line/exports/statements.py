"""A statement on paper and as files: one page that a finance department reads first, then line by line.

Every figure is the sum of the lines; money is in pounds with two places, plain in CSV, real numbers in XLSX. No
patient is in any of it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from advice_line.enquiry.states import reference
from advice_line.exports.documents import text_lines
from advice_line.exports.pages import page
from advice_line.exports.statement_terms import DEFINITIONS, VAT
from advice_line.exports.tables import Money, Table, csv_text, json_text, xlsx_bytes
from advice_line.exports.trail_heads import Printed
from advice_line.periods import Month
from advice_line.tariffs.lines import Line
from advice_line.tariffs.pence import pounds
from advice_line.tariffs.reconciling import Sums
from advice_line.tariffs.statement import StatementState
from advice_line.words.days import letter_date
from advice_line.words.times import letter_moment


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line with its number, its contract, and whether a credit note took it back (its number) or a query stands."""

    number: int
    contract: str
    line: Line
    credit: str = ""
    queried: str = ""


@dataclass(frozen=True, slots=True)
class StatementPaper:
    """A whole statement, or what somebody sees of it. ``number`` is empty while it is a draft; ``year_to_date`` is of
    the financial year's issued statements before it, in pence; names of practices and desks are by their codes."""

    number: str
    hospital: str
    site: str
    commissioner: str
    commissioner_name: str
    month: Month
    state: StatementState
    lines: tuple[PaperLine, ...]
    excluded: tuple[tuple[int, str], ...]
    sums: Sums
    contracts: tuple[str, ...]
    prepared_by: str
    prepared_at: datetime
    issued_by: str
    issued_at: datetime | None
    query_until: date | None
    year_to_date: int
    practices: Mapping[str, str]
    desks: Mapping[str, str]
    only: tuple[str, ...] = ()
    """The desks whose lines alone these are; empty: it is the whole statement."""
    nobodys: Mapping[str, int] = field(default_factory=dict)
    """What else was closed at the site in the month, by why no contract charges it to anybody, as of now."""
    head: Printed | None = None

    @property
    def title(self) -> str:
        return f"Statement {self.number}" if self.number else f"DRAFT statement, {self.month.words}"

    @property
    def total(self) -> int:
        return self.sums.total

    @property
    def credited(self) -> int:
        """In pence, as a negative amount."""
        return sum(one.line.undone.pence for one in self.lines if one.credit)


def price_table(paper: StatementPaper) -> Table:
    """What there was how many of, at which price: the statement's sum on one page."""
    groups: dict[tuple[str, str, str, int], int] = {}
    for one in paper.lines:
        adjusts = f"Adjustment for {one.line.adjusts.words}: " if one.line.adjusts else ""
        key = (one.contract, f"{adjusts}{one.line.words}", one.line.point_of_delivery, one.line.unit)
        groups[key] = groups.get(key, 0) + one.line.quantity
    rows = [
        (contract, words, delivery, quantity, Money(unit), Money(quantity * unit))
        for (contract, words, delivery, unit), quantity in sorted(groups.items())
    ]
    columns = ("contract", "what", "point of delivery", "number", "price", "amount")
    return Table("Charges", columns, tuple(rows), total=True)


def practice_table(paper: StatementPaper) -> Table:
    """What each practice's enquiries come to; what is no practice's stands on a line of its own."""
    counts: dict[str | None, int] = {}
    for one in paper.lines:
        counts[one.line.practice] = counts.get(one.line.practice, 0) + (one.line.quantity if one.line.enquiry else 0)
    rows = [
        (code or "", paper.practices.get(code or "", "not by practice"), counts[code], Money(pence))
        for code, pence in sorted(paper.sums.by_practice.items(), key=lambda item: item[0] or "")
    ]
    return Table("By practice", ("practice", "name", "number", "amount"), tuple(rows), total=True)


def desk_table(paper: StatementPaper) -> Table:
    """What each specialty's enquiries come to; what is no specialty's stands on a line of its own."""
    rows = [
        (desk or "", paper.desks.get(desk or "", "not by specialty"), Money(pence))
        for desk, pence in sorted(paper.sums.by_desk.items(), key=lambda item: item[0] or "")
    ]
    return Table("By specialty", ("desk", "specialty", "amount"), tuple(rows), total=True)


def line_table(paper: StatementPaper) -> Table:
    """Every line, as it can be queried by its number."""
    columns = (
        "line", "contract", "enquiry", "specialty", "practice", "what", "point of delivery", "adjusts", "number",
        "price", "of which MFF", "amount", "query", "credit note",
    )  # fmt: skip
    rows = tuple(
        (
            one.number, one.contract, reference(one.line.enquiry) if one.line.enquiry else "",
            paper.desks.get(one.line.desk or "", ""), one.line.practice or "", one.line.words,
            one.line.point_of_delivery, str(one.line.adjusts or ""), one.line.quantity, Money(one.line.unit),
            Money(one.line.mff), Money(one.line.pence), one.queried, one.credit,
        )
        for one in paper.lines
    )  # fmt: skip
    return Table("Lines", columns, rows, total=True)


def excluded_table(paper: StatementPaper) -> Table:
    """What was closed in the month and is not charged, by enquiry."""
    rows = tuple((reference(enquiry), why) for enquiry, why in paper.excluded)
    return Table("Not charged", ("enquiry", "reason"), rows)


def reconciliation(paper: StatementPaper) -> Table:
    """The sums that must agree, side by side."""
    sums = paper.sums
    left_out = [(f"not charged: {why}", number, None) for why, number in sorted(sums.excluded.items())]
    rows = (
        ("enquiries closed in the month", sums.closed, None),
        ("charged", sums.charged, None),
        *left_out,
        ("sum of the lines", None, Money(sums.lines)),
        ("sum of the practices", None, Money(sum(sums.by_practice.values()))),
        ("sum of the specialties", None, Money(sum(sums.by_desk.values()))),
        ("these lines" if paper.only else "this statement", None, Money(sums.total)),
        ("credited since", None, Money(paper.credited)),
        *_year(paper),
        *((f"besides, at the site, charged to nobody: {why}", number, None) for why, number in paper.nobodys.items()),
    )
    return Table("Reconciliation", ("what", "number", "amount"), rows)


def _year(paper: StatementPaper) -> tuple[tuple[str, None, Money], ...]:
    """Of the whole statement alone: a part of it has no year so far."""
    if paper.only:
        return ()
    return (
        ("issued before in the financial year", None, Money(paper.year_to_date)),
        ("financial year to date", None, Money(paper.year_to_date + paper.total)),
    )


def _moment(at: datetime) -> str:
    return letter_moment(at, at.tzinfo or UTC)


def facts(paper: StatementPaper) -> tuple[tuple[str, str], ...]:
    """Whose statement it is, for when, by whom, in words."""
    said = [
        ("Provider", f"{paper.hospital} ({paper.site})"),
        ("Commissioner", f"{paper.commissioner_name} ({paper.commissioner})"),
        ("Month", f"{paper.month.words}, financial year {paper.month.financial_year}, month {paper.month.of_year}"),
        ("Contracts", ", ".join(paper.contracts)),
        *([("Shown", f"the lines of {', '.join(paper.only)} alone")] if paper.only else []),
        ("State", str(paper.state)),
        ("Total", pounds(paper.total)),
        ("Prepared by", f"{paper.prepared_by}, {_moment(paper.prepared_at)}"),
    ]
    if paper.issued_at:
        said.append(("Issued by", f"{paper.issued_by}, {_moment(paper.issued_at)}"))
    if paper.query_until:
        said.append(("Lines may be queried until", letter_date(paper.query_until)))
    return (*said, ("VAT", VAT))


def statement_csv(paper: StatementPaper) -> bytes:
    """The lines; each with the statement's number and month, so that files of several can be put together."""
    table = line_table(paper)
    head = paper.head.head.short if paper.head else ""
    rows = [(paper.number or "draft", str(paper.month), *row, head) for row in table.rows]
    return csv_text(("statement", "month", *table.columns, "trail head"), rows).encode()


def statement_xlsx(paper: StatementPaper) -> bytes:
    """A sheet for the page, one for each way of summing, one for the lines and one that defines them."""
    head = paper.head.values if paper.head else {}
    return xlsx_bytes(
        [
            Table("Statement", ("what", "words"), (("Statement", paper.title), *facts(paper))),
            price_table(paper),
            reconciliation(paper),
            practice_table(paper),
            desk_table(paper),
            line_table(paper),
            excluded_table(paper),
            DEFINITIONS,
            *([Table("Trail head", tuple(head), (tuple(head.values()),))] if head else []),
        ]
    )


def statement_json(paper: StatementPaper) -> bytes:
    """Money in pence."""
    values = {
        "statement": paper.number or None,
        "site": paper.site,
        "commissioner": paper.commissioner,
        "month": str(paper.month),
        "state": str(paper.state),
        "prepared_by": paper.prepared_by,
        "prepared_at": paper.prepared_at,
        "issued_by": paper.issued_by or None,
        "issued_at": paper.issued_at,
        "total_pence": paper.total,
        "closed": paper.sums.closed,
        "charged": paper.sums.charged,
        "excluded": {str(why): number for why, number in paper.sums.excluded.items()},
        "lines": [
            {
                "line": one.number,
                "contract": one.contract,
                "enquiry": reference(one.line.enquiry) if one.line.enquiry else None,
                "desk": one.line.desk,
                "practice": one.line.practice,
                "kind": str(one.line.kind),
                "what": one.line.words,
                "point_of_delivery": one.line.point_of_delivery,
                "adjusts": str(one.line.adjusts) if one.line.adjusts else None,
                "quantity": one.line.quantity,
                "unit_pence": one.line.unit,
                "mff_pence": one.line.mff,
                "pence": one.line.pence,
                "credit_note": one.credit or None,
            }
            for one in paper.lines
        ],
        "definitions": dict(DEFINITIONS.rows),
        "trail_head": paper.head.values if paper.head else None,
    }
    return json_text(values).encode()


def _tables(paper: StatementPaper) -> Sequence[Table]:
    return [price_table(paper), reconciliation(paper), practice_table(paper), desk_table(paper)]


def statement_html(paper: StatementPaper) -> bytes:
    """Pages that print: the sums first, the lines last."""
    tables = [*_tables(paper), line_table(paper), excluded_table(paper), DEFINITIONS]
    heads = [paper.head] if paper.head else []
    return page("statement.html", title=paper.title, facts=facts(paper), tables=tables, heads=heads).encode()


def statement_lines(paper: StatementPaper) -> list[str]:
    """The same as lines of text, for a page on the screen."""
    return text_lines(facts(paper), (*_tables(paper), line_table(paper), excluded_table(paper)))


def statement_pdf(paper: StatementPaper) -> bytes:
    """A4 upright: the page with the sums, then practices and specialties; the lines are the spreadsheet's."""
    from advice_line.exports.printing import Paper

    printed = Paper(paper.title, watermark="" if paper.number else "DRAFT")
    printed.heading(paper.title)
    printed.facts(facts(paper))
    for table in _tables(paper):
        printed.table(table)
    if paper.head:
        printed.small(paper.head.text)
    return printed.bytes()


STATEMENT_FORMS: dict[str, Callable[[StatementPaper], bytes]] = {
    "csv": statement_csv,
    "xlsx": statement_xlsx,
    "json": statement_json,
    "html": statement_html,
    "pdf": statement_pdf,
}
