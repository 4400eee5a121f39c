"""A month's statement as it stands: what is charged, what is left out and why, and whether it adds up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from advice_line.instants import start_of, to_text
from advice_line.people.roles import Act
from advice_line.periods import Month, parse_month
from advice_line.problems import Refused
from advice_line.settings.statements import StatementSettings
from advice_line.store import Store
from advice_line.store.values.installation import Site
from advice_line.store.values.statements import DraftedStatement
from advice_line.tariffs.charging import charge
from advice_line.tariffs.contract import Contract, SharedBudget
from advice_line.tariffs.counting import Closed, CountedEnquiries, Excluded, bank_holiday, count
from advice_line.tariffs.lines import Line, total
from advice_line.tariffs.reconciling import Sums, disagreements, sums_of
from advice_line.tariffs.statement import adjustments, working_days_on
from advice_line.usecases.installation.sites import site_named
from advice_line.usecases.statements.closed import Commissioners, by_month, closed_between, sorted_out
from advice_line.usecases.statements.contracts import contracts_of
from advice_line.usecases.statements.kept import credited_lines, issued_before, kept_lines
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require

_NO_SETTINGS = StatementSettings()


@dataclass(frozen=True, slots=True)
class ContractLine:
    """A line, and the reference of the contract that it is by."""

    contract: str
    line: Line


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement that could be made now. ``known``: as of when; ``issue_from``: the first day it may be issued."""

    site: str
    commissioner: str
    month: Month
    lines: tuple[ContractLine, ...]
    excluded: tuple[tuple[int, Excluded], ...]
    closed: int
    known: datetime
    issue_from: date

    @property
    def pence(self) -> int:
        return total(line.line for line in self.lines)

    @property
    def sums(self) -> Sums:
        return sums_of(self.closed, [one.line for one in self.lines], [why for _, why in self.excluded], self.pence)

    @property
    def faults(self) -> list[str]:
        return disagreements(self.sums)


@dataclass(frozen=True, slots=True)
class _Year:
    """What was closed under one contract in a financial year up to a month, counted."""

    contract: Contract
    counted: Mapping[Month, CountedEnquiries]

    def charge(self, month: Month, by_site: Mapping[Month, Mapping[str, int]]) -> tuple[Line, ...]:
        units = [unit for counted in self.counted.values() for unit in counted.units]
        return charge(self.contract, units, month, by_site)


def draft_of(
    store: Store, site: str, commissioner: str, month: Month, at: datetime, settings: StatementSettings = _NO_SETTINGS
) -> Draft:
    """What a statement for a month would be. Refused: no contract holds in it, or it is not over."""
    place = site_named(store, site)
    contracts = contracts_of(store, site)
    own = [c for c in contracts if c.commissioner == commissioner and c.days_in(month.begins, month.ends)]
    if not own:
        raise Refused(f"No contract with {commissioner} holds in {month.words}.")
    if at < start_of(month.ends, place.zone):
        raise Refused(f"{month.words} is not over; a statement is for a whole month.")
    is_holiday = bank_holiday(own[0].hours)
    last_day = month.ends - timedelta(days=1)
    frozen = working_days_on(last_day, settings.freeze_working_days, is_holiday) + timedelta(days=1)
    known = min(at, start_of(frozen, place.zone))
    lines, excluded, closed = _month(store, place, contracts, own, month, known)
    lines += _adjusted(store, place, contracts, commissioner, month, known)
    first = working_days_on(last_day, settings.flex_working_days, is_holiday) + timedelta(days=1)
    return Draft(site, commissioner, month, tuple(lines), tuple(excluded), closed, known, first)


def month_total(
    store: Store, site: str, contracts: Sequence[Contract], commissioner: str, month: Month, known: datetime
) -> int:
    """What a month comes to under given contracts, in pence, without adjustments. Refused: none holds in it."""
    own = [c for c in contracts if c.commissioner == commissioner and c.days_in(month.begins, month.ends)]
    if not own:
        raise Refused(f"No contract with {commissioner} holds in {month.words}.")
    lines, _, _ = _month(store, site_named(store, site), contracts, own, month, known)
    return total(one.line for one in lines)


def _month(
    store: Store, site: Site, contracts: Sequence[Contract], own: Sequence[Contract], month: Month, known: datetime
) -> tuple[list[ContractLine], list[tuple[int, Excluded]], int]:
    lines: list[ContractLine] = []
    excluded: list[tuple[int, Excluded]] = []
    closed = 0
    for year in _years(store, site, contracts, own, month, known):
        by_site = _shared(store, year.contract, month, known)
        lines += [ContractLine(year.contract.reference, line) for line in year.charge(month, by_site)]
        here = year.counted.get(month)
        if here is not None:
            excluded += [(one.enquiry, why) for one, why in here.excluded]
            closed += len(here.units) + len(here.excluded)
    return lines, excluded, closed


