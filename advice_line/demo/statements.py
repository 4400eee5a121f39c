"""The demo's statements: one in each state, and the year of the second commissioner, each step at its own time."""

from datetime import UTC, datetime, time, timedelta

from advice_line.demo.history import Timed
from advice_line.demo.mails import Hospital, Script
from advice_line.demo.year import ZONE, Year
from advice_line.people.roles import Person
from advice_line.periods import Month
from advice_line.problems import Refused
from advice_line.shipped import shipped_file
from advice_line.usecases.statements import contracts, drafting, life
from advice_line.usecases.usecase import By, Press

_DRAFTED, _ISSUED, _QUERIED, _ANSWERED, _AGREED, _PAID = 3, 24, 26, 28, 29, 40
"""Days after the month's end."""


def publish_contracts(hospital: Hospital, at: datetime) -> None:
    files, problems = contracts.read_contract_files([shipped_file("contracts")])
    if problems:
        raise Refused(str(problems[0]))
    by = By(hospital.store, hospital.manager, at)
    contracts.publish_contracts(by, files, "as signed", Press.by_itself("demo contracts"))


def statement_scripts(hospital: Hospital, second: Person, payer: Person, year: Year, now: datetime) -> list[Timed]:
    """Drafts by the manager, issued by the second one, queried and agreed by the first commissioner."""
    whole = [month for month in year.months if _at(month, _AGREED) < now]
    newest, before, first = whole[-1], whole[-2], whole[-3]
    plans = (
        ("97X", year.first.financial_year.months[-1], _PAID),
        ("16C", first, _PAID),
        ("16C", before, _AGREED),
        ("16C", newest, _QUERIED),
        ("97X", newest, _ISSUED),
        ("16C", newest.next, _DRAFTED),
    )
    return [
        (_at(month, 0), -1 - number, _life(hospital, second, payer, (commissioner, month, last), now))
        for number, (commissioner, month, last) in enumerate(plans)
    ]


def _at(month: Month, days: int) -> datetime:
    return datetime.combine(month.ends + timedelta(days=days), time(10), ZONE).astimezone(UTC)


def _life(hospital: Hospital, second: Person, payer: Person, plan: tuple[str, Month, int], now: datetime) -> Script:
    """One statement up to its last step; what the last one came to is queried, credited and agreed where it goes on."""
    commissioner, month, last = plan
    store = hospital.store

    def press(what: str) -> Press:
        return Press.by_itself(f"demo {what} {commissioner} {month}")

    at = min(_at(month, _DRAFTED), now - timedelta(hours=1))
    yield at
    made = drafting.draft_statement(By(store, hospital.manager, at), commissioner, month, press("draft"))
    if last < _ISSUED:
        return
    yield (at := _at(month, _ISSUED))
    life.issue_statement(By(store, second, at), made, press("issue"))
    if last in (_QUERIED, _AGREED):
        yield (at := _at(month, _QUERIED))
        asked = "Two of these were the same patient on one afternoon."
        life.query_line(By(store, payer, at), made, 1, "duplicate", asked, press("query"))
    if last == _AGREED:
        yield (at := _at(month, _ANSWERED))
        life.credit_line(By(store, second, at), made, 1, "Charged twice; taken back.", press("credit"))
    if last >= _AGREED:
        yield (at := _at(month, _AGREED))
        agreeing = payer if commissioner == payer.commissioner else hospital.manager
        life.agree_statement(By(store, agreeing, at), made, press("agree"))
    if last == _PAID:
        yield (at := _at(month, _PAID))
        life.pay_statement(By(store, hospital.manager, at), made, f"BACS {month}", press("pay"))
