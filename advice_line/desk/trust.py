"""How far a desk's rota is trusted: when it was last published or confirmed, and what its department chose."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from advice_line.desk.acting import Done, act_once, require
from advice_line.instants import from_text, to_text
from advice_line.people.roles import Act, Person
from advice_line.problems import Refused
from advice_line.store import Store
from advice_line.store.rotas import desk_by_id

STALE_AFTER_DAYS = 7


@dataclass(frozen=True, slots=True)
class Choices:
    """What a department chose."""

    stale_after: timedelta = timedelta(days=STALE_AFTER_DAYS)
    swaps_approved: bool = False


@dataclass(frozen=True, slots=True)
class Trust:
    """When somebody last stood up for a desk's rota, and who."""

    desk: str
    at: datetime
    author: str
    how: str
    stale_after: timedelta

    def stale(self, now: datetime) -> bool:
        return now - self.at >= self.stale_after


def all_choices(store: Store) -> dict[str, Choices]:
    """The choices of every desk that has made any."""
    values: dict[str, dict[str, str]] = {}
    for row in store.rows("desk_settings"):
        values.setdefault(row["desk"], {})[row["name"]] = row["value"]
    return {
        desk: Choices(
            timedelta(days=int(chosen.get("stale_after_days", STALE_AFTER_DAYS))),
            chosen.get("swaps_approved") == "yes",
        )
        for desk, chosen in values.items()
    }


def desk_choices(store: Store, desk: str) -> Choices:
    return all_choices(store).get(desk, Choices())


def trusts(store: Store) -> dict[str, Trust]:
    """Every desk's, by its id."""
    choices = all_choices(store)
    found = {
        row["desk"]: ("published", from_text(row["published_at"]), row["author"])
        for row in store.rows("newest_publications")
    }
    for row in store.rows("confirmations"):
        at = from_text(row["at"])
        if row["desk"] in found and found[row["desk"]][1] <= at:
            found[row["desk"]] = ("confirmed", at, row["author"])
    return {
        desk: Trust(desk, at, author, how, choices.get(desk, Choices()).stale_after)
        for desk, (how, at, author) in found.items()
    }


def confirm_rota(store: Store, person: Person, at: datetime, desk: str, key: str) -> None:
    """“This is right today.”"""
    _require(store, person, desk)

    def work() -> Done:
        row = store.row("add_confirmation", desk=desk, at=to_text(at), account=person.account, key=key)
        assert row is not None
        return Done(str(row["id"]), {"desk": desk})

    act_once(store, person, at, "confirmed a rota", "rota_confirmation", key, work)


def choose(store: Store, person: Person, at: datetime, desk: str, name: str, value: str, key: str) -> None:
    """Sets how many days a rota is trusted (``stale_after_days``) or whether swaps are approved (``yes``, ``no``)."""
    _require(store, person, desk)
    if name == "stale_after_days" and not (value.isdigit() and 1 <= int(value) <= 366):
        raise Refused("A rota is trusted for 1 to 366 days.")
    if name == "swaps_approved" and value not in ("yes", "no"):
        raise Refused("Whether swaps are approved is “yes” or “no”.")

    def work() -> Done:
        row = store.row(
            "add_desk_setting", desk=desk, name=name, value=value, at=to_text(at), account=person.account, key=key
        )
        assert row is not None
        return Done(str(row["id"]), {"desk": desk, "name": name, "value": value})

    act_once(store, person, at, "chose for a desk", "desk_setting", key, work)


def _require(store: Store, person: Person, desk: str) -> None:
    row = desk_by_id(store, desk)
    if row is None:
        raise Refused(f"There is no desk “{desk}”.")
    require(person, Act.CHANGE_ROTA, desk=desk, site=row.site)
