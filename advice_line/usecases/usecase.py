"""How every use-case acts: ask permission, do it once in one transaction, write the trail."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from advice_line.json_values import JsonValue
from advice_line.people.roles import NOT_BY_JOB, Act, Person, ever, may
from advice_line.plain import check_plain
from advice_line.problems import NotPermitted, Refused, SignedOut
from advice_line.store import Store, trail
from advice_line.store.values.people import AccountStanding


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an act made or touched, for the trail: ``subject`` is its key, ``detail`` never identity."""

    subject: str
    detail: Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class By:
    """Who acts, and when, on which store; one person's act has one instant."""

    store: Store
    person: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class Press:
    """One press of a key: made when a person is about to do something, and kept until the answer has come.

    What the same press asks for again is not done again. It is made of nothing that it acts on, so that two acts on
    one thing are never taken for one.
    """

    key: str = field(default_factory=lambda: uuid4().hex, init=False)

    def part(self, what: str) -> "Press":
        """Of an act that writes several things, the press of one of them."""
        return Press.again(f"{self.key} {what}")

    @staticmethod
    def by_itself(what: str) -> "Press":
        """Of what happens once and no person presses for: whichever process comes first does it."""
        return Press.again(what)

    @staticmethod
    def again(key: str) -> "Press":
        """The press that was kept under this key, with a draft."""
        press = Press()
        object.__setattr__(press, "key", key)
        return press


def require(person: Person, act: Act, *, desk: str | None = None, site: str | None = None, own: bool = False) -> None:
    """Raises NotPermitted with a sentence unless the person may."""
    if not may(person, act, desk=desk, site=site, own=own):
        if person.job and act in NOT_BY_JOB:
            raise NotPermitted(f"A job may not {act}; sign in for that.")
        where = " of another desk" if desk is not None and ever(person, act) else ""
        raise NotPermitted(f"As {person.role.with_article} you may not {act}{where}.")


def require_ever(person: Person, act: Act) -> None:
    """Raises NotPermitted unless the person's role allows the act to something; each thing is asked for after."""
    if not ever(person, act):
        require(person, act)


SHUT_OUT = "You were signed out: this account is disabled. Ask an administrator."


def still_signed_in(store: Store, person: Person) -> None:
    """Raises SignedOut when their password or role was changed, or their account disabled, since they signed in.

    Asked inside the transaction of every act, so that nothing is done in the name of somebody who was shut out.
    """
    row = store.one(AccountStanding, "account_standing", id=person.account)
    if row is not None and row.generation == person.generation:
        return
    if row is None or (row.disabled and not person.job):
        raise SignedOut(SHUT_OUT)
    if row.must_change:
        raise SignedOut("You were signed out: your password was reset. Sign in with the new one.")
    raise SignedOut("You were signed out: your password, name or role was changed. Sign in again.")


def act_once(by: By, act: str, kind: str, press: Press, work: Callable[[], Receipt]) -> str:
    """Runs ``work`` in one transaction with its trail row, unless this key has done it already.

    Returns the subject of the act, the first run's if there was one.
    """
    with by.store.transaction():
        still_signed_in(by.store, by.person)
        earlier = trail.subject_of(by.store, press.key)
        if earlier is not None:
            return earlier
        done = work()
        trail.append(
            by.store,
            trail.TrailEntry(
                by.person.site,
                by.at,
                by.person.username,
                by.person.role,
                act,
                kind,
                done.subject,
                press.key,
                done.detail,
            ),
            None if by.person.job else _refuse_hidden,
        )
        return done.subject


_AS_IT_CAME = frozenset({"source"})
"""Columns that keep a whole file or mail, which is looked at where it is read or made."""


def _refuse_hidden(table: str, column: str, text: str) -> None:
    """The last line of every act of a person: what a use-case forgot to look at is not written either."""
    if column not in _AS_IT_CAME:
        try:
            check_plain(text, f"The “{column.replace('_', ' ')}” of this {table.replace('_', ' ')}", lines=True)
        except ValueError as error:
            raise Refused(f"{error}") from None


def note_reading(by: By, act: str, kind: str, subject: str, **detail: JsonValue) -> None:
    """Puts a reading on the trail."""
    act_once(by, act, kind, Press(), lambda: Receipt(subject, detail))


def note_written(by: By, act: str, kind: str, subject: str, **detail: JsonValue) -> None:
    """Puts on the trail what this transaction has added so far, if it has: for what time alone brings about."""
    if trail.anything_written(by.store):
        act_once(by, act, kind, Press(), lambda: Receipt(subject, detail))
