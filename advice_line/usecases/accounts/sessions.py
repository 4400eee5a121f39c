"""Sessions of the command line: an hour in the terminal where somebody signed in, and nowhere else."""

import hashlib
import secrets
from datetime import datetime, timedelta

from advice_line.instants import to_text
from advice_line.people.roles import Person
from advice_line.problems import NotPermitted, SignedOut
from advice_line.store import Store
from advice_line.store.values.people import Account, KeptSession
from advice_line.usecases.accounts.accounts import person_of
from advice_line.usecases.usecase import SHUT_OUT, By, still_signed_in

LASTS = timedelta(hours=1)
_AGAIN = "Run “advice-line login”."


def begin_session(by: By, terminal: str, door: str = "") -> str:
    """A token with which the next commands in this terminal are the person's. ``door`` is the terminal in words."""
    token = secrets.token_urlsafe(32)
    with by.store.transaction():
        still_signed_in(by.store, by.person)
        by.store.run(
            "add_session",
            token_hash=token_hash(token),
            account=by.person.account,
            generation=by.person.generation,
            terminal=token_hash(terminal),
            door=door,
            at=to_text(by.at),
            expires_at=to_text(by.at + LASTS),
        )
    return token


def person_of_session(store: Store, token: str, terminal: str, at: datetime) -> Person:
    """Whose session this is. Raises NotPermitted: it is nobody's, another terminal's, or has run out."""
    row = store.one(KeptSession, "session_by_hash", token_hash=token_hash(token))
    if row is None or row.expires_at <= at:
        raise NotPermitted(f"Your sign-in has run out. {_AGAIN}")
    if row.terminal != token_hash(terminal):
        where = f" ({row.door})" if row.door else ""
        raise NotPermitted(f"This sign-in was made in another terminal{where} and counts there alone. {_AGAIN}")
    account = store.one(Account, "account_by_id", id=row.account)
    if account is None or account.disabled:
        raise SignedOut(SHUT_OUT)
    if account.generation != row.generation:
        raise SignedOut(f"You were signed out: your password, name or role was changed. {_AGAIN}")
    return person_of(store, account)


def end_session(store: Store, token: str, at: datetime) -> None:
    with store.transaction():
        store.run("end_session", token_hash=token_hash(token), now=to_text(at))


def token_hash(token: str) -> str:
    """What is kept of a token: whoever reads the store cannot use it."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
