"""Every statement of a period as one document: a line for each, what they come to, then all their lines."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from advice_line.exports.documents import Document
from advice_line.exports.statement_terms import DEFINITIONS, VAT
from advice_line.exports.statements import StatementPaper, excluded_table, line_table
from advice_line.exports.tables import Money, Table
from advice_line.exports.trail_heads import Printed
from advice_line.periods import Period


@dataclass(frozen=True, slots=True)
class StatementsOfPeriod:
    """Issued statements of the months that begin within a period, as one person sees them; ``drafts``: how many more
    are not issued and left out; ``nobodys``: per month and reason, what was closed and is charged to nobody."""

    site: str
    period: Period
    made_by: str
    papers: tuple[StatementPaper, ...]
    drafts: int
    nobodys: tuple[tuple[str, str, int], ...]
    head: Printed | None


def statements_document(found: StatementsOfPeriod) -> Document:
    """Money of the lines, of the list and of the commissioners' sums comes to the same penny."""
    lines = _joined(found.papers, "Lines", [line_table(paper) for paper in found.papers], total=True)
    charged = sum(paper.total for paper in found.papers)
    facts = (
        ("Provider", found.site),
        ("Period", f"{found.period.words}: {found.period.begins} to {found.period.last}"),
        ("Statements", f"{len(found.papers)} issued; left out: {found.drafts} not issued"),
        *_only(found.papers),
        ("Made by", found.made_by),
        ("VAT", VAT),
    )
    summary = [_list_table(found.papers), _commissioner_table(found.papers), _reconciliation(found.papers, charged)]
    if found.nobodys:
        summary.append(Table("Charged to nobody", ("month", "why", "number"), found.nobodys))
    left_out = _joined(found.papers, "Not charged", [excluded_table(paper) for paper in found.papers])
    title = f"Statements, {found.period.words}"
    return Document(title, facts, lines, tuple(summary), (lines, left_out, DEFINITIONS), found.head)


def _only(papers: Sequence[StatementPaper]) -> list[tuple[str, str]]:
    desks = sorted({desk for paper in papers for desk in paper.only})
    return [("Shown", f"the lines of {', '.join(desks)} alone")] if desks else []


def _joined(papers: Sequence[StatementPaper], title: str, tables: Sequence[Table], *, total: bool = False) -> Table:
    """A table of each statement put together, its number and month before each line."""
    columns = tables[0].columns if tables else ()
    rows = [
        (paper.number, str(paper.month), *row)
        for paper, table in zip(papers, tables, strict=True)
        for row in table.rows
    ]
    return Table(title, ("statement", "month", *columns), tuple(rows), total=total)


def _list_table(papers: Sequence[StatementPaper]) -> Table:
    columns = (
        "statement", "site", "for", "month", "state", "closed", "charged", "not charged",
        "amount", "credited", "net",
    )  # fmt: skip
    rows = tuple(
        (
            paper.number, paper.site, paper.commissioner, str(paper.month), str(paper.state), paper.sums.closed,
            paper.sums.charged, len(paper.excluded), Money(paper.total), Money(paper.credited),
            Money(paper.total + paper.credited),
        )
        for paper in papers
    )  # fmt: skip
    return Table("Statements", columns, rows, total=True)


def _commissioner_table(papers: Sequence[StatementPaper]) -> Table:
    """Each commissioner's months together."""
    names = {paper.commissioner: paper.commissioner_name for paper in papers}
    rows = []
    for code in sorted(names):
        own = [paper for paper in papers if paper.commissioner == code]
        charged, net = sum(paper.sums.charged for paper in own), sum(paper.total + paper.credited for paper in own)
        rows.append((code, names[code], len(own), charged, Money(net)))
    return Table("By commissioner", ("commissioner", "name", "statements", "charged", "net"), tuple(rows), total=True)


def _reconciliation(papers: Sequence[StatementPaper], charged: int) -> Table:
    """The sums that must agree over the whole period."""
    left_out = Counter(why for paper in papers for _, why in paper.excluded)
    rows = (
        ("enquiries closed", sum(paper.sums.closed for paper in papers), None),
        ("charged", sum(paper.sums.charged for paper in papers), None),
        *((f"not charged: {why}", number, None) for why, number in sorted(left_out.items())),
        ("sum of the lines", None, Money(sum(one.line.pence for paper in papers for one in paper.lines))),
        ("sum of the statements", None, Money(charged)),
        ("credited since", None, Money(sum(paper.credited for paper in papers))),
    )
    return Table("Reconciliation", ("what", "number", "amount"), rows)
