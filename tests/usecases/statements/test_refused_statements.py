"""What is refused of contracts and statements, each with its sentence."""

from pathlib import Path

import pytest

from advice_line.periods import Month
from advice_line.problems import Refused, StoreTrouble
from advice_line.store.values.statements import ContractText
from advice_line.usecases.statements import drafting
from advice_line.usecases.statements.contracts import parsed, publish_contracts, read_contract_files
from advice_line.usecases.statements.drafting import draft_of, draft_statement
from advice_line.usecases.statements.kept import the_statement
from advice_line.usecases.statements.life import issue_statement
from advice_line.usecases.statements.papers import export_statement
from advice_line.usecases.usecase import By, Press
from tests.hospital import TUESDAY, Hospital
from tests.usecases.statements.contracted import CONTRACT, SEPTEMBER, publish, with_two_managers

AUGUST = Month(2026, 8)


def by(hospital: Hospital, who: str = "ruth") -> By:
    return By(hospital.store, hospital[who], SEPTEMBER)


def test_a_file_that_is_not_there_and_a_folder_without_one(tmp_path: Path):
    with pytest.raises(Refused, match="this file cannot be read: No such file"):
        read_contract_files([tmp_path / "none.toml"])
    with pytest.raises(Refused, match=r"this folder holds no file that ends in \.toml"):
        read_contract_files([tmp_path])


def test_a_commissioner_has_one_file(local_hospital: Hospital, tmp_path: Path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.toml").write_text(CONTRACT)
    files, _ = read_contract_files([tmp_path])
    with pytest.raises(Refused, match="Two of the files are contracts with QZZ"):
        publish_contracts(by(local_hospital), files, "", Press())


def test_a_published_contract_that_cannot_be_read_any_more_is_no_contract(local_hospital: Hospital):
    spoilt = ContractText(7, "RRV03", "QZZ", TUESDAY, "qzz.toml", "[commissioner", "", "", "Ruth")
    with pytest.raises(StoreTrouble, match="Contract 7 cannot be read any more"):
        parsed(local_hospital.store, spoilt)


def test_no_contract_no_statement(local_hospital: Hospital):
    with pytest.raises(Refused, match="No contract with 16C holds in August 2026"):
        draft_of(local_hospital.store, "RRV03", "16C", AUGUST, SEPTEMBER)
    with pytest.raises(Refused, match="There is no statement 99"):
        the_statement(local_hospital.store, 99)


def test_a_shared_budget_needs_the_other_sites_contract(local_hospital: Hospital):
    terms = 'kind = "shared budget"\nyearly = "86,000.00"\nsites = ["RRV03", "RRV04"]\n'
    publish(local_hospital, CONTRACT.partition("kind")[0] + terms)
    with pytest.raises(Refused, match="shares a budget with RRV04, whose own contract is not published"):
        draft_of(local_hospital.store, "RRV03", "QZZ", AUGUST, SEPTEMBER)


def test_what_does_not_add_up_is_neither_kept_nor_issued(local_hospital: Hospital, monkeypatch: pytest.MonkeyPatch):
    hospital = with_two_managers(local_hospital)
    number = draft_statement(by(hospital), "QZZ", AUGUST, Press())
    monkeypatch.setattr(drafting, "disagreements", lambda sums: ["3 are not 2."])
    with pytest.raises(Refused, match=r"The statement does not add up: 3 are not 2\."):
        draft_statement(by(hospital), "QZZ", AUGUST, Press())
    with pytest.raises(Refused, match=r"The statement does not add up: 3 are not 2\."):
        issue_statement(by(hospital, "carys"), number, Press())


def test_a_form_that_is_none(local_hospital: Hospital, tmp_path: Path):
    hospital = with_two_managers(local_hospital)
    number = draft_statement(by(hospital), "QZZ", AUGUST, Press())
    with pytest.raises(Refused, match="“docx” is not a format"):
        export_statement(by(hospital), number, "docx", tmp_path / "x.docx")
