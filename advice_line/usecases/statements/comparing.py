"""What the months so far would have come to under another file of contracts: shown before it is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from advice_line.periods import Month
from advice_line.problems import Refused
from advice_line.tariffs.contract import Contract
from advice_line.tariffs.pence import pounds
from advice_line.usecases.installation.sites import site_named
from advice_line.usecases.statements.contracts import ContractFile, check_may_publish, contracts_of
from advice_line.usecases.statements.drafting import month_total
from advice_line.usecases.usecase import By

_BACK = 12


@dataclass(frozen=True, slots=True)
class MonthChange:
    """Pence of a month by what is published now and by what would be; None: no contract holds in it."""

    month: Month
    now: int | None
    then: int | None


def compare_months(by: By, file: ContractFile) -> list[MonthChange]:
    """The last twelve months that are over, those only in which the two differ or the new one has a first price.

    Shown to whoever may publish the file, and to nobody else: a commissioner sees prices once they are published.
    """
    check_may_publish(by, [file])
    site = site_named(by.store, by.person.site)
    others = [c for c in contracts_of(by.store, site.code) if c.commissioner != file.commissioner]
    before = [c for c in contracts_of(by.store, site.code) if c.commissioner == file.commissioner]
    this = Month.at(by.at, site.zone)
    months: list[Month] = []
    while len(months) < _BACK:
        months.insert(0, Month.of((months[0] if months else this).begins - timedelta(days=1)))
    changes = [
        MonthChange(month, _total(by, [*others, *before], file.commissioner, month),
                    _total(by, [*others, *file.contracts], file.commissioner, month))
        for month in months
    ]  # fmt: skip
    return [change for change in changes if change.now != change.then]


def _total(by: By, contracts: Sequence[Contract], commissioner: str, month: Month) -> int | None:
    try:
        return month_total(by.store, by.person.site, contracts, commissioner, month, by.at)
    except Refused:
        return None


def month_words(change: MonthChange) -> str:
    """“November 2026 would have been 3,726.00 instead of 4,316.08.”"""
    if change.now is None:
        return f"{change.month.words} would have been {pounds(change.then or 0)}; nothing was charged."
    if change.then is None:
        return f"{change.month.words} would have had no contract instead of {pounds(change.now)}."
    return f"{change.month.words} would have been {pounds(change.then)} instead of {pounds(change.now)}."
