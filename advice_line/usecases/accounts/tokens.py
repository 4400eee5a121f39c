"""Tokens for jobs: a command that runs by itself acts under a name of its own, until a day that is known."""

import re
import secrets
from datetime import datetime, timedelta

from advice_line.instants import to_text
from advice_line.people.roles import OF_TOKENS, Act, Person, Role
from advice_line.problems import NotPermitted, Refused
from advice_line.store import Store
from advice_line.store.values.people import Account, KeptToken, Token
from advice_line.usecases.accounts.accounts import insert_account, person_of
from advice_line.usecases.accounts.passwords import NONE
from advice_line.usecases.accounts.sessions import token_hash
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require

LONGEST_DAYS = 400
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}")
_SAID_AGAIN = timedelta(minutes=1)


def username_of(name: str) -> str:
    """The account behind a token, as the trail names it; no person's name may begin so."""
    return f"token-{name}"


def add_token(by: By, name: str, role: Role, days: int) -> str:
    """Makes a token and gives it, this once."""
    require(by.person, Act.MANAGE_TOKENS)
    if not _NAME.fullmatch(name):
        raise Refused(f"“{name}” is no name for a token; use up to 40 small letters, digits, dots and hyphens.")
    if role not in OF_TOKENS:
        raise Refused(f"A token cannot be a {role}: what a {role} does is done by a clinician in person.")
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused(f"A token lasts from 1 to {LONGEST_DAYS} days, not {days}.")
    token = f"al_{secrets.token_urlsafe(32)}"

    def work() -> Receipt:
        account = _account(by, name, role)
        if by.store.one(int, "token_in_force", account=account, now=to_text(by.at)) is not None:
            raise Refused(f"There is a token “{name}” in force; revoke it first, or choose another name.")
        number = by.store.inserted(
            "add_token",
            token_hash=token_hash(token),
            account=account,
            made_by=by.person.account,
            made_at=to_text(by.at),
            expires_at=to_text(by.at + timedelta(days=days)),
        )
        return Receipt(str(number), {"name": name, "role": str(role), "days": days})

    act_once(by, "made a token", "token", Press(), work)
    return token


def _account(by: By, name: str, role: Role) -> int:
    """The account of this name's tokens: the same for ever, so that the trail reads on when one is renewed."""
    row = by.store.one(Account, "account_by_username", username=username_of(name))
    if row is None:
        shown = f"{name} (token)"
        return insert_account(
            by.store, username_of(name), shown, role, by.person.site, None, NONE, by.at, disabled=True, job=True
        )
    if not row.job or row.role != role:
        raise Refused(f"The tokens “{name}” have another role, {row.role}; choose another name.")
    return row.id


def tokens(store: Store, person: Person) -> list[Token]:
    """Every token of the site, by name."""
    require(person, Act.MANAGE_TOKENS)
    return store.all(Token, "tokens", site=person.site)


def revoke_token(by: By, name: str) -> None:
    """Ends a token at once."""
    require(by.person, Act.MANAGE_TOKENS)
    row = by.store.one(Account, "account_by_username", username=username_of(name))

    def work() -> Receipt:
        found = by.store.one(int, "token_in_force", account=row.id, now=to_text(by.at)) if row else None
        if row is None or found is None:
            raise Refused(f"There is no token “{name}” in force; “advice-line token list” shows them.")
        by.store.run("revoke_token", id=found, at=to_text(by.at))
        by.store.run("set_disabled", id=row.id, disabled=1)  # a command that is under way does nothing more
        return Receipt(str(found), {"name": name})

    act_once(by, "revoked a token", "token", Press(), work)


def person_of_token(store: Store, token: str, at: datetime) -> Person:
    """The job whose token this is. Raises NotPermitted with what is wrong with it."""
    row = store.one(KeptToken, "token_by_hash", token_hash=token_hash(token.strip()))
    account = store.one(Account, "account_by_id", id=row.account) if row else None
    if row is None or account is None:
        raise NotPermitted("ADVICE_LINE_TOKEN is no token of this store; make one with “advice-line token add”.")
    if row.revoked_at is not None:
        raise NotPermitted(f"This token was revoked on {row.revoked_at.date()}; an administrator makes another.")
    if row.expires_at <= at:
        raise NotPermitted(f"This token ran out on {row.expires_at.date()}; an administrator makes another.")
    if row.used_at is None or at - row.used_at >= _SAID_AGAIN:
        with store.transaction():
            store.run("note_token_use", id=row.id, at=to_text(at))
    return person_of(store, account)
