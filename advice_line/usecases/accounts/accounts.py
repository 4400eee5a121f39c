"""Accounts: who may sign in, as what. Whatever changes who somebody is ends their sessions and screens."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from advice_line.enquiry.chasing import ChaserKind
from advice_line.instants import to_text, zone_named
from advice_line.people import usernames
from advice_line.people.addresses import mail_address
from advice_line.people.numbers import registration_number
from advice_line.people.roles import Act, Person, Role
from advice_line.problems import Refused
from advice_line.store import Store, trail
from advice_line.store.values.people import Account, ClinicianAccount, KnownClinician, ListedAccount
from advice_line.usecases.accounts.commissioners import commissioner_of, commissioner_of_role, put_commissioner
from advice_line.usecases.accounts.passwords import NONE, hash_password
from advice_line.usecases.accounts.proving import prove
from advice_line.usecases.flags.site_flags import raise_site_flag
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require

CLINICAL = (Role.REGISTRAR, Role.CONSULTANT)


def person_of(store: Store, row: Account) -> Person:
    """The person behind an account row, with the desks whose newest rota lists them."""
    desks = store.all(str, "desks_of_clinician", clinician=row.clinician) if row.clinician is not None else ()
    return Person(
        row.id,
        row.username,
        row.name,
        row.role,
        row.site,
        row.clinician,
        frozenset(desks),
        generation=row.generation,
        job=row.job,
        commissioner=commissioner_of(store, row),
    )


def account_named(store: Store, username: str) -> Account:
    """The account with this name. Raises Refused where there is none."""
    row = store.one(Account, "account_by_username", username=username.strip().lower())
    if row is None:
        raise Refused(f"There is no account “{username}”.")
    return row


def found_store(
    store: Store,
    site: str,
    name: str,
    timezone: str,
    username: str,
    password_hash: str,
    at: datetime,
    *,
    demo: bool = False,
) -> None:
    """Writes the site, its chain, and the first account, an administrator. ``demo`` marks the store."""
    username, name = _checked(usernames.username, username), _checked(usernames.site_name, name)
    timezone = _checked(lambda zone: zone_named(zone).key, timezone)
    with store.transaction():
        store.run("add_site", code=site, name=name, timezone=timezone)
        if demo:
            store.run("mark_demo", at=to_text(at))
        trail.start_chain(store, site)
        first = AccountToAdd(username, "The administrator", Role.ADMINISTRATOR, site, password_hash=password_hash)
        account = insert_account(store, first, at)
        detail = {"demo": True} if demo else {}
        entry = trail.TrailEntry(
            site, at, username, Role.ADMINISTRATOR, "created the store", "account", str(account), Press().key, detail
        )
        trail.append(store, entry)


@dataclass(frozen=True, slots=True)
class AccountToAdd:
    """An account about to be written. ``must_change``: its password is changed first; ``job``: no person's."""

    username: str
    name: str
    role: Role
    site: str
    clinician: int | None = None
    password_hash: str = NONE
    must_change: bool = False
    job: bool = False


def insert_account(store: Store, new: AccountToAdd, at: datetime) -> int:
    """Writes an account, a job's as a disabled one: nobody signs in as it. Call it inside a transaction."""
    return store.inserted(
        "add_account",
        username=new.username,
        name=new.name,
        role=new.role,
        site=new.site,
        clinician=new.clinician,
        password_hash=new.password_hash,
        disabled=int(new.job),
        must_change=int(new.must_change),
        job=int(new.job),
        at=to_text(at),
    )


def _checked(check: Callable[[str], str], text: str) -> str:
    try:
        return check(text)
    except ValueError as error:
        raise Refused(str(error)) from None


