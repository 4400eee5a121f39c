"""What a contract comes to in a month: the one way in which advice is priced.

Every unit that counts has one line, priced or at nought, so that what was done can be held against what is charged.
A month's charge is the year so far less the months before it; charging month by month and all at once come to the
same. Rounded once for each priced unit, half away from nought.
"""

from collections.abc import Callable, Mapping, Sequence

from advice_line.periods import Month
from advice_line.tariffs.contract import (
    Block,
    Contract,
    CostAndVolume,
    FixedAndVariable,
    GainShare,
    Nil,
    Per,
    PerUnit,
    SharedBudget,
    TierReading,
    Tiers,
)
from advice_line.tariffs.lines import Line, LineKind, Unit, total
from advice_line.tariffs.pence import BASIS, part, pounds, rounded, shares, so_far

BySite = Mapping[Month, Mapping[str, int]]
"""How many units each site of a shared budget had, month by month."""
_BLOCK, _ADJUSTMENT = "ADVICE-BLOCK", "ADVICE-ADJ"


def charge(
    contract: Contract, units: Sequence[Unit], month: Month, by_site: BySite | None = None
) -> tuple[Line, ...]:
    """The lines of a month. ``units`` are those of the financial year up to it, or more: others are passed over.

    Nothing is charged for a month on no day of which the contract holds.
    """
    year = month.financial_year
    own = sorted(
        (u for u in units if u.desk in contract.desks and contract.holds(u.recorded_on)),
        key=lambda unit: (unit.recorded_at, unit.enquiry),
    )
    by_month = {m: [u for u in own if Month.of(u.recorded_on) == m] for m in year.months if m <= month}
    if not contract.days_in(month.begins, month.ends):
        return ()
    lines = _earned(contract, by_month, month, by_site or {})
    return (*lines, *_limited(contract, lines, by_month, month, by_site or {}))


ByMonth = Mapping[Month, Sequence[Unit]]


def _earned(contract: Contract, by_month: ByMonth, month: Month, by_site: BySite) -> list[Line]:
    match contract.terms:
        case Nil():
            return _uncharged(contract, by_month[month])
        case PerUnit() as prices:
            return _priced(contract, by_month[month], lambda unit, number: _unit_price(prices, unit))
        case GainShare() as gain:
            return _priced(contract, by_month[month], lambda unit, number: (_gain(gain, unit), 0))
        case Tiers() as terms:
            return _tiered(contract, terms, by_month, month)
        case Block(yearly):
            words = f"Block of {pounds(yearly)} a year"
            return [
                *_uncharged(contract, by_month[month]),
                _one(contract, LineKind.BLOCK, words, _block(contract, yearly, month)),
            ]
        case CostAndVolume() as terms:
            return [*_uncharged(contract, by_month[month]), *_volume(contract, terms, by_month, month)]
        case FixedAndVariable() as terms:
            return [*_uncharged(contract, by_month[month]), *_variable(contract, terms, len(by_month[month]))]
        case SharedBudget() as terms:
            return [*_uncharged(contract, by_month[month]), _shared(contract, terms, month, by_site)]


def _line(contract: Contract, unit: Unit, kind: LineKind, words: str, pence: int, mff: int = 0) -> Line:
    where = "ADVICE-EMAIL" if unit.channel == "e-mail" else "ADVICE-PHONE" + ("-OOH" if unit.out_of_hours else "")
    return Line(kind, words, 1, pence, _delivery(contract, where), unit.enquiry, unit.desk, unit.practice, mff)


def _one(contract: Contract, kind: LineKind, words: str, pence: int, quantity: int = 1) -> Line:
    where = _ADJUSTMENT if kind in (LineKind.MOST, LineKind.LEAST, LineKind.REPRICED) else _BLOCK
    return Line(kind, words, quantity, pence, _delivery(contract, where))


def _delivery(contract: Contract, local: str) -> str:
    return contract.points_of_delivery.get(local, local)


def _what(unit: Unit) -> str:
    return f"{'E-mail' if unit.channel == 'e-mail' else 'Call'}{', out of hours' if unit.out_of_hours else ''}"


def _uncharged(contract: Contract, units: Sequence[Unit]) -> list[Line]:
    return [_line(contract, unit, LineKind.UNIT, _what(unit), 0) for unit in units]


def _priced(
    contract: Contract, units: Sequence[Unit], price: Callable[[Unit, int], tuple[int, int]], before: int = 0
) -> list[Line]:
    """Units with their price and the market forces factor's part of it; the first of a month may be free."""
    lines = []
    for number, unit in enumerate(units, 1):
        if number <= contract.free:
            lines.append(_line(contract, unit, LineKind.FREE, f"{_what(unit)}, of the first {contract.free} free", 0))
        else:
            pence, mff = price(unit, before + number - contract.free)
            lines.append(_line(contract, unit, LineKind.UNIT, _what(unit), pence, mff))
    return lines


