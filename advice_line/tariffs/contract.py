"""A contract between a site and a commissioner: for which desks, from when until when, on which terms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from advice_line.periods import FinancialYear, Month
from advice_line.rota.model import Calendar
from advice_line.tariffs.pence import BASIS


class Per(StrEnum):
    """Over which time something is counted."""

    MONTH = "month"
    YEAR = "year"


class TierReading(StrEnum):
    """Whether each slice is at its own price, or everything at the price that was reached. The contract must say."""

    MARGINAL = "marginal"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Nil:
    """Nothing is charged; what was done is reported all the same."""


@dataclass(frozen=True, slots=True)
class PerUnit:
    """Pence for a call and for an e-mail. ``out_of_hours`` is an uplift in basis points, ``mff`` the market forces
    factor in ten-thousandths."""

    phone: int
    email: int
    out_of_hours: int = 0
    mff: int = BASIS


@dataclass(frozen=True, slots=True)
class Tier:
    """Up to which unit, counted from 1 (None: to the end), one unit costs ``pence``."""

    up_to: int | None
    pence: int


@dataclass(frozen=True, slots=True)
class Tiers:
    """A price that falls, or rises, with how many there were in a month or a financial year."""

    steps: tuple[Tier, ...]
    per: Per
    reading: TierReading

    def price(self, number: int) -> int:
        """Of the unit with this number, counted from 1."""
        return next(tier.pence for tier in self.steps if tier.up_to is None or number <= tier.up_to)


@dataclass(frozen=True, slots=True)
class Block:
    """Pence for a financial year, however many there are."""

    yearly: int


@dataclass(frozen=True, slots=True)
class CostAndVolume:
    """A block for a year's volume; beyond it each costs ``over`` basis points of the average, and each that is
    lacking at the year's end gives ``under`` back."""

    yearly: int
    volume: int
    over: int
    under: int = 0


@dataclass(frozen=True, slots=True)
class FixedAndVariable:
    """Pence a month for a plan; each more or less than planned moves it by basis points of the price, either way."""

    monthly: int
    planned: int
    price: int
    over: int
    under: int


@dataclass(frozen=True, slots=True)
class GainShare:
    """Basis points of the value that both sides agreed on for a referral or an admission avoided."""

    share: int
    referral: int
    admission: int


@dataclass(frozen=True, slots=True)
class SharedBudget:
    """Pence for a financial year, divided month by month between sites by how many each had."""

    yearly: int
    sites: tuple[str, ...]


Terms = Nil | PerUnit | Tiers | Block | CostAndVolume | FixedAndVariable | GainShare | SharedBudget


@dataclass(frozen=True, slots=True)
class ChargeLimits:
    """The least and the most that is charged in a month or a financial year, in pence; None: no such limit."""

    per: Per
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """Working hours by the site's clock; all else, and every bank holiday, is out of hours."""

    opens: time = time(8)
    closes: time = time(18, 30)
    weekdays: frozenset[int] = frozenset(range(5))
    calendar: Calendar = "ENG"
    """Whose bank holidays they are."""


@dataclass(frozen=True, slots=True)
class WhatCounts:
    """What the contract's own words say of the doubtful ones; False: it is not charged."""

    not_appropriate: bool = False
    referred_or_admitted: bool = True
    late: bool = True


@dataclass(frozen=True, slots=True)
class Contract:
    """One version. ``until`` is the first day on which it no longer holds (None: open). ``free`` units a month cost
    nothing. ``commissioner`` is an ODS code, or ``NON_CONTRACT``: of practices whose own has no contract."""

    reference: str
    site: str
    commissioner: str
    commissioner_name: str
    desks: frozenset[str]
    begins: date
    until: date | None
    terms: Terms
    free: int = 0
    limits: ChargeLimits | None = None
    hours: Hours = field(default_factory=Hours)
    counts: WhatCounts = field(default_factory=WhatCounts)
    points_of_delivery: Mapping[str, str] = field(default_factory=dict)
    part_year: bool = False
    """What is said by year is meant, as it stands, for the part of the year in which the version holds."""

    def holds(self, day: date) -> bool:
        return self.begins <= day and (self.until is None or day < self.until)

    def days_in(self, begins: date, ends: date) -> int:
        """On how many of the days [begins, ends) it holds."""
        until = ends if self.until is None else min(ends, self.until)
        return max((until - max(begins, self.begins)).days, 0)

    def whole_year(self, year: FinancialYear) -> bool:
        return self.days_in(year.begins, year.ends) == year.days

    def last_month_of(self, year: FinancialYear) -> Month | None:
        """The last month of a financial year on a day of which it holds; None: it holds on none."""
        held = [month for month in year.months if self.days_in(month.begins, month.ends)]
        return held[-1] if held else None


NON_CONTRACT = "non-contract"
"""In the place of a commissioner: whoever's practices ring without a contract of their own."""
