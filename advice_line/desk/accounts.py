"""Accounts and signing in: argon2id, lock-out with back-off, short-lived sessions for the command line."""

import hashlib
import re
import secrets
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from advice_line.desk.acting import Done, act_once, new_key, require
from advice_line.instants import LONDON, clock_time, maybe_from_text, to_text
from advice_line.people.roles import Act, Person, Role
from advice_line.problems import NotPermitted, Refused
from advice_line.store import Row, Store, trail

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SESSION_LASTS = timedelta(hours=1)
SHORTEST = 10
_FREE_TRIES = 5
_NO_PASSWORD = "!"
JOB = "system"


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher()


def hash_password(password: str) -> str:
    """The argon2id hash of a password. Raises Refused when it is too short."""
    if len(password) < SHORTEST:
        raise Refused(f"The password is too short; use {SHORTEST} characters or more, a few words are easy to keep.")
    return _hasher().hash(password)


def person_of(store: Store, row: Row) -> Person:
    """The person behind an account row, with the desks whose newest rota lists them."""
    desks: frozenset[str] = frozenset()
    if row["clinician"] is not None:
        found = store.rows("desks_of_clinician", clinician=row["clinician"])
        desks = frozenset(r["desk"] for r in found)
    return Person(row["id"], row["username"], row["name"], Role(row["role"]), row["site"], row["clinician"], desks)


def sign_in(store: Store, username: str, password: str, at: datetime) -> Person:
    """The person with this name and password. Raises Refused; after five wrong passwords it waits, ever longer."""
    from argon2.exceptions import InvalidHashError, VerificationError

    row = store.row("account_by_username", username=username.strip().lower())
    wrong = "This name and password do not go together."
    if row is None:
        _hasher().hash(password)  # as slow as a wrong password, so that names cannot be told apart
        raise Refused(wrong)
    locked = maybe_from_text(row["locked_until"])
    if locked is not None and at < locked:
        raise Refused(f"Too many wrong passwords; wait until {clock_time(locked + timedelta(minutes=1), LONDON)}.")
    try:
        _hasher().verify(row["password_hash"], password)
    except (VerificationError, InvalidHashError):
        _note_failure(store, row, at)
        raise Refused(wrong) from None
    if row["disabled"]:
        raise Refused("This account is disabled; ask an administrator.")
    person = person_of(store, row)
    with store.transaction():
        if row["failures"]:
            store.run("clear_failures", id=row["id"])
        act_once(store, person, at, "signed in", "account", new_key(), lambda: Done(str(row["id"]), {}))
    return person


def _note_failure(store: Store, row: Row, at: datetime) -> None:
    over = row["failures"] + 1 - _FREE_TRIES
    locked = to_text(at + timedelta(seconds=30 * 2 ** min(over, 7))) if over >= 0 else None
    with store.transaction():
        store.run("note_failure", id=row["id"], locked_until=locked)
        entry = trail.Entry(
            row["site"],
            at,
            row["username"],
            row["role"],
            "gave a wrong password",
            "account",
            str(row["id"]),
            new_key(),
            {},
        )
        trail.append(store, entry)


def sign_in_without_password(store: Store, username: str, at: datetime) -> Person:
    """For the demo's throwaway store only, whose sign-in screen offers its people by one key each."""
    row = store.row("account_by_username", username=username)
    if row is None:
        raise Refused(f"There is no account “{username}”.")
    person = person_of(store, row)
    act_once(store, person, at, "signed in", "account", new_key(), lambda: Done(str(row["id"]), {}))
    return person


def found_store(
    store: Store, site: str, name: str, timezone: str, username: str, password_hash: str, at: datetime
) -> None:
    """Writes the site, its chain, and the first account, an administrator."""
    with store.transaction():
        store.run("add_site", code=site, name=name, timezone=timezone)
        trail.start_chain(store, site)
        account = _insert(store, username, "The administrator", Role.ADMINISTRATOR, site, None, password_hash, at)
        entry = trail.Entry(
            site, at, username, Role.ADMINISTRATOR, "created the store", "account", str(account), new_key(), {}
        )
        trail.append(store, entry)


def _insert(
    store: Store,
    username: str,
    name: str,
    role: Role,
    site: str,
    clinician: int | None,
    password_hash: str,
    at: datetime,
    *,
    disabled: bool = False,
) -> int:
    row = store.row(
        "add_account",
        username=username.strip().lower(),
        name=name,
        role=role,
        site=site,
        clinician=clinician,
        password_hash=password_hash,
        disabled=int(disabled),
        at=to_text(at),
    )
    assert row is not None
    return int(row["id"])


