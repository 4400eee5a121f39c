"""What the pictures of an audit are drawn from, through the store."""

from datetime import UTC, date, datetime, timedelta

import pytest

from advice_line.charts.control import ControlChart
from advice_line.charts.quantity import Quantity
from advice_line.exports.audit_charts import control_of, desk_funnel, has_funnel, practice_funnel
from advice_line.exports.audit_terms import ALL_DESKS, TERMS
from advice_line.people.roles import Act
from advice_line.problems import NotPermitted
from advice_line.usecases.audits.audits import audit
from advice_line.usecases.audits.sources import audit_sources, with_charts
from advice_line.usecases.usecase import By
from tests.hospital import TUESDAY, Hospital

BEGINS, UNTIL = datetime(2026, 8, 9, 23, tzinfo=UTC), datetime(2026, 9, 6, 23, tzinfo=UTC)
WEEK = timedelta(weeks=1)
TERM = {term.name: term for term in TERMS["activity"]}


@pytest.fixture
def called(local_hospital: Hospital) -> Hospital:
    """A call before the period, three in it of which two are put through, one advised."""
    local_hospital.connected("bevan", TUESDAY)
    number = local_hospital.connected("bevan", TUESDAY + WEEK)
    local_hospital.record(number, "bevan", TUESDAY + WEEK + timedelta(hours=1))
    local_hospital.call(TUESDAY + 2 * WEEK)
    local_hospital.connected("bevan", TUESDAY + 3 * WEEK)
    return local_hospital


def by(hospital: Hospital, who: str = "ruth") -> By:
    return By(hospital.store, hospital[who], UNTIL + timedelta(hours=9))


def test_a_figure_begins_with_the_first_call_of_the_line_and_weeks_before_the_period_are_seen(called: Hospital):
    sources = audit_sources(by(called), audit(by(called), "activity", BEGINS, UNTIL))
    assert [(label, row["calls"], row["connected"]) for label, row in sources.over_time["cardiology"]] == [
        ("3 Aug", 1, 1), ("10 Aug", 1, 1), ("17 Aug", 1, 0), ("24 Aug", 1, 1), ("31 Aug", 0, 0),
    ]  # fmt: skip
    assert sources.over_time["renal"] == []
    chart = control_of(TERM["connected_percent_of_calls"], sources.over_time[ALL_DESKS])
    assert [point.value for point in chart.points] == [100, 100, 0, 100, None]
    assert (chart.quantity, chart.of) == (Quantity.PERCENT, "calls")


def test_hours_waits_and_outcomes_are_of_the_period_alone(called: Hospital):
    sources = audit_sources(by(called), audit(by(called), "activity", BEGINS, UNTIL))
    assert sources.hours["cardiology"] == {(1, 14): 3}
    assert sources.waited[ALL_DESKS] == {30.0: 2}
    assert [(label, sum(counts.values())) for label, counts in sources.outcomes[ALL_DESKS]] == [
        ("Aug 26", 1),
        ("Sep 26", 0),
    ]


def test_today_and_what_is_still_to_come_are_no_figure(called: Hospital):
    called.record(called.connected("bevan", UNTIL + timedelta(hours=1)), "bevan", UNTIL + timedelta(hours=2))
    sources = audit_sources(by(called), audit(by(called), "activity", BEGINS, UNTIL + 8 * WEEK))
    assert sources.ends == date(2026, 9, 7)
    assert [label for label, _ in sources.over_time["cardiology"]][-1] == "31 Aug"


def test_a_file_has_the_pictures_of_its_kind(called: Hospital):
    found = with_charts(by(called), audit(by(called), "interface", BEGINS, UNTIL))
    assert [chart.title for chart in found.charts] == [
        "Interface failures, all desks", "Interface, % of enquiries, all desks", "Interface, % of enquiries, by desk",
        "Interface, % of enquiries, by practice, all desks",
    ]  # fmt: skip
    rota = with_charts(by(called), audit(by(called), "rota", BEGINS, UNTIL))
    assert rota.charts
    assert all(isinstance(chart, ControlChart) for chart in rota.charts)


def test_a_funnel_is_of_desks_or_practices_and_only_of_shares_that_chance_makes(called: Hospital):
    called.connected("bevan", TUESDAY + 3 * WEEK + timedelta(hours=2), practice=None)  # type: ignore[arg-type]
    found = audit(by(called), "activity", BEGINS, UNTIL)
    term = TERM["connected_percent_of_calls"]
    chart = desk_funnel(term, found.rows)
    assert [(point.name, point.part, point.whole) for point in chart.points] == [("cardiology", 3, 4)]
    assert chart.left_out == 1
    chart = practice_funnel(term, audit_sources(by(called), found, practices=True), "cardiology")
    assert [(p.name, p.part, p.whole) for p in chart.points] == [("V90001", 2, 3), ("not known", 1, 1)]
    assert has_funnel("activity", TERM["connected_percent_of_calls"])
    assert not has_funnel("activity", TERM["calls"])
    assert not has_funnel("rota", next(term for term in TERMS["rota"] if term.name == "answered_percent_of_hours"))


def test_who_may_not_see_an_audit_sees_no_picture_of_it(called: Hospital):
    found = audit(by(called), "activity", BEGINS, UNTIL)
    with pytest.raises(NotPermitted, match=f"{Act.AUDIT}"):
        audit_sources(by(called, "sam"), found)
