"""A consultant reads what their own desk's advice is charged at, and nothing of another desk or of the whole."""

from dataclasses import replace
from pathlib import Path

import pytest

from advice_line.enquiry.routing import Result
from advice_line.exports.statements import facts, reconciliation, statement_lines
from advice_line.periods import Month
from advice_line.problems import NotPermitted, Refused
from advice_line.settings.statements import StatementSettings
from advice_line.usecases.statements import life
from advice_line.usecases.statements.contract_writing import contracts_seen
from advice_line.usecases.statements.drafting import draft_statement
from advice_line.usecases.statements.listing import listed_statements
from advice_line.usecases.statements.papers import export_shape, statement_paper
from advice_line.usecases.statements.seeing import open_statement, statements_of
from advice_line.usecases.statements.set_aside import set_aside
from advice_line.usecases.usecase import By, Press
from tests.hospital import TUESDAY, Hospital
from tests.usecases.statements.contracted import SEPTEMBER, calls_advised, with_two_managers

AUGUST = Month(2026, 8)


def by(hospital: Hospital, who: str) -> By:
    return By(hospital.store, hospital[who], SEPTEMBER)


@pytest.fixture
def issued(local_hospital: Hospital) -> tuple[Hospital, int]:
    """Two calls to cardiology and one set aside, one call to renal; the first line and renal's are queried."""
    hospital = with_two_managers(local_hospital)
    *_, left_out = calls_advised(hospital, 3)
    set_aside(by(hospital, "ruth"), left_out, "a test", "", Press())
    renal = hospital.call(desk="renal", practice="V90002")
    hospital.dial(renal, "mensah", Result.ANSWERED)
    hospital.record(renal, "mensah", TUESDAY)
    number = draft_statement(by(hospital, "ruth"), "QZZ", AUGUST, Press())
    assert statements_of(by(hospital, "bevan")) == [], "a draft is for whoever prepares it"
    life.issue_statement(by(hospital, "carys"), number, Press())
    for line in (1, 3):
        life.query_line(by(hospital, "ruth"), number, line, "price", "", Press())
    return hospital, number


def test_a_consultant_sees_the_lines_of_their_own_desk_alone(issued: tuple[Hospital, int]):
    hospital, number = issued
    (listed,) = listed_statements(by(hospital, "bevan"), StatementSettings())
    assert (listed.pence, listed.standing.open_queries) == (2 * 2350, frozenset())
    paper = statement_paper(by(hospital, "bevan"), number)
    assert {one.line.desk for one in paper.lines} == {"cardiology"}
    assert (paper.total, paper.sums.closed, paper.sums.charged, len(paper.excluded)) == (4700, 3, 2, 1)
    assert ("Shown", "the lines of Cardiology alone") in facts(paper)
    assert not [row for row in reconciliation(paper).rows if "year" in row[0] or "nobody" in row[0]]
    said = "\n".join(statement_lines(paper))
    assert "V90002" not in said
    assert "70.50" not in said, "nor the whole total"


def test_a_manager_sees_it_whole(issued: tuple[Hospital, int]):
    hospital, number = issued
    (listed,) = listed_statements(by(hospital, "ruth"), StatementSettings())
    assert (listed.pence, listed.standing.open_queries) == (3 * 2350, frozenset({1, 3}))
    paper = statement_paper(by(hospital, "ruth"), number)
    assert (paper.only, paper.total, paper.sums.closed) == ((), 7050, 4)


def test_a_consultant_does_nothing_with_it_and_sees_no_contract(issued: tuple[Hospital, int], tmp_path: Path):
    hospital, number = issued
    one = by(hospital, "bevan")
    for act in (
        lambda: life.query_line(one, number, 2, "price", "", Press()),
        lambda: life.explain_line(one, number, 1, "no", Press()),
        lambda: life.credit_line(one, number, 1, "no", Press()),
        lambda: life.agree_statement(one, number, Press()),
        lambda: life.pay_statement(one, number, "no", Press()),
        lambda: contracts_seen(one),
    ):
        with pytest.raises(NotPermitted):
            act()
    with pytest.raises(Refused, match="A national data set is of a whole statement"):
        export_shape(one, number, "acm", tmp_path / "acm.csv")


def test_a_consultant_of_a_desk_without_a_line_sees_no_statement(issued: tuple[Hospital, int]):
    hospital, number = issued
    elsewhere = By(hospital.store, replace(hospital["bevan"], desks=frozenset({"acute"})), SEPTEMBER)
    assert statements_of(elsewhere) == []
    with pytest.raises(NotPermitted):
        open_statement(elsewhere, number)


def test_lines_of_what_is_agreed_have_no_days_left_to_be_queried(issued: tuple[Hospital, int]):
    hospital, number = issued
    (queried,) = listed_statements(by(hospital, "ruth"), StatementSettings())
    for line in (1, 3):
        life.explain_line(by(hospital, "ruth"), number, line, "It stands.", Press())
    life.agree_statement(by(hospital, "ruth"), number, Press())
    (agreed,) = listed_statements(by(hospital, "ruth"), StatementSettings())
    assert (queried.days_left, agreed.days_left) == (5, None)
