"""Contracts as the text of their file: what ``file.py`` reads again is the same, to the penny and to the day."""

from collections.abc import Iterable, Mapping, Sequence

from advice_line.instants import wall_text
from advice_line.rota.file.writing import quoted
from advice_line.rota.model import WEEKDAYS
from advice_line.tariffs.contract import (
    Block,
    ChargeLimits,
    Contract,
    CostAndVolume,
    FixedAndVariable,
    GainShare,
    Hours,
    Nil,
    PerUnit,
    SharedBudget,
    Tier,
    Tiers,
    WhatCounts,
)
from advice_line.tariffs.pence import BASIS, pounds

Rows = Mapping[str, str]
"""The keys of one table of a file, each with its value as TOML has it."""


def contracts_text(contracts: Sequence[Contract]) -> str:
    """The whole file of one commissioner."""
    first = contracts[0]
    parts = [payer_text(first.commissioner, first.commissioner_name), *(table_text(rows_of(c)) for c in contracts)]
    return "\n".join(parts)


def payer_text(code: str, name: str) -> str:
    """The table that says who pays."""
    return f"[commissioner]\ncode = {quoted(code)}\nname = {quoted(name)}\n"


def table_text(rows: Rows) -> str:
    """One contract, a line for each key."""
    return "[[contract]]\n" + "".join(f"{key} = {value}\n" for key, value in rows.items())


def rows_of(contract: Contract) -> dict[str, str]:
    """What a file says of a contract; what is usual is left out."""
    rows = {
        "id": quoted(contract.reference),
        "site": quoted(contract.site),
        "desks": listed(quoted(desk) for desk in sorted(contract.desks)),
        "from": contract.begins.isoformat(),
    }
    if contract.until is not None:
        rows["until"] = contract.until.isoformat()
    if contract.part_year:
        rows["part_year"] = "true"
    rows |= _terms(contract)
    if contract.free:
        rows["free"] = str(contract.free)
    if contract.limits is not None:
        rows["limits"] = inline(_limits(contract.limits))
    if contract.counts != WhatCounts():
        rows["counts"] = inline(_counts(contract.counts))
    if contract.hours != Hours():
        rows["hours"] = inline(_hours(contract.hours))
    if contract.points_of_delivery:
        rows["points_of_delivery"] = inline({k: quoted(v) for k, v in contract.points_of_delivery.items()})
    return rows


def listed(values: Iterable[str]) -> str:
    return f"[{', '.join(values)}]"


def inline(rows: Rows) -> str:
    """A table in one line."""
    return f"{{ {', '.join(f'{key} = {value}' for key, value in rows.items())} }}"


def percentage(points: int) -> str:
    """Basis points as a file says them: ``25 %``, ``12.5 %``."""
    whole, part = divmod(points, 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".") + " %"


def factor(ten_thousandths: int) -> str:
    """``1.0876``."""
    return f"{ten_thousandths // BASIS}.{ten_thousandths % BASIS:04d}"


def _money(pence: int) -> str:
    return quoted(pounds(pence))


def _share(points: int) -> str:
    return quoted(percentage(points))


def _terms(contract: Contract) -> dict[str, str]:
    match contract.terms:
        case Nil():
            return {"kind": quoted("nil")}
        case PerUnit(phone, email, uplift, mff):
            rows = {"kind": quoted("per unit"), "phone": _money(phone), "email": _money(email)}
            rows |= {"out_of_hours": _share(uplift)} if uplift else {}
            return rows | ({"mff": quoted(factor(mff))} if mff != BASIS else {})
        case Tiers(steps, per, reading):
            tiers = listed(map(tier_text, steps))
            return {"kind": quoted("tiers"), "per": quoted(per), "reading": quoted(reading), "tiers": tiers}
        case Block(yearly):
            return {"kind": quoted("block"), "yearly": _money(yearly)}
        case CostAndVolume(yearly, volume, over, under):
            rows = {"kind": quoted("cost and volume"), "yearly": _money(yearly), "volume": str(volume)}
            rows["over"] = _share(over)
            return rows | ({"under": _share(under)} if under else {})
        case FixedAndVariable(monthly, planned, price, over, under):
            rows = {"kind": quoted("fixed plus variable"), "monthly": _money(monthly), "planned": str(planned)}
            return rows | {"price": _money(price), "over": _share(over), "under": _share(under)}
        case GainShare(share, referral, admission):
            values = {"referral": _money(referral), "admission": _money(admission)}
            return {"kind": quoted("gain share"), "share": _share(share)} | values
        case SharedBudget(yearly, sites):
            shared = {"yearly": _money(yearly), "sites": listed(quoted(site) for site in sites)}
            return {"kind": quoted("shared budget")} | shared


def tier_text(tier: Tier) -> str:
    """``{ to = 50, price = "30.00" }``; the last has no “to”."""
    return inline(({"to": str(tier.up_to)} if tier.up_to is not None else {}) | {"price": _money(tier.pence)})


def _limits(limits: ChargeLimits) -> dict[str, str]:
    rows = {"per": quoted(limits.per)}
    if limits.least is not None:
        rows["least"] = _money(limits.least)
    if limits.most is not None:
        rows["most"] = _money(limits.most)
    return rows


def _counts(counts: WhatCounts) -> dict[str, str]:
    said = {
        "not_appropriate": counts.not_appropriate,
        "referred_or_admitted": counts.referred_or_admitted,
        "late": counts.late,
    }
    return {key: truth(value) for key, value in said.items()}


def truth(value: bool) -> str:
    return "true" if value else "false"


def _hours(hours: Hours) -> dict[str, str]:
    days = listed(quoted(WEEKDAYS[day]) for day in sorted(hours.weekdays))
    return {
        "opens": quoted(wall_text(hours.opens)),
        "closes": quoted(wall_text(hours.closes)),
        "weekdays": days,
        "calendar": quoted(hours.calendar),
    }
