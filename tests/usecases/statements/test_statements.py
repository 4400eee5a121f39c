"""A month from its calls to its payment, as a finance department and a commissioner go through it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from advice_line.enquiry.routing import Result
from advice_line.people.roles import Role
from advice_line.periods import Month
from advice_line.problems import NotPermitted, Refused
from advice_line.tariffs.contract import NON_CONTRACT
from advice_line.tariffs.counting import Excluded
from advice_line.tariffs.pence import pounds
from advice_line.tariffs.statement import StatementState
from advice_line.usecases.advice.feedback import note_interface
from advice_line.usecases.advice.story import story
from advice_line.usecases.calls import taking
from advice_line.usecases.installation.sites import site_named
from advice_line.usecases.statements.closed import (
    Commissioners,
    Unpaid,
    by_month,
    closed_between,
    sorted_out,
)
from advice_line.usecases.statements.contracts import contracts_of
from advice_line.usecases.statements.drafting import draft_of, draft_statement
from advice_line.usecases.statements.kept import kept_lines, standing_of, the_statement
from advice_line.usecases.statements.life import (
    agree_statement,
    credit_line,
    days_left_to_query,
    explain_line,
    issue_statement,
    pay_statement,
    query_line,
)
from advice_line.usecases.statements.seeing import open_statement, statements_of
from advice_line.usecases.statements.set_aside import set_aside
from advice_line.usecases.usecase import By, Press
from tests.hospital import TUESDAY, Hospital
from tests.usecases.statements.contracted import CONTRACT, SEPTEMBER, add, calls_advised, publish, with_two_managers

AUGUST = Month(2026, 8)


def by(hospital: Hospital, who: str = "ruth", at: datetime = SEPTEMBER) -> By:
    return By(hospital.store, hospital[who], at)


def drafted(hospital: Hospital, month: Month = AUGUST, at: datetime = SEPTEMBER) -> int:
    return draft_statement(by(hospital, at=at), "QZZ", month, Press())


def issued(hospital: Hospital, month: Month = AUGUST, at: datetime = SEPTEMBER) -> int:
    number = drafted(hospital, month, at)
    issue_statement(by(hospital, "carys", at), number, Press())
    return number


def test_a_month_is_charged_call_by_call(hospital: Hospital):
    with_two_managers(hospital)
    calls_advised(hospital, 3)
    draft = draft_of(hospital.store, "RRV03", "QZZ", AUGUST, SEPTEMBER)
    assert [(one.line.words, one.line.unit, one.line.practice) for one in draft.lines] == [
        ("Call", 2350, "V90001")
    ] * 3
    assert (pounds(draft.pence), draft.closed, draft.faults) == ("70.50", 3, [])


def test_a_call_received_in_the_evening_has_its_uplift(local_hospital: Hospital):
    hospital = with_two_managers(local_hospital)
    calls_advised(hospital, 1, datetime(2026, 8, 4, 18, 0, tzinfo=UTC))  # 19:00 in London
    (one,) = draft_of(hospital.store, "RRV03", "QZZ", AUGUST, SEPTEMBER).lines
    assert (one.line.words, one.line.unit, one.line.point_of_delivery) == (
        "Call, out of hours",
        2938,
        "ADVICE-PHONE-OOH",
    )


def test_what_is_not_charged_stands_there_with_its_reason(local_hospital: Hospital):
    hospital = with_two_managers(local_hospital)
    first, second, third, fourth = calls_advised(hospital, 4)
    set_aside(by(hospital, at=TUESDAY), first, "a duplicate", "", Press())
    note_interface(by(hospital, "sam", TUESDAY), second, "no discharge letter", "", Press())
    given_up = hospital.call()
    taking.abandon(by(hospital, "sam", TUESDAY), given_up, "rang off", Press())
    unfit = {"outcome": "not appropriate for the line", "outcome_reason": "a pharmacist knows"}
    hospital.record(third, "bevan", TUESDAY + timedelta(hours=1), "asked again", **unfit)
    draft = draft_of(hospital.store, "RRV03", "QZZ", AUGUST, SEPTEMBER)
    assert [one.line.enquiry for one in draft.lines] == [fourth]
    assert sorted(draft.excluded) == [
        (first, Excluded.DUPLICATE),
        (second, Excluded.INTERFACE),
        (third, Excluded.NOT_APPROPRIATE),
        (given_up, Excluded.NOT_ANSWERED),
    ]
    assert (draft.closed, draft.faults) == (5, [])


def test_who_pays_for_nobodys_practice_is_a_line_of_its_own(local_hospital: Hospital):
    hospital = with_two_managers(local_hospital)
    store = hospital.store
    calls_advised(hospital, 1)
    unknown = hospital.call(practice=None, number="07700 900111")
    hospital.dial(unknown, "bevan", Result.ANSWERED)
    hospital.record(unknown, "bevan", TUESDAY + timedelta(minutes=1))
    moved = calls_advised(hospital, 1, practice="V90002")
    with store.transaction():
        store.run("put_practice_commissioner", practice="V90002", since="2026-08-01", commissioner="16C")
    site = site_named(store, "RRV03")
    closed = by_month(closed_between(store, site, AUGUST, AUGUST, SEPTEMBER), site)[AUGUST]
    found = sorted_out(closed, contracts_of(store, "RRV03"), Commissioners.of(store), site)
    assert {why: [one.enquiry for one in some] for why, some in found.unpaid.items()} == {
        Unpaid.UNKNOWN: [unknown],
        Unpaid.NO_CONTRACT: moved,
    }
    assert found.count == 3
    other = CONTRACT.replace('code = "QZZ"', f'code = "{NON_CONTRACT}"').replace("RRV03/QZZ/1", "RRV03/NCA")
    publish(hospital, other.replace("23.50", "30.00"))
    draft = draft_of(store, "RRV03", NON_CONTRACT, AUGUST, SEPTEMBER)
    assert [(one.line.enquiry, one.line.unit) for one in draft.lines] == [(moved[0], 3000)]


def test_the_commissioner_is_the_practices_on_that_day(local_hospital: Hospital):
    store = local_hospital.store
    with store.transaction():
        store.run("put_practice_commissioner", practice="V90001", since="2026-08-20", commissioner="16C")
    whose = Commissioners.of(store)
    assert whose.on("V90001", date(2026, 8, 19)) == "QZZ"
    assert whose.on("V90001", date(2026, 8, 20)) == "16C"
    assert whose.on("V99999", date(2026, 8, 20)) == whose.on(None, date(2026, 8, 20)) == ""


def test_from_draft_to_payment(hospital: Hospital):
    with_two_managers(hospital)
    calls_advised(hospital, 3)
    number = drafted(hospital)
    assert standing_of(hospital.store, number).state is StatementState.DRAFT
    assert issue_statement(by(hospital, "carys"), number, Press()) == "RRV/QZZ/2026-08/1"
    assert days_left_to_query(by(hospital), the_statement(hospital.store, number)) == 5
    query_line(by(hospital), number, 1, "duplicate", "seen twice", Press())
    query_line(by(hospital), number, 2, "price", "", Press())
    assert credit_line(by(hospital, "carys"), number, 1, "It was one call.", Press()) == "RRV/QZZ/2026-08/1/C1"
    with pytest.raises(Refused, match="Queries wait for an answer: line 2"):
        agree_statement(by(hospital), number, Press())
    explain_line(by(hospital), number, 2, "As in the contract.", Press())
    with pytest.raises(Refused, match="it is paid once it is agreed"):
        pay_statement(by(hospital), number, "BACS 77", Press())
    agree_statement(by(hospital), number, Press())
    pay_statement(by(hospital), number, "BACS 77", Press())
    assert standing_of(hospital.store, number).state is StatementState.PAID
    assert the_statement(hospital.store, number).pence == 7050, "what was issued is never edited"


def test_who_prepares_may_not_issue(local_hospital: Hospital):
    hospital = with_two_managers(local_hospital)
    number = drafted(hospital)
    with pytest.raises(Refused, match="Who prepares a statement may not issue it"):
        issue_statement(by(hospital), number, Press())


def test_a_month_is_issued_once_and_not_before_it_is_final(local_hospital: Hospital):
    hospital = with_two_managers(local_hospital)
    early = datetime(
        2026, 9, 21, 9, tzinfo=UTC
    )  # the fifteenth working day after August, whose last Monday was a holiday
    number = drafted(hospital, at=early)
    with pytest.raises(Refused, match="August 2026 may still change; it can be issued from 2026-09-22 on"):
        issue_statement(by(hospital, "carys", early), number, Press())
    again = drafted(hospital)
    issue_statement(by(hospital, "carys"), number, Press())
    with pytest.raises(Refused, match="was issued already"):
        issue_statement(by(hospital, "carys"), again, Press())
    with pytest.raises(Refused, match=r"August 2026 was issued as RRV/QZZ/2026-08/1"):
        drafted(hospital)
    with pytest.raises(Refused, match="September 2026 is not over"):
        drafted(hospital, Month(2026, 9))


def test_what_has_changed_since_it_was_drafted_is_drafted_again(local_hospital: Hospital):
    hospital = with_two_managers(local_hospital)
    (enquiry,) = calls_advised(hospital, 1)
    number = drafted(hospital)
    set_aside(by(hospital), enquiry, "a test", "", Press())
    with pytest.raises(Refused, match="What is charged has changed since this was drafted"):
        issue_statement(by(hospital, "carys", SEPTEMBER + timedelta(minutes=1)), number, Press())


def test_what_is_known_after_the_freeze_is_an_adjustment_of_the_next(local_hospital: Hospital):
    hospital = with_two_managers(local_hospital)
    first, second = calls_advised(hospital, 2)
    set_aside(by(hospital), first, "a duplicate", "", Press())  # in September, before the freeze
    late = datetime(2026, 10, 20, 9, tzinfo=UTC)
    set_aside(by(hospital, at=late), second, "withdrawn", "", Press())
    frozen = draft_of(hospital.store, "RRV03", "QZZ", AUGUST, late + timedelta(days=1))
    assert [one.line.enquiry for one in frozen.lines] == [second]
    issued(hospital, at=late + timedelta(days=1))
    november = datetime(2026, 11, 30, tzinfo=UTC)
    following = draft_of(hospital.store, "RRV03", "QZZ", Month(2026, 9), november)
    assert [(one.line.enquiry, one.line.pence, one.line.adjusts) for one in following.lines] == [
        (second, -2350, AUGUST)
    ]
    issued(hospital, Month(2026, 9), november)
    after = draft_of(hospital.store, "RRV03", "QZZ", Month(2026, 10), november + timedelta(days=1))
    assert after.lines == (), "an adjustment is made once"


def test_a_line_that_was_credited_is_not_given_back_twice(local_hospital: Hospital):
    hospital = with_two_managers(local_hospital)
    (enquiry,) = calls_advised(hospital, 1)
    number = issued(hospital)
    query_line(by(hospital), number, 1, "duplicate", "", Press())
    credit_line(by(hospital, "carys"), number, 1, "It was.", Press())
    set_aside(by(hospital), enquiry, "a duplicate", "", Press())
    later = datetime(2026, 10, 30, tzinfo=UTC)
    assert draft_of(hospital.store, "RRV03", "QZZ", Month(2026, 9), later).lines == ()


def test_lines_are_queried_within_their_days(local_hospital: Hospital):
    hospital = with_two_managers(local_hospital)
    calls_advised(hospital, 1)
    number = issued(hospital)
    last = datetime(2026, 9, 29, 22, 59, tzinfo=UTC)  # a minute before midnight in London
    with pytest.raises(Refused, match="Lines could be queried until 2026-09-29"):
        query_line(by(hospital, at=last + timedelta(minutes=1)), number, 1, "price", "", Press())
    query_line(by(hospital, at=last), number, 1, "price", "", Press())
    with pytest.raises(Refused, match="has no line 9"):
        query_line(by(hospital, at=last), number, 9, "price", "", Press())


def test_a_commissioner_sees_its_own_statements_once_they_are_issued_and_does_nothing_else(local_hospital: Hospital):
    hospital = with_two_managers(local_hospital)
    calls_advised(hospital, 1)
    number = drafted(hospital)
    for payer in ("QZZ", "16C"):
        add(hospital, payer.lower(), Role.COMMISSIONER, payer)
    assert statements_of(by(hospital, "qzz")) == []
    with pytest.raises(Refused, match="There is no statement"):
        open_statement(by(hospital, "qzz"), number)
    issue_statement(by(hospital, "carys"), number, Press())
    assert [row.id for row in statements_of(by(hospital, "qzz"))] == [number]
    assert statements_of(by(hospital, "16c")) == []
    with pytest.raises(NotPermitted):
        open_statement(by(hospital, "16c"), number)
    query_line(by(hospital, "qzz"), number, 1, "price", "", Press())
    for act in (
        lambda: explain_line(by(hospital, "qzz"), number, 1, "no", Press()),
        lambda: credit_line(by(hospital, "qzz"), number, 1, "no", Press()),
        lambda: pay_statement(by(hospital, "qzz"), number, "no", Press()),
        lambda: draft_statement(by(hospital, "qzz"), "QZZ", AUGUST, Press()),
        lambda: publish(hospital, who="qzz"),
    ):
        with pytest.raises(NotPermitted):
            act()


@pytest.mark.parametrize("who", ["sam", "okafor", "admin"])
def test_nobody_else_sees_what_is_charged(local_hospital: Hospital, who: str):
    with pytest.raises(NotPermitted, match="you may not see statements"):
        statements_of(by(local_hospital, who))
    with pytest.raises(NotPermitted, match="you may not prepare and answer statements"):
        draft_statement(by(local_hospital, who), "QZZ", AUGUST, Press())


def test_an_enquiry_is_set_aside_for_a_reason_of_the_list_and_taken_back_in(local_hospital: Hospital):
    hospital = with_two_managers(local_hospital)
    (enquiry,) = calls_advised(hospital, 1)
    with pytest.raises(Refused, match="“too dear” is not a reason of the list"):
        set_aside(by(hospital), enquiry, "too dear", "", Press())
    set_aside(by(hospital), enquiry, "a test", "", Press())
    with pytest.raises(Refused, match="set aside as a test already"):
        set_aside(by(hospital), enquiry, "a test", "", Press())
    set_aside(by(hospital, at=SEPTEMBER + timedelta(seconds=1)), enquiry, "", "", Press())
    later = SEPTEMBER + timedelta(minutes=1)
    told = story(by(hospital, at=later), enquiry)
    whats = [event.what for event in told.events if event.at >= SEPTEMBER]
    assert (whats, told.set_aside) == (["set aside, not charged: a test", "taken back in, charged after all"], "")
    assert len(draft_of(hospital.store, "RRV03", "QZZ", AUGUST, later).lines) == 1
    with pytest.raises(Refused, match="not set aside already"):
        set_aside(by(hospital, at=later), enquiry, "", "", Press())


def test_a_contract_that_is_published_again_as_it_is_makes_no_second(local_hospital: Hospital):
    hospital = with_two_managers(local_hospital)
    assert publish(hospital) == []
    assert publish(hospital, CONTRACT.replace("23.50", "24.00")) == ["QZZ"]
    assert [c.reference for c in contracts_of(hospital.store, "RRV03")] == ["RRV03/QZZ/1"]
    with pytest.raises(Refused, match="is of site RRV04, and you work at RRV03"):
        publish(hospital, CONTRACT.replace('site = "RRV03"', 'site = "RRV04"'))
    with pytest.raises(Refused, match="names the desk “surgery”, which is not there"):
        publish(hospital, CONTRACT.replace('"renal"', '"surgery"'))


def test_the_lines_of_a_draft_are_kept_as_they_were(local_hospital: Hospital):
    hospital = with_two_managers(local_hospital)
    calls_advised(hospital, 2)
    number = drafted(hospital)
    publish(hospital, CONTRACT.replace("23.50", "99.00"), SEPTEMBER)
    assert [(one.number, one.contract, one.line.pence) for one in kept_lines(hospital.store, number)] == [
        (1, "RRV03/QZZ/1", 2350),
        (2, "RRV03/QZZ/1", 2350),
    ]
