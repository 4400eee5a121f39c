"""What advice is estimated to have been worth, on a page: ranges, with what each is a share of."""

from dataclasses import dataclass
from datetime import UTC, datetime

from advice_line.enquiry.value import Avoided, Estimate, Range, Worth
from advice_line.exports.documents import Document
from advice_line.exports.tables import Money, Table
from advice_line.words.times import letter_moment

_ESTIMATE = (
    "Every figure here is an estimate. At least: what practices confirmed afterwards. At most: every answer whose "
    "outcome avoided a referral or an admission, without those that practices contradicted. It is a value put on "
    "care, not money that anybody has."
)


@dataclass(frozen=True, slots=True)
class ValuePage:
    """What stands on it: the estimate of all, and of each desk by its name."""

    hospital: str
    period: str
    worth: Worth
    whole: Estimate
    desks: tuple[tuple[str, Estimate], ...]
    made_by: str
    made_at: datetime


def value_document(value: ValuePage) -> Document:
    """As a document in any form."""
    whole = value.whole
    facts = (
        ("Hospital", value.hospital),
        ("Enquiries that came", value.period),
        ("Estimate", _ESTIMATE),
        ("Requests", f"{whole.requests}"),
        ("Answered with an outcome", _of(whole.answered, whole.requests)),
        ("Practice said what followed", _of(whole.followed, whole.answered)),
        ("Estimated value", _money(whole.pence(value.worth))),
        ("Journeys not made, estimate", f"{_range(whole.journeys(value.worth))}, by patients"),
        ("Made by", f"{value.made_by}, {letter_moment(value.made_at, value.made_at.tzinfo or UTC)}"),
    )
    desks = _by_desk(value)
    title = f"What advice was worth, an estimate: {value.period}"
    return Document(title, facts, desks, (_avoided(whole), desks, _put_at(value)))


def _of(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / whole:.1f} %)" if whole else f"{part} of {whole}"


def _range(found: Range) -> str:
    return f"{found.least}" if found.least == found.most else f"{found.least} to {found.most}"


def _money(found: Range | None) -> str:
    from advice_line.tariffs.pence import pounds

    if found is None:
        return "none given: no value is set (settings, [value])"
    return f"£{pounds(found.least)} to £{pounds(found.most)}"


def _avoided(whole: Estimate) -> Table:
    """Each with its three denominators."""
    rows = tuple(
        row
        for name, found in (("referrals", whole.referrals), ("admissions", whole.admissions))
        for row in _lines(name, found, whole)
    )
    columns = ("avoided", "number", "of requests", "of answered", "of those followed")
    return Table("Avoided, an estimate", columns, rows)


def _lines(name: str, found: Avoided, whole: Estimate) -> tuple[tuple[str, ...], ...]:
    shares = (_share(found.by_outcome, whole.requests), _share(found.by_outcome, whole.answered))
    confirmed, contradicted = (_share(part, found.followed) for part in (found.confirmed, found.contradicted))
    return (
        (f"{name}, by the outcome recorded", f"{found.by_outcome}", *shares, ""),
        (f"{name}, confirmed by the practice", f"{found.confirmed}", "", "", confirmed),
        (f"{name}, contradicted by it", f"{found.contradicted}", "", "", contradicted),
        (f"{name}, estimate", _range(found.range), "", "", ""),
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} % of {whole}" if whole else "of none"


def _by_desk(value: ValuePage) -> Table:
    columns = (
        "desk", "requests", "answered", "followed", "referrals, estimate", "admissions, estimate",
        "journeys, estimate", "value from, estimate", "value to, estimate",
    )  # fmt: skip
    rows = tuple(_desk(name, found, value.worth) for name, found in value.desks)
    return Table("By desk, an estimate", columns, rows)


def _desk(name: str, found: Estimate, worth: Worth) -> tuple[object, ...]:
    pence = found.pence(worth)
    counts = (found.requests, found.answered, found.followed)
    ranges = (_range(found.referrals.range), _range(found.admissions.range), _range(found.journeys(worth)))
    return (name, *counts, *ranges, *((Money(pence.least), Money(pence.most)) if pence else ("", "")))


def _put_at(value: ValuePage) -> Table:
    worth = value.worth
    money = (("an avoided referral", worth.referral), ("an avoided admission", worth.admission))
    rows = tuple((name, Money(each.least), Money(each.most)) for name, each in money if each.most)
    return Table("What each is put at", ("what", "from", "to"), rows)
