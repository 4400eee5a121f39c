"""What a desk's department chose for itself, and what each choice may be."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

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
    """How one choice is written: what its text may be, the sentence if it is not, and what it makes of the others."""

    fits: Callable[[str], bool]
    sentence: str
    put: Callable[[DeskSettings, str], DeskSettings]


def _whole(least: int, most: int) -> Callable[[str], bool]:
    return lambda value: value.isascii() and value.isdigit() and len(value) < 9 and least <= int(value) <= most


def _yes_or_no(value: str) -> bool:
    return value in ("yes", "no")


_CHOICES = {
    "stale_after_days": _Choice(
        _whole(1, 366),
        "A rota is trusted for 1 to 366 days.",
        lambda others, value: replace(others, stale_after=timedelta(days=int(value))),
    ),
    "swaps_approved": _Choice(
        _yes_or_no,
        "Whether swaps are approved is “yes” or “no”.",
        lambda others, value: replace(others, swaps_approved=value == "yes"),
    ),
    "countersign_hours": _Choice(
        _whole(1, 999),
        "Advice is countersigned within 1 to 999 hours.",
        lambda others, value: replace(others, countersign_within=timedelta(hours=int(value))),
    ),
    "acknowledge_hours": _Choice(
        _whole(1, 999),
        "A practice acknowledges within 1 to 999 hours.",
        lambda others, value: replace(others, acknowledge_within=timedelta(hours=int(value))),
    ),
    "confirm_by_mail": _Choice(
        _yes_or_no,
        "Whether practices are sent a confirmation by mail is “yes” or “no”.",
        lambda others, value: replace(others, confirm_by_mail=value == "yes"),
    ),
}


def all_desk_settings(store: Store) -> Mapping[str, DeskSettings]:
    """What holds for each desk, whether it chose anything or not."""
    chosen: dict[str, DeskSettings] = defaultdict(DeskSettings)
    for setting in store.all(DeskSetting, "desk_settings"):
        choice = _CHOICES.get(setting.name)
        if choice:
            chosen[setting.desk] = choice.put(chosen[setting.desk], setting.value)
    return chosen


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
