"""A contract that is written and read again is the same contract."""

from dataclasses import replace
from datetime import date, time

from hypothesis import given
from hypothesis import strategies as st

from advice_line.tariffs.contract import Contract, CostAndVolume, Hours, WhatCounts
from advice_line.tariffs.file import LOCAL_POINTS, read_contracts
from advice_line.tariffs.sense import nonsense
from advice_line.tariffs.writing import contracts_text, percentage
from tests.tariffs.sums import contract
from tests.tariffs.test_charging_properties import LIMITS, TERMS

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(str.strip)
HOURS = st.builds(
    Hours,
    st.times(time(6), time(11)).map(lambda at: at.replace(second=0, microsecond=0)),
    st.times(time(12), time(22)).map(lambda at: at.replace(second=0, microsecond=0)),
    st.frozensets(st.integers(0, 6)),
    st.sampled_from(["ENG", "WLS", "SCT", "NIR"]),
)
POINTS = st.dictionaries(st.sampled_from(LOCAL_POINTS), st.sampled_from(["OPFANFTF", "X_1-2"]))


@st.composite
def contracts(draw: st.DrawFn) -> Contract:
    """Any that makes sense, with everything that a file can say of it."""
    made = replace(
        contract(draw(TERMS), draw(LIMITS), draw(st.integers(0, 20_000))),
        reference=draw(NAMES),
        commissioner_name=draw(NAMES),
        desks=draw(st.frozensets(NAMES, min_size=1, max_size=3)),
        until=draw(st.none() | st.just(date(2027, 4, 1))),
        hours=draw(HOURS),
        counts=draw(st.builds(WhatCounts, st.booleans(), st.booleans(), st.booleans())),
        points_of_delivery=draw(POINTS),
        part_year=draw(st.booleans()),
    )
    wrong = {key for key, _ in nonsense(made)}
    made = replace(made, free=0) if "free" in wrong else made
    made = replace(made, limits=None) if "limits" in wrong else made
    return replace(made, counts=WhatCounts()) if "referred_or_admitted" in wrong else made


@given(contracts())
def test_written_and_read_again_it_is_the_same(one: Contract):
    found = read_contracts(contracts_text([one]).encode(), "16c.toml")
    assert (found.errors, found.contracts) == ((), (one,))


def test_versions_stand_one_after_the_other():
    first = contract(CostAndVolume(6_000_000, 250_000, 5000), until=date(2027, 4, 1))
    later = replace(first, reference="RRV03/16C/2", begins=date(2027, 4, 1), until=None)
    assert read_contracts(contracts_text([first, later]).encode(), "16c.toml").contracts == (first, later)


def test_a_share_is_written_as_people_do():
    assert [percentage(points) for points in (2500, 1250, 1205, 0, 10_000)] == [
        "25 %", "12.5 %", "12.05 %", "0 %", "100 %",
    ]  # fmt: skip