def add_account(
    by: By,
    username: str,
    name: str,
    role: Role,
    *,
    gmc: str = "",
    commissioner: str = "",
    password_hash: str = NONE,
    must_change: bool = False,
) -> int:
    """Adds an account; a registrar or consultant is tied to the published clinician with this registration number, a
    commissioner to the ODS code of whom they look for."""
    require(by.person, Act.MANAGE_ACCOUNTS)
    commissioner = commissioner_of_role(role, commissioner)
    username, name = _checked(usernames.username, username), _checked(usernames.person_name, name)

    def work() -> Receipt:
        _free(by.store, username)
        clinician = _clinician(by.store, role, gmc)
        new = AccountToAdd(username, name, role, by.person.site, clinician, password_hash, must_change=must_change)
        account = insert_account(by.store, new, by.at)
        put_commissioner(by.store, account, commissioner)
        return Receipt(str(account), {"username": username, "role": str(role)})

    return int(act_once(by, "added an account", "account", Press(), work))


def _free(store: Store, username: str, own: int | None = None) -> None:
    """Refuses a name that is somebody's or was: the trail names people by it for ever."""
    taken = store.one(Account, "account_by_username", username=username)
    former = store.one(int, "former_username", username=username)
    if (taken is not None and taken.id != own) or (former is not None and former != own):
        was = "was" if taken is None else "is"
        raise Refused(f"The name “{username}” {was} taken; choose another.")


def _clinician(store: Store, role: Role, gmc: str, own: int = 0) -> int | None:
    """The clinician of an account with this role, who has no other; call it inside the transaction."""
    if role not in CLINICAL:
        if gmc:
            raise Refused(f"An account for a {role} has no registration number.")
        return None
    gmc = _checked(registration_number, gmc)
    row = store.one(KnownClinician, "clinician_by_gmc", gmc=gmc)
    if row is None:
        raise Refused(f"No published rota has a clinician with the registration number “{gmc}”; publish it first.")
    if row.grade != role:
        raise Refused(f"{row.name} is a {row.grade} in the rota, not a {role}.")
    _one_account(store, row.id, row.name, own)
    return row.id


def _one_account(store: Store, clinician: int, name: str, own: int) -> None:
    store.run("hold_clinician", id=clinician)  # of two administrators at once, the second sees the first's account
    other = store.one(ClinicianAccount, "account_of_clinician", clinician=clinician, besides=own)
    if other is not None:
        how = f"; “advice-line user enable {other.username}” opens it again" if other.disabled else ""
        raise Refused(f"{name} has the account “{other.username}” already, and a clinician has one{how}.")


def accounts(store: Store, person: Person) -> list[ListedAccount]:
    """Every account of a person, by name."""
    require(person, Act.MANAGE_ACCOUNTS)
    return store.all(ListedAccount, "accounts")


def disable_account(by: By, username: str) -> None:
    """Shuts an account out, wherever it is signed in; its acts stay under its name."""
    row = _of_another(by.store, by.person, username, "disable")
    words = f"{by.person.name} disabled the account “{row.username}” of"
    _change(by, "disabled an account", row, "set_disabled", words, disabled=1)


def enable_account(by: By, username: str) -> None:
    """Lets an account in again, with the password it had."""
    row = _of_another(by.store, by.person, username, "enable")
    if not row.disabled:
        raise Refused(f"The account “{row.username}” is not disabled.")
    words = f"{by.person.name} enabled the account “{row.username}” of"
    _change(by, "enabled an account", row, "set_disabled", words, disabled=0)


def change_role(by: By, username: str, role: Role, *, gmc: str = "", commissioner: str = "") -> None:
    """Gives an account another role; a registrar's or consultant's is a published clinician's, as in adding one."""
    row = _of_another(by.store, by.person, username, "change the role of")
    commissioner = commissioner_of_role(role, commissioner)

    def work() -> Receipt:
        clinician = _clinician(by.store, role, gmc, row.id)
        words = f"{by.person.name} gave the role {role} to “{row.username}”, the account of"
        if clinician != row.clinician:
            _tell(by, row.id, words)  # whose it was until now
        by.store.run("set_role", id=row.id, role=role, clinician=clinician)
        put_commissioner(by.store, row.id, commissioner)
        _tell(by, row.id, words)
        return Receipt(str(row.id), {"from": row.role, "to": str(role)})

    act_once(by, "changed a role", "account", Press(), work)


