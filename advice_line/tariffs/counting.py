"""Which enquiries a contract charges for, and why the others are not: each ends in exactly one place.

An enquiry belongs to the month in which its advice was first recorded, by the site's clock. Whether it came out of
hours goes by when it was received. Sources: the data dictionary's “financial month” (the month in which the activity
ended); the standard contract leaves the rest to the contract's own words.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from advice_line.enquiry.outcomes import NOT_FOR_THE_LINE, OUTCOMES
from advice_line.rota.expand import bank_holidays_of
from advice_line.tariffs.contract import Contract, Hours
from advice_line.tariffs.lines import Unit

IsHoliday = Callable[[date], bool]


class Excluded(StrEnum):
    """Why an enquiry is not charged. The order is that in which they are asked: the first that fits is the reason."""

    NOT_ANSWERED = "not answered"
    WITHDRAWN = "withdrawn"
    DUPLICATE = "a duplicate"
    WRONG_DESK = "for another desk"
    TEST = "a test"
    INTERFACE = "the hospital’s own side had failed"
    NOT_APPROPRIATE = "not appropriate for the line"
    BECAME_REFERRAL = "became a referral or an admission"
    LATE = "answered past its time"
    NO_OUTCOME = "no outcome recorded"


@dataclass(frozen=True, slots=True)
class Closed:
    """One enquiry as a contract sees it; no patient is in it.

    ``recorded_at``: when its advice was first recorded, None where there is none; ``closed_at``: then, or when it was
    given up. ``set_aside``: the reason a person
    gave for leaving it out. ``interface``: that the practice rang because the hospital's side had failed.
    """

    enquiry: int
    desk: str
    channel: str
    practice: str | None
    received_at: datetime
    closed_at: datetime
    recorded_at: datetime | None
    due_at: datetime | None
    outcome: str | None
    set_aside: Excluded | None = None
    interface: bool = False


def bank_holiday(hours: Hours) -> IsHoliday:
    """Which days are bank holidays by the calendar of a contract's hours."""
    return lambda day: day in bank_holidays_of(hours.calendar, day.year)


def out_of_hours(received_at: datetime, hours: Hours, zone: ZoneInfo, is_holiday: IsHoliday) -> bool:
    """Whether an instant lies outside the working hours of a site's clock; the end of the hours is outside."""
    local = received_at.astimezone(zone)
    if local.weekday() not in hours.weekdays or is_holiday(local.date()):
        return True
    return not hours.opens <= local.time() < hours.closes


def excluded(one: Closed, contract: Contract) -> Excluded | None:
    """Why a contract does not charge for an enquiry; None: it does."""
    counts = contract.counts
    if one.recorded_at is None and one.set_aside is None:
        return Excluded.NOT_ANSWERED
    if one.set_aside is not None:
        return one.set_aside
    if one.interface:
        return Excluded.INTERFACE
    if one.outcome is None:
        return Excluded.NO_OUTCOME
    if one.outcome == NOT_FOR_THE_LINE and not counts.not_appropriate:
        return Excluded.NOT_APPROPRIATE
    if not counts.referred_or_admitted and one.outcome in REFERRED_OR_ADMITTED:
        return Excluded.BECAME_REFERRAL
    if not counts.late and one.due_at is not None and one.recorded_at is not None and one.recorded_at > one.due_at:
        return Excluded.LATE
    return None


REFERRED_OR_ADMITTED = frozenset({"referral recommended", "admit", "redirected to another specialty"})
"""Outcomes in which the patient is referred or admitted after all."""


@dataclass(frozen=True, slots=True)
class CountedEnquiries:
    """Every enquiry of a stretch: those charged, as units, and those not, each with its reason."""

    units: tuple[Unit, ...]
    excluded: tuple[tuple[Closed, Excluded], ...]


def count(closed: Iterable[Closed], contract: Contract, zone: ZoneInfo, is_holiday: IsHoliday) -> CountedEnquiries:
    """Sorts enquiries for a contract, by its words. Whose they are, and of which days, the caller has chosen."""
    units, left_out = [], []
    for one in closed:
        why = excluded(one, contract)
        if why is None and one.recorded_at is not None:
            units.append(_unit(one, one.recorded_at, contract, zone, is_holiday))
        else:
            left_out.append((one, why or Excluded.NOT_ANSWERED))
    return CountedEnquiries(tuple(units), tuple(left_out))


def _unit(one: Closed, recorded_at: datetime, contract: Contract, zone: ZoneInfo, is_holiday: IsHoliday) -> Unit:
    return Unit(
        one.enquiry,
        one.desk,
        one.channel,
        one.practice,
        recorded_at,
        recorded_at.astimezone(zone).date(),
        out_of_hours(one.received_at, contract.hours, zone, is_holiday),
        OUTCOMES.get(one.outcome or "", "neither"),
    )
