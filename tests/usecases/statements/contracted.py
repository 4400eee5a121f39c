"""A hospital with a contract, and calls of a month to charge by it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from advice_line.people.roles import Role
from advice_line.store.values.people import Account
from advice_line.usecases.accounts import accounts
from advice_line.usecases.statements.contracts import publish_contracts, read_contract_files
from advice_line.usecases.usecase import By, Press
from tests.hospital import BEGAN, TUESDAY, Hospital

OCTOBER = datetime(2026, 10, 6, 9, tzinfo=UTC)
"""After the month of August may be issued and before it is frozen, were it drafted in September."""
SEPTEMBER = datetime(2026, 9, 22, 9, tzinfo=UTC)
CONTRACT = """\
[commissioner]
code = "QZZ"
name = "Quayside commissioning board"

[[contract]]
id = "RRV03/QZZ/1"
site = "RRV03"
desks = ["cardiology", "renal"]
from = 2026-08-01
kind = "per unit"
phone = "23.50"
email = "14.75"
out_of_hours = "25 %"
"""


def add(hospital: Hospital, username: str, role: Role, commissioner: str = "") -> None:
    admin = hospital["admin"]
    accounts.add_account(
        By(hospital.store, admin, BEGAN), username, username.title(), role, commissioner=commissioner
    )
    row = hospital.store.the(Account, "account_by_username", username=username)
    hospital.people[username] = accounts.person_of(hospital.store, row)


def publish(hospital: Hospital, text: str = CONTRACT, at: datetime = TUESDAY, who: str = "ruth") -> list[str]:
    file = Path(hospital.folder) / "contract.toml"
    file.write_text(text)
    files, problems = read_contract_files([file])
    assert not problems, [str(problem) for problem in problems]
    return publish_contracts(By(hospital.store, hospital[who], at), files, "as agreed", Press())


def calls_advised(hospital: Hospital, count: int, at: datetime = TUESDAY, practice: str = "V90001") -> list[int]:
    """Calls answered and recorded, one a minute."""
    found = []
    for number in range(count):
        then = at + timedelta(minutes=number)
        listed = f"01632 9600{practice[-2:]}"
        enquiry = hospital.connected("bevan", then, practice=practice, number=listed)
        hospital.record(enquiry, "bevan", then + timedelta(seconds=40))
        found.append(enquiry)
    return found


def with_two_managers(hospital: Hospital) -> Hospital:
    add(hospital, "carys", Role.MANAGER)
    publish(hospital)
    return hospital
