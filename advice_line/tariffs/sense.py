"""What makes no sense in a contract, and what overlaps or is lacking between contracts: in words, with the dates."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from advice_line.tariffs.contract import (
    Block,
    Contract,
    CostAndVolume,
    FixedAndVariable,
    GainShare,
    Nil,
    Per,
    SharedBudget,
    Tiers,
)
from advice_line.tariffs.pence import BASIS, pounds

_NAMES = {
    Nil: "nil",
    Block: "a block",
    CostAndVolume: "cost and volume",
    FixedAndVariable: "fixed plus variable",
    SharedBudget: "a shared budget",
    GainShare: "gain share",
}


def nonsense(contract: Contract) -> list[tuple[str, str]]:
    """(the key at fault, the sentence) for everything that cannot be meant."""
    return [*_dates(contract), *_terms(contract), *_free(contract), *_limits(contract), *_part_years(contract)]


def _dates(contract: Contract) -> Iterable[tuple[str, str]]:
    if contract.until is not None and contract.until <= contract.begins:
        yield "until", f"It ends on {contract.until}, not after it begins on {contract.begins}."
    if not contract.desks:
        yield "desks", "It is for no desk; name the desks whose advice it pays for."
    if contract.hours.closes <= contract.hours.opens:
        yield "hours", f"The working hours end at {contract.hours.closes.isoformat('minutes')}, not after they begin."


def _terms(contract: Contract) -> Iterable[tuple[str, str]]:
    terms = contract.terms
    if isinstance(terms, Tiers):
        yield from _tiers(terms)
    if isinstance(terms, CostAndVolume) and terms.volume < 1:
        yield "volume", "The volume must be 1 or more: the average price is the yearly amount divided by it."
    if isinstance(terms, GainShare):
        if terms.share > BASIS:
            yield "share", "The share is more than the whole of what was agreed."
        if not contract.counts.referred_or_admitted:
            yield "referred_or_admitted", "A share of what was avoided leaves out by itself what became a referral."
    if isinstance(terms, SharedBudget):
        if contract.site not in terms.sites:
            yield "sites", f"The sites that share the budget do not name {contract.site}, whose contract it is."
        if len(set(terms.sites)) < len(terms.sites) or len(terms.sites) < 2:
            yield "sites", "A budget is shared by two sites or more, each named once."


def _tiers(terms: Tiers) -> Iterable[tuple[str, str]]:
    ends = [tier.up_to for tier in terms.steps]
    if not ends or ends[-1] is not None or None in ends[:-1]:
        yield "tiers", "The last tier, and only the last, has no “to”: it is for all the rest."
        return
    tops = [end for end in ends if end is not None]
    if any(after <= before for before, after in pairwise([0, *tops])):
        yield "tiers", "Each tier goes further than the one before it."


def _free(contract: Contract) -> Iterable[tuple[str, str]]:
    if contract.free and type(contract.terms) in _NAMES and not isinstance(contract.terms, GainShare):
        yield "free", f"“free” means nothing beside {_NAMES[type(contract.terms)]}, which has no price for each."


def _limits(contract: Contract) -> Iterable[tuple[str, str]]:
    limits = contract.limits
    if limits is None:
        return
    if isinstance(contract.terms, Nil | Block | SharedBudget):
        yield "limits", f"Limits mean nothing beside {_NAMES[type(contract.terms)]}, which is one amount already."
    if limits.least is None and limits.most is None:
        yield "limits", "Limits say the least, the most, or both."
    if limits.least is not None and limits.most is not None and limits.least > limits.most:
        yield "limits", f"The least, {pounds(limits.least)}, is over the most, {pounds(limits.most)}."


def _part_years(contract: Contract) -> Iterable[tuple[str, str]]:
    """By the month is for whole months, by the year for whole years, unless the contract says otherwise."""
    limits, terms = contract.limits, contract.terms
    monthly = (
        contract.free
        or (limits is not None and limits.per is Per.MONTH)
        or isinstance(terms, FixedAndVariable)
        or (isinstance(terms, Tiers) and terms.per is Per.MONTH)
    )
    ends = [day for day in (contract.begins, contract.until) if day is not None]
    if monthly and any(day.day != 1 for day in ends):
        yield "from", "Amounts by month need whole months: let it begin and end on the first of one."
    yearly = (
        (limits is not None and limits.per is Per.YEAR)
        or isinstance(terms, CostAndVolume)
        or (isinstance(terms, Tiers) and terms.per is Per.YEAR)
    )
    if yearly and not contract.part_year and any((day.month, day.day) != (4, 1) for day in ends):
        yield (
            "from",
            "Amounts by year need whole financial years: let it begin and end on 1 April, or write "
            "part_year = true where they are meant, as they stand, for the part of the year.",
        )


def overlaps(contracts: Sequence[Contract]) -> list[str]:
    """Where two contracts would pay for the same advice: same site, commissioner and desk, on the same day."""
    found = []
    ordered = sorted(contracts, key=lambda c: (c.begins, c.reference))
    for index, one in enumerate(ordered):
        for other in ordered[index + 1 :]:
            both = one.desks & other.desks
            same = (one.site, one.commissioner) == (other.site, other.commissioner)
            if same and both and one.holds(other.begins):
                found.append(
                    f"{one.reference} and {other.reference} both pay {one.site} for {', '.join(sorted(both))} "
                    f"from {other.begins}{_until(one, other)}; end the one before the other begins."
                )
    return found


def _until(one: Contract, other: Contract) -> str:
    ends = [until for until in (one.until, other.until) if until is not None]
    return f" until {min(ends)}" if ends else ""


def gaps(contracts: Sequence[Contract]) -> list[str]:
    """Days between two versions, for the same site, commissioner and desk, on which neither holds."""
    found = []
    keys = sorted({(c.site, c.commissioner, desk) for c in contracts for desk in c.desks})
    for site, commissioner, desk in keys:
        own = sorted(
            (c for c in contracts if (c.site, c.commissioner) == (site, commissioner) and desk in c.desks),
            key=lambda c: c.begins,
        )
        for before, after in pairwise(own):
            if before.until is not None and before.until < after.begins:
                found.append(
                    f"Nothing pays {site} for {desk} with {commissioner} from {before.until} until {after.begins}."
                )
    return found


def sharing_apart(contracts: Sequence[Contract]) -> list[str]:
    """Shared budgets that do not agree with one another about the amount or about who shares it."""
    found = []
    shared = [c for c in contracts if isinstance(c.terms, SharedBudget)]
    for index, one in enumerate(shared):
        for other in shared[index + 1 :]:
            related = one.commissioner == other.commissioner and one.site != other.site and one.desks & other.desks
            if related and one.holds(max(one.begins, other.begins)) and one.terms != other.terms:
                found.append(f"{one.reference} and {other.reference} share a budget and do not agree about it.")
    return found
