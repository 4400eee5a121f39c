"""The statements of a period, as whoever may see them asks for them: one document on the screen and as a file."""

from pathlib import Path

from advice_line.exports.documents import Document
from advice_line.exports.statement_period import StatementsOfPeriod, statements_document
from advice_line.people.roles import Act, may
from advice_line.periods import Month, Period, parse_month
from advice_line.problems import Refused
from advice_line.settings.statements import StatementSettings
from advice_line.store.values.statements import DraftedStatement
from advice_line.usecases.exporting import ExportNote, write_document
from advice_line.usecases.installation.demo_mark import called
from advice_line.usecases.installation.sites import site_named
from advice_line.usecases.statements.papers import paper_of
from advice_line.usecases.statements.seeing import statements_of
from advice_line.usecases.statements.unattributed import site_reckoning
from advice_line.usecases.trail.heads import head_on_paper
from advice_line.usecases.usecase import By, note_reading, require_ever

_NO_SETTINGS = StatementSettings()


def statements_audit(
    by: By, period: Period, commissioner: str = "", settings: StatementSettings = _NO_SETTINGS
) -> Document:
    """Issued statements whose month lies in a period, one commissioner's when it is named; put on the trail.

    Refused: the period holds no whole month.
    """
    require_ever(by.person, Act.SEE_STATEMENT)
    months = _months(period)
    rows = [
        row
        for row in statements_of(by)
        if parse_month(row.month) in months and commissioner.upper() in ("", row.commissioner)
    ]
    note_reading(by, "read the statement audit", "audit", "statement", **_asked(period, commissioner))
    site = site_named(by.store, by.person.site)
    found = StatementsOfPeriod(
        f"{called(by.store, site.name)} ({site.code})",
        period,
        by.person.name,
        tuple(paper_of(by, row, settings) for row in rows if row.number),
        len(_unissued(rows)),
        _nobodys(by, months),
        head_on_paper(by.store, site.code, by.at),
    )
    return statements_document(found)


def export_statements_audit(by: By, found: Document, form: str, path: Path, *, force: bool = False) -> None:
    """The same as a file, whole or not at all, with the trail's head after it."""
    require_ever(by.person, Act.SEE_STATEMENT)
    note = ExportNote("exported the statement audit", "audit", "statement")
    write_document(by, found, form, path, note, replace=force)


def _asked(period: Period, commissioner: str) -> dict[str, str]:
    return {"from": str(period.begins), "until": str(period.ends), "commissioner": commissioner}


def _months(period: Period) -> list[Month]:
    month = Month.of(period.begins)
    if month.begins < period.begins:
        month = month.next
    found = []
    while month.ends <= period.ends:
        found.append(month)
        month = month.next
    if not found:
        raise Refused("Statements are for whole months; the period holds none. Name a month, a quarter or a year.")
    return found


def _unissued(rows: list[DraftedStatement]) -> set[tuple[str, str]]:
    """Months of a commissioner that were drafted, however often, and are not issued."""
    issued = {(row.commissioner, row.month) for row in rows if row.number}
    return {(row.commissioner, row.month) for row in rows} - issued


def _nobodys(by: By, months: list[Month]) -> tuple[tuple[str, str, int], ...]:
    """What is charged to nobody, for whoever prepares statements."""
    if not may(by.person, Act.PREPARE_STATEMENT, site=by.person.site):
        return ()
    site = site_named(by.store, by.person.site)
    reckoned = [site_reckoning(by.store, site, month, by.at) for month in months]
    return tuple(
        (str(one.month), str(why), len(some)) for one in reckoned for why, some in sorted(one.of_nobody.items())
    )
