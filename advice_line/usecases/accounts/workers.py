"""Who acts when no person does: a disabled account of each site's own, so that the trail names it."""

from datetime import datetime
from pathlib import Path

from advice_line.instants import to_text
from advice_line.people.roles import Person, Role
from advice_line.store import Store
from advice_line.store.restore import Restored, restore_store
from advice_line.store.values.installation import Site
from advice_line.store.values.people import Account
from advice_line.usecases.accounts.accounts import insert_account, person_of
from advice_line.usecases.accounts.passwords import NONE
from advice_line.usecases.usecase import By, Press, Receipt, act_once


def worker_of(store: Store, site: str, at: datetime) -> Person:
    """The site's worker: it takes mail in, sends it and chases. Nobody can sign in as it."""
    username = f"worker-{site.lower()}"
    row = store.one(Account, "account_by_username", username=username)
    if row is None:
        with store.transaction():
            row = store.one(Account, "account_by_username", username=username)
            if row is None:
                made = insert_account(
                    store, username, "Advice Line", Role.OPERATOR, site, None, NONE, at, disabled=True, job=True
                )
                row = store.the(Account, "account_by_id", id=made)
                worker = person_of(store, row)
                act_once(
                    By(store, worker, at),
                    "began to work",
                    "account",
                    Press.by_itself(f"worker {site}"),
                    lambda: Receipt(str(made), {}),
                )
    return person_of(store, row)


def workers(store: Store, at: datetime) -> list[Person]:
    """One for each site."""
    return [worker_of(store, site.code, at) for site in store.all(Site, "sites")]


def note_backup(store: Store, at: datetime, file: Path) -> None:
    """That a copy of the store was made and read back whole; on every site's trail."""
    for worker in workers(store, at):

        def work(worker: Person = worker) -> Receipt:
            key = f"backup {worker.site} {to_text(at)} {file.name}"
            number = store.inserted(
                "add_backup", site=worker.site, file=file.name, at=to_text(at), account=worker.account, key=key
            )
            return Receipt(str(number), {"file": file.name})

        act_once(
            By(store, worker, at),
            "backed the store up",
            "backup",
            Press.by_itself(f"backup {worker.site} {to_text(at)}"),
            work,
        )


def put_back(store: Path, copy: Path, at: datetime) -> Restored:
    """Puts a copy in the place of the store; that it was done is on every site's trail of what is now the store."""

    def note(restored: Store, aside: Path | None) -> None:
        detail = {"file": copy.name} | ({"set_aside": aside.name} if aside else {})
        for worker in workers(restored, at):
            press = Press.by_itself(f"restore {worker.site} {to_text(at)}")
            act_once(By(restored, worker, at), "put a copy in the place of the store", "backup", press,
                     lambda: Receipt(copy.name, detail))  # fmt: skip

    return restore_store(store, copy, at, note)
