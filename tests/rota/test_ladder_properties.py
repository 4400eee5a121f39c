"""The resolver held against a slow restatement, minute by minute, on random rotas over both changed nights."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advice_line.rota import Roster
from advice_line.rota.model import (
    BankHolidays,
    Clinician,
    ClinicRule,
    Desk,
    Duty,
    ExtraShift,
    Leave,
    Pattern,
    Rota,
    Swap,
)
from tests.rota.restated import Restated

PEOPLE = ("okafor", "patel", "bevan", "zhang")
CODES = ("A", "B", "C")
NIGHTS = (date(2026, 10, 25), date(2027, 3, 28))

near_change = st.sampled_from([d + timedelta(days=n) for d in NIGHTS for n in range(-3, 3)])
walls = st.one_of(
    st.sampled_from([time(0), time(0, 30), time(1), time(1, 30), time(2), time(9), time(17), time(23, 59)]),
    st.times().map(lambda t: t.replace(second=0, microsecond=0, fold=0)),
)
codes = st.lists(st.sampled_from(CODES), max_size=2, unique=True).map(tuple)
weeks = st.lists(st.tuples(*[codes] * 7), min_size=1, max_size=3).map(tuple)
people = st.sampled_from(PEOPLE)
mondays = st.integers(0, 14).map(lambda n: date(2026, 8, 3) + timedelta(weeks=n))


@st.composite
def patterns(draw) -> Pattern:
    template = draw(weeks)
    who = draw(st.lists(people, min_size=1, max_size=4, unique=True))
    begins = draw(mondays)
    until = draw(st.one_of(st.none(), near_change.filter(lambda d: d > begins)))
    return Pattern(begins, until, template, tuple((w, draw(st.integers(1, len(template)))) for w in who))


@st.composite
def clinic_rules(draw) -> ClinicRule:
    start, end = sorted(draw(st.lists(walls, min_size=2, max_size=2, unique=True)))
    begins = draw(st.one_of(st.none(), st.dates(date(2026, 8, 1), date(2027, 3, 1))))
    return ClinicRule(
        draw(people),
        frozenset(draw(st.sets(st.integers(0, 6), min_size=1))),
        start,
        end,
        begins,
        draw(st.one_of(st.none(), near_change)),
        draw(st.integers(1, 3)) if begins else 1,
        frozenset(draw(st.sets(near_change, max_size=2))),
    )


@st.composite
def rotas(draw) -> Rota:
    clinicians = tuple(Clinician(p, f"Dr {p}", "7000001", "registrar", (), n) for n, p in enumerate(PEOPLE))
    duties = tuple(Duty(c, c, draw(walls), draw(walls), draw(st.integers(1, 3))) for c in CODES)
    leave = st.builds(
        lambda who, first, n: Leave(who, first, first + timedelta(days=n), "annual"),
        people,
        near_change,
        st.integers(0, 3),
    )
    return Rota(
        Desk("d", "D", "RRV03", "320", "Europe/London", "d@example.nhs.uk", 24, "bevan"),
        clinicians,
        duties,
        tuple(draw(st.lists(patterns(), max_size=2))),
        tuple(draw(st.lists(st.builds(ExtraShift, near_change, st.sampled_from(CODES), people), max_size=4))),
        tuple(draw(st.lists(clinic_rules(), max_size=3))),
        tuple(draw(st.lists(leave, max_size=3))),
        tuple(draw(st.lists(st.builds(Swap, near_change, st.sampled_from(CODES), people, people), max_size=4))),
        draw(
            st.one_of(
                st.none(),
                st.builds(BankHolidays, st.just("ENG"), st.one_of(st.none(), st.integers(0, 6)), st.booleans()),
            )
        ),
    )


@pytest.mark.slow
@pytest.mark.parametrize("night", NIGHTS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(rota=rotas())
def test_every_minute_of_a_changed_night_agrees_with_the_slow_restatement(night: date, rota: Rota):
    roster, slow = Roster(rota), Restated(rota, night - timedelta(days=3), night + timedelta(days=3))
    begins = datetime(night.year, night.month, night.day, tzinfo=UTC) - timedelta(hours=12)
    for minute in range(36 * 60):
        at = begins + timedelta(minutes=minute)
        ladder = roster.ladder(at)
        answering = ladder.answering.clinician.id if ladder.answering else None
        assert ([rung.clinician.id for rung in ladder.rungs], answering) == slow.at(at), at


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(rota=rotas(), minutes=st.integers(0, 48 * 60))
def test_who_is_next_is_the_first_minute_at_which_anybody_answers(rota: Rota, minutes: int):
    """Walls are whole minutes, so the first instant is the first minute."""
    roster = Roster(rota)
    at = datetime(2026, 10, 24, tzinfo=UTC) + timedelta(minutes=minutes)
    ladder = roster.ladder(at)
    if ladder.answering is not None:
        assert ladder.next_available is None
        return
    slow = Restated(rota, date(2026, 10, 21), date(2026, 10, 30))
    for minute in range(1, 60 * 24 * 2):
        later = at + timedelta(minutes=minute)
        answering = slow.at(later)[1]
        if answering:
            assert ladder.next_available is not None
            assert (ladder.next_available.at, ladder.next_available.clinician.id) == (later, answering)
            return
    assert ladder.next_available is None or ladder.next_available.at >= at + timedelta(days=2)
