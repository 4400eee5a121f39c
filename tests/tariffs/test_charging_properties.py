"""Prices against a slow, obvious restatement in exact fractions, and what must hold of any contract."""

from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import floor

from hypothesis import given
from hypothesis import strategies as st

from advice_line.enquiry.outcomes import Saved
from advice_line.tariffs.charging import charge
from advice_line.tariffs.contract import (
    Block,
    ChargeLimits,
    Contract,
    CostAndVolume,
    FixedAndVariable,
    GainShare,
    Nil,
    Per,
    PerUnit,
    SharedBudget,
    Terms,
    Tier,
    TierReading,
    Tiers,
)
from advice_line.tariffs.lines import Unit, total
from advice_line.tariffs.pence import shares
from tests.tariffs.sums import YEAR, contract, units

PENCE = st.integers(0, 50_000)
LARGE = st.integers(0, 20_000_000)
POINTS = st.integers(0, 10_000)
PER = st.sampled_from(Per)
SAVED: st.SearchStrategy[Saved] = st.sampled_from(["neither", "referral avoided", "admission avoided"])


@st.composite
def tiers(draw: st.DrawFn) -> Tiers:
    tops = sorted(draw(st.sets(st.integers(1, 20), max_size=3)))
    steps = [Tier(top, draw(PENCE)) for top in tops] + [Tier(None, draw(PENCE))]
    return Tiers(tuple(steps), draw(PER), draw(st.sampled_from(TierReading)))


PRICED = st.one_of(
    st.builds(PerUnit, PENCE, PENCE, POINTS, st.integers(10_000, 13_000)),
    st.builds(GainShare, POINTS, LARGE, LARGE),
    tiers(),
)
TERMS: st.SearchStrategy[Terms] = st.one_of(
    PRICED,
    st.just(Nil()),
    st.builds(Block, LARGE),
    st.builds(CostAndVolume, LARGE, st.integers(1, 90), POINTS, POINTS),
    st.builds(FixedAndVariable, LARGE, st.integers(0, 30), PENCE, POINTS, POINTS),
    st.builds(SharedBudget, LARGE, st.just(("RRV03", "RRV04"))),
)
LIMITS = st.none() | st.builds(
    ChargeLimits, PER, st.none() | st.integers(0, 40_000), st.none() | st.integers(40_000, 400_000)
)
CONTRACTS = st.builds(contract, TERMS, LIMITS, st.integers(0, 5))


@st.composite
def years(draw: st.DrawFn) -> list[Unit]:
    found: list[Unit] = []
    for month in YEAR.months:
        phone, late, email = draw(st.tuples(*[st.integers(0, 3)] * 3))
        saved = draw(SAVED)
        found += units(phone, late, email, month=month, begin=len(found) + 1, saved=saved)
    return found


def nearest(value: Fraction) -> int:
    """Half away from nought."""
    return floor(abs(value) + Fraction(1, 2)) * (-1 if value < 0 else 1)


def earned_by(of: Contract, year: list[Unit], months: int) -> int:
    """What the first so many months came to before any limit, all at once."""
    done = YEAR.months[:months]
    by_month = [[u for u in year if m.begins <= u.recorded_on < m.ends] for m in done]
    paid = [month[of.free :] for month in by_month] if isinstance(of.terms, PerUnit | Tiers | GainShare) else by_month
    every = [u for month in paid for u in month]
    match of.terms:
        case Nil():
            return 0
        case PerUnit(phone, email, uplift, mff):
            return sum(
                nearest(
                    Fraction(email if u.channel == "e-mail" else phone)
                    * (1 + Fraction(uplift if u.out_of_hours else 0, 10_000))
                    * Fraction(mff, 10_000)
                )
                for u in every
            )
        case GainShare(share, referral, admission):
            value = {"neither": 0, "referral avoided": referral, "admission avoided": admission}
            return sum(nearest(Fraction(value[u.saved] * share, 10_000)) for u in every)
        case Tiers(per=per, reading=reading) as tiers_:
            counts = [len(month) for month in paid] if per is Per.MONTH else [sum(map(len, paid))]
            if reading is TierReading.MARGINAL:
                return sum(tiers_.price(n) for count in counts for n in range(1, count + 1))
            return sum(tiers_.price(count) * count for count in counts if count)
        case Block(yearly):
            return floor(Fraction(yearly * months, 12))
        case CostAndVolume(yearly, volume, over, under):
            beyond = len(every) - volume
            move = beyond if beyond > 0 else (beyond if months == 12 else 0)
            unit = nearest(Fraction(yearly, volume) * Fraction(over if beyond > 0 else under, 10_000))
            return floor(Fraction(yearly * months, 12)) + unit * move
        case FixedAndVariable(monthly, planned, price, over, under):
            moved = [len(month) - planned for month in by_month]
            return sum(monthly + m * nearest(Fraction(price * (over if m > 0 else under), 10_000)) for m in moved)
        case _:
            raise AssertionError(of.terms)