def _unit_price(terms: PerUnit, unit: Unit) -> tuple[int, int]:
    base = terms.email if unit.channel == "e-mail" else terms.phone
    uplift = BASIS + (terms.out_of_hours if unit.out_of_hours else 0)
    price = part(base, uplift, terms.mff)
    return price, price - part(base, uplift)


def _gain(terms: GainShare, unit: Unit) -> int:
    value = {"referral avoided": terms.referral, "admission avoided": terms.admission}.get(unit.saved, 0)
    return part(value, terms.share)


def _tiered(contract: Contract, terms: Tiers, by_month: ByMonth, month: Month) -> list[Line]:
    charged = {m: max(len(units) - contract.free, 0) for m, units in by_month.items()}
    before = sum(count for m, count in charged.items() if m < month) if terms.per is Per.YEAR else 0
    if terms.reading is TierReading.MARGINAL:
        return _priced(contract, by_month[month], lambda unit, number: (terms.price(number), 0), before)
    reached = terms.price(max(before + charged[month], 1))
    lines = _priced(contract, by_month[month], lambda unit, number: (reached, 0), before)
    moved = reached - terms.price(max(before, 1))
    if before and moved:
        lines.append(_one(contract, LineKind.REPRICED, f"Earlier units, now at {pounds(reached)}", moved, before))
    return lines


def _block(contract: Contract, yearly: int, month: Month) -> int:
    """Of a yearly amount: by twelfths in a whole year, by days where the version holds for a part of it."""
    year = month.financial_year
    if contract.whole_year(year):
        return so_far(yearly, month.of_year, 12) - so_far(yearly, month.of_year - 1, 12)
    begins, ends = max(month.begins, contract.begins), month.ends
    until = ends if contract.until is None else min(ends, contract.until)
    return so_far(yearly, (until - year.begins).days, year.days) - so_far(
        yearly, (begins - year.begins).days, year.days
    )


def _volume(contract: Contract, terms: CostAndVolume, by_month: ByMonth, month: Month) -> list[Line]:
    lines = [
        _one(contract, LineKind.BLOCK, f"Block for {terms.volume:,} a year", _block(contract, terms.yearly, month))
    ]
    now = sum(len(units) for units in by_month.values())
    before = now - len(by_month[month])
    beyond = max(now - terms.volume, 0) - max(before - terms.volume, 0)
    if beyond:
        price = rounded(terms.yearly * terms.over, terms.volume * BASIS)
        lines.append(_one(contract, LineKind.VOLUME, f"Over {terms.volume:,}", price, beyond))
    lacking = terms.volume - now
    if terms.under and lacking > 0 and month == contract.last_month_of(month.financial_year):
        price = rounded(terms.yearly * terms.under, terms.volume * BASIS)
        lines.append(_one(contract, LineKind.LACKING, f"Fewer than {terms.volume:,}", price, -lacking))
    return lines


def _variable(contract: Contract, terms: FixedAndVariable, count: int) -> list[Line]:
    lines = [_one(contract, LineKind.FIXED, f"Fixed for {terms.planned:,} a month", terms.monthly)]
    moved = count - terms.planned
    if moved:
        price = part(terms.price, terms.over if moved > 0 else terms.under)
        words = f"{'More' if moved > 0 else 'Fewer'} than planned"
        lines.append(_one(contract, LineKind.VARIABLE, words, price, moved))
    return lines


def _shared(contract: Contract, terms: SharedBudget, month: Month, by_site: BySite) -> Line:
    counts = {site: by_site.get(month, {}).get(site, 0) for site in terms.sites}
    given = shares(_block(contract, terms.yearly, month), counts)
    words = f"{counts[contract.site]:,} of {sum(counts.values()):,}"
    return _one(contract, LineKind.SHARE, words, given[contract.site])


def _limited(contract: Contract, own: Sequence[Line], by_month: ByMonth, month: Month, by_site: BySite) -> list[Line]:
    limits = contract.limits
    if limits is None:
        return []
    by_year = limits.per is Per.YEAR
    before = [m for m in by_month if m < month and contract.days_in(m.begins, m.ends)] if by_year else []
    earned = sum(total(_earned(contract, by_month, m, by_site)) for m in before)
    now = earned + total(own)
    lines = []
    if limits.most is not None:
        over = max(now - limits.most, 0) - max(earned - limits.most, 0)
        now = min(now, limits.most)
        if over:
            words = f"Over {pounds(limits.most)} a {limits.per}, {'not charged' if over > 0 else 'was not charged'}"
            lines.append(_one(contract, LineKind.MOST, words, -over))
    is_last = not by_year or month == contract.last_month_of(month.financial_year)
    if limits.least is not None and is_last and now < limits.least:
        words = f"To the least of {pounds(limits.least)} a {limits.per}"
        lines.append(_one(contract, LineKind.LEAST, words, limits.least - now))
    return lines
