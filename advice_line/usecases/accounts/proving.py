"""Whether somebody is who they say: their password, and how many wrong ones were given for a name at a door."""

import hashlib
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from advice_line.instants import LONDON, to_text
from advice_line.people.lockout import DELAY, REMEMBERED, DoorState, Failure, door_state
from advice_line.people.roles import Person
from advice_line.problems import Refused
from advice_line.store import Store, trail
from advice_line.store.values.installation import Site
from advice_line.store.values.people import Account, ListedAccount
from advice_line.usecases.accounts.passwords import is_right
from advice_line.usecases.usecase import Press
from advice_line.words.times import clock_time

Pause = Callable[[float], None]


def prove(store: Store, person: Person, password: str, at: datetime, *, door: str = "") -> None:
    """Raises Refused unless this is the person's own password; counted as signing in is."""
    row = store.one(Account, "account_by_id", id=person.account)
    if not is_theirs(store, row, person.username, password, at, door, time.sleep):
        raise Refused("This is not your password.")


def is_theirs(
    store: Store, row: Account | None, name: str, password: str, at: datetime, door: str, pause: Pause
) -> bool:
    """Whether the password is right; counted before it is looked at, so that many at once are many."""
    hashed = name_hash(name)
    with store.transaction():
        stands = _standing(store, row, hashed, at, door)
        if stands.until is not None:
            when = clock_time(stands.until + timedelta(minutes=1), zone_of(store, row), at)
            raise Refused(
                f"Too many wrong passwords for this name; wait until {when}, or ask an administrator to clear it."
            )
        store.run("forget_old_failures", before=to_text(at - REMEMBERED))
        store.run("add_failure", name_hash=hashed, door=door, at=to_text(at))
    if stands.slowly:
        pause(DELAY.total_seconds())
    if not is_right(row.password_hash if row else None, password):
        if row is not None:
            _note_wrong(store, row, at, door)
        return False
    with store.transaction():
        store.run("forget_failures_at_door", name_hash=hashed, door=door)
    return True


def name_hash(name: str) -> str:
    """How a name that was typed is kept: whoever types a password there has not written it into the store."""
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()


def _standing(store: Store, row: Account | None, hashed: str, at: datetime, door: str) -> DoorState:
    found = store.all(Failure, "failures_of_name", name_hash=hashed, since=to_text(at - REMEMBERED))
    known = row is not None and store.one(datetime, "known_door", account=row.id, door=door) is not None
    return door_state(found, door, at, known=known)


def zone_of(store: Store, row: Account | ListedAccount | None) -> ZoneInfo:
    """The clock of an account's site."""
    sites = store.all(Site, "sites")
    found = [site for site in sites if row is not None and site.code == row.site] or sites
    return found[0].zone if found else LONDON


def _note_wrong(store: Store, row: Account, at: datetime, door: str) -> None:
    with store.transaction():
        entry = trail.TrailEntry(
            row.site,
            at,
            row.username,
            row.role,
            "gave a wrong password",
            "account",
            str(row.id),
            Press().key,
            {"door": door} if door else {},
        )
        trail.append(store, entry)
