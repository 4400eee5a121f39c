"""Builds the demo's store: site, rotas, practices, accounts, and the year before, the last days."""

import gc
import re
import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random

from advice_line.demo.changes import write_changes
from advice_line.demo.chased import write_chasers
from advice_line.demo.history import Timed, play, recent_days
from advice_line.demo.mails import Hospital, Script, enter_addresses
from advice_line.demo.places import practice_file
from advice_line.demo.statements import publish_contracts, statement_scripts
from advice_line.demo.year import ZONE, Year
from advice_line.demo.year_rows import YearWriter
from advice_line.files import write_whole
from advice_line.people.roles import Person, Role
from advice_line.problems import Refused
from advice_line.rota import Clinician, Roster, Rota, read_files, read_rota
from advice_line.shipped import shipped_file
from advice_line.store import Store, create_store
from advice_line.store.values.people import Account
from advice_line.usecases.accounts import accounts
from advice_line.usecases.accounts.passwords import hash_password
from advice_line.usecases.accounts.practices import import_practices
from advice_line.usecases.accounts.workers import worker_of
from advice_line.usecases.rotas.publishing import publish_rotas
from advice_line.usecases.usecase import By

SITE, NAME = "RRV03", "Exampleton General"
RECENT = timedelta(days=10)
"""What went through every use-case; the months before are written as they would have left them."""
PASSWORD = "advice-line-demo"
# What the rotas cover with the last days before and a month of rota after.
COVERED = (datetime(2026, 9, 4, tzinfo=UTC), datetime(2027, 8, 1, tzinfo=UTC))
A_TUESDAY = datetime(2026, 11, 24, 14, 35, tzinfo=UTC)
_BEGUN, _ENDED = date(2026, 8, 3), date(2027, 9, 6)
"""From when until when the rotas' patterns hold."""
_EARLIER = timedelta(weeks=72)


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


def build_demo(path: Path, at: datetime, seed: int = 1, *, with_year: bool = True) -> None:
    """Makes the store and closes it. Raises Refused when the rotas do not cover the instant.

    Without its year it has the last days alone, and no statements.
    """
    _refuse_outside(at)
    recent = at - RECENT
    year = Year(recent)
    begins = datetime.combine(year.first.begins, time(), ZONE).astimezone(UTC) if with_year else recent
    store = create_store(path, begins, durable=False)
    gc.disable()  # nothing here makes rubbish in circles, and looking for it costs a tenth of the time
    try:
        with store.transaction():
            hospital, second, payer = _found(store, begins, _rotas_of_last_year() if with_year else _rotas())
            enter_addresses(hospital, begins)
            publish_contracts(hospital, begins)
            queue = recent_days(hospital, recent, at, seed)
            if with_year:
                queue += _year_scripts(hospital, year, begins, seed)
                queue += statement_scripts(hospital, second, payer, year, at)
            play(queue, at)
            write_changes(hospital, at)
            write_chasers(hospital, at)
    finally:
        gc.enable()
        store.close()


def _refuse_outside(at: datetime) -> None:
    if not COVERED[0] <= at <= COVERED[1]:
        raise Refused(f"The demo's rotas cover {COVERED[0].date()} to {COVERED[1].date()}; choose --at between.")


def _found(store: Store, begins: datetime, rotas: list[Rota]) -> tuple[Hospital, Person, Person]:
    """The site with its people; with them a second manager, and who looks for the first commissioner."""
    hashed = hash_password(PASSWORD)
    accounts.found_store(store, SITE, NAME, "Europe/London", "admin", hashed, begins, demo=True)
    admin = _person(store, "admin")

    def add(username: str, name: str, role: Role, gmc: str = "", commissioner: str = "") -> Person:
        by = By(store, admin, begins)
        accounts.add_account(by, username, name, role, gmc=gmc, commissioner=commissioner, password_hash=hashed)
        return _person(store, username)

    manager = add("ruth", "Ruth Appleby", Role.MANAGER)
    second = add("tom", "Tom Ellery", Role.MANAGER)
    operators = [add("sam", "Sam Hill", Role.OPERATOR), add("jo", "Jo Marsh", Role.OPERATOR)]
    publish_rotas(store, manager, rotas, effective=begins, at=begins)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "epraccur.csv"
        write_whole(file, practice_file().encode())
        import_practices(By(store, manager, begins), file)
    clinicians = {
        clinician.gmc: add(clinician.id, clinician.name, Role(clinician.grade), clinician.gmc)
        for clinician in _clinicians(_rotas())
    }
    payer = add("kim", "Kim Ashdown", Role.COMMISSIONER, commissioner="16C")
    add("ola", "Ola Bright", Role.INTERFACE_LEAD)
    return Hospital(store, operators, manager, clinicians), second, payer


