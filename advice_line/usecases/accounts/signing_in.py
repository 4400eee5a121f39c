"""Signing in: who somebody is, how long they wait after wrong passwords, what they are told of their account."""

import time
from datetime import datetime, timedelta

from advice_line.instants import to_text
from advice_line.people.lockout import REMEMBERED, Failure, door_state
from advice_line.people.roles import Act, Person
from advice_line.problems import MustChangePassword, Refused
from advice_line.store import Store
from advice_line.store.values.people import Account, DoneWithAccount, ListedAccount, NamedFailure
from advice_line.usecases.accounts.accounts import account_named, person_of
from advice_line.usecases.accounts.passwords import hash_password
from advice_line.usecases.accounts.proving import Pause, is_theirs, name_hash, zone_of
from advice_line.usecases.installation.demo_mark import is_demo
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require, still_signed_in
from advice_line.words.times import clock_time

_TOLD_FOR = timedelta(days=7)
_WRONG = "This name and password do not go together."


def sign_in(
    store: Store,
    username: str,
    password: str,
    at: datetime,
    *,
    door: str = "",
    new_password: str | None = None,
    pause: Pause = time.sleep,
) -> Person:
    """The person with this name and password, who came through this door.

    Raises Refused, and MustChangePassword where somebody else set the password: give a new one with it.
    """
    name = username.strip().lower()
    row = store.one(Account, "account_by_username", username=name)
    if row is not None and row.job:
        row = None
    if not is_theirs(store, row, name, password, at, door, pause) or row is None:
        raise Refused(_WRONG)
    if row.disabled:
        raise Refused("This account is disabled; ask an administrator.")
    if row.must_change:
        row = _with_new_password(store, row, at, password, new_password)
    person = person_of(store, row)
    with store.transaction():
        store.run("put_known_door", account=row.id, door=door, at=to_text(at))
        detail = {"door": door} if door else {}
        act_once(By(store, person, at), "signed in", "account", Press(), lambda: Receipt(str(row.id), detail))
    return person


def unlock(store: Store, person: Person, password: str, at: datetime, *, door: str = "") -> None:
    """Raises Refused unless this is the password of the person whose screen is locked, who is still signed in."""
    still_signed_in(store, person)
    sign_in(store, person.username, password, at, door=door)


def _with_new_password(store: Store, row: Account, at: datetime, old: str, new: str | None) -> Account:
    if new is None:
        raise MustChangePassword("This password was set by somebody else; choose one that only you know.")
    if new == old:
        raise MustChangePassword("This is the password you were given; choose another.")
    hashed = hash_password(new)

    def work() -> Receipt:
        store.run("set_password", id=row.id, password_hash=hashed, must_change=0)
        return Receipt(str(row.id), {})

    act_once(By(store, person_of(store, row), at), "changed a password", "account", Press(), work)
    return store.the(Account, "account_by_id", id=row.id)


def sign_in_without_password(store: Store, username: str, at: datetime) -> Person:
    """For the demo's throwaway store only, whose sign-in screen offers its people by one key each."""
    if not is_demo(store):
        raise Refused("This is no demonstration store: nobody signs in here without a password.")
    row = account_named(store, username)
    person = person_of(store, row)
    act_once(By(store, person, at), "signed in", "account", Press(), lambda: Receipt(str(row.id), {}))
    return person


def clear_lock(by: By, username: str) -> None:
    """Forgets every wrong password that was given for a name, at every door."""
    require(by.person, Act.MANAGE_ACCOUNTS)
    row = account_named(by.store, username)

    def work() -> Receipt:
        by.store.run("forget_failures", name_hash=name_hash(row.username))
        return Receipt(str(row.id), {})

    act_once(by, "cleared a lock", "account", Press(), work)


def shut_doors(by: By) -> dict[str, str]:
    """Which names wait after wrong passwords, and where and until when, in words."""
    require(by.person, Act.MANAGE_ACCOUNTS)
    failures: dict[str, list[Failure]] = {}
    for failed in by.store.all(NamedFailure, "failures_of_all", since=to_text(by.at - REMEMBERED)):
        failures.setdefault(failed.name_hash, []).append(Failure(failed.door, failed.at))
    found = {}
    for account in by.store.all(ListedAccount, "accounts") if failures else []:
        own = failures.get(name_hash(account.username), [])
        shut = {f.door: u for f in own if (u := door_state(own, f.door, by.at, known=False).until) is not None}
        if shut:
            until = clock_time(max(shut.values()) + timedelta(minutes=1), zone_of(by.store, account), by.at)
            found[account.username] = f"locked until {until} at {', '.join(sorted(filter(None, shut))) or 'a door'}"
    return found


_TOLD = {
    "reset a password": "your password was reset",
    "enabled an account": "your account was enabled",
    "disabled an account": "your account was disabled",
    "changed a role": "your role was changed",
    "renamed an account": "your account was renamed",
    "set an address": "your mail address was set",
}


def told(by: By) -> list[str]:
    """What others did with a person's account in the last week, and when it was last signed in to.

    It is said at every sign-in of that week: whoever was let in by the reset must not have read it away.
    """
    rows = by.store.all(
        DoneWithAccount,
        "told_of_account",
        subject=str(by.person.account),
        since=to_text(by.at - _TOLD_FOR),
        who=by.person.username,
    )
    zone = zone_of(by.store, by.store.one(Account, "account_by_id", id=by.person.account))
    newest = {row.act: row for row in rows if row.act in _TOLD}
    words = [
        f"{_TOLD[row.act]} by {row.who}, {clock_time(row.at, zone, by.at)}"
        for row in sorted(newest.values(), key=lambda row: row.at)
    ]
    before = [row for row in rows if row.act == "signed in"][:-1]
    if words and before:
        words.append(f"last signed in {clock_time(before[-1].at, zone, by.at)}")
    return words
