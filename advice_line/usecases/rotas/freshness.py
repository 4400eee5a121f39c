"""How far a desk's rota is trusted: when it was last published or confirmed, and what its department chose."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from advice_line.instants import to_text
from advice_line.people.roles import Act, Person
from advice_line.problems import Refused
from advice_line.store import Store
from advice_line.store.rotas import desk_by_id
from advice_line.store.values.rotas import Confirmed, DeskSetting, NewestPublication
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require

STALE_AFTER_DAYS = 7


def _whole(least: int, most: int) -> Callable[[str], bool]:
    return lambda value: value.isascii() and value.isdigit() and len(value) < 9 and least <= int(value) <= most


def _yes_or_no(value: str) -> bool:
    return value in ("yes", "no")


CHOICES: dict[str, tuple[Callable[[str], bool], str]] = {
    "stale_after_days": (_whole(1, 366), "A rota is trusted for 1 to 366 days."),
    "swaps_approved": (_yes_or_no, "Whether swaps are approved is “yes” or “no”."),
    "countersign_hours": (_whole(1, 999), "Advice is countersigned within 1 to 999 hours."),
    "acknowledge_hours": (_whole(1, 999), "A practice acknowledges within 1 to 999 hours."),
    "confirm_by_mail": (_yes_or_no, "Whether practices are sent a confirmation by mail is “yes” or “no”."),
}
"""What a department may choose: whether a value fits, and the sentence when it does not."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a department chose."""

    stale_after: timedelta = timedelta(days=STALE_AFTER_DAYS)
    swaps_approved: bool = False
    countersign_within: timedelta = timedelta(hours=24)
    acknowledge_within: timedelta = timedelta(hours=72)
    confirm_by_mail: bool = True


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
    for setting in store.all(DeskSetting, "desk_settings"):
        values.setdefault(setting.desk, {})[setting.name] = setting.value
    return {
        desk: Choices(
            timedelta(days=int(chosen.get("stale_after_days", STALE_AFTER_DAYS))),
            chosen.get("swaps_approved") == "yes",
            timedelta(hours=int(chosen.get("countersign_hours", 24))),
            timedelta(hours=int(chosen.get("acknowledge_hours", 72))),
            chosen.get("confirm_by_mail") != "no",
        )
        for desk, chosen in values.items()
    }


def desk_choices(store: Store, desk: str) -> Choices:
    return all_choices(store).get(desk, Choices())


def trusts(store: Store) -> dict[str, Trust]:
    """Every desk's, by its id."""
    choices = all_choices(store)
    found = {
        newest.desk: ("published", newest.published_at, newest.author)
        for newest in store.all(NewestPublication, "newest_publications")
    }
    for said in store.all(Confirmed, "confirmations"):
        if said.desk in found and found[said.desk][1] <= said.at:
            found[said.desk] = ("confirmed", said.at, said.author)
    return {
        desk: Trust(desk, at, author, how, choices.get(desk, Choices()).stale_after)
        for desk, (how, at, author) in found.items()
    }


def confirm_rota(by: By, desk: str, press: Press) -> None:
    """“This is right today.”"""
    _require(by.store, by.person, desk)

    def work() -> Receipt:
        number = by.store.inserted("add_confirmation", desk=desk, **_written(by, press))
        return Receipt(str(number), {"desk": desk})

    act_once(by, "confirmed a rota", "rota_confirmation", press, work)


def _written(by: By, press: Press) -> dict[str, int | str]:
    return {"at": to_text(by.at), "account": by.person.account, "key": press.key}


def choose(by: By, desk: str, name: str, value: str, press: Press) -> None:
    """Sets one of a department's ``CHOICES``."""
    _require(by.store, by.person, desk)
    if name not in CHOICES:
        raise Refused(f"“{name}” is nothing a department chooses; choose one of: {', '.join(CHOICES)}.")
    fits, what = CHOICES[name]
    if not fits(value):
        raise Refused(what)

    def work() -> Receipt:
        number = by.store.inserted("add_desk_setting", desk=desk, name=name, value=value, **_written(by, press))
        return Receipt(str(number), {"desk": desk, "name": name, "value": value})

    act_once(by, "chose for a desk", "desk_setting", press, work)


def _require(store: Store, person: Person, desk: str) -> None:
    row = desk_by_id(store, desk)
    if row is None:
        raise Refused(f"There is no desk “{desk}”.")
    require(person, Act.CHANGE_ROTA, desk=desk, site=row.site)