def no_password_account(store: Store, username: str, name: str, role: Role, site: str, at: datetime) -> int:
    """An account that nobody can sign in to; call it inside a transaction."""
    return _insert(store, username, name, role, site, None, _NO_PASSWORD, at, disabled=True)


def add_account(
    store: Store,
    person: Person,
    at: datetime,
    username: str,
    name: str,
    role: Role,
    *,
    gmc: str = "",
    password_hash: str = _NO_PASSWORD,
) -> int:
    """Adds an account; a registrar or consultant is tied to the published clinician with this registration number."""
    require(person, Act.MANAGE_ACCOUNTS)
    clinician: int | None = None
    if role in (Role.REGISTRAR, Role.CONSULTANT):
        row = store.row("clinician_by_gmc", gmc=gmc)
        if row is None:
            raise Refused(
                f"No published rota has a clinician with the registration number “{gmc}”; publish it first."
            )
        if row["grade"] != role:
            raise Refused(f"{row['name']} is a {row['grade']} in the rota, not a {role}.")
        clinician = row["id"]
    elif gmc:
        raise Refused(f"An account for a {role} has no registration number.")

    def work() -> Done:
        if store.row("account_by_username", username=username.strip().lower()):
            raise Refused(f"The name “{username}” is taken; choose another.")
        account = _insert(store, username, name, role, person.site, clinician, password_hash, at)
        return Done(str(account), {"role": str(role)})

    return int(act_once(store, person, at, "added an account", "account", new_key(), work))


def accounts(store: Store, person: Person) -> list[Row]:
    """Every account, by name."""
    require(person, Act.MANAGE_ACCOUNTS)
    return store.rows("accounts")


def disable_account(store: Store, person: Person, at: datetime, username: str) -> None:
    """Shuts an account out; its acts stay under its name."""
    require(person, Act.MANAGE_ACCOUNTS)
    row = _account(store, username)
    if row["id"] == person.account:
        raise Refused("You cannot disable your own account.")

    def work() -> Done:
        store.run("set_disabled", id=row["id"], disabled=1)
        return Done(str(row["id"]), {})

    act_once(store, person, at, "disabled an account", "account", new_key(), work)


def set_email(store: Store, person: Person, at: datetime, username: str, address: str) -> None:
    """Where chasers reach somebody: one's own address, or anybody's for an administrator; empty is nowhere."""
    row = _account(store, username)
    if row["id"] != person.account:
        require(person, Act.MANAGE_ACCOUNTS)
    if address and not re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+", address):
        raise Refused(f"“{address}” is not a mail address.")

    def work() -> Done:
        store.run("set_email", id=row["id"], email=address)
        return Done(str(row["id"]), {})

    act_once(store, person, at, "set an address", "account", new_key(), work)


def change_password(store: Store, person: Person, at: datetime, username: str, password: str) -> None:
    """Sets a password: one's own, or anybody's for an administrator."""
    row = _account(store, username)
    if row["id"] != person.account:
        require(person, Act.MANAGE_ACCOUNTS)
    hashed = hash_password(password)

    def work() -> Done:
        store.run("set_password", id=row["id"], password_hash=hashed)
        return Done(str(row["id"]), {})

    act_once(store, person, at, "changed a password", "account", new_key(), work)


def _account(store: Store, username: str) -> Row:
    row = store.row("account_by_username", username=username.strip().lower())
    if row is None:
        raise Refused(f"There is no account “{username}”.")
    return row


def _token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def begin_session(store: Store, person: Person, at: datetime) -> str:
    """A token with which the person's next commands are theirs, for an hour."""
    token = secrets.token_urlsafe(32)
    with store.transaction():
        store.run(
            "add_session",
            token_hash=_token_hash(token),
            account=person.account,
            at=to_text(at),
            expires_at=to_text(at + SESSION_LASTS),
        )
    return token


def person_of_token(store: Store, token: str, at: datetime) -> Person:
    """Whose token this is. Raises NotPermitted when it is nobody's or has run out."""
    row = store.row("session_account", token_hash=_token_hash(token), now=to_text(at))
    account = store.row("account_by_id", id=row["account"]) if row else None
    if account is None or account["disabled"]:
        raise NotPermitted("Your sign-in has run out; run “advice-line login”.")
    return person_of(store, account)


def end_session(store: Store, token: str, at: datetime) -> None:
    with store.transaction():
        store.run("end_session", token_hash=_token_hash(token), now=to_text(at))
