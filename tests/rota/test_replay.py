"""Past calls against a draft: who would have answered, and which clinics stood in the way."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from advice_line.rota import read_rota
from advice_line.rota.ladder import Ladder
from advice_line.rota.model import Rota
from advice_line.rota.replay import PastCall, clinics_in_the_way, moved, replay, tally, weeks_to_move
from tests.rota.files import HEAD, PATTERN

LONDON = ZoneInfo("Europe/London")
CLINIC = '\n[[clinic]]\nclinician = "okafor"\ndays = ["Tue"]\nstart = "13:30"\nend = "15:00"\n'
NOBODY = Ladder(datetime(2026, 8, 4, tzinfo=UTC), (), None, ())


def draft(clinic: str = CLINIC) -> Rota:
    found = read_rota((HEAD + PATTERN + clinic).encode(), "draft.toml")
    assert found.rota is not None, found.errors
    return found.rota


def calls(*at: datetime) -> list[PastCall]:
    return [PastCall(one, "", NOBODY) for one in at]


IN_CLINIC = datetime(2026, 8, 4, 13, tzinfo=UTC)  # a Tuesday, 14:00 in London


def test_a_call_during_a_clinic_passes_the_first_on_call_over():
    (one,) = replay(draft(), calls(IN_CLINIC))
    assert [rung.clinician.id for rung in one.now.passed_over] == ["okafor"]
    found = tally([one.now])
    assert (found.calls, found.answered, found.first, found.in_clinic, found.nobody) == (1, 1, 0, 1, 0)


def test_moving_the_clinic_frees_the_first_on_call():
    before = tally([one.now for one in replay(draft(), calls(IN_CLINIC))])
    after = tally([one.now for one in replay(draft(CLINIC.replace("Tue", "Thu")), calls(IN_CLINIC))])
    assert (before.first, after.first) == (0, 1)


def test_the_dearest_clinic_comes_first_and_its_end_is_not_in_it():
    edge = IN_CLINIC.replace(minute=0) + timedelta(hours=1)  # 15:00, the clinic's end
    replayed = replay(draft(), calls(IN_CLINIC, IN_CLINIC + timedelta(minutes=59), edge))
    (cost,) = clinics_in_the_way(draft(), replayed)
    assert (cost.clinician, cost.words, cost.calls, cost.nobody) == ("Dr Adaeze Okafor", "Tue 13:30 to 15:00", 2, 0)


def test_nothing_is_replayed_of_nothing():
    assert replay(draft(), []) == []
    assert clinics_in_the_way(draft(), []) == []
    assert tally([]).calls == 0


def test_calls_from_before_the_draft_are_moved_by_whole_weeks():
    begins = date(2026, 8, 3)
    assert weeks_to_move(begins, begins) == 0
    assert weeks_to_move(begins - timedelta(days=1), begins) == 1
    assert weeks_to_move(begins - timedelta(days=364), begins) == 52
    assert weeks_to_move(date(2030, 1, 1), begins) == 0


@given(minutes=st.integers(0, 1_050_000), weeks=st.integers(0, 110))
def test_a_moved_call_keeps_its_weekday_and_its_wall_time(minutes: int, weeks: int):
    called = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    local, there = called.astimezone(LONDON), moved(called, weeks, LONDON).astimezone(LONDON)
    assert there.date() == local.date() + timedelta(weeks=weeks)
    late = there.replace(tzinfo=None) - (local.replace(tzinfo=None) + timedelta(weeks=weeks))
    assert late in (timedelta(), timedelta(hours=1)), "only a time that does not come that night is another"


@given(minutes=st.lists(st.integers(0, 20_000), max_size=12))
def test_every_call_is_counted_once(minutes: list[int]):
    some = calls(*(IN_CLINIC + timedelta(minutes=n) for n in minutes))
    found = tally([one.now for one in replay(draft(), some)])
    assert found.calls == len(minutes) == found.answered + found.nobody
    assert sum(found.rungs.values()) == found.answered
    assert found.first <= found.answered
