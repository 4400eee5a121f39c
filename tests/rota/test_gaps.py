"""Gaps to the minute: what is missing or doubled, on both changed nights too, and never by sampling."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice_line.rota.gaps import UNANSWERED, Gap, GapKind, gaps, transitions
from advice_line.rota.ladder import ladder
from advice_line.rota.warnings import supervisor_away
from advice_line.rota.window import window_between
from tests.rota.files import HEAD, PATTERN, rota

BEGINS, UNTIL = datetime(2026, 8, 10, tzinfo=UTC), datetime(2026, 8, 17, tzinfo=UTC)
REGISTRARS = PATTERN.split('[[pattern]]\nfrom = 2026-08-03\nweeks = ["C')[0]
CLINIC = '[[clinic]]\nclinician = "okafor"\ndays = ["Tue"]\nstart = "17:30"\nend = "18:45"\n'


def found(*parts: str, head: str = HEAD, begins: datetime = BEGINS, until: datetime = UNTIL) -> list[Gap]:
    desk = rota(*parts, head=head)
    first, last = begins.date() - timedelta(days=2), until.date() + timedelta(days=2)
    view = window_between(desk, first, last)
    return gaps(view.timeline, view.busy, begins, until, desk.zone, supervisor_away(desk))


def said(*parts: str, **more: object) -> list[str]:
    return [
        f"{g.kind} {g.start:%a %H:%M} to {g.end:%a %H:%M}{''.join(' ' + p.id for p in g.who)}"
        for g in found(*parts, **more)  # type: ignore[arg-type]
    ]


def test_a_covered_week_has_no_gap():
    assert said(PATTERN) == []


def test_nobody_on_rung_1_and_nobody_at_all():
    hole = PATTERN.replace('"D D D D D D D"', '"D . D D D D D"')  # this is Patel's week of days
    assert said(hole) == ["nobody on rung 1 Tue 08:00 to Tue 16:00"]
    assert said(REGISTRARS.replace('"D D D D D D D"', '"D . D D D D D"')) == ["nobody on duty Tue 08:00 to Tue 16:00"]


def test_in_own_clinic_with_nobody_behind():
    assert said(PATTERN, CLINIC) == []  # the consultant stands behind
    assert said(REGISTRARS, CLINIC) == ["on call in own clinic, nobody behind Tue 16:30 to Tue 17:45 okafor"]


def test_everybody_in_clinic():
    both = CLINIC + CLINIC.replace("okafor", "bevan")
    assert said(PATTERN, both) == ["everyone in clinic Tue 16:30 to Tue 17:45 okafor bevan"]


def test_one_person_twice():
    extra = '[[shift]]\ndate = 2026-08-12\nduty = "D"\nclinician = "bevan"\n'
    assert said(PATTERN, extra) == ["one person twice Wed 08:00 to Wed 16:00 bevan"]


def test_no_consultant_is_answerable_while_the_supervisor_is_away_and_none_is_on_call():
    away = '[[leave]]\nclinician = "bevan"\nfirst = 2026-08-12\nlast = 2026-08-12\nkind = "annual"\n'
    assert said(REGISTRARS) == []
    assert said(REGISTRARS, away) == ["no consultant answerable Tue 23:00 to Wed 23:00"]


def test_somebody_on_duty_who_cannot_be_reached():
    head = HEAD.replace('contacts = ["bleep 2042"]', "contacts = []")
    (first, *_) = found(PATTERN, head=head)
    assert (first.kind, first.who[0].id) == (GapKind.NO_CONTACT, "patel")


def test_a_gap_that_goes_on_over_an_edge_is_one_gap():
    hole = REGISTRARS.replace('"N N N N N N N"', '"N . . N N N N"').replace('"D D D D D D D"', '"D . . D D D D"')
    assert said(hole) == ["nobody on duty Tue 08:00 to Thu 08:00"]


OCTOBER = datetime(2026, 10, 24, tzinfo=UTC), datetime(2026, 10, 26, tzinfo=UTC)
MARCH = datetime(2027, 3, 27, tzinfo=UTC), datetime(2027, 3, 29, tzinfo=UTC)


def test_the_hour_that_comes_twice():
    (gap,) = found(PATTERN, begins=OCTOBER[0], until=OCTOBER[1])
    assert (gap.start, gap.end) == (datetime(2026, 10, 25, 0, tzinfo=UTC), datetime(2026, 10, 25, 2, tzinfo=UTC))
    assert gap.words == "01:00 to 02:00 comes twice: a duty over it is 60 minutes longer"
    assert [person.id for person in gap.who] == ["okafor", "bevan"]


def test_the_hour_that_is_skipped():
    (gap,) = found(PATTERN, begins=MARCH[0], until=MARCH[1])
    assert gap.words == "01:00 to 02:00 is skipped: a duty over it is 60 minutes shorter"


@pytest.mark.parametrize("begins, until", [OCTOBER, MARCH])
def test_a_handover_in_the_odd_hour_is_said(begins: datetime, until: datetime):
    head = HEAD.replace('"17:00"\nend = "09:00"', '"17:00"\nend = "01:30"').replace(
        'start = "09:00"\nend = "17:00"', 'start = "01:30"\nend = "17:00"'
    )
    (gap,) = (g for g in found(PATTERN, head=head, begins=begins, until=until) if g.kind is GapKind.CLOCKS)
    assert gap.words.endswith("and a handover falls into it")


@pytest.mark.parametrize(
    "zone, year, changes",
    [
        ("Europe/London", 2026, [("03-29T01:00", 60), ("10-25T01:00", -60)]),
        ("America/New_York", 2026, [("03-08T07:00", 60), ("11-01T06:00", -60)]),
        ("Australia/Lord_Howe", 2026, [("04-04T15:00", -30), ("10-03T15:30", 30)]),
        ("Asia/Tokyo", 2026, []),
    ],
)
def test_when_the_clocks_change(zone: str, year: int, changes: list[tuple[str, int]]):
    moments = transitions(datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC), ZoneInfo(zone))
    assert [(f"{at:%m-%dT%H:%M}", by / timedelta(minutes=1)) for at, by in moments] == changes


WEEKS = st.lists(st.sampled_from(["D", "N", ".", "D+N", "C"]), min_size=14, max_size=14)
CLINICS = st.lists(
    st.tuples(
        st.sampled_from(["okafor", "patel", "bevan"]), st.integers(0, 6), st.integers(0, 20), st.integers(1, 3)
    ),
    max_size=5,
)


@pytest.mark.slow
@given(WEEKS, CLINICS)
def test_every_quarter_of_an_hour_agrees_with_the_resolver(days: list[str], clinics: list[tuple[str, int, int, int]]):
    """Said again by asking who answers every 15 minutes, which finds what lies on quarters and nothing else."""
    weeks = f'weeks = ["{" ".join(days[:7])}", "{" ".join(days[7:])}"]'
    parts = [f"[[pattern]]\nfrom = 2026-08-03\n{weeks}\nstarts = {{ okafor = 1, patel = 2 }}\n"]
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    parts += [
        f'[[clinic]]\nclinician = "{who}"\ndays = ["{names[day]}"]\nstart = "{h:02d}:15"\nend = "{h + n:02d}:15"\n'
        for who, day, h, n in clinics
    ]
    desk = rota(*parts)
    view = window_between(desk, BEGINS.date() - timedelta(days=2), UNTIL.date() + timedelta(days=2))
    holes = gaps(view.timeline, view.busy, BEGINS, UNTIL, desk.zone)
    moment = BEGINS
    while moment < UNTIL:
        nobody = ladder(view.timeline, view.busy, moment).answering is None
        inside = [g.kind for g in holes if g.start <= moment < g.end and g.kind in UNANSWERED]
        assert nobody == bool(inside), (moment, inside)
        no_first = all(s.duty.rung != 1 for s in view.timeline.covering(moment))
        assert (no_first and bool(view.timeline.covering(moment))) == any(
            g.kind is GapKind.NO_FIRST and g.start <= moment < g.end for g in holes
        )
        moment += timedelta(minutes=15)
