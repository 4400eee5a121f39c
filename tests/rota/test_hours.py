"""Each hours rule kept and broken by an hour, on shifts written as a person would say them."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice_line.rota.hours import (
    RULES,
    Broken,
    CallTaken,
    Limits,
    LimitSetting,
    breaks_due,
    broken_rest,
    broken_rules,
    prospective_cover,
    worked,
)
from advice_line.rota.hours.resident import resident_rules
from advice_line.rota.model import Clinician, Duty, Grade, Leave, Shift

LONDON = ZoneInfo("Europe/London")
MONDAY = date(2026, 8, 3)
HOUR = timedelta(hours=1)


def someone(grade: Grade = "registrar") -> Clinician:
    return Clinician("okafor", "Dr Adaeze Okafor", "7012345", grade, (), 0)


def shift(day: int, hours: str, *, resident: bool = True, grade: Grade = "registrar", monday: date = MONDAY) -> Shift:
    """A shift on a day counted from Monday 0: ``shift(1, "21:00-09:00")``."""
    begins, ends = (time.fromisoformat(part) for part in hours.split("-"))
    on = monday + timedelta(days=day)
    start = datetime.combine(on, begins, LONDON)
    end = datetime.combine(on if ends > begins else on + timedelta(days=1), ends, LONDON)
    duty = Duty("X", "On call", begins, ends, 1, resident)
    return Shift(someone(grade), duty, on, start.astimezone(UTC), end.astimezone(UTC))


def rules(*shifts: Shift, limits: Limits | None = None, **more: object) -> dict[str, Broken]:
    found: dict[str, Broken] = {}
    for one in broken_rules(shifts, LONDON, limits, **more):  # type: ignore[arg-type]
        found.setdefault(one.rule.id, one)
    return found


DAY, LONG, NIGHT, LATE = "09:00-17:00", "08:00-20:00", "21:00-09:00", "12:00-23:30"


def week(hours: str, *days: int) -> list[Shift]:
    return [shift(day, hours) for day in days]


@pytest.mark.parametrize(
    "rule, kept, broken",
    [
        ("shift-length", [shift(0, "08:00-21:00")], [shift(0, "08:00-21:01")]),
        ("shift-length", [shift(0, "08:00-21:00")], [shift(0, "08:00-17:00"), shift(0, "17:00-22:00")]),
        (
            "rest-between",
            [shift(0, "09:00-21:00"), shift(1, "08:00-16:00")],
            [shift(0, "09:00-22:00"), shift(1, "08:59-16:00")],
        ),
        (
            "week-72",
            week("09:00-21:00", 0, 1, 2, 3, 4, 5),
            [*week("09:00-21:00", 0, 1, 2, 3, 4, 5), shift(6, "09:00-10:00")],
        ),
        ("long-run", week(LONG, 0, 1, 2, 3), week(LONG, 0, 1, 2, 3, 4)),
        (
            "long-run-rest",
            [*week(LONG, 0, 1, 2, 3), shift(5, "20:00-22:00")],
            [*week(LONG, 0, 1, 2, 3), shift(5, DAY)],
        ),
        ("late-run", week(LATE, 0, 1, 2, 3), week(LATE, 0, 1, 2, 3, 4)),
        (
            "late-run-rest",
            [*week(LATE, 0, 1, 2, 3), shift(5, "23:30-23:59")],
            [*week(LATE, 0, 1, 2, 3), shift(5, "12:00-18:00")],
        ),
        ("night-run", week(NIGHT, 0, 1, 2, 3), week(NIGHT, 0, 1, 2, 3, 4)),
        ("night-rest", [shift(0, NIGHT), shift(3, "07:00-15:00")], [shift(0, NIGHT), shift(3, "06:59-15:00")]),
        ("shift-run", week(DAY, 0, 1, 2, 3, 4, 5, 6), week(DAY, 0, 1, 2, 3, 4, 5, 6, 7)),
        (
            "shift-run-rest",
            [*week(DAY, 0, 1, 2, 3, 4, 5, 6), shift(8, "17:00-20:00")],
            [*week(DAY, *range(7)), shift(8, DAY)],
        ),
    ],
)
def test_each_rule_is_kept_to_the_minute_and_broken_by_one_more(rule: str, kept: list[Shift], broken: list[Shift]):
    assert rule not in rules(*kept)
    assert rule in rules(*broken)


def test_a_breach_names_the_rule_what_was_found_and_what_is_allowed():
    shifts = [shift(0, "09:00-22:00"), shift(1, "08:00-16:00")]
    found = rules(*shifts)["rest-between"]
    assert (found.words, found.found, found.allowed) == ("11 h rest between shifts", "10 h", 11)
    assert found.shifts == tuple(shifts)
    assert "2016" in found.rule.source


def test_the_hour_of_a_changed_night_is_not_the_rotas_doing():
    october = date(2026, 10, 19)  # the clocks go back on the Sunday of this week
    saturday = shift(5, "20:30-09:30", monday=october)
    assert (saturday.end - saturday.start) == 14 * HOUR
    assert "shift-length" not in rules(saturday)


@pytest.mark.parametrize(
    "rule, kept, broken",
    [
        ("on-call-length", ["0 09:00-09:00"], ["0 09:00-08:00", "0 08:00-09:00"]),
        ("on-call-consecutive", ["5 09:00-09:00", "6 09:00-09:00"], ["0 09:00-09:00", "1 09:00-09:00"]),
        (
            "on-call-in-week",
            ["0 17:00-09:00", "2 17:00-09:00", "4 17:00-09:00", "7 17:00-09:00"],
            ["0 17:00-09:00", "2 17:00-09:00", "4 17:00-09:00", "6 17:00-09:00"],
        ),
    ],
)
def test_non_resident_on_call(rule: str, kept: list[str], broken: list[str]):
    def on_call(words: list[str]) -> list[Shift]:
        return [shift(int(w.split()[0]), w.split()[1], resident=False) for w in words]

    assert rule not in rules(*on_call(kept))
    if rule != "on-call-length":  # a duty of a rota file is a day at most, so this rule cannot be broken by one
        assert rule in rules(*on_call(broken))


def test_the_day_after_non_resident_on_call_is_short():
    on_call = shift(0, "17:00-07:00", resident=False)
    assert "on-call-day-after" not in rules(on_call, shift(1, "08:00-18:00"))
    assert "on-call-day-after" in rules(on_call, shift(1, "08:00-18:01"))


@pytest.mark.parametrize("ends, free", [("03:00", False), ("01:59", True)])
def test_rest_broken_by_a_call_that_was_logged(ends: str, free: bool):
    """22:00 to 07:00 must hold five hours without a call."""
    on_call = shift(0, "17:00-09:00", resident=False)
    until = datetime.combine(MONDAY + timedelta(days=1), time.fromisoformat(ends), LONDON)
    calls = [CallTaken("7012345", until - HOUR / 2, until)]
    found = list(broken_rest(worked([on_call], LONDON), calls, Limits(), LONDON))
    assert [one.rule.id for one in found] == ([] if free else ["on-call-rest-unbroken"])


def test_calls_of_somebody_else_break_nobodys_rest():
    on_call = shift(0, "17:00-09:00", resident=False)
    calls = [CallTaken("7012346", on_call.start + n * HOUR, on_call.start + n * HOUR + HOUR / 4) for n in range(16)]
    assert not list(broken_rest(worked([on_call], LONDON), calls, Limits(), LONDON))


def test_eight_hours_of_rest_in_a_day_on_call():
    on_call = shift(0, "09:00-09:00", resident=False)
    busy = [CallTaken("7012345", on_call.start, on_call.start + 17 * HOUR)]
    found = {b.rule.id: b.found for b in broken_rest(worked([on_call], LONDON), busy, Limits(), LONDON)}
    assert found == {"on-call-rest": "7 h"}


def test_prospective_cover_has_a_known_answer():
    hours = prospective_cover(45.25, 13.6, 42.5)
    assert f"{int(hours)}:{round(hours % 1 * 60):02d}" == "46:13"
    with pytest.raises(ValueError, match="under 52 weeks"):
        prospective_cover(48, 52, 40)


def year_of(hours: str, *days: int, weeks: int = 26) -> list[Shift]:
    return [shift(7 * n + day, hours) for n in range(weeks) for day in days]


WHOLE: dict[str, Any] = {"within": (MONDAY, MONDAY + timedelta(weeks=26))}


def test_the_average_week_over_the_reference_period():
    assert "week-average" not in rules(*year_of("08:00-20:00", 0, 1, 2, 3), **WHOLE)
    found = rules(*year_of("08:00-20:30", 0, 1, 2, 3), **WHOLE)["week-average"]
    assert (found.found, found.allowed) == ("50 h a week", 48)


def test_who_has_opted_out_may_work_56_hours_from_a_day_on():
    settings = (LimitSetting("week-average", 56, from_=MONDAY, gmc="7012345"),)
    shifts = year_of("08:00-20:30", 0, 1, 2, 3)
    assert "week-average" not in rules(*shifts, limits=Limits(settings), **WHOLE)
    other = (LimitSetting("week-average", 56, gmc="7012346"),)
    assert "week-average" in rules(*shifts, limits=Limits(other), **WHOLE)


def test_leave_is_left_out_of_the_average():
    shifts = [s for s in year_of("08:00-20:00", 0, 1, 2, 3, weeks=26) if s.date >= MONDAY + timedelta(weeks=13)]
    assert "week-average" not in rules(*shifts, **WHOLE)
    away = [Leave("okafor", MONDAY, MONDAY + timedelta(weeks=13, days=-1), "annual")]
    assert "week-average" not in rules(*shifts, leave=away, **WHOLE)
    more = [s for s in year_of("08:00-20:30", 0, 1, 2, 3, weeks=26) if s.date >= MONDAY + timedelta(weeks=13)]
    assert "week-average" in rules(*more, leave=away, **WHOLE)


def test_one_weekend_in_three():
    third = [shift(21 * n + 5, DAY) for n in range(9)]
    assert "weekends" not in rules(*third, **WHOLE)
    half = [shift(14 * n + 5, DAY) for n in range(13)]
    found = rules(*half, **WHOLE)["weekends"]
    assert found.found == "13 of 26"
    agreed = Limits((LimitSetting("weekends", 2, desk="cardiology"),), "cardiology")
    assert "weekends" not in rules(*half, limits=agreed, **WHOLE)


def test_a_friday_night_is_a_weekend_worked():
    nights = [shift(14 * n + 4, NIGHT) for n in range(13)]
    assert "weekends" in rules(*nights, **WHOLE)


@pytest.mark.parametrize(
    "hours, night, breaks",
    [(5, False, 0), (5.5, False, 1), (9, False, 1), (9.5, False, 2), (12, True, 3), (12, False, 2)],
)
def test_breaks_due(hours: float, night: bool, breaks: int):
    assert breaks_due(hours, night) == breaks


# The law binds everybody; a consultant's rota is judged by it alone.


def test_a_consultant_is_judged_by_the_law():
    shifts = [shift(0, "09:00-22:00", grade="consultant"), shift(1, "08:00-16:00", grade="consultant")]
    assert list(rules(*shifts)) == ["law-daily-rest"]


def test_a_breach_of_the_terms_is_not_told_again_as_one_of_the_law():
    assert list(rules(shift(0, "09:00-22:00"), shift(1, "08:00-16:00"))) == ["rest-between"]


def test_a_day_off_in_seven_or_two_in_fourteen():
    kept = [shift(day, DAY, grade="consultant") for day in (0, 1, 2, 3, 4, 5, 7, 8)]
    assert "law-weekly-rest" not in rules(*kept)
    two_in_fourteen = [shift(day, DAY, grade="consultant") for day in (*range(12), 14, 15)]
    assert "law-weekly-rest" not in rules(*two_in_fourteen)
    none = [shift(day, DAY, grade="consultant") for day in range(14)]
    assert "law-weekly-rest" in rules(*none)


def test_the_laws_average_over_17_weeks():
    shifts = [shift(7 * n + d, "08:00-20:30", grade="consultant") for n in range(17) for d in range(4)]
    found = rules(*shifts, within=(MONDAY, MONDAY + timedelta(weeks=17)))
    assert found["law-week-average"].found == "50 h a week"


def test_a_night_workers_average():
    shifts = [shift(7 * n + d, "20:00-08:30", grade="consultant") for n in range(17) for d in range(4)]
    found = rules(*shifts, within=(MONDAY, MONDAY + timedelta(weeks=17)))
    assert found["law-night-average"].found == "8.33 h a day"


def test_every_rule_has_its_source_and_a_sentence_with_its_limit():
    for rule in RULES.values():
        assert rule.source
        assert f"{rule.limit:g}" in rule.with_limit(rule.limit)


@pytest.mark.slow
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 23), st.integers(1, 24)), max_size=14))
def test_the_most_hours_in_a_week_said_again_by_sliding_an_hour_at_a_time(duties: list[tuple[int, int, int]]):
    found: list[Shift] = []
    busy: set[int] = set()
    for day, hour, length in sorted(duties):
        hours = set(range(day * 24 + hour, day * 24 + hour + length))
        if hours & busy:
            continue
        busy |= hours
        start = datetime.combine(MONDAY + timedelta(days=day), time(hour), UTC)
        duty = Duty("X", "On call", start.time(), (start + length * HOUR).time(), 1)
        found.append(Shift(someone(), duty, start.date(), start, start + length * HOUR))
    most = max((sum(h in busy for h in range(t, t + 168)) for t in range(-168, 66 * 24)), default=0)
    breaches = [b for b in resident_rules(worked(found, ZoneInfo("UTC")), Limits()) if b.rule.id == "week-72"]
    assert bool(breaches) == (most > 72)
    if breaches:
        assert max(float(b.found.split()[0]) for b in breaches) <= most
