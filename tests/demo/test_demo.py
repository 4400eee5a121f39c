from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from advice_line.demo.hospital import A_TUESDAY, build_demo, demo_instant, demo_people
from advice_line.demo.places import nhs_number, patient
from advice_line.demo.year import Year
from advice_line.people import numbers
from advice_line.people.roles import Role
from advice_line.store import Store, open_store
from advice_line.store.values.people import Account
from advice_line.store.verdicts import verdicts
from advice_line.tariffs.statement import StatementState
from advice_line.usecases.accounts.accounts import person_of
from advice_line.usecases.reminders.worklists import Section, worklist
from advice_line.usecases.statements.contracts import contracts_of
from advice_line.usecases.statements.drafting import month_total
from advice_line.usecases.statements.kept import standing_of
from advice_line.usecases.statements.seeing import statements_of
from advice_line.usecases.usecase import By
from tests.rows import rows_of


def heads(path: Path) -> list[dict[str, object]]:
    store = open_store(path, A_TUESDAY)
    rows = rows_of(store, "trail_of_site", site="RRV03", after=0, until=10**9, most=10**9)
    store.close()
    return [{k: row[k] for k in ("seq", "at", "who", "act", "subject", "detail") if "key" not in k} for row in rows]


def test_the_demo_is_the_same_from_its_seed(tmp_path: Path):
    for name in ("a.db", "b.db"):
        build_demo(tmp_path / name, A_TUESDAY, seed=3, with_year=False)
    one, other = heads(tmp_path / "a.db"), heads(tmp_path / "b.db")
    assert [row for row in one if row["act"] != "imported practices"] == [
        row for row in other if row["act"] != "imported practices"
    ]
    year = Year(A_TUESDAY)
    assert year.enquiries(year.sample, Random(3)) == year.enquiries(year.sample, Random(3))


def test_the_demo_is_believable_and_whole(tmp_path: Path):
    build_demo(tmp_path / "demo.db", A_TUESDAY)
    store = open_store(tmp_path / "demo.db", A_TUESDAY)
    assert next(verdicts(store)).broken_at is None
    counts = {
        table: store.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("desk", "practice", "clinician", "enquiry", "advice", "countersign")
    }
    results = {row[0] for row in store.select("SELECT DISTINCT result FROM attempt_result")}
    flags = {row[0] for row in store.select("SELECT DISTINCT kind FROM flag")}
    assert (counts["desk"], counts["practice"]) == (12, 60)
    assert counts["clinician"] >= 40
    assert counts["enquiry"] > 5000
    assert 0 < counts["countersign"] < counts["advice"] < counts["enquiry"]
    assert {"answered", "no answer", "engaged"} <= results
    assert {"unseen, not countersigned", "connected, nothing recorded", "caller not verified"} <= flags
    _a_statement_stands_in_each_state_and_two_can_be_worked_out_on_paper(store)
    store.close()


def _a_statement_stands_in_each_state_and_two_can_be_worked_out_on_paper(year_of_history: Store) -> None:
    ruth = person_of(year_of_history, year_of_history.the(Account, "account_by_username", username="ruth"))
    by = By(year_of_history, ruth, A_TUESDAY)
    found = {
        (one.commissioner, one.month): (one.pence, standing_of(year_of_history, one.id).state)
        for one in statements_of(by)
    }
    assert found["16C", "2026-10"] == (431_608, StatementState.DRAFT)
    assert found["97X", "2026-03"] == (692_000, StatementState.PAID)
    assert {state for _, state in found.values()} >= {
        StatementState.DRAFT, StatementState.ISSUED, StatementState.QUERIED, StatementState.AGREED,
        StatementState.PAID,
    }  # fmt: skip
    contracts = contracts_of(year_of_history, "RRV03")
    months = Year(A_TUESDAY).first.financial_year.months
    charged = [month_total(year_of_history, "RRV03", contracts, "97X", month, A_TUESDAY) for month in months]
    assert (charged[:11], charged[11], sum(charged)) == ([500_000] * 11, 692_000, 6_192_000)


@pytest.mark.parametrize("at", [datetime(2026, 12, 1, 4, 10, tzinfo=UTC), datetime(2027, 3, 28, 2, tzinfo=UTC)])
def test_the_consultant_has_ten_to_countersign_at_any_hour(tmp_path: Path, at: datetime):
    build_demo(tmp_path / "a.db", at, with_year=False)
    seat = next(person for person in demo_people(at) if person.key == "3")
    store = open_store(tmp_path / "a.db", at)
    person = person_of(store, store.the(Account, "account_by_username", username=seat.username))
    waiting = [item for item in worklist(By(store, person, at)) if item.section == Section.COUNTERSIGN]
    store.close()
    assert person.role == Role.CONSULTANT
    assert len(waiting) >= 10


def test_outside_the_rotas_the_demo_opens_on_a_tuesday():
    assert demo_instant(datetime(2031, 1, 1, tzinfo=UTC)) == A_TUESDAY
    assert demo_instant(A_TUESDAY) == A_TUESDAY


def test_one_number_is_always_one_invented_person():
    random = Random(1)
    people: dict[str, list[str]] = {}
    for _ in range(20_000):
        number, *person = patient(random)
        assert people.setdefault(number, person) == person


def test_the_patients_are_of_the_range_that_is_never_issued():
    for n in range(0, 5000, 7):
        assert numbers.nhs_number(nhs_number(n)).startswith("999")