@cache
def _rotas(file: str = "") -> list[Rota]:
    """All of them, or that of one file."""
    rotas, problems = read_files([shipped_file("rotas") / file])
    if problems:
        raise Refused(str(problems[0]))
    return rotas


def _rotas_of_last_year() -> list[Rota]:
    """The same patterns, as they would have stood before: every date earlier, up to the day on which these begin."""

    def earlier(found: re.Match[str]) -> str:
        return (date.fromisoformat(found[0]) - _EARLIER).isoformat()

    begun, ended = _BEGUN.isoformat(), (_ENDED - _EARLIER).isoformat()
    found = []
    for rota in _rotas():
        without_swaps = re.sub(r"^\[\[swap\]\].*?(?=^\[|\Z)", "", rota.source, flags=re.DOTALL | re.MULTILINE)
        text = re.sub(r"\b20\d\d-\d\d-\d\d\b", earlier, without_swaps).replace(f"until = {ended}", f"until = {begun}")
        reading = read_rota(text.encode(), rota.file)
        if reading.rota is None:
            raise Refused(str(reading.errors[0]))
        found.append(reading.rota)
    return found


def _new_rotas(hospital: Hospital) -> Script:
    """These rotas are published in the week before they begin."""
    effective = datetime.combine(_BEGUN, time(), ZONE).astimezone(UTC)
    at = effective - timedelta(days=2)
    yield at
    publish_rotas(hospital.store, hospital.manager, _rotas(), effective=effective, at=at)


def _year_scripts(hospital: Hospital, year: Year, begins: datetime, seed: int) -> list[Timed]:
    months = YearWriter(hospital, worker_of(hospital.store, SITE, begins), Random(seed)).months(year)
    effective = datetime.combine(_BEGUN, time(), ZONE).astimezone(UTC)
    return [*months, (effective, -100, _new_rotas(hospital))]


def _clinicians(rotas: list[Rota]) -> list[Clinician]:
    return [clinician for rota in rotas for clinician in rota.clinicians]


def _person(store: Store, username: str) -> Person:
    return accounts.person_of(store, store.the(Account, "account_by_username", username=username))


def demo_people(at: datetime) -> list[DemoPerson]:
    """An operator, the registrar and the consultant on call for cardiology, the manager, who pays, and the lead.

    They are known from the rotas alone, before the store is made. Raises Refused as ``build_demo``.
    """
    _refuse_outside(at)
    (rota,) = _rotas("cardiology.toml")
    rungs = Roster(rota).ladder(at).rungs
    registrar = next(r.clinician for r in rungs if r.clinician.grade == "registrar" and r.clinic_until is None)
    consultant = next(r.clinician for r in rungs if r.clinician.grade == "consultant")
    return [
        DemoPerson("1", "sam", "Sam Hill", "switchboard operator: take a call"),
        DemoPerson("2", registrar.id, registrar.name, "cardiology registrar: record the advice"),
        DemoPerson("3", consultant.id, consultant.name, "cardiology consultant: countersign"),
        DemoPerson("4", "ruth", "Ruth Appleby", "manager: rotas, audits and statements"),
        DemoPerson("5", "kim", "Kim Ashdown", "commissioner 16C: what is charged"),
        DemoPerson("6", "ola", "Ola Bright", "interface lead: what practices had to chase"),
    ]
