"""Whether the trail, and every record it vouches for, is as it was written; and the mark of how far that is known."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from advice_line.instants import to_text
from advice_line.store import Store
from advice_line.store.findings import Findings, Mark
from advice_line.store.marks import forget_mark, leave_mark, mark_file, read_mark
from advice_line.store.values.trail import ChainHead
from advice_line.store.verifying import check


def last_whole(folder: Path, store_file: Path) -> Mark | None:
    """How far the trail was whole when it was last verified; None where nothing says so."""
    return read_mark(mark_file(folder, store_file))


def rows_since(store: Store, since: Mark | None) -> int:
    """How many rows of the trail there are to read."""
    rows = sum(head.seq for head in store.all(ChainHead, "chain_heads"))
    return rows - (sum(seq for seq, _ in since.heads.values()) if since else 0)


def verify_trail(
    store: Store, store_file: Path, folder: Path, since: Mark | None, at: datetime, tell: Callable[[int], None]
) -> Findings:
    """Reads what has come ``since``, or everything, and keeps in the folder how far it was whole.

    A mark that says more than is known goes: before everything is read, and when a fault is found. ``tell`` hears of
    rows as they are read.
    """
    mark = mark_file(folder, store_file)
    if since is None:
        forget_mark(mark)
    findings = check(store, since=since, tell=tell)
    if findings.whole:
        leave_mark(mark, findings.mark(to_text(at)))
    else:
        forget_mark(mark)
    return findings
