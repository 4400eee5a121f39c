"""The head of the trail, for whoever takes it out of the building."""

from datetime import datetime
from pathlib import Path

from advice_line.exports.trail_heads import Head, Printed, log_entry, printed
from advice_line.files import write_whole
from advice_line.store import Store
from advice_line.store.values.trail import ChainHead
from advice_line.usecases.trail.keys import signers, signers_if_any


def heads(store: Store, at: datetime) -> list[Head]:
    """Every site's head now."""
    return [Head(head.site, head.seq, head.hash, at) for head in store.all(ChainHead, "chain_heads")]


def head_of(store: Store, site: str, at: datetime) -> Head:
    """One site's head now."""
    return next(head for head in heads(store, at) if head.site == site)


def head_on_paper(store: Store, site: str, at: datetime) -> Printed:
    """A site's head as letters, sheets and audits carry it: signed where there is a key that is safe to use.

    Make it after the trail's row of the act itself, so that the paper proves that row too.
    """
    return printed(head_of(store, site, at), signers_if_any(site))


def heads_on_paper(store: Store, at: datetime) -> list[Printed]:
    """Every site's, for what is of the whole house: the on-call sheet."""
    return [printed(head, signers_if_any(head.site)) for head in heads(store, at)]


def head_for_log(head: Head) -> str:
    """A head as it is appended to a log. Raises Refused where the key is there and not safe to use."""
    return log_entry(head, signers(head.site))


def head_beside(copy: Path, at: datetime) -> Path:
    """Puts the heads of a copy of the store into a new file beside it: later they prove the copy, and it proves them.

    Raises Refused with a sentence.
    """
    from advice_line.store.reading import heads_of_file

    beside = copy.with_name(f"{copy.name}.head")
    found = [Head(head.site, head.seq, head.hash, at) for head in heads_of_file(copy)]
    notes = "\n".join(log_entry(head, signers_if_any(head.site)) for head in found)
    write_whole(beside, notes.encode())
    return beside
