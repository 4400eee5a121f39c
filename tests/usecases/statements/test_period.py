"""The statements of a period in one document: the same lines as the statements themselves, to the same penny."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from advice_line.exports.documents import DOCUMENT_FORMS, Document
from advice_line.exports.tables import Money
from advice_line.people.roles import Role
from advice_line.periods import Month, Period, parse_quarter, period_asked
from advice_line.problems import NotPermitted, Refused
from advice_line.usecases.statements import life
from advice_line.usecases.statements.drafting import draft_statement
from advice_line.usecases.statements.papers import statement_paper
from advice_line.usecases.statements.period import export_statements_audit, statements_audit
from advice_line.usecases.usecase import By, Press
from tests.exports.reading_pdf import pdf_text
from tests.hospital import TUESDAY, Hospital
from tests.rows import rows_of
from tests.usecases.statements.contracted import add, calls_advised, with_two_managers

OCTOBER_29 = datetime(2026, 10, 29, 9, tzinfo=UTC)
SUMMER = parse_quarter("2026/27 Q2")


def by(hospital: Hospital, who: str = "ruth") -> By:
    return By(hospital.store, hospital[who], OCTOBER_29)


@pytest.fixture
def quarter(local_hospital: Hospital) -> tuple[Hospital, list[int]]:
    """Two calls in August and one in September, drafted twice and issued once; one line credited."""
    hospital = with_two_managers(local_hospital)
    calls_advised(hospital, 2)
    calls_advised(hospital, 1, at=TUESDAY + timedelta(days=35))
    found = []
    for month in (Month(2026, 8), Month(2026, 9)):
        draft_statement(by(hospital), "QZZ", month, Press())
        found.append(draft_statement(by(hospital), "QZZ", month, Press()))
        life.issue_statement(by(hospital, "carys"), found[-1], Press())
    life.query_line(by(hospital), found[0], 2, "duplicate", "", Press())
    life.credit_line(by(hospital, "carys"), found[0], 2, "It was.", Press())
    return hospital, found


def table(document: Document, title: str) -> list[tuple[object, ...]]:
    return list(next(one for one in document.tables if one.title == title).rows)


def test_a_quarter_is_its_statements_put_together(quarter: tuple[Hospital, list[int]]):
    hospital, numbers = quarter
    found = statements_audit(by(hospital), SUMMER)
    papers = [statement_paper(by(hospital), number) for number in numbers]
    assert [row[0] for row in table(found, "Statements")] == [paper.number for paper in papers]
    assert [row[-3:] for row in table(found, "Statements")] == [
        (Money(paper.total), Money(paper.credited), Money(paper.total + paper.credited)) for paper in papers
    ]
    assert table(found, "By commissioner") == [("QZZ", "Quayside commissioning board", 2, 3, Money(2 * 2350))]
    sums = {what: amount for what, _, amount in table(found, "Reconciliation") if amount}
    assert sums == {
        "sum of the lines": Money(7050), "sum of the statements": Money(7050), "credited since": Money(-2350),
    }  # fmt: skip
    assert ("Statements", "2 issued; left out: 0 not issued") in found.facts
    one_month = statements_audit(by(hospital), Period(Month(2026, 8).begins, Month(2026, 8).ends, "August 2026"))
    assert len(table(one_month, "Statements")) == 1
    assert table(statements_audit(by(hospital), SUMMER, "16c"), "Statements") == []
    autumn = By(hospital.store, hospital["ruth"], datetime(2026, 11, 3, tzinfo=UTC))
    draft_statement(autumn, "QZZ", Month(2026, 10), Press())
    october = statements_audit(autumn, Period(Month(2026, 10).begins, Month(2026, 10).ends, "October"))
    assert ("Statements", "0 issued; left out: 1 not issued") in october.facts


def test_every_form_comes_to_the_same_penny(quarter: tuple[Hospital, list[int]], tmp_path: Path):
    from openpyxl import load_workbook

    hospital, _ = quarter
    found = statements_audit(by(hospital), SUMMER)
    for form in DOCUMENT_FORMS:
        export_statements_audit(by(hospital), found, form, tmp_path / f"quarter.{form}")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "quarter.csv").read_text())))
    assert sum(round(float(row["amount"]) * 100) for row in rows) == 7050
    lines = json.loads((tmp_path / "quarter.json").read_text())["tables"]["Lines"]
    assert sum(line["amount, pence"] for line in lines) == 7050
    sheet = load_workbook(tmp_path / "quarter.xlsx")["Statements"]
    assert sheet["A4"].value == "total"
    assert (sheet["K4"].value, sheet["K5"].value) == ("=SUM(K2:K3)", 47)
    assert "RRV/QZZ/2026-08/1" in pdf_text((tmp_path / "quarter.pdf").read_bytes())
    assert b"RRV/QZZ/2026-09/1" in (tmp_path / "quarter.html").read_bytes()
    trail = str(rows_of(hospital.store, "trail_of_subject", subject_kind="audit", subject="statement"))
    assert "read the statement audit" in trail
    assert "exported the statement audit" in trail


def test_a_commissioner_has_its_own_and_a_consultant_their_desks(quarter: tuple[Hospital, list[int]]):
    hospital, _ = quarter
    for username, commissioner in (("qzz", "QZZ"), ("sixteen", "16C")):
        add(hospital, username, Role.COMMISSIONER, commissioner)
    assert len(table(statements_audit(by(hospital, "qzz"), SUMMER), "Statements")) == 2
    assert table(statements_audit(by(hospital, "sixteen"), SUMMER), "Statements") == []
    assert ("Shown", "the lines of Cardiology alone") in statements_audit(by(hospital, "bevan"), SUMMER).facts
    with pytest.raises(NotPermitted):
        statements_audit(by(hospital, "sam"), SUMMER)
    found = statements_audit(by(hospital), SUMMER)
    with pytest.raises(NotPermitted):
        export_statements_audit(by(hospital, "sam"), found, "csv", Path("never.csv"))


def test_a_period_without_a_whole_month_has_no_statement(quarter: tuple[Hospital, list[int]]):
    hospital, _ = quarter
    weeks = period_asked(OCTOBER_29.date())
    with pytest.raises(Refused, match="Statements are for whole months; the period holds none"):
        statements_audit(by(hospital), weeks)
    longer = Period(date(2026, 8, 2), date(2026, 10, 2), "days")
    assert len(table(statements_audit(by(hospital), longer), "Statements")) == 1
