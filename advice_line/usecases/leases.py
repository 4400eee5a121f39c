"""Leases in the store: what only one process does at a time, and for how long if it dies."""

from datetime import datetime, timedelta

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


def end_lease(store: Store, name: str, holder: str) -> None:
    """It is over before its time: whoever asks next may take it."""
    with store.transaction():
        store.run("end_lease", name=name, holder=holder)
