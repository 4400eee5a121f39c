"""A statement as files: every form comes to the same penny, and no patient is in any of them."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from advice_line.exports.statement_period import StatementsOfPeriod, statements_document
from advice_line.exports.statement_terms import DEFINITIONS
from advice_line.exports.statements import (
    STATEMENT_FORMS,
    desk_table,
    excluded_table,
    line_table,
    practice_table,
    price_table,
    reconciliation,
    statement_lines,
)
from advice_line.periods import Month, Period
from advice_line.problems import NotPermitted, Refused
from advice_line.settings.statements import StatementSettings
from advice_line.usecases.statements import life
from advice_line.usecases.statements.drafting import draft_statement
from advice_line.usecases.statements.papers import export_shape, export_statement, statement_paper
from advice_line.usecases.usecase import By, Press
from tests.hospital import FULL, Hospital
from tests.rows import rows_of
from tests.usecases.statements.contracted import SEPTEMBER, calls_advised, with_two_managers

PATIENT = (FULL["patient_name"], "999 000 0018", "9990000018", "1951-07-04", "4/7/1951")


def by(hospital: Hospital, who: str = "ruth") -> By:
    return By(hospital.store, hospital[who], SEPTEMBER)


@pytest.fixture
def issued(local_hospital: Hospital) -> tuple[Hospital, int]:
    """Three calls of one practice and two of another; the second line was credited."""
    hospital = with_two_managers(local_hospital)
    calls_advised(hospital, 3)
    calls_advised(hospital, 2, practice="V90002")
    number = draft_statement(by(hospital), "QZZ", Month(2026, 8), Press())
    life.issue_statement(by(hospital, "carys"), number, Press())
    life.query_line(by(hospital), number, 2, "duplicate", "", Press())
    life.credit_line(by(hospital, "carys"), number, 2, "It was.", Press())
    return hospital, number


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def written(
    issued: tuple[Hospital, int], write: Callable[..., None], form: str, tmp_path: Path, *more: object
) -> bytes:
    hospital, number = issued
    path = tmp_path / f"statement.{form}"
    write(by(hospital), number, form, path, *more)
    return path.read_bytes()


def test_every_column_of_a_statement_and_of_a_period_is_defined(issued: tuple[Hospital, int]):
    hospital, number = issued
    paper = statement_paper(by(hospital), number)
    document = statements_document(
        StatementsOfPeriod("RRV", Period(date(2026, 8, 1), date(2026, 9, 1), "August"), "Ruth", (paper,), 0, (), None)
    )
    tables = [
        price_table(paper), practice_table(paper), desk_table(paper), line_table(paper), excluded_table(paper),
        reconciliation(paper), *document.tables,
    ]  # fmt: skip
    defined = {name for term, _ in DEFINITIONS.rows for name in term.split(", ")} | {"term", "meaning"}
    assert {column for table in tables for column in table.columns} - defined == set()
    told = json.loads(STATEMENT_FORMS["json"](paper))
    assert (told["prepared_by"], told["prepared_at"][:10]) == ("Ruth Appleby", f"{SEPTEMBER:%Y-%m-%d}")
    assert told["definitions"]["net"] == "the amount less what was credited"


def test_the_lines_as_csv_come_to_the_total_and_are_plain_numbers(issued: tuple[Hospital, int], tmp_path: Path):
    found = rows(written(issued, export_statement, "csv", tmp_path))
    assert sum(round(float(row["amount"]) * 100) for row in found) == 5 * 2350
    assert {row["price"] for row in found} == {"23.50"}
    assert [row["credit note"] for row in found] == ["", "RRV/QZZ/2026-08/1/C1", "", "", ""]


def test_the_workbook_has_the_sum_as_formula_and_as_value(issued: tuple[Hospital, int], tmp_path: Path):
    from openpyxl import load_workbook

    written(issued, export_statement, "xlsx", tmp_path)
    book = load_workbook(tmp_path / "statement.xlsx")
    sheets = "Statement|Charges|Reconciliation|By practice|By specialty|Lines|Not charged|Definitions|Trail head"
    assert book.sheetnames == sheets.split("|")
    lines = book["Lines"]
    assert (lines["L7"].value, lines["L8"].value) == ("=SUM(L2:L6)", 117.5)
    assert (lines["L2"].value, lines["L2"].number_format) == (23.5, "#,##0.00;(#,##0.00)")
    assert lines.auto_filter.ref == "A1:N6"
    practices = [[cell.value for cell in row] for row in book["By practice"].iter_rows(min_row=2, max_row=3)]
    assert practices == [["V90001", "Ashwell Surgery", 3, 70.5], ["V90002", "Millbeck Medical Centre", 2, 47]]


def test_every_form_says_the_same_total_and_no_patient(issued: tuple[Hospital, int], tmp_path: Path):
    hospital, number = issued
    assert json.loads(written(issued, export_statement, "json", tmp_path))["total_pence"] == 11_750
    page = written(issued, export_statement, "html", tmp_path).decode()
    assert "117.50" in page
    assert "Trail head RRV03" in page
    paper = statement_paper(by(hospital), number)
    text = "\n".join(statement_lines(paper))
    assert "117.50" in text
    for form in ("csv", "json", "html"):
        said = STATEMENT_FORMS[form](paper).decode()
        assert not [word for word in PATIENT if word in said]
    assert not [word for word in PATIENT if word in text]


def test_a_draft_says_that_it_is_one(issued: tuple[Hospital, int]):
    hospital, number = issued
    draft = replace(statement_paper(by(hospital), number), number="")
    assert draft.title == "DRAFT statement, August 2026"
    assert b"DRAFT" in STATEMENT_FORMS["html"](draft)


def test_aggregate_and_patient_level_come_to_the_statement(issued: tuple[Hospital, int], tmp_path: Path):
    aggregate = rows(written(issued, export_shape, "acm", tmp_path))
    patients = rows(written(issued, export_shape, "plcm", tmp_path))
    assert [
        (row["GENERAL MEDICAL PRACTICE CODE (PATIENT REGISTRATION)"], row["ACTUAL ACTIVITY"]) for row in aggregate
    ] == [
        ("V90001", "3"),
        ("V90002", "2"),
    ]
    assert sum(float(row["ACTUAL PRICE"]) for row in aggregate) == 117.5
    assert sum(float(row["TOTAL COST"]) for row in patients) == 117.5
    first = aggregate[0]
    assert (first["FINANCIAL MONTH"], first["FINANCIAL YEAR"]) == ("5", "202627")
    assert first["ORGANISATION IDENTIFIER (CODE OF PROVIDER)"] == "RRV"
    assert (first["POINT OF DELIVERY CODE"], first["LOCAL POINT OF DELIVERY CODE"]) == ("", "ADVICE-PHONE")
    assert first["DATE AND TIME DATA SET CREATED"] == "2026-09-22T10:00:00"


def test_identity_is_withheld_unless_a_legal_basis_is_set(issued: tuple[Hospital, int], tmp_path: Path):
    hospital, number = issued
    withheld = rows(written(issued, export_shape, "plcm", tmp_path))
    assert {(row["NHS NUMBER"], row["PERSON BIRTH DATE"], row["WITHHELD IDENTITY REASON"]) for row in withheld} == {
        ("", "", "97")
    }
    basis = StatementSettings(identity_basis="s.251 approval 22/CAG/0001")
    export_shape(by(hospital), number, "plcm", tmp_path / "named.csv", basis)
    named = rows((tmp_path / "named.csv").read_bytes())
    assert {(row["NHS NUMBER"], row["WITHHELD IDENTITY REASON"]) for row in named} == {("9990000018", "")}
    exported = rows_of(hospital.store, "trail_of_subject", subject_kind="statement", subject=str(number))
    assert "22/CAG/0001" in str(exported)
    payer = replace(hospital["ruth"], role=type(hospital["ruth"].role)("commissioner"), commissioner="QZZ")
    with pytest.raises(NotPermitted):
        export_shape(By(hospital.store, payer, SEPTEMBER), number, "plcm", tmp_path / "payer.csv", basis)
    with pytest.raises(Refused, match="is not a shape"):
        export_shape(by(hospital), number, "eroc", tmp_path / "x.csv")
