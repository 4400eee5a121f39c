"""A contract tried on numbers that nobody had: so many calls and e-mails, month by month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from advice_line.enquiry.outcomes import Saved
from advice_line.periods import Month
from advice_line.tariffs.charging import charge
from advice_line.tariffs.contract import Contract, SharedBudget
from advice_line.tariffs.lines import Line, Unit

_REFERRAL: Saved = "referral avoided"
_ADMISSION: Saved = "admission avoided"
_NEITHER: Saved = "neither"


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many of a month: calls in hours, calls out of hours, e-mails; referrals and admissions avoided are of the
    calls in hours. ``others``: how many every other site of a shared budget had."""

    phone: int = 0
    out_of_hours: int = 0
    email: int = 0
    referrals: int = 0
    admissions: int = 0
    others: Mapping[str, int] | None = None


def tried(contract: Contract, months: Sequence[tuple[Month, Numbers]]) -> list[tuple[Month, tuple[Line, ...]]]:
    """The lines of each month, in order. An enquiry has a number of no store."""
    units: list[Unit] = []
    by_site: dict[Month, dict[str, int]] = {}
    for month, numbers in months:
        mine = _units(contract, month, numbers, len(units))
        units += mine
        if isinstance(contract.terms, SharedBudget):
            by_site[month] = {**(numbers.others or {}), contract.site: len(mine)}
    return [(month, charge(contract, units, month, by_site)) for month, _ in months]


def _units(contract: Contract, month: Month, numbers: Numbers, before: int) -> list[Unit]:
    day = max(month.begins, contract.begins)
    first = datetime.combine(day, time(9), UTC)
    saved = {
        n: _REFERRAL if n < numbers.referrals else _ADMISSION for n in range(numbers.referrals + numbers.admissions)
    }
    kinds = [("phone", False, saved.get(n, _NEITHER)) for n in range(numbers.phone)]
    kinds += [("phone", True, _NEITHER)] * numbers.out_of_hours + [("e-mail", False, _NEITHER)] * numbers.email
    desk = min(contract.desks)
    return [
        Unit(before + n, desk, channel, None, first + timedelta(seconds=n), day, late, what)
        for n, (channel, late, what) in enumerate(kinds, 1)
    ]
