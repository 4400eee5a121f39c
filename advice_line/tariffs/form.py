"""A contract as a form: a field for everything that a file can say, and what stands there for one that is known."""

import re
from collections.abc import Iterable
from datetime import date

from advice_line.enquiry.form import Field, Form, Lack, Option, Values, options
from advice_line.instants import parse_day, wall_text
from advice_line.rota.file.writing import quoted
from advice_line.rota.model import WEEKDAYS
from advice_line.tariffs.contract import (
    Block,
    Contract,
    CostAndVolume,
    FixedAndVariable,
    GainShare,
    PerUnit,
    SharedBudget,
    Tier,
    Tiers,
)
from advice_line.tariffs.file import KINDS
from advice_line.tariffs.pence import pounds
from advice_line.tariffs.writing import inline, rows_of

_TIER = re.compile(r"(?:to ([0-9]+)|(rest)) at ([0-9][0-9.,]*)")
_KIND_OF = {
    PerUnit: "per unit", Tiers: "tiers", Block: "block", CostAndVolume: "cost and volume",
    FixedAndVariable: "fixed plus variable", GainShare: "gain share", SharedBudget: "shared budget",
}  # fmt: skip
NO_DAY = "none"
"""Typed for weekdays: every hour of the week is out of hours."""
_YES_NO = (Option("yes", "yes"), Option("no", "no"))


def tiers_typed(text: str) -> list[str]:
    """“to 50 at 30.00; rest at 16.50”, each tier as TOML. Raises ValueError with a sentence."""
    found = [_TIER.fullmatch(part.strip()) for part in text.split(";")]
    if not all(found):
        raise ValueError("Write tiers like “to 50 at 30.00; to 100 at 24.00; rest at 16.50”.")
    return [
        inline(({"to": one[1]} if one[1] else {}) | {"price": quoted(one[3])}) for one in found if one is not None
    ]


def _of(*kinds: str, key: str) -> Field:
    """The field of a key that only some kinds of contract have."""
    label, hint, must = _TERMS[key]
    choices = {"per": options("month", "year"), "reading": options("marginal", "whole")}.get(key, ())
    check = tiers_typed if key == "tiers" else None
    return Field(
        key, label, must=must, hint=hint, choices=choices, check=check, when=lambda v, _: v.get("kind") in kinds
    )


def _limits_by(values: Values, today: date) -> Iterable[Lack]:
    limited = any(values.get(key, "").strip() for key in ("least", "most"))
    if limited and not values.get("limits_per"):
        yield Lack("limits_per", "Say whether the least and the most are by month or by year.")


