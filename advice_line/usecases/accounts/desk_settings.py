"""What a desk's department chose for itself, and what each choice may be."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from advice_line.instants import to_text
from advice_line.people.roles import Act
from advice_line.problems import Refused
from advice_line.store import Store
from advice_line.store.rotas import the_desk
from advice_line.store.values.rotas import DeskSetting
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """What a department chose, or what holds where it chose nothing."""

    stale_after: timedelta = timedelta(days=7)
    swaps_approved: bool = False
    countersign_within: timedelta = timedelta(hours=24)
    acknowledge_within: timedelta = timedelta(hours=72)
    confirm_by_mail: bool = True


@dataclass(frozen=True, slots=True)
class _Choice:
    """How one choice is written: the part it sets, what its text means, what it may be, and the sentence if not."""

    part: str
    meaning: Callable[[str], timedelta | bool]
    fits: Callable[[str], bool]
    sentence: str


def _whole(least: int, most: int) -> Callable[[str], bool]:
    return lambda value: value.isascii() and value.isdigit() and len(value) < 9 and least <= int(value) <= most


def _yes_or_no(value: str) -> bool:
    return value in ("yes", "no")


def _is_yes(value: str) -> bool:
    return value == "yes"


def _days(value: str) -> timedelta:
    return timedelta(days=int(value))


def _hours(value: str) -> timedelta:
    return timedelta(hours=int(value))


_CHOICES = {
    "stale_after_days": _Choice("stale_after", _days, _whole(1, 366), "A rota is trusted for 1 to 366 days."),
    "swaps_approved": _Choice("swaps_approved", _is_yes, _yes_or_no, "Whether swaps are approved is “yes” or “no”."),
    "countersign_hours": _Choice(
        "countersign_within", _hours, _whole(1, 999), "Advice is countersigned within 1 to 999 hours."
    ),
    "acknowledge_hours": _Choice(
        "acknowledge_within", _hours, _whole(1, 999), "A practice acknowledges within 1 to 999 hours."
    ),
    "confirm_by_mail": _Choice(
        "confirm_by_mail", _is_yes, _yes_or_no, "Whether practices are sent a confirmation by mail is “yes” or “no”."
    ),
}


def all_desk_settings(store: Store) -> Mapping[str, DeskSettings]:
    """What holds for each desk, whether it chose anything or not."""
    chosen: dict[str, dict[str, Any]] = {}
    for setting in store.all(DeskSetting, "desk_settings"):
        choice = _CHOICES.get(setting.name)
        if choice:
            chosen.setdefault(setting.desk, {})[choice.part] = choice.meaning(setting.value)
    return defaultdict(DeskSettings, {desk: DeskSettings(**parts) for desk, parts in chosen.items()})


def desk_settings(store: Store, desk: str) -> DeskSettings:
    """What holds for one desk."""
    return all_desk_settings(store)[desk]


def choose_desk_setting(by: By, desk: str, name: str, value: str, press: Press) -> None:
    """Sets one of a department's choices. Refused: a name that is none, a value that it may not have."""
    row = the_desk(by.store, desk)
    require(by.person, Act.CHANGE_ROTA, desk=desk, site=row.site)
    choice = _CHOICES.get(name)
    if choice is None:
        raise Refused(f"“{name}” is nothing a department chooses; choose one of: {', '.join(_CHOICES)}.")
    if not choice.fits(value):
        raise Refused(choice.sentence)

    def work() -> Receipt:
        written = {"at": to_text(by.at), "account": by.person.account, "key": press.key}
        number = by.store.inserted("add_desk_setting", desk=desk, name=name, value=value, **written)
        return Receipt(str(number), {"desk": desk, "name": name, "value": value})

    act_once(by, "chose for a desk", "desk_setting", press, work)