@given(of=CONTRACTS, year=years(), months=st.integers(1, 12))
def test_month_by_month_comes_to_what_all_at_once_comes_to(of: Contract, year: list[Unit], months: int):
    if isinstance(of.terms, SharedBudget):
        return
    earned = [0, *(earned_by(of, year, n) for n in range(1, months + 1))]
    limits = of.limits
    if limits is None:
        expected = earned[-1]
    elif limits.per is Per.MONTH:
        each = [after - before for before, after in pairwise(earned)]
        each = [value if limits.most is None else min(value, limits.most) for value in each]
        expected = sum(value if limits.least is None else max(value, limits.least) for value in each)
    else:
        expected = earned[-1] if limits.most is None else min(earned[-1], limits.most)
        if months == 12 and limits.least is not None:
            expected = max(expected, limits.least)
    assert sum(total(charge(of, year, month)) for month in YEAR.months[:months]) == expected


@given(of=CONTRACTS, year=years())
def test_every_unit_has_one_line_and_no_other_enquiry_has_any(of: Contract, year: list[Unit]):
    lines = [line for month in YEAR.months for line in charge(of, year, month, {})]
    assert sorted(line.enquiry for line in lines if line.enquiry is not None) == sorted(u.enquiry for u in year)
    assert all(line.quantity == 1 for line in lines if line.enquiry is not None)


@given(terms=PRICED, year=years(), most=st.integers(0, 200_000), per=PER)
def test_the_most_is_never_passed(terms: Terms, year: list[Unit], most: int, per: Per):
    of = contract(terms, ChargeLimits(per, most=most))
    months = [total(charge(of, year, month)) for month in YEAR.months]
    assert max(months) <= most if per is Per.MONTH else all(sum(months[:n]) <= most for n in range(1, 13))


@given(of=CONTRACTS, year=years(), month=st.sampled_from(YEAR.months))
def test_a_credit_of_everything_gives_nought(of: Contract, year: list[Unit], month):
    lines = charge(of, year, month, {})
    assert total([*lines, *(line.undone for line in lines)]) == 0


@given(year=years(), cut=st.integers(0, 300), terms=st.builds(PerUnit, PENCE, PENCE, POINTS))
def test_charging_two_parts_comes_to_charging_the_whole(year: list[Unit], cut: int, terms: PerUnit):
    of = contract(terms)
    parts = [u for u in year if u.enquiry <= cut], [u for u in year if u.enquiry > cut]
    for month in YEAR.months:
        assert sum(total(charge(of, some, month)) for some in parts) == total(charge(of, year, month))


@given(yearly=LARGE, cut=st.integers(1, 364))
def test_two_versions_of_one_block_come_to_the_block(yearly: int, cut: int):
    day = date.fromordinal(YEAR.begins.toordinal() + cut)
    versions = contract(Block(yearly), until=day), contract(Block(yearly), begins=day)
    assert sum(total(charge(of, [], month)) for of in versions for month in YEAR.months) == yearly


@given(yearly=LARGE, counts=st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=12, max_size=12))
def test_the_shares_of_all_sites_come_to_the_budget(yearly: int, counts: list[tuple[int, int]]):
    by_site = {m: {"RRV03": a, "RRV04": b} for m, (a, b) in zip(YEAR.months, counts, strict=True)}
    own = [contract(SharedBudget(yearly, ("RRV03", "RRV04")), site=site) for site in ("RRV03", "RRV04")]
    assert sum(total(charge(of, [], month, by_site)) for of in own for month in YEAR.months) == yearly


@given(
    whole=st.integers(-(10**9), 10**9), weights=st.dictionaries(st.text(max_size=4), st.integers(0, 999), min_size=1)
)
def test_shares_come_to_the_whole_and_nobody_is_a_penny_from_their_part(whole: int, weights: dict[str, int]):
    given_ = shares(whole, weights)
    assert sum(given_.values()) == whole
    every = sum(weights.values())
    for name, pence in given_.items():
        exact = Fraction(whole * weights[name], every) if every else Fraction(whole, len(weights))
        assert abs(pence - exact) < 1
