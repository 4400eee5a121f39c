"""How every use-case acts: ask permission, do it once in one transaction, write the trail."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from advice_line.people.roles import Act, Person, ever, may
from advice_line.problems import NotPermitted
from advice_line.store import Store, trail


@dataclass(frozen=True, slots=True)
class Done:
    """What an act made or touched, for the trail: ``subject`` is its key, ``detail`` never identity."""

    subject: str
    detail: dict[str, Any]


def new_key() -> str:
    """An idempotency key for something a person is about to do; keep it until the answer has come."""
    return uuid4().hex


def require(person: Person, act: Act, *, desk: str | None = None, site: str | None = None, own: bool = False) -> None:
    """Raises NotPermitted with a sentence unless the person may."""
    if not may(person, act, desk=desk, site=site, own=own):
        where = " of another desk" if desk is not None and ever(person, act) else ""
        raise NotPermitted(f"As {_article(person.role)} you may not {act}{where}.")


def require_ever(person: Person, act: Act) -> None:
    """Raises NotPermitted unless the person's role allows the act to something; each thing is asked for after."""
    if not ever(person, act):
        require(person, act)


def _article(role: str) -> str:
    return f"an {role}" if role[0] in "aeiou" else f"a {role}"


def act_once(
    store: Store, person: Person, at: datetime, act: str, kind: str, key: str, work: Callable[[], Done]
) -> str:
    """Runs ``work`` in one transaction with its trail row, unless this key has done it already.

    Returns the subject of the act, the first run's if there was one.
    """
    with store.transaction():
        earlier = trail.subject_of(store, key)
        if earlier is not None:
            return earlier
        done = work()
        trail.append(
            store,
            trail.Entry(person.site, at, person.username, person.role, act, kind, done.subject, key, done.detail),
        )
        return done.subject


def note_reading(
    store: Store, person: Person, at: datetime, act: str, kind: str, subject: str, **detail: Any
) -> None:
    """Puts a reading on the trail."""
    act_once(store, person, at, act, kind, new_key(), lambda: Done(subject, detail))


def note_written(
    store: Store, person: Person, at: datetime, act: str, kind: str, subject: str, **detail: Any
) -> None:
    """Puts on the trail what this transaction has added so far, if it has: for what time alone brings about."""
    if trail.anything_written(store):
        act_once(store, person, at, act, kind, new_key(), lambda: Done(subject, detail))
