"""Flags that are no single enquiry's: a dead mail server, a gap ahead, a mail nobody could understand."""

from datetime import datetime

from advice_line.enquiry.chasing import ChaserKind
from advice_line.enquiry.notices import refuse_by_itself, refuse_for_second
from advice_line.instants import to_text
from advice_line.people.roles import Act, Person, may
from advice_line.problems import NotPermitted, Refused
from advice_line.store import Store
from advice_line.store.values.flags import OneSiteFlag, SiteFlag
from advice_line.usecases.flags.flags import settled_before, what_came_of_it
from advice_line.usecases.usecase import By, Press, Receipt, act_once

_NOTICE = {
    "operator": Act.OPERATOR_NOTICE,
    "desk": Act.DESK_NOTICE,
    "manager": Act.MANAGER_NOTICE,
    "administrator": Act.ADMINISTRATOR_NOTICE,
}


def raise_site_flag(
    store: Store,
    site: str,
    at: datetime,
    kind: ChaserKind,
    cause: str,
    words: str,
    owner: str,
    *,
    desk: str | None = None,
) -> None:
    """Raises it once for each cause; call it inside a transaction."""
    if store.one(int, "site_flag_of", site=site, kind=kind, cause=cause) is None:
        store.run(
            "add_site_flag",
            site=site, desk=desk, kind=kind, cause=cause, words=words, owner=owner, raised_at=to_text(at),
        )  # fmt: skip


def open_site_flags(store: Store, person: Person) -> list[SiteFlag]:
    """Those that concern a person, oldest first; a clinician's are of their desks."""
    return [
        row
        for row in store.all(SiteFlag, "open_site_flags", site=person.site)
        if may(person, _NOTICE[row.owner], desk=row.desk, site=row.site)
    ]


def all_open(store: Store, site: str) -> list[SiteFlag]:
    return store.all(SiteFlag, "open_site_flags", site=site)


def settle_site_flag(by: By, flag: int, words: str, press: Press | None = None) -> None:
    """Settles one that wants a person's eye, in their words; ``press`` is the person's.

    Refused: it settles itself, a second person is asked, somebody has settled it already.
    """
    row = by.store.one(OneSiteFlag, "site_flag_by_id", id=flag)
    if row is None or row.site != by.person.site:
        raise Refused("There is no such flag.")
    refuse_by_itself(row.kind)
    if not may(by.person, _NOTICE[row.owner], desk=row.desk, site=row.site):
        raise NotPermitted("Only the owner of this flag, or a manager, may settle it.")
    refuse_for_second(row.cause)
    words = what_came_of_it(words)

    def work() -> Receipt:
        now = by.store.one(OneSiteFlag, "site_flag_by_id", id=flag)
        if now is not None and now.settled_at is not None:
            raise Refused(settled_before(now.settled_by, now.how))
        by.store.run("settle_site_flag", flag=flag, at=to_text(by.at), account=by.person.account, how=words)
        return Receipt(str(flag), {"kind": str(row.kind)})

    act_once(by, "settled a flag", "site_flag", press or Press(), work)


def settle_by_itself(by: By, flag: int, how: str) -> None:
    """Its cause is gone; call it inside a transaction."""
    by.store.run("settle_site_flag", flag=flag, at=to_text(by.at), account=by.person.account, how=how)
