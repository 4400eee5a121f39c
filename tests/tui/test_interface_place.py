"""The interface lead at work: promised, changed, done; the month's report read and written."""

from datetime import timedelta
from pathlib import Path

import pytest

from advice_line.people.roles import Role
from advice_line.usecases.advice.feedback import note_interface
from advice_line.usecases.reports.actions import write_action
from advice_line.usecases.usecase import By, Press
from tests.hospital import TUESDAY, Hospital
from tests.tui.desk import at_the_desk
from tests.tui.snapshots import assert_screen
from tests.usecases.reports.test_actions import PROMISE
from tests.usecases.statements.contracted import SEPTEMBER, add


@pytest.fixture
def hospital(local_hospital: Hospital) -> Hospital:
    add(local_hospital, "lead", Role.INTERFACE_LEAD)
    by = By(local_hospital.store, local_hospital["sam"], TUESDAY)
    note_interface(by, local_hospital.call(TUESDAY), "no discharge letter", "", Press())
    local_hospital.call(TUESDAY, desk="renal")
    write_action(By(local_hospital.store, local_hospital["lead"], TUESDAY), PROMISE, Press())
    return local_hospital


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_is_promised_is_changed_and_done_and_the_report_says_so(
    hospital: Hospital, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    async with at_the_desk(hospital, "lead", at=SEPTEMBER, size=size) as desk:
        await desk.press("ctrl+g", "n", "enter", "enter", "enter", *"A clerk", "enter", *"Ward 7", "enter")
        await desk.type("2026-09-30\n")
        assert "Promised by 30 Sep; Ward 7 sees to it." in desk.words
        assert_screen(f"interface-{size[0]}", desk.screen)
        await desk.press("c", "enter", "enter", "enter", "enter", *"IT", "enter", "ctrl+u")
        await desk.type("2026-09-23\n")
        assert "Changed; IT sees to it by 23 Sep." in desk.words
        await desk.press("d", *"Two printers", "enter")
        assert "Done; it stands in this month's report." in desk.words
        await desk.press("r", "enter")
        assert "no discharge letter 1 (50.0 %)" in desk.words
        assert_screen(f"interface-report-{size[0]}", desk.screen)
        await desk.press("escape", "x", "enter", "enter")
        assert (tmp_path / "interface-2026-08.pdf").read_bytes().startswith(b"%PDF")


async def test_a_consultant_reads_the_list_and_keeps_nothing_of_it(hospital: Hospital):
    async with at_the_desk(hospital, "bevan", at=TUESDAY + timedelta(hours=1)) as desk:
        await desk.press("ctrl+g", "enter")
        assert "Promised: Letters within a day, by 1 Sep; Ward clerks sees to it" in desk.words
        await desk.press("escape", "n", "c", "d")
        assert "What do practices chase?" not in desk.words
        assert "d Done" not in desk.words