def _years(
    store: Store, site: Site, contracts: Sequence[Contract], own: Sequence[Contract], month: Month, known: datetime
) -> list[_Year]:
    first = month.financial_year.months[0]
    closed = by_month(closed_between(store, site, first, month, known), site)
    commissioners = Commissioners.of(store)
    paid = {m: sorted_out(some, contracts, commissioners, site).paid for m, some in closed.items()}
    return [
        _Year(contract, {m: _counted(of.get(contract.reference, ()), contract, site) for m, of in paid.items()})
        for contract in own
    ]


def _counted(closed: Sequence[Closed], contract: Contract, site: Site) -> CountedEnquiries:
    return count(closed, contract, site.zone, bank_holiday(contract.hours))


def _shared(store: Store, contract: Contract, month: Month, known: datetime) -> dict[Month, dict[str, int]]:
    """How many each site of a shared budget had, by the contract that each has with the same commissioner."""
    if not isinstance(contract.terms, SharedBudget):
        return {}
    found: dict[Month, dict[str, int]] = {}
    for code in contract.terms.sites:
        site = next((s for s in store.all(Site, "sites") if s.code == code), None)
        theirs = contracts_of(store, code) if site else []
        same = [c for c in theirs if c.commissioner == contract.commissioner and c.terms == contract.terms]
        if site is None or not same:
            raise Refused(f"{contract.reference} shares a budget with {code}, whose own contract is not published.")
        for year in _years(store, site, theirs, same, month, known):
            for m, counted in year.counted.items():
                of_month = found.setdefault(m, {})
                of_month[code] = of_month.get(code, 0) + len(counted.units)
    return found


def _adjusted(
    store: Store, site: Site, contracts: Sequence[Contract], commissioner: str, month: Month, known: datetime
) -> list[ContractLine]:
    """What earlier months that were issued would be now, less what was issued for them; credited lines stay so."""
    found: list[ContractLine] = []
    issued = [s for s in issued_before(store, site.code, commissioner, month) if s.number]
    months = sorted({parse_month(s.month) for s in issued})
    before = [line for s in issued for line in kept_lines(store, s.id)]
    gone = {one.line.enquiry for s in issued for one in credited_lines(store, s.id)} - {None}
    for earlier in months:
        own = [c for c in contracts if c.commissioner == commissioner and c.days_in(earlier.begins, earlier.ends)]
        now, _, _ = _month(store, site, contracts, own, earlier, known)
        then = [
            one for one in before
            if one.line.adjusts == earlier or (one.line.adjusts is None and one.month == earlier)
        ]  # fmt: skip
        for reference in sorted({one.contract for one in now} | {one.contract for one in then}):
            right = [one.line for one in now if one.contract == reference and one.line.enquiry not in gone]
            was = [one.line for one in then if one.contract == reference and one.line.enquiry not in gone]
            found += [ContractLine(reference, line) for line in adjustments(was, right, earlier)]
    return found


def draft_statement(
    by: By, commissioner: str, month: Month, press: Press, settings: StatementSettings = _NO_SETTINGS
) -> int:
    """Keeps a draft with its lines, by whom it was prepared; an earlier draft of the month stays as it is.

    Refused: the month was issued, or the draft does not add up.
    """
    require(by.person, Act.PREPARE_STATEMENT, site=by.person.site)
    draft = draft_of(by.store, by.person.site, commissioner, month, by.at, settings)
    if draft.faults:
        raise Refused(f"The statement does not add up: {' '.join(draft.faults)}")

    def work() -> Receipt:
        _refuse_issued(by.store, by.person.site, commissioner, month)
        number = by.store.inserted(
            "add_statement",
            site=by.person.site,
            commissioner=commissioner,
            month=str(month),
            pence=draft.pence,
            at=to_text(by.at),
            account=by.person.account,
            key=press.key,
            closed=draft.closed,
        )
        by.store.many("add_statement_line", [_row(number, n, one) for n, one in enumerate(draft.lines, 1)])
        by.store.many(
            "add_statement_exclusion",
            [{"statement": number, "enquiry": enquiry, "reason": str(why)} for enquiry, why in draft.excluded],
        )
        return Receipt(str(number), {"commissioner": commissioner, "month": str(month), "pence": draft.pence})

    return int(act_once(by, "drafted a statement", "statement", press, work))


def _refuse_issued(store: Store, site: str, commissioner: str, month: Month) -> None:
    for row in store.all(DraftedStatement, "statements_of_site", site=site):
        if row.commissioner == commissioner and row.month == str(month) and row.number:
            raise Refused(
                f"{month.words} was issued as {row.number}; what has changed since is in the next statement."
            )


def _row(statement: int, number: int, one: ContractLine) -> dict[str, str | int | None]:
    line = one.line
    return {
        "statement": statement,
        "number": number,
        "contract": one.contract,
        "kind": str(line.kind),
        "words": line.words,
        "quantity": line.quantity,
        "unit": line.unit,
        "mff": line.mff,
        "delivery": line.point_of_delivery,
        "enquiry": line.enquiry,
        "desk": line.desk,
        "practice": line.practice,
        "adjusts": str(line.adjusts) if line.adjusts else "",
    }
