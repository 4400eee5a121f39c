"""The manager's audits on the screen: figures, and a picture for each kind of figure."""

from datetime import timedelta
from pathlib import Path

import pytest

from advice_line.tui.places.audit_rows import percent_bar, spark_line
from tests.hospital import Hospital
from tests.tui.desk import at_the_desk
from tests.tui.snapshots import assert_screen
from tests.tui.test_screens import EVENING, SIZES

WEEK = timedelta(weeks=1)
LATER = EVENING + 16 * WEEK


@pytest.fixture
def hospital(local_hospital: Hospital) -> Hospital:
    """Sixteen weeks of a call or two, one of them with many; some are never put through."""
    for week in range(16):
        at = EVENING + week * WEEK + timedelta(hours=1)
        for n in range(8 if week == 12 else 1 + week % 2):
            local_hospital.connected("okafor", at + n * timedelta(minutes=7))
        if week % 5 == 0:
            local_hospital.call(at + timedelta(hours=2))
    local_hospital.record(1, "okafor", EVENING + timedelta(hours=2))
    return local_hospital


@pytest.mark.parametrize("size", SIZES)
async def test_each_kind_of_figure_has_its_picture(
    hospital: Hospital, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    async with at_the_desk(hospital, "ruth", at=LATER, size=size) as desk:
        assert "all desks · 27 October 2026 to 23 November 2026" in desk.words, "today is not over"
        await desk.press("p", "backspace", *"2026/27 Q3", "enter")
        assert "all desks · 2026/27 Q3" in desk.words
        await desk.press("d", "enter")
        assert "Activity · cardiology" in desk.words
        assert_screen(f"audit-{size[0]}", desk.screen)
        await desk.press("enter")
        assert "Enquiries, cardiology" in desk.words
        assert "27 Oct: above the upper limit." in desk.words
        assert_screen(f"audit-control-{size[0]}", desk.screen)
        await desk.press("h")
        assert_screen(f"audit-hours-{size[0]}", desk.screen)
        await desk.press("w")
        assert "half waited 30 s or less" in desk.words
        await desk.press("o")
        assert "What came of advice, cardiology" in desk.words
        await desk.press("t", "down", "down", "down", "f")
        assert "Connected, % of calls, by desk" in desk.words
        await desk.press("g")
        assert "Connected, % of calls, by practice, cardiology" in desk.words
        await desk.press("3")
        assert "Hours answered" in desk.words
        await desk.press("left", "enter")
        assert "There is nothing over time of this yet" in desk.words
        await desk.press("x", *"rota.html", "enter")
        assert "Answered, % of hours" in (tmp_path / "rota.html").read_text("utf-8")


async def test_a_period_that_is_none_is_refused_in_words_and_the_interface_has_no_waiting(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "ruth", at=EVENING) as desk:
        await desk.press("p", "backspace", *"2026-13", "enter")
        assert "is no period; write 2026-11, 2026/27" in desk.words
        await desk.press("escape", "4")
        assert "Interface ·" in desk.words
        assert "Waiting" not in desk.words


@pytest.mark.parametrize("percent, filled", [(0, 0), (0.1, 1), (50, 10), (99.9, 19), (100, 20)])
def test_a_bar_is_of_0_to_100_per_cent(percent: float, filled: int):
    assert percent_bar(percent) == "█" * filled + "░" * (20 - filled)


def test_a_figures_weeks_are_on_its_own_scale_and_what_was_not_measured_is_blank():
    assert spark_line([0, 5, None, 10]) == "▁▅ █"
    assert spark_line([0, 0]) == "▁▁"
    assert spark_line([None]) == " "
    assert spark_line([]) == ""
