"""A small hospital to test in: two desks, two practices, one of each role."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from advice_line.enquiry.calls import CallToTake
from advice_line.enquiry.chasing import ChaserKind
from advice_line.enquiry.routing import Result
from advice_line.people.roles import Person, Role
from advice_line.rota import read_files
from advice_line.store import Store
from advice_line.store.values.people import Account
from advice_line.usecases.accounts import accounts
from advice_line.usecases.accounts.passwords import hash_password
from advice_line.usecases.accounts.practices import import_practices
from advice_line.usecases.advice import recording
from advice_line.usecases.calls import attempts, taking
from advice_line.usecases.flags.site_flags import all_open, raise_site_flag
from advice_line.usecases.rotas.publishing import publish_rotas
from advice_line.usecases.usecase import By, Press, Receipt, act_once
from tests.rota.files import HEAD, PATTERN

SITE = "RRV03"
BEGAN = datetime(2026, 8, 3, 5, tzinfo=UTC)
TUESDAY = datetime(2026, 8, 4, 13, 0, tzinfo=UTC)  # 14:00 in London: okafor is on, in clinic from 13:30 to 15:00
CLINIC = '\n[[clinic]]\nclinician = "okafor"\ndays = ["Tue"]\nstart = "13:30"\nend = "15:00"\n'
CARDIOLOGY = HEAD + PATTERN + CLINIC
RENAL = (
    (HEAD + PATTERN)
    .replace('"cardiology"', '"renal"')
    .replace('"Cardiology"', '"Renal Medicine"')
    .replace('"320"', '"361"')
    .replace("okafor", "mensah")
    .replace("Adaeze Okafor", "Kwame Mensah")
    .replace("7012345", "7023456")
    .replace("patel", "osborne")
    .replace("Rohan Patel", "Grace Osborne")
    .replace("7012346", "7023457")
    .replace("bevan", "liu")
    .replace("Gareth Bevan", "Wei Liu")
    .replace("4212347", "4223458")
)
# A roster in which an unknown doctor is nobody's: the registration numbers of each clinician.
GMC = {
    "okafor": "7012345",
    "patel": "7012346",
    "bevan": "4212347",
    "mensah": "7023456",
    "osborne": "7023457",
    "liu": "4223458",
}


def practice_row(code: str, name: str, telephone: str, status: str = "A", **cells: str) -> str:
    """A line of the national practice file."""
    row = [""] * 27
    row[0], row[1], row[4], row[9] = code, name, "1 HIGH STREET", "ZZ1 1AA"
    row[10], row[12], row[14], row[17], row[25] = "19740401", status, "QZZ", telephone, "4"
    for place, value in cells.items():
        row[int(place[1:])] = value
    return ",".join(f'"{cell}"' for cell in row)


PRACTICES = "\n".join(
    [
        practice_row("V90001", "ASHWELL SURGERY", "01632 960001"),
        practice_row("V90002", "MILLBECK MEDICAL CENTRE", "01632 960002"),
        practice_row("V90003", "QUAY HEALTH CENTRE, DR GILL", "01632 960003"),
        practice_row("V90004", "QUAY HEALTH CENTRE, DR ROWE", "01632 960003"),
    ]
)


@dataclass(slots=True)
class Hospital:
    """The store and who works there."""

    store: Store
    people: dict[str, Person]
    folder: Path

    def __getitem__(self, name: str) -> Person:
        return self.people[name]

    def give_password(self, who: str, password: str) -> None:
        """A password of their own, as if they had chosen it; whoever was signed in before is signed in again."""
        with self.store.transaction():
            hashed = hash_password(password)
            self.store.run("set_password", id=self[who].account, password_hash=hashed, must_change=0)
        self.people[who] = _person(self.store, who)

    def call(self, at: datetime = TUESDAY, who: str = "sam", **values: Any) -> int:
        """A call taken: for cardiology, from Ashwell Surgery's listed number, unless told otherwise."""
        known = {"desk": "cardiology", "number": "01632 960001", "caller_name": "Dr A Gill", "practice": "V90001"}
        return taking.take_call(By(self.store, self[who], at), CallToTake(**known | values), Press())

    def dial(
        self, enquiry: int, clinician: str, result: Result | None = None, at: datetime = TUESDAY, **more: str
    ) -> int:
        """An attempt on somebody's first contact, and how it ended."""
        from advice_line.people.phones import Contact

        attempt = attempts.start_attempt(
            By(self.store, self["sam"], at), enquiry, GMC[clinician], Contact("bleep", "2042"), Press(), **more
        )
        if result is not None:
            later = at + timedelta(seconds=20)
            attempts.finish_attempt(By(self.store, self["sam"], later), attempt, result)
        return attempt

    def connected(self, clinician: str = "bevan", at: datetime = TUESDAY, **values: str) -> int:
        """A call put through."""
        enquiry = self.call(at, **values)
        self.dial(enquiry, clinician, Result.ANSWERED, at + timedelta(seconds=10))
        return enquiry

    def record(self, enquiry: int, clinician: str, at: datetime, because: str = "", **changed: str) -> int:
        """Advice recorded with everything that must be there."""
        opened = recording.open_record(By(self.store, self[clinician], at), enquiry)
        fields = opened.fields | FULL | changed
        return recording.record_advice(
            By(self.store, self[clinician], at), enquiry, fields, Press(), amends_because=because
        )

    def notice(self, owner: str, desk: str | None = "cardiology", at: datetime = TUESDAY) -> int:
        """A mail that needs a person, told to its owner."""

        def work() -> Receipt:
            raise_site_flag(self.store, SITE, at, ChaserKind.MAIL, "mail 7", "A mail", owner, desk=desk)
            return Receipt("7", {})

        act_once(By(self.store, self["sam"], at), "took mail in", "mail", Press(), work)
        return all_open(self.store, SITE)[-1].id


