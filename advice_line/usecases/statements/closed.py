"""What was closed at a site, month by month, and by which contract it is paid: nothing is left over."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from advice_line.instants import start_of, to_text
from advice_line.periods import Month
from advice_line.store import Store
from advice_line.store.values.installation import Site
from advice_line.store.values.statements import ClosedEnquiry, CommissionedSince
from advice_line.tariffs.contract import NON_CONTRACT, Contract
from advice_line.tariffs.counting import Closed, Excluded


class Unpaid(StrEnum):
    """Why an enquiry belongs to no contract. It is never dropped: it is a line of its own."""

    UNKNOWN = "commissioner unknown"
    NO_CONTRACT = "no contract with the practice’s commissioner"
    NOT_COVERED = "no contract covers the desk on that day"


@dataclass(frozen=True, slots=True)
class SiteMonth:
    """Everything that was closed in a month, by the reference of the contract that pays, or by why none does."""

    paid: Mapping[str, tuple[Closed, ...]]
    unpaid: Mapping[Unpaid, tuple[Closed, ...]]

    @property
    def count(self) -> int:
        return sum(len(some) for some in (*self.paid.values(), *self.unpaid.values()))


class Commissioners:
    """Whose each practice was, day by day."""

    def __init__(self, rows: Sequence[CommissionedSince]) -> None:
        self._since: dict[str, list[date]] = {}
        self._whose: dict[str, list[str]] = {}
        for row in rows:
            self._since.setdefault(row.practice, []).append(row.since)
            self._whose.setdefault(row.practice, []).append(row.commissioner)

    @classmethod
    def of(cls, store: Store) -> "Commissioners":
        return cls(store.all(CommissionedSince, "commissioned_since"))

    def on(self, practice: str | None, day: date) -> str:
        """The commissioner's code; empty where it is not known."""
        if practice is None or practice not in self._since:
            return ""
        place = bisect_right(self._since[practice], day)
        return self._whose[practice][place - 1] if place else ""


def closed_between(store: Store, site: Site, begins: Month, until: Month, known: datetime) -> list[Closed]:
    """Answered or given up from ``begins`` to the last of ``until``, with what was known by an instant."""
    asked = {
        "site": site.code,
        "begins": to_text(start_of(begins.begins, site.zone)),
        "until": to_text(start_of(until.ends, site.zone)),
        "known": to_text(known),
    }
    rows = [
        *store.all(ClosedEnquiry, "recorded_between", **asked),
        *store.all(ClosedEnquiry, "given_up_between", **asked),
    ]
    return [_closed(row) for row in rows]


def _closed(row: ClosedEnquiry) -> Closed:
    return Closed(
        row.id,
        row.desk,
        row.channel,
        row.practice,
        row.arrived_at,
        row.closed_at,
        row.recorded_at,
        row.due_at,
        row.outcome,
        Excluded(row.set_aside) if row.set_aside else None,
        row.interface,
    )


def by_month(closed: Sequence[Closed], site: Site) -> dict[Month, list[Closed]]:
    """Each in the month of the site's clock in which it was closed."""
    found: dict[Month, list[Closed]] = {}
    for one in closed:
        found.setdefault(Month.at(one.closed_at, site.zone), []).append(one)
    return found


def sorted_out(
    closed: Sequence[Closed], contracts: Sequence[Contract], commissioners: Commissioners, site: Site
) -> SiteMonth:
    """Each enquiry under the contract of its practice's commissioner on the day it was closed, or under why not."""
    paid: dict[str, list[Closed]] = {}
    unpaid: dict[Unpaid, list[Closed]] = {}
    payers = {contract.commissioner for contract in contracts}
    for one in closed:
        day = one.closed_at.astimezone(site.zone).date()
        payer = commissioners.on(one.practice, day)
        asked = payer if payer in payers else NON_CONTRACT
        contract = next(
            (c for c in contracts if c.commissioner == asked and one.desk in c.desks and c.holds(day)), None
        )
        if not payer:
            unpaid.setdefault(Unpaid.UNKNOWN, []).append(one)
        elif contract is not None:
            paid.setdefault(contract.reference, []).append(one)
        else:
            why = Unpaid.NOT_COVERED if asked == payer else Unpaid.NO_CONTRACT
            unpaid.setdefault(why, []).append(one)
    return SiteMonth(
        {reference: tuple(some) for reference, some in paid.items()},
        {why: tuple(some) for why, some in unpaid.items()},
    )
