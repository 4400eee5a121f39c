"""How far a desk's rota is trusted: when it was last published or confirmed, by whom."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from advice_line.instants import to_text
from advice_line.people.roles import Act
from advice_line.store import Store
from advice_line.store.rotas import the_desk
from advice_line.store.values.rotas import Confirmed, NewestPublication
from advice_line.usecases.accounts.desk_settings import all_desk_settings
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require


@dataclass(frozen=True, slots=True)
class RotaFreshness:
    """When somebody last stood up for a desk's rota, and who."""

    desk: str
    at: datetime
    author: str
    how: str
    stale_after: timedelta

    def stale(self, now: datetime) -> bool:
        return now - self.at >= self.stale_after


def rotas_freshness(store: Store) -> dict[str, RotaFreshness]:
    """Every desk's, by its id."""
    choices = all_desk_settings(store)
    found = {
        newest.desk: ("published", newest.published_at, newest.author)
        for newest in store.all(NewestPublication, "newest_publications")
    }
    for said in store.all(Confirmed, "confirmations"):
        if said.desk in found and found[said.desk][1] <= said.at:
            found[said.desk] = ("confirmed", said.at, said.author)
    return {
        desk: RotaFreshness(desk, at, author, how, choices[desk].stale_after)
        for desk, (how, at, author) in found.items()
    }


def confirm_rota(by: By, desk: str, press: Press) -> None:
    """“This is right today.”"""
    row = the_desk(by.store, desk)
    require(by.person, Act.CHANGE_ROTA, desk=desk, site=row.site)

    def work() -> Receipt:
        written = {"at": to_text(by.at), "account": by.person.account, "key": press.key}
        return Receipt(str(by.store.inserted("add_confirmation", desk=desk, **written)), {"desk": desk})

    act_once(by, "confirmed a rota", "rota_confirmation", press, work)
