"""Which practice a mail comes from, and where a practice's letters go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from advice_line.desk.acting import Done, act_once, require
from advice_line.enquiry.correspondence import practice_codes_in
from advice_line.instants import to_text
from advice_line.people.addresses import mail_address
from advice_line.people.roles import Act, Person
from advice_line.problems import Refused
from advice_line.store import Store


@dataclass(frozen=True, slots=True)
class Recognised:
    """The practice an address belongs to; ``known``: somebody entered or verified it."""

    code: str | None
    known: bool


def recognise(store: Store, address: str, domains: Sequence[str]) -> Recognised:
    """By the address as entered, else by a practice's code within it where its domain is to be believed."""
    row = store.row("practice_of_address", address=address)
    if row is not None:
        return Recognised(row["code"], True)
    domain = address.rpartition("@")[2]
    if any(domain == d or domain.endswith(f".{d}") for d in domains):
        for code in practice_codes_in(address):
            found = store.row("practice_by_code", code=code)
            if found is not None and found["status"] == "A":
                return Recognised(code, False)
    return Recognised(None, False)


def enter_address(store: Store, person: Person, at: datetime, practice: str, address: str, key: str) -> None:
    """That a practice writes from, and is written to, at an address; the newest address gets its letters."""
    require(person, Act.SAY_LETTERS, site=person.site)
    try:
        clean = mail_address(address).lower()
    except ValueError as error:
        raise Refused(f"{error}") from None
    if store.row("practice_by_code", code=practice) is None:
        raise Refused(f"There is no practice {practice}.")

    def work() -> Done:
        put_address(store, person, at, practice, clean, key, letters=True)
        return Done(practice, {"practice": practice})

    act_once(store, person, at, "entered a practice's address", "practice", key, work)


def put_address(
    store: Store, person: Person, at: datetime, practice: str, address: str, key: str, *, letters: bool
) -> None:
    """Writes it; call it inside a transaction. ``letters``: those of the practice go there from now on."""
    values = {"address": address, "practice": practice, "account": person.account, "key": f"{key} address"}
    store.run("put_practice_address", at=to_text(at), letters=int(letters), **values)


def address_of(store: Store, practice: str | None) -> str:
    """Where a practice's letters go; empty when nobody has entered it."""
    row = store.row("address_of_practice", practice=practice) if practice else None
    return str(row["address"]) if row else ""
