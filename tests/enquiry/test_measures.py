"""Figures are what they would be if each enquiry were counted by itself, however the enquiries are divided."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advice_line.enquiry.counted import CountedCall
from advice_line.enquiry.flags import Kind
from advice_line.enquiry.interface import INTERFACE_REASONS
from advice_line.enquiry.measures import accountability, activity, interface, share
from advice_line.enquiry.outcomes import OUTCOMES
from advice_line.enquiry.totals import Totals, centile_of, joined, totals_from, totals_of, totals_texts
from tests.enquiry import plain_measures

LONDON = ZoneInfo("Europe/London")
BEGAN = datetime(2026, 10, 24, 20, tzinfo=UTC)
few = settings(max_examples=40)
"""Each example is some dozens of draws."""
instants = st.integers(0, 48 * 3600 * 1000).map(lambda ms: BEGAN + timedelta(milliseconds=ms))
maybe = st.none() | instants


@st.composite
def counted(draw: st.DrawFn) -> CountedCall:
    emailed = draw(st.booleans())
    recorded = draw(maybe)
    return CountedCall(
        desk=draw(st.sampled_from(["cardiology", "renal"])),
        channel="e-mail" if emailed else "phone",
        state=draw(st.sampled_from(["advised", "abandoned", "to answer", "in hand"])),
        arrived_at=draw(instants),
        results=tuple(draw(st.lists(st.sampled_from(["answered", "no answer", None]), max_size=3))),
        connected_at=draw(maybe),
        on_roster=draw(st.booleans()),
        in_clinic=draw(st.booleans()),
        emailed=emailed,
        due_at=draw(maybe) if emailed else None,
        recorded_at=recorded,
        outcome=draw(st.none() | st.sampled_from([*OUTCOMES])) if recorded else None,
        late=draw(st.booleans()),
        unseen=draw(st.booleans()),
        has_consultant=draw(st.booleans()),
        agreed=draw(st.booleans()),
        verdict=draw(st.sampled_from([None, "agreed", "agreed with change", "disagreed"])),
        by_consultant=draw(st.booleans()),
        verified=draw(st.booleans()),
        open_flags=tuple(draw(st.lists(st.sampled_from([*Kind]), max_size=2))),
        working_hours_to_answer=draw(st.none() | st.floats(0, 99).map(lambda hours: round(hours, 1))),
        acknowledged=draw(st.booleans()),
        interface=draw(st.none() | st.sampled_from([*INTERFACE_REASONS])),
        useful=tuple(draw(st.lists(st.sampled_from(["yes", "partly", "no", "not said"]), max_size=2))),
        practice=draw(st.sampled_from(["", "V90001", "V90002"])),
        caller_role=draw(st.sampled_from(["GP", "nurse"])),
        streamlined=draw(st.booleans()),
    )


@few
@given(st.lists(counted(), max_size=8), st.none() | instants)
def test_figures_are_what_counting_each_enquiry_by_itself_gives(calls: list[CountedCall], at: datetime | None):
    totals = totals_of(calls, LONDON)
    assert activity(totals, at) == plain_measures.activity(calls, at)
    assert accountability(totals, at) == plain_measures.accountability(calls, at)
    assert interface(totals, at) == plain_measures.interface(calls, at)


@few
@given(st.lists(st.lists(counted(), max_size=4), max_size=4))
def test_the_totals_of_days_joined_are_those_of_all_their_enquiries_also_when_they_were_kept(
    days: list[list[CountedCall]],
):
    kept = [totals_from(*totals_texts(totals_of(day, LONDON))) for day in days]
    assert joined(kept) == totals_of([call for day in days for call in day], LONDON)


@few
@given(st.lists(counted(), max_size=8), instants)
def test_an_audit_needs_only_the_first_of_the_texts(calls: list[CountedCall], at: datetime):
    totals = totals_of(calls, LONDON)
    often = totals_from(totals_texts(totals)[0])
    assert [figures(often, at) for figures in (activity, accountability, interface)] == [
        figures(totals, at) for figures in (activity, accountability, interface)
    ]
    assert often.rings == totals.rings
    assert often.rings == Counter(call.arrived_at.astimezone(LONDON).hour for call in calls if not call.emailed)


@few
@given(st.lists(counted(), max_size=8))
def test_every_enquiry_is_in_one_hour_one_practice_and_one_role(calls: list[CountedCall]):
    totals = totals_of(calls, LONDON)
    for kind in ("hour", "practice", "caller's role"):
        apart = totals.by(kind)
        assert sum(counts["enquiries"] for counts in apart.values()) == len(calls)
        assert sum(counts["calls"] for counts in apart.values()) == totals.counts["calls"]
    assert {*totals.by("hour")} == {f"{call.arrived_at.astimezone(LONDON).hour:02d}" for call in calls}


def test_nothing_to_divide_by_is_no_figure_and_not_nought():
    assert share(0, 0) is None
    assert centile_of({}, 50) is None
    assert activity(Totals())["connected_percent_of_calls"] is None
    assert accountability(Totals())["countersigned_percent"] is None


@pytest.mark.parametrize("percent, expected", [(50, 2.0), (90, 4.0), (100, 4.0), (1, 1.0)])
def test_a_centile_is_the_nearest_rank(percent: int, expected: float):
    assert centile_of(Counter([4.0, 1.0, 3.0, 2.0]), percent) == expected


@given(st.lists(st.integers(0, 30).map(float), min_size=1), st.integers(1, 100))
def test_a_centile_is_that_of_the_values_in_a_row(values: list[float], percent: int):
    assert centile_of(Counter(values), percent) == plain_measures.centile(values, percent)
