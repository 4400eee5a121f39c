"""The finance walk on the screen: drafted by one manager, issued by another, queried, credited, agreed, paid."""

from datetime import timedelta
from pathlib import Path

import pytest

from advice_line.people.roles import Role
from tests.hospital import Hospital
from tests.tui.desk import at_the_desk
from tests.tui.snapshots import assert_screen
from tests.usecases.statements.contracted import SEPTEMBER, add, calls_advised, with_two_managers

LATER = SEPTEMBER + timedelta(minutes=5)


@pytest.fixture
def hospital(local_hospital: Hospital) -> Hospital:
    with_two_managers(local_hospital)
    calls_advised(local_hospital, 3)
    add(local_hospital, "payer", Role.COMMISSIONER, "QZZ")
    return local_hospital


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_month_is_drafted_issued_queried_credited_agreed_and_paid(
    hospital: Hospital, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    async with at_the_desk(hospital, "ruth", at=SEPTEMBER, size=size) as desk:
        await desk.press("f12", "d", "enter", "enter")
        assert "Draft 1 is kept; somebody else issues it." in desk.words
        assert "70.50" in desk.words
        await desk.press("i")
        assert "Who prepares a statement may not issue it" in desk.words
    async with at_the_desk(hospital, "carys", at=SEPTEMBER, size=size) as desk:
        await desk.press("f12", "i")
        assert "Issued as RRV/QZZ/2026-08/1." in desk.words
        assert "5 days to query" in desk.words
        assert_screen(f"statements-{size[0]}", desk.screen)
    async with at_the_desk(hospital, "payer", at=LATER, size=size) as desk:
        assert "RRV/QZZ/2026-08/1" in desk.words
        await desk.press("q", "2", "enter", "enter", "enter")
        assert "Line 2 is queried." in desk.words
        await desk.press("c")
        assert "Which line?" not in desk.words, "a commissioner credits nothing"
    async with at_the_desk(hospital, "ruth", at=LATER, size=size) as desk:
        await desk.press("f12")
        assert "line 2 queried" in desk.words
        await desk.press("c", "enter", *"It was one call.", "enter")
        assert "Credit note RRV/QZZ/2026-08/1/C1." in desk.words
    async with at_the_desk(hospital, "payer", at=LATER, size=size) as desk:
        await desk.press("g")
        assert "RRV/QZZ/2026-08/1 is agreed." in desk.words
    async with at_the_desk(hospital, "ruth", at=LATER, size=size) as desk:
        await desk.press("f12", "p", *"BACS 77", "enter")
        assert "RRV/QZZ/2026-08/1 is paid." in desk.words
        await desk.press("enter")
        assert "RECONCILIATION" in desk.words
        await desk.press("escape", "n")
        assert "23.50 a call" in desk.words
        await desk.press("escape", "x", "enter")
        assert "Wrote" in desk.words
        assert (tmp_path / "RRV-QZZ-2026-08-1.xlsx").read_bytes().startswith(b"PK")


async def test_what_nobody_is_charged_for_stands_beneath_the_statements(
    hospital: Hospital, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    calls_advised(hospital, 1, practice="V90002")
    with hospital.store.transaction():
        hospital.store.run("put_practice_commissioner", practice="V90002", since="2026-08-01", commissioner="16C")
    async with at_the_desk(hospital, "ruth", at=SEPTEMBER, size=(120, 40)) as desk:
        await desk.press("f12", "d", "enter", "enter")
        assert_screen(f"statements-nobodys-{desk.app.size.width}", desk.screen)
        assert "Issue" in desk.line_with("Export")
        await desk.press("down")
        assert "Issue" not in desk.line_with("Export"), "no statement is under the cursor"
        await desk.press("x", "enter")
        assert (tmp_path / "nobody-2026-08.xlsx").read_bytes().startswith(b"PK")
        await desk.press("enter")
        assert "nobody's: no contract with the practice’s commissioner 1" in desk.words


async def test_an_enquiry_is_set_aside_on_its_page_and_taken_back_in(hospital: Hospital):
    async with at_the_desk(hospital, "ruth", at=SEPTEMBER) as desk:
        await desk.press("slash", *"Ashwell", "enter", "enter")
        assert "Set aside" in desk.line_with("Back")
        await desk.press("s", "down", "enter", *"The same call twice", "enter")
        assert "set aside, not charged: a duplicate, Ruth Appleby" in desk.words
        assert "The same call twice" in desk.words
        assert "Take back in" in desk.line_with("Back")
        assert_screen(f"story-set-aside-{desk.app.size.width}", desk.screen)
        await desk.press("t", "enter")
        assert "taken back in, charged after all, Ruth Appleby" in desk.words
        assert "Set aside" in desk.line_with("Back")


async def test_a_commissioner_sees_statements_and_no_other_place(hospital: Hospital):
    async with at_the_desk(hospital, "payer", at=SEPTEMBER) as desk:
        assert "There is no statement yet." in desk.words
        for key in ("f3", "f4", "f5", "f6", "f9", "ctrl+e", "ctrl+u"):
            await desk.press(key)
            assert "There is no statement yet." in desk.words


async def test_an_interface_lead_sees_the_interface_and_no_other_audit(hospital: Hospital):
    add(hospital, "lead", Role.INTERFACE_LEAD)
    async with at_the_desk(hospital, "lead", at=SEPTEMBER) as desk:
        assert "Interface ·" in desk.words
        await desk.press("1")
        assert "Interface ·" in desk.words
