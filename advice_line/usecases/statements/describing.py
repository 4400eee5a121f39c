"""A contract's terms in one sentence, as a finance department says them."""

from advice_line.tariffs.contract import (
    Block,
    Contract,
    CostAndVolume,
    FixedAndVariable,
    GainShare,
    Nil,
    PerUnit,
    SharedBudget,
    TierReading,
    Tiers,
)
from advice_line.tariffs.pence import BASIS, pounds
from advice_line.tariffs.writing import factor, percentage


def contract_words(contract: Contract) -> str:
    """The price, then what is free and what limits it."""
    said = [_terms(contract)]
    if contract.free:
        said.append(f"the first {contract.free} a month free")
    limits = contract.limits
    if limits is not None and limits.least is not None:
        said.append(f"at least {pounds(limits.least)} a {limits.per}")
    if limits is not None and limits.most is not None:
        said.append(f"at most {pounds(limits.most)} a {limits.per}")
    if not contract.counts.referred_or_admitted:
        said.append("not where the patient is referred or admitted after all")
    if not contract.counts.late:
        said.append("not where the answer came past its time")
    return ", ".join(said)


def _terms(contract: Contract) -> str:
    match contract.terms:
        case Nil():
            return "nothing is charged"
        case PerUnit(phone, email, uplift, mff):
            more = f", out of hours {percentage(uplift)} more" if uplift else ""
            market = f", market forces factor {factor(mff)}" if mff != BASIS else ""
            return f"{pounds(phone)} a call, {pounds(email)} an e-mail{more}{market}"
        case Tiers(steps, per, reading):
            parts = [f"{pounds(tier.pence)} {'to ' + str(tier.up_to) if tier.up_to else 'beyond'}" for tier in steps]
            how = "each at its own" if reading is TierReading.MARGINAL else "all at the reached price"
            return f"by tiers a {per}: {', '.join(parts)} ({how})"
        case Block(yearly):
            return f"a block of {pounds(yearly)} a year"
        case CostAndVolume(yearly, volume, over, under):
            back = f", {percentage(under)} back for each fewer" if under else ""
            return f"{pounds(yearly)} a year for {volume:,}, each more at {percentage(over)} of the average{back}"
        case FixedAndVariable(monthly, planned, price, over, under):
            moves = f"{percentage(over)} of {pounds(price)} for each more, {percentage(under)} back for each fewer"
            return f"{pounds(monthly)} a month for {planned:,}, {moves}"
        case GainShare(share, referral, admission):
            values = f"{pounds(referral)} for a referral and {pounds(admission)} for an admission avoided"
            return f"{percentage(share)} of the agreed value, {values}"
        case SharedBudget(yearly, sites):
            return f"{pounds(yearly)} a year shared by {', '.join(sites)}"
