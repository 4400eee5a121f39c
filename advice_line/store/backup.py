"""A consistent copy of a SQLite store while it is written to, read back before it is believed."""

import os
from contextlib import closing, suppress
from pathlib import Path

from advice_line.problems import StoreTrouble
from advice_line.store import trail
from advice_line.store.sqlite import SqliteStore


def copy_store(store: SqliteStore, path: Path) -> int:
    """Copies the store to a new file, and gives how many rows of the trail it holds.

    ``VACUUM INTO`` is one read transaction, so writers go on. The copy is flushed to the disk, checked, and its
    trail verified; only then has it its name. Raises StoreTrouble.
    """
    if path.exists():
        raise StoreTrouble(f"{path} is there already; a backup never replaces a file.")
    half = path.with_name(f"{path.name}.part")
    half.unlink(missing_ok=True)
    try:
        store.copy_to(half)
        half.chmod(0o600)
        rows = _check(half)
        with half.open("rb") as file:
            os.fsync(file.fileno())
        half.rename(path)
    except OSError as error:
        raise StoreTrouble(f"The backup cannot be written to {path}: {error.strerror}.") from error
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)
    return rows


def _check(path: Path) -> int:
    with closing(SqliteStore(path)) as copy:
        found = copy.quick_check()
        if found != "ok":
            raise StoreTrouble(f"The copy is damaged and was thrown away: {found}.")
        verdicts = list(trail.verify(copy))
        broken = next((v for v in verdicts if v.broken_at is not None), None)
        if broken:
            raise StoreTrouble(f"The trail of {broken.site} is broken at row {broken.broken_at}: {broken.why}.")
        copy.fold()
    Path(f"{path}.lock").unlink(missing_ok=True)
    return sum(v.rows for v in verdicts)
