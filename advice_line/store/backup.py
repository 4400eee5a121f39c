"""A consistent copy of a SQLite store while it is written to, read back before it is believed."""

import os
from contextlib import closing
from pathlib import Path

from advice_line.files import half_file, put_in_place, refuse_what_matters
from advice_line.problems import StoreTrouble
from advice_line.store.sqlite import SqliteStore
from advice_line.store.verdicts import verdicts


def copy_store(store: SqliteStore, path: Path) -> int:
    """Copies the store to a new file, and gives how many rows of the trail it holds.

    ``VACUUM INTO`` is one read transaction, so writers go on. The copy is flushed to the disk, checked, and its
    trail verified; only then has it its name. Raises StoreTrouble.
    """
    if os.path.lexists(path):
        raise StoreTrouble(f"{path} is there already; a backup never replaces a file.")
    refuse_what_matters(path)
    with half_file(path) as (half, file):
        try:
            store.copy_to(half)
            rows = _check(half)
            os.fsync(file.fileno())
            put_in_place(half, path, replace=False)
        except StoreTrouble as trouble:
            raise StoreTrouble(str(trouble).replace(str(half), str(path))) from trouble
        except OSError as error:
            raise StoreTrouble(f"The backup cannot be written to {path}: {error.strerror}.") from error
        finally:
            for ending in ("-wal", "-shm", "-journal"):
                Path(f"{half}{ending}").unlink(missing_ok=True)
    return rows


def _check(path: Path) -> int:
    with closing(SqliteStore(path, alone=True)) as copy:
        found = copy.quick_check()
        if found != "ok":
            raise StoreTrouble(f"The copy is damaged and was thrown away: {found}.")
        rows = whole_trail(copy)
        copy.fold()
    return rows


def whole_trail(copy: SqliteStore) -> int:
    """How many rows the trail of a copy holds. Raises StoreTrouble unless it is whole."""
    found = list(verdicts(copy))
    broken = next((v for v in found if v.broken_at is not None), None)
    if broken:
        raise StoreTrouble(f"The trail of {broken.site} is broken at row {broken.broken_at}: {broken.why}.")
    return sum(v.rows for v in found)
