"""Contracts and units in few words, for the tests of prices."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from advice_line.enquiry.outcomes import Saved
from advice_line.periods import FinancialYear, Month
from advice_line.tariffs.charging import BySite, charge
from advice_line.tariffs.contract import ChargeLimits, Contract, PerUnit, Terms
from advice_line.tariffs.lines import Unit, total

LONDON = ZoneInfo("Europe/London")
YEAR = FinancialYear(2026)
NOVEMBER = Month(2026, 11)
A_CALL = PerUnit(phone=2350, email=1475, out_of_hours=2500)


def contract(terms: Terms = A_CALL, limits: ChargeLimits | None = None, free: int = 0, begins: date = YEAR.begins,
             until: date | None = None, site: str = "RRV03") -> Contract:  # fmt: skip
    """With one commissioner, for cardiology."""
    return Contract(
        "RRV03/16C/1", site, "16C", "Ashwell commissioning board", frozenset({"cardiology"}), begins, until, terms,
        free, limits,
    )  # fmt: skip


def units(phone: int = 0, out_of_hours: int = 0, email: int = 0, *, month: Month = NOVEMBER, begin: int = 1,
          saved: Saved = "neither", desk: str = "cardiology", practice: str | None = "V90001",
) -> list[Unit]:  # fmt: skip
    """So many of a month, an hour apart at most, numbered from ``begin``."""
    first = datetime.combine(month.begins, time(9), UTC)
    kinds = [("phone", False)] * phone + [("phone", True)] * out_of_hours + [("e-mail", False)] * email
    found = []
    for number, (channel, late) in enumerate(kinds):
        at = first + timedelta(minutes=number)
        day = at.astimezone(LONDON).date()
        found.append(Unit(begin + number, desk, channel, practice, at, day, late, saved))
    return found


def a_year(counts: list[int]) -> list[Unit]:
    """Calls of a financial year, month by month from April."""
    found: list[Unit] = []
    for month, count in zip(YEAR.months, counts, strict=False):
        found += units(count, month=month, begin=len(found) + 1)
    return found


def charged(of: Contract, what: list[Unit], by_site: BySite | None = None) -> list[int]:
    """The pence of each month of the year."""
    return [total(charge(of, what, month, by_site)) for month in YEAR.months]


def in_november(of: Contract, what: list[Unit]) -> int:
    return total(charge(of, what, NOVEMBER))
