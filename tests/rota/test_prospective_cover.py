import pytest

from advice_line.rota.hours import prospective_cover


@pytest.mark.parametrize(
    "week, weeks_of_leave, leave_week, clock",
    [
        (45.25, 13.6, 42.5, "46:13"),  # the terms' own example
        (48.0, 6.0, 40.0, "49:03"),
        (48.0, 6.0, 56.0, "46:57"),  # leave taken from heavy weeks leaves less to cover
        (40.0, 26.0, 0.0, "80:00"),  # half a year away, and no hour of it is given back
        (40.0, 0.0, 12.0, "40:00"),
    ],
)
def test_prospective_cover_by_hand(week: float, weeks_of_leave: float, leave_week: float, clock: str):
    minutes = round(prospective_cover(week, weeks_of_leave, leave_week) * 60)
    assert f"{minutes // 60}:{minutes % 60:02d}" == clock
