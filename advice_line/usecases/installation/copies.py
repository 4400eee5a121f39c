"""Copies of the store: made, and put back in its place; either is on every site's trail."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from advice_line.instants import to_text
from advice_line.people.roles import Person
from advice_line.store import SqliteStore, Store
from advice_line.store.restore import Restored, restore_store
from advice_line.usecases.accounts.workers import workers
from advice_line.usecases.usecase import By, Press, Receipt, act_once


@dataclass(frozen=True, slots=True)
class CopyMade:
    """How many rows of the trail are in the copy, all of them whole, and the file beside it with their heads."""

    rows: int
    heads: Path


def back_up(store: SqliteStore, target: Path, at: datetime) -> CopyMade:
    """Copies the store to a new file and checks the copy. Refused: a file that is there, a disk that is full."""
    from advice_line.store.backup import copy_store
    from advice_line.usecases.trail.heads import head_beside

    rows = copy_store(store, target)
    made = CopyMade(rows, head_beside(target, at))
    if not store.reading:
        note_backup(store, at, target)
    return made


def note_backup(store: Store, at: datetime, file: Path) -> None:
    """That a copy of the store was made and read back whole."""
    for worker in workers(store, at):
        press = Press.by_itself(f"backup {worker.site} {to_text(at)}")

        def work(worker: Person = worker, press: Press = press) -> Receipt:
            number = store.inserted(
                "add_backup",
                site=worker.site,
                file=file.name,
                at=to_text(at),
                account=worker.account,
                key=f"{press.key} {file.name}",
            )
            return Receipt(str(number), {"file": file.name})

        act_once(By(store, worker, at), "backed the store up", "backup", press, work)


def put_back(store: Path, copy: Path, at: datetime) -> Restored:
    """Puts a copy in the place of the store; the trail of what is now the store says so."""

    def note(restored: Store, aside: Path | None) -> None:
        detail = {"file": copy.name} | ({"set_aside": aside.name} if aside else {})
        for worker in workers(restored, at):
            press = Press.by_itself(f"restore {worker.site} {to_text(at)}")
            act_once(By(restored, worker, at), "put a copy in the place of the store", "backup", press,
                     lambda: Receipt(copy.name, detail))  # fmt: skip

    return restore_store(store, copy, at, note)
