"""Contracts on the screen: read, written in a form, shown with what they would change, published, ended."""

import pytest

from advice_line.people.roles import Role
from advice_line.usecases.statements.contracts import contract_texts, contracts_of
from tests.hospital import Hospital
from tests.tui.desk import Desk, at_the_desk
from tests.tui.snapshots import assert_screen
from tests.usecases.statements.contracted import CONTRACT, SEPTEMBER, add, calls_advised, publish, with_two_managers


@pytest.fixture
def hospital(local_hospital: Hospital) -> Hospital:
    with_two_managers(local_hospital)
    publish(local_hospital, "# as signed\n" + CONTRACT)
    calls_advised(local_hospital, 3)
    return local_hospital


async def fill(desk: Desk, *values: str) -> None:
    """Types into one field after the other; an empty one is left as it is."""
    for value in values:
        await desk.type(value)
        await desk.press("enter")


async def test_contracts_fit_a_narrow_window(hospital: Hospital):
    async with at_the_desk(hospital, "ruth", at=SEPTEMBER) as desk:
        await desk.press("f12", "n")
        assert_screen("contracts-80", desk.screen)
        await desk.press("v")
        await fill(desk, "", "", "1 August")
        assert_screen("contract-80", desk.screen)


async def test_a_new_version_is_written_shown_with_what_it_changes_and_published(hospital: Hospital):
    size = (120, 40)
    async with at_the_desk(hospital, "ruth", at=SEPTEMBER, size=size) as desk:
        await desk.press("f12", "n")
        assert "RRV03/QZZ/1" in desk.line_with("in force")
        assert_screen("contracts-120", desk.screen)
        await desk.press("v")
        await fill(desk, "", "", "1 August")
        assert "“1 August” is not a date; write it like" in desk.words
        assert_screen("contract-120", desk.screen)
        await desk.press("f10")
        assert "Publish the contracts" not in desk.words, "nothing that is wrong goes further"
        await desk.press("escape")
    async with at_the_desk(hospital, "ruth", at=SEPTEMBER, size=size) as desk:
        await desk.press("f12", "n", "v")
        assert "What you typed before is here again" in desk.words
        assert "1 August" in desk.words
        await desk.press("f8", *["backspace"] * 8, *"2026-08-01")
        assert "It ends on 2026-08-01, not after it begins" in desk.words
        await desk.press("backspace", *"4", "tab", "tab", "tab", "home", "delete", *"3", "f10")
        assert "August 2026 would have been 100.50 instead of 70.50." in desk.words
        await desk.press("f10", *"new price", "enter")
        assert "The contracts with QZZ are published." in desk.words
        assert "RRV03/QZZ/2" in desk.words
    (text,) = contract_texts(hospital.store, "RRV03")
    assert (text.reason, text.source.partition("\n")[0]) == ("new price", "# as signed")
    assert [str(one.until) for one in contracts_of(hospital.store, "RRV03")] == ["2026-08-04", "None"]


async def test_a_contract_with_another_commissioner_is_typed_whole_and_one_is_ended(hospital: Hospital):
    async with at_the_desk(hospital, "ruth", at=SEPTEMBER, size=(120, 40)) as desk:
        await desk.press("f12", "n", "n", "end", "enter", "f10")
        assert "Commissioner's code." in desk.words
        assert "Desks." in desk.words
        await fill(desk, "16C", "Ashwell commissioning board", "RRV03/16C/1", "renal", "2026-04-01", "")
        await desk.press("b")
        assert "A year" in desk.words
        assert "An e-mail" not in desk.words, "a block has no price for each"
        await desk.press("tab", *"86,000.00", "f10")
        assert "April 2026 would have been 7,166.66; nothing was charged." in desk.words
        await desk.press("f10", "enter")
        assert "The contracts with 16C are published." in desk.words
        await desk.press("home", "e", *"2026-10-01", "enter")
        assert "RRV03/16C/1, from 2026-04-01 until 2026-10-01" in desk.words
        await desk.press("f10", "enter", "enter")
        assert "until 2026-10-01, in force" in desk.words
        assert "THE FILE THAT HOLDS" in desk.words
        await desk.press("escape", "escape")
        assert "There is no statement yet." in desk.words


async def test_a_commissioner_reads_its_own_contract_and_writes_none(hospital: Hospital):
    add(hospital, "payer", Role.COMMISSIONER, "QZZ")
    async with at_the_desk(hospital, "payer", at=SEPTEMBER) as desk:
        await desk.press("n")
        assert "RRV03/QZZ/1" in desk.words
        assert "New contract" not in desk.words
        await desk.press("enter")
        assert "23.50 a call, 14.75 an e-mail, out of hours 25 % more." in desk.words
        assert "THE FILE" not in desk.words
        for key in ("escape", "n", "v", "e"):
            await desk.press(key)
        assert "in force" in desk.words
