"""What no contract charges to anybody is shown with its reason, and to the hospital's finance side alone."""

import csv
import io
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from advice_line.enquiry.routing import Result
from advice_line.exports.documents import DOCUMENT_FORMS, document_lines
from advice_line.people.roles import Role
from advice_line.periods import Month
from advice_line.problems import NotPermitted, Refused
from advice_line.usecases.statements.comparing import MonthChange, compare_months, month_words
from advice_line.usecases.statements.contracts import ContractFile, read_contract_files
from advice_line.usecases.statements.drafting import draft_statement
from advice_line.usecases.statements.papers import statement_paper
from advice_line.usecases.statements.set_aside import set_aside
from advice_line.usecases.statements.unattributed import export_unattributed, months_reckoned, unattributed
from advice_line.usecases.usecase import By, Press
from tests.exports.reading_pdf import pdf_text
from tests.hospital import TUESDAY, Hospital
from tests.rows import rows_of
from tests.usecases.statements.contracted import CONTRACT, SEPTEMBER, add, calls_advised, with_two_managers

AUGUST = Month(2026, 8)


def by(hospital: Hospital, who: str = "ruth", at: datetime = SEPTEMBER) -> By:
    return By(hospital.store, hospital[who], at)


def nobodys(hospital: Hospital) -> Hospital:
    """Two calls that are charged, one of an unknown practice set aside, one of a practice that moved away."""
    with_two_managers(hospital)
    calls_advised(hospital, 2)
    unknown = hospital.call(practice=None, number="07700 900111")
    hospital.dial(unknown, "bevan", Result.ANSWERED)
    hospital.record(unknown, "bevan", TUESDAY + timedelta(minutes=1))
    set_aside(by(hospital), unknown, "a test", "", Press())
    calls_advised(hospital, 1, practice="V90002")
    with hospital.store.transaction():
        hospital.store.run("put_practice_commissioner", practice="V90002", since="2026-08-01", commissioner="16C")
    return hospital


def test_a_month_of_a_site_is_each_payers_and_nobodys(local_hospital: Hospital):
    found = months_reckoned(by(nobodys(local_hospital)), 2)
    assert [(str(one.month), one.closed, dict(one.of_payer), one.nobodys) for one in found] == [
        ("2026-08", 4, {"QZZ": 2}, 2),
        ("2026-07", 0, {}, 0),
    ]
    assert found[0].why == "commissioner unknown 1, no contract with the practice’s commissioner 1"
    assert found[1].why == ""


def test_each_stands_in_every_form_with_why_it_is_nobodys(local_hospital: Hospital, tmp_path: Path):
    hospital = nobodys(local_hospital)
    for form in DOCUMENT_FORMS:
        export_unattributed(by(hospital), AUGUST, form, tmp_path / f"nobody.{form}")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "nobody.csv").read_text())))
    said = ("practice", "commissioner", "state", "charged to nobody, since")
    assert [tuple(row[name] for name in said) for row in rows] == [
        ("", "", "a test", "commissioner unknown"),
        ("V90002", "16C", "answered", "no contract with the practice’s commissioner"),
    ]
    assert "closed at the site in the month 4" in " ".join(pdf_text((tmp_path / "nobody.pdf").read_bytes()).split())
    assert "AL-000004" in "\n".join(document_lines(unattributed(by(hospital), AUGUST)))
    with pytest.raises(Refused, match="“docx” is not a format"):
        export_unattributed(by(hospital), AUGUST, "docx", tmp_path / "x.docx")
    trail = str(rows_of(hospital.store, "trail_of_subject", subject_kind="site", subject="RRV03"))
    assert "exported what is charged to nobody" in trail
    assert "read what is charged to nobody" in trail


def test_a_statement_says_besides_what_is_nobodys(local_hospital: Hospital):
    hospital = nobodys(local_hospital)
    paper = statement_paper(by(hospital), draft_statement(by(hospital), "QZZ", AUGUST, Press()))
    assert (paper.sums.closed, dict(paper.nobodys)) == (
        2,
        {"commissioner unknown": 1, "no contract with the practice’s commissioner": 1},
    )


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MANAGER])
def test_what_is_nobodys_and_a_price_to_come_are_for_managers_alone(
    local_hospital: Hospital, tmp_path: Path, role: Role
):
    hospital = with_two_managers(local_hospital)
    who = {Role.CONSULTANT: "bevan", Role.REGISTRAR: "okafor", Role.OPERATOR: "sam", Role.ADMINISTRATOR: "admin"}
    if role not in who:
        add(hospital, "other", role, "QZZ" if role is Role.COMMISSIONER else "")
    one = by(hospital, who.get(role, "other"))
    file = contract_file(tmp_path, CONTRACT.replace("23.50", "30.00"))
    for refused in (
        lambda: months_reckoned(one, 1),
        lambda: unattributed(one, AUGUST),
        lambda: export_unattributed(one, AUGUST, "csv", tmp_path / "x.csv"),
        lambda: compare_months(one, file),
    ):
        with pytest.raises(NotPermitted):
            refused()


def contract_file(folder: Path, text: str) -> ContractFile:
    (folder / "file.toml").write_text(text)
    (file,), problems = read_contract_files([folder / "file.toml"])
    assert not problems
    return file


def test_a_file_is_held_against_what_is_published_of_the_same_commissioner(local_hospital: Hospital, tmp_path: Path):
    hospital = with_two_managers(local_hospital)
    calls_advised(hospital, 2)
    dearer = contract_file(tmp_path, CONTRACT.replace("23.50", "30.00"))
    (august,) = compare_months(by(hospital), dearer)
    assert august == MonthChange(AUGUST, 4700, 6000)
    assert month_words(august) == "August 2026 would have been 60.00 instead of 47.00."
    other = contract_file(tmp_path, CONTRACT.replace('"QZZ"', '"16C"').replace("RRV03/QZZ/1", "RRV03/16C/1"))
    assert compare_months(by(hospital), other) == [MonthChange(AUGUST, None, 0)]
    ended = contract_file(tmp_path, CONTRACT.replace("from = 2026-08-01", "from = 2026-09-01"))
    assert [month_words(one) for one in compare_months(by(hospital), ended)] == [
        "August 2026 would have had no contract instead of 47.00."
    ]
    elsewhere = contract_file(tmp_path, CONTRACT.replace('site = "RRV03"', 'site = "RXX01"'))
    with pytest.raises(Refused, match="RRV03/QZZ/1 is of site RXX01, and you work at RRV03"):
        compare_months(by(hospital), elsewhere)