FULL = {
    "patient_kind": "given",
    "nhs_number": "999 000 0018",
    "birth_date": "4/7/1951",
    "patient_name": "Edna Tranter",
    "seen_by_caller": "yes",
    "relied_on": "results",
    "situation": "New palpitations",
    "background": "Hypertension",
    "assessment": "AF",
    "request": "Anticoagulate?",
    "medicines": "Ramipril",
    "allergies": "none",
    "advice": "Start a DOAC after renal function.",
    "doses": "read back",
    "uncertainty": "none",
    "would_change": "bleeding",
    "outcome": "advice, refer if needed",
    "actions": "none",
    "safety_net": "999 for chest pain",
    "review": "none",
    "responsibility_agreed": "yes",
}


def found_hospital(store: Store, folder: Path) -> Hospital:
    """Writes the hospital through the use-cases."""
    accounts.found_store(store, SITE, "Exampleton General", "Europe/London", "admin", "!", BEGAN)
    admin = _person(store, "admin")
    people = {"admin": admin}

    def add(username: str, name: str, role: Role, gmc: str = "") -> None:
        accounts.add_account(By(store, admin, BEGAN), username, name, role, gmc=gmc)
        people[username] = _person(store, username)

    add("ruth", "Ruth Appleby", Role.MANAGER)
    add("sam", "Sam Hill", Role.OPERATOR)
    add("jo", "Jo Marsh", Role.OPERATOR)
    rotas = folder / "rotas"
    rotas.mkdir()
    (rotas / "cardiology.toml").write_text(CARDIOLOGY)
    (rotas / "renal.toml").write_text(RENAL)
    read, problems = read_files([rotas])
    assert not problems, problems
    publish_rotas(store, people["ruth"], read, effective=BEGAN, at=BEGAN)
    for rota in read:
        for clinician in rota.clinicians:
            add(clinician.id, clinician.name, Role(clinician.grade), clinician.gmc)
    file = folder / "epraccur.csv"
    file.write_text(PRACTICES + "\n")
    import_practices(By(store, people["ruth"], BEGAN), file)
    return Hospital(store, people, folder)


def _person(store: Store, username: str) -> Person:
    row = store.the(Account, "account_by_username", username=username)
    return accounts.person_of(store, row)
