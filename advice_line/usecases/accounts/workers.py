"""Who acts when no person does: a disabled account of each site's own, so that the trail names it."""

from datetime import datetime

from advice_line.people.roles import Person, Role
from advice_line.store import Store
from advice_line.store.values.installation import Site
from advice_line.store.values.people import Account
from advice_line.usecases.accounts.accounts import AccountToAdd, insert_account, person_of
from advice_line.usecases.usecase import By, Press, Receipt, act_once


def worker_of(store: Store, site: str, at: datetime) -> Person:
    """The site's worker: it takes mail in, sends it and chases. Nobody can sign in as it."""
    username = f"worker-{site.lower()}"
    row = store.one(Account, "account_by_username", username=username)
    if row is None:
        with store.transaction():
            row = store.one(Account, "account_by_username", username=username)
            if row is None:
                job = AccountToAdd(username, "Advice Line", Role.OPERATOR, site, job=True)
                made = insert_account(store, job, at)
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