_TERMS = {
    "phone": ("A call", "like 23.50", True),
    "email": ("An e-mail", "like 14.75", True),
    "out_of_hours": ("Out of hours, more", "none, or like 25 %", False),
    "mff": ("Market forces factor", "none, or like 1.0876", False),
    "per": ("Tiers count by", "", True),
    "reading": ("Each slice, or all", "", True),
    "tiers": ("Tiers", "like to 50 at 30.00; rest at 16.50", True),
    "yearly": ("A year", "like 86,000.00", True),
    "volume": ("For so many a year", "like 2500", True),
    "monthly": ("A month", "like 10,000.00", True),
    "planned": ("Planned a month", "like 150", True),
    "price": ("Price of each", "like 23.50", True),
    "share": ("Share of the value", "like 40 %", True),
    "referral": ("A referral avoided", "like 225.00", True),
    "admission": ("An admission avoided", "like 900.00", True),
    "sites": ("Sites that share it", "like RRV03, RRV04", True),
    "over": ("Each more", "like 50 %", True),
    "under": ("Each fewer", "none, or like 50 %", False),
}
_KINDS_WITH = {key: tuple(kind for kind, keys in KINDS.items() if key in keys) for key in _TERMS}
CONTRACT = Form(
    {
        "Who, what, when": (
            Field("code", "Commissioner's code", hint="like 16C, or non-contract"),
            Field("name", "Its name"),
            Field("id", "Contract", hint="like RRV03/16C/1"),
            Field("desks", "Desks", hint="like cardiology, renal"),
            Field("from", "From", hint="like 2026-04-01", check=parse_day),
            Field("until", "Until, not covered", must=False, hint="open", check=parse_day),
            Field("kind", "Kind", choices=options(*KINDS), first="per unit"),
        ),
        "Terms": tuple(_of(*kinds, key=key) for key, kinds in _KINDS_WITH.items()),
        "Besides": (
            Field("free", "Free each month", must=False, hint="none, or like 10"),
            Field("limits_per", "Limits by", must=False, choices=options("month", "year")),
            Field("least", "The least", must=False, hint="none, or like 4,000.00"),
            Field("most", "The most", must=False, hint="none, or like 5,000.00"),
            Field("part_year", "Part of a year meant", choices=_YES_NO, first="no"),
        ),
        "Charged all the same": (
            Field("not_appropriate", "Not appropriate", choices=_YES_NO, first="no"),
            Field("referred_or_admitted", "Referred or admitted", choices=_YES_NO, first="yes"),
            Field("late", "Past its time", choices=_YES_NO, first="yes"),
        ),
        "Working hours": (
            Field("opens", "From", must=False, hint="usual: 08:00"),
            Field("closes", "To", must=False, hint="usual: 18:30"),
            Field("weekdays", "On", must=False, hint="usual: Mon to Fri"),
            Field("calendar", "Bank holidays", must=False, choices=options("ENG", "WLS", "SCT", "NIR")),
            Field("points_of_delivery", "Points of delivery", must=False, hint="none, or ADVICE-PHONE=…"),
        ),
    },
    _limits_by,
)
"""Every key of a contract's file. What is empty and need not be there is as the file has it when it is left out."""


def values_of(one: Contract) -> dict[str, str]:
    """What stands in the form for a contract that is there already."""
    rows = rows_of(one)
    values = CONTRACT.empty | {"code": one.commissioner, "name": one.commissioner_name, "id": one.reference}
    values |= {"desks": ", ".join(sorted(one.desks)), "from": one.begins.isoformat()}
    values |= {"until": one.until.isoformat() if one.until else "", "kind": _KIND_OF.get(type(one.terms), "nil")}
    values |= {key: rows[key].strip('"') for key in _TERMS if key in rows and key not in ("tiers", "sites")}
    if isinstance(one.terms, Tiers):
        steps = (
            f"{f'to {t.up_to}' if t.up_to is not None else 'rest'} at {pounds(t.pence)}" for t in one.terms.steps
        )
        values["tiers"] = "; ".join(steps)
    if isinstance(one.terms, SharedBudget):
        values["sites"] = ", ".join(one.terms.sites)
    return values | _besides(one)


def _tier_words(tier: Tier) -> str:
    return f"{'rest' if tier.up_to is None else f'to {tier.up_to}'} at {pounds(tier.pence)}"


def _besides(one: Contract) -> dict[str, str]:
    values = {"free": str(one.free) if one.free else "", "part_year": _yes(one.part_year)}
    counts = one.counts
    values |= {"not_appropriate": _yes(counts.not_appropriate), "late": _yes(counts.late)}
    values["referred_or_admitted"] = _yes(counts.referred_or_admitted)
    if one.limits is not None:
        least, most = one.limits.least, one.limits.most
        values |= {"limits_per": str(one.limits.per), "least": "" if least is None else pounds(least)}
        values["most"] = "" if most is None else pounds(most)
    if "hours" in rows_of(one):
        values |= {"opens": wall_text(one.hours.opens), "closes": wall_text(one.hours.closes)}
        values |= {"weekdays": ", ".join(WEEKDAYS[day] for day in sorted(one.hours.weekdays)) or NO_DAY}
        values["calendar"] = one.hours.calendar
    points = (f"{local}={code}" for local, code in one.points_of_delivery.items())
    return values | {"points_of_delivery": ", ".join(points)}


def _yes(value: bool) -> str:
    return "yes" if value else "no"
