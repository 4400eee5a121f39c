"""Builds the demo's store: site, rotas, practices, accounts, and a month of history."""

import gc
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from advice_line.demo.changes import write_changes
from advice_line.demo.chased import write_chasers
from advice_line.demo.history import write_history
from advice_line.demo.mails import Hospital, enter_addresses
from advice_line.demo.places import practice_file
from advice_line.files import write_whole
from advice_line.people.roles import Person, Role
from advice_line.problems import Refused
from advice_line.rota import Clinician, Rota, read_files
from advice_line.shipped import shipped_file
from advice_line.store import Store, create_store
from advice_line.store.values.people import Account
from advice_line.usecases.accounts import accounts
from advice_line.usecases.accounts.passwords import hash_password
from advice_line.usecases.accounts.practices import import_practices
from advice_line.usecases.rotas.publishing import publish_rotas
from advice_line.usecases.rotas.who_answers import roster_of
from advice_line.usecases.usecase import By

SITE, NAME = "RRV03", "Exampleton General"
HISTORY = timedelta(days=31)
PASSWORD = "advice-line-demo"
# What the rotas cover with a month of history before and a month of rota after.
COVERED = (datetime(2026, 9, 4, tzinfo=UTC), datetime(2027, 8, 1, tzinfo=UTC))
A_TUESDAY = datetime(2026, 11, 24, 14, 35, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody to sign in as: the key on the sign-in screen, the account, and what they are for."""

    key: str
    username: str
    name: str
    what: str


def demo_instant(now: datetime) -> datetime:
    """The demo's present: now, or a Tuesday afternoon inside the rotas when now is outside them."""
    return now if COVERED[0] <= now <= COVERED[1] else A_TUESDAY


def build_demo(path: Path, at: datetime, seed: int = 1) -> list[DemoPerson]:
    """Makes the store and closes it. Raises Refused when the rotas do not cover the instant."""
    if not COVERED[0] <= at <= COVERED[1]:
        raise Refused(f"The demo's rotas cover {COVERED[0].date()} to {COVERED[1].date()}; choose --at between.")
    begins = at - HISTORY
    store = create_store(path, begins, durable=False)
    gc.disable()  # nothing here makes rubbish in circles, and looking for it costs a tenth of the time
    try:
        with store.transaction():
            hospital = _found(store, begins)
            enter_addresses(hospital, begins)
            write_history(hospital, begins, at, seed)
            write_changes(hospital, at)
            write_chasers(hospital, at)
            return _people(hospital, at)
    finally:
        gc.enable()
        store.close()


def _found(store: Store, begins: datetime) -> Hospital:
    hashed = hash_password(PASSWORD)
    accounts.found_store(store, SITE, NAME, "Europe/London", "admin", hashed, begins, demo=True)
    admin = _person(store, "admin")

    def add(username: str, name: str, role: Role, gmc: str = "") -> Person:
        accounts.add_account(By(store, admin, begins), username, name, role, gmc=gmc, password_hash=hashed)
        return _person(store, username)

    manager = add("ruth", "Ruth Appleby", Role.MANAGER)
    operators = [add("sam", "Sam Hill", Role.OPERATOR), add("jo", "Jo Marsh", Role.OPERATOR)]
    rotas, problems = read_files([shipped_file("rotas")])
    if problems:
        raise Refused(str(problems[0]))
    publish_rotas(store, manager, rotas, effective=begins, at=begins)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "epraccur.csv"
        write_whole(file, practice_file().encode())
        import_practices(By(store, manager, begins), file)
    clinicians = {
        clinician.gmc: add(clinician.id, clinician.name, Role(clinician.grade), clinician.gmc)
        for clinician in _clinicians(rotas)
    }
    return Hospital(store, operators, manager, clinicians)


def _clinicians(rotas: list[Rota]) -> list[Clinician]:
    return [clinician for rota in rotas for clinician in rota.clinicians]


def _person(store: Store, username: str) -> Person:
    return accounts.person_of(store, store.the(Account, "account_by_username", username=username))


def _people(hospital: Hospital, at: datetime) -> list[DemoPerson]:
    """An operator, the registrar and the consultant on call for cardiology, and the manager."""
    rungs = roster_of(hospital.store, "cardiology", at).ladder(at).rungs
    registrar = next(r.clinician for r in rungs if r.clinician.grade == "registrar" and r.clinic_until is None)
    consultant = next(r.clinician for r in rungs if r.clinician.grade == "consultant")
    return [
        DemoPerson("1", "sam", "Sam Hill", "switchboard operator: take a call"),
        DemoPerson("2", registrar.id, registrar.name, "cardiology registrar: record the advice"),
        DemoPerson("3", consultant.id, consultant.name, "cardiology consultant: countersign"),
        DemoPerson("4", "ruth", "Ruth Appleby", "manager: rotas and audits"),
    ]