def rename_account(by: By, username: str, new: str, *, name: str = "") -> None:
    """Gives an account another name to sign in with, and where it is given another name to be read."""
    require(by.person, Act.MANAGE_ACCOUNTS)
    row = _a_persons(account_named(by.store, username))
    new, shown = _checked(usernames.username, new), _checked(usernames.person_name, name or row.name)

    def work() -> Receipt:
        _free(by.store, new, row.id)
        if by.store.one(int, "former_username", username=row.username) is None and new != row.username:
            by.store.run("add_former_username", username=row.username, account=row.id, at=to_text(by.at))
        by.store.run("set_username", id=row.id, username=new, name=shown)
        _tell(by, row.id, f"{by.person.name} renamed “{row.username}” to “{new}”, the account of")
        return Receipt(str(row.id), {"from": row.username, "to": new})

    act_once(by, "renamed an account", "account", Press(), work)


def set_email(by: By, username: str, address: str) -> None:
    """Where chasers reach somebody: one's own address, or anybody's for an administrator; empty is nowhere."""
    row = account_named(by.store, username)
    if row.id != by.person.account:
        require(by.person, Act.MANAGE_ACCOUNTS)
    address = _checked(mail_address, address) if address else ""
    words = f"{by.person.name} changed where mail reaches “{row.username}”, the account of"
    _change(by, "set an address", row, "set_email", words, email=address)


def reset_password(by: By, username: str, password: str) -> None:
    """Gives somebody else a password to sign in with once: then they choose their own."""
    row = _of_another(by.store, by.person, username, "reset the password of")
    words = f"{by.person.name} reset the password of “{row.username}”, the account of"
    hashed = hash_password(password)
    _change(by, "reset a password", row, "set_password", words, password_hash=hashed, must_change=1)


def change_password(by: By, old: str, password: str, *, door: str = "") -> None:
    """Sets one's own password, by the old one: whoever finds a terminal signed in does not take the account over."""
    row = account_named(by.store, by.person.username)
    hashed = hash_password(password)
    prove(by.store, by.person, old, by.at, door=door)
    _change(by, "changed a password", row, "set_password", password_hash=hashed, must_change=0)


def _of_another(store: Store, person: Person, username: str, what: str) -> Account:
    require(person, Act.MANAGE_ACCOUNTS)
    row = _a_persons(account_named(store, username))
    if row.id == person.account:
        raise Refused(f"You cannot {what} your own account.")
    return row


def _a_persons(row: Account) -> Account:
    if row.job:
        raise Refused(f"“{row.username}” is a job's account; nobody signs in as it.")
    return row


def _change(by: By, act: str, row: Account, query: str, words: str = "", **values: object) -> None:
    def work() -> Receipt:
        by.store.run(query, id=row.id, **values)
        if words:
            _tell(by, row.id, words)
        return Receipt(str(row.id), {})

    act_once(by, act, "account", Press(), work)


def _tell(by: By, account: int, words: str) -> None:
    """What somebody does in a clinician's name is told to them and to the managers; call it inside the act.

    The flag is the managers'; chasers read it and say it to the clinician, on their screen and by mail.
    """
    row = by.store.one(Account, "account_by_id", id=account)
    if row is None or row.clinician is None or account == by.person.account:
        return
    whose = by.store.the(KnownClinician, "clinician_by_id", id=row.clinician)
    raise_site_flag(
        by.store, row.site, by.at, ChaserKind.ACCOUNT, f"clinician {whose.id} {Press()}",
        f"{words} {whose.name}, {whose.grade}", "manager",
    )  # fmt: skip
