"""Leases in the store: what only one process does at a time, and for how long if it dies."""

from datetime import datetime, timedelta
from uuid import uuid4

from advice_line.instants import to_text
from advice_line.store import Store


def take_lease(store: Store, name: str, holder: str, at: datetime, lasts: timedelta) -> bool:
    """Whether this process may do what only one does at a time, until ``lasts`` from now.

    A lease that ends later than any could was taken before a clock was set back; it is not believed.
    """
    with store.transaction():
        taken = store.one(
            str,
            "take_lease",
            name=name,
            holder=holder,
            at=to_text(at),
            until=to_text(at + lasts),
            latest=to_text(at + lasts + timedelta(minutes=1)),
        )
    return taken is not None


def comes_round(store: Store, name: str, at: datetime, every: timedelta) -> bool:
    """Whether it is time again, for whoever asks first; the others are told no until ``every`` has passed."""
    latest = to_text(at + every + timedelta(minutes=1))
    if store.one(str, "lease_is_held", name=name, at=to_text(at), latest=latest) is not None:
        return False
    return take_lease(store, name, uuid4().hex, at, every)


def end_lease(store: Store, name: str, holder: str) -> None:
    """It is over before its time: whoever asks next may take it."""
    with store.transaction():
        store.run("end_lease", name=name, holder=holder)
