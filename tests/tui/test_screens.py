"""Each place at 80x24 and 120x40, as a person sees it; help, palette, small windows, bad input."""

import re
from datetime import timedelta

import pytest

from advice_line.problems import StoreTrouble
from advice_line.settings import Settings
from advice_line.store.sqlite import sqlite3  # type: ignore[attr-defined]
from advice_line.tui.dialling import run_dial_command
from advice_line.usecases.calls import taking
from advice_line.usecases.usecase import By, Press
from tests.hospital import TUESDAY, Hospital
from tests.tui.desk import Desk, at_the_desk
from tests.tui.snapshots import assert_screen

SIZES = [(80, 24), (120, 40)]
EVENING = TUESDAY + timedelta(hours=1)


async def to_the_ladder(desk: Desk) -> None:
    await desk.type("car")
    await desk.press("enter")
    await desk.type("01632960001")
    await desk.press("enter")
    await desk.type("Dr A Gill")
    await desk.press("enter")


@pytest.mark.parametrize("size", SIZES)
async def test_the_operators_places(local_hospital: Hospital, size: tuple[int, int]):
    store, sam = local_hospital.store, local_hospital["sam"]
    later = local_hospital.call(number="01632 960002", practice="V90002", caller_name="Dr B Rowe")
    due = TUESDAY - timedelta(minutes=5)
    taking.call_back_later(By(store, sam, TUESDAY - timedelta(minutes=30)), later, due, "after clinic", Press())
    local_hospital.call(who="jo", caller_name="Dr C Lamb")
    width = size[0]
    async with at_the_desk(local_hospital, "sam", size=size) as desk:
        assert_screen(f"board-{width}", desk.screen)
        await desk.press("f2")
        assert_screen(f"new-call-{width}", desk.screen)
        await desk.press("escape")
        await to_the_ladder(desk)
        assert_screen(f"call-{width}", desk.screen)
        await desk.press("d")
        assert_screen(f"ringing-{width}", desk.screen)


@pytest.mark.parametrize("size", SIZES)
async def test_the_clinicians_places(local_hospital: Hospital, size: tuple[int, int]):
    local_hospital.record(local_hospital.connected("okafor", EVENING), "okafor", EVENING)
    local_hospital.connected("bevan", EVENING)
    width = size[0]
    async with at_the_desk(local_hospital, "bevan", at=EVENING, size=size) as desk:
        assert_screen(f"worklist-{width}", desk.screen)
        await desk.press("enter")
        assert_screen(f"record-{width}", desk.screen)
        await desk.press("escape", "down", "enter")
        assert_screen(f"review-{width}", desk.screen)


async def test_help_lists_every_key_of_the_place(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        await to_the_ladder(desk)
        await desk.press("question_mark")
        for words in ("Dial", "Call back later", "Into e-mail", "Given up", "Next rung", "Story", "Sign out"):
            assert words in desk.screen


async def test_the_palette_offers_what_the_keys_do_here(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        offered = {command.title for command in desk.app.get_system_commands(desk.app.screen)}
        assert {"New call", "Note", "Story", "Help", "Sign out"} <= offered


async def test_a_window_that_is_too_small_says_so_and_loses_nothing(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        await desk.press("f2")
        await desk.type("car")
        await desk.pilot.resize_terminal(40, 10)
        await desk.settle()
        assert "needs a window of 80 by 24" in desk.words
        assert "This one is 40 by 10" in desk.words
        assert "Urgency" not in desk.screen
        await desk.pilot.resize_terminal(80, 24)
        await desk.settle()
        assert "car" in desk.line_with("Desk  ")


async def test_a_full_store_is_a_sentence_and_the_form_stays(local_hospital: Hospital):
    store = local_hospital.store
    async with at_the_desk(local_hospital, "sam") as desk:
        await desk.type("car")
        await desk.press("enter")
        await desk.type("01632960001")
        await desk.press("enter")
        await desk.type("Dr A Gill")
        assert isinstance(store.connection, sqlite3.Connection)  # type: ignore[attr-defined]
        pages = store.connection.execute("PRAGMA page_count").fetchone()[0]  # type: ignore[attr-defined]
        store.connection.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]
        with pytest.raises(StoreTrouble, match="is full or failing"):
            fill_up(local_hospital)
        await desk.press("enter")
        assert "is full or failing" in desk.words
        assert "Dr A Gill" in desk.screen
        store.connection.execute("PRAGMA max_page_count = 1000000")  # type: ignore[attr-defined]
        await desk.press("f10")
        assert "AL-" in desk.screen


def fill_up(hospital: Hospital) -> None:
    """Takes calls like the one on the screen, until there is no room for another."""
    for _ in range(200):
        hospital.call(caller_name="Dr A Gill")


async def test_words_with_brackets_are_shown_as_they_were_typed(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        await desk.press("f6")
        await desk.type("[bold]ring 2044")
        await desk.press("enter")
        assert "“[bold]ring 2044”, Sam Hill" in desk.screen


async def test_signing_in_with_a_password_and_a_wrong_one(local_hospital: Hospital):
    local_hospital.give_password("sam", "correct horse battery")
    async with at_the_desk(local_hospital, "jo") as desk:
        await desk.press("ctrl+l")
        await desk.type("sam")
        await desk.press("enter")
        await desk.type("wrong")
        await desk.press("enter")
        assert "do not go together" in desk.screen
        desk.app.screen.query_one("#password").value = "correct horse battery"  # type: ignore[attr-defined]
        await desk.press("enter")
        assert "Sam Hill, operator" in desk.screen


async def test_an_idle_screen_locks_and_keeps_what_was_typed(local_hospital: Hospital):
    local_hospital.give_password("sam", "correct horse battery")
    async with at_the_desk(local_hospital, "sam", settings=Settings(lock_after_minutes=5)) as desk:
        await desk.press("f2")
        await desk.type("car")
        desk.app._last_key = TUESDAY - timedelta(minutes=6)
        desk.app._lock_when_idle()
        await desk.pilot.pause(0.1)
        assert "Locked for Sam Hill" in desk.screen
        await desk.pilot.press("escape")
        assert "Locked for Sam Hill" in desk.screen
        desk.app.screen.query_one("#answer").value = "correct horse battery"  # type: ignore[attr-defined]
        await desk.pilot.press("enter")
        await desk.app.workers.wait_for_complete()
        await desk.settle()
        assert "Locked" not in desk.screen
        assert "car" in desk.line_with("Desk  ")


async def test_a_locked_screen_shows_and_does_nothing_of_what_is_behind(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam", settings=Settings(lock_after_minutes=5)) as desk:
        own = {"Hill", "Quit", "Type", "Nothing", "name", "your"}
        behind = set(re.findall(r"\w{4,}", desk.screen)) - own
        desk.app.notify("Cardiology: ring Dr Gill")
        desk.app._last_key = TUESDAY - timedelta(minutes=6)
        desk.app._lock_when_idle()
        await desk.pilot.pause(0.1)
        for key in ("ctrl+p", "escape", "f2", "ctrl+f"):
            await desk.pilot.press(key)
        desk.app.notify("Cardiology: ring Dr Gill")
        await desk.type("wrong")
        await desk.press("enter")
        assert "do not go together" in desk.words
        picture = re.sub(r"<[^>]*>|&#160;", " ", desk.app.export_screenshot())
        for shown in (desk.screen, picture.split("Advice Line", 1)[-1]):
            assert "Locked for Sam Hill" in " ".join(shown.split())
            assert behind & set(re.findall(r"\w{4,}", shown)) == set()
        await desk.press("ctrl+q")
        assert "ctrl+q again" in desk.words
        assert desk.app._exit is False


async def test_no_palette_offers_a_picture_of_the_screen(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        offered = {command.title for command in desk.app.get_system_commands(desk.app.screen)}
        assert "New call" in offered
        assert "Screenshot" not in offered


async def test_somebody_elses_writing_shows_without_a_key(local_hospital: Hospital):
    from advice_line.store import open_store

    async with at_the_desk(local_hospital, "sam") as desk:
        other = open_store(local_hospital.folder / "line.db", TUESDAY)
        local_hospital.store, mine = other, local_hospital.store
        local_hospital.call(who="jo", caller_name="Dr Other")
        local_hospital.store = mine
        await desk.app.screen._poll()  # type: ignore[attr-defined]
        await desk.settle()
        assert "Jo Marsh has" in desk.screen
        other.close()


def test_the_dial_command_runs_without_a_shell_and_its_failure_is_a_sentence(tmp_path):
    out = tmp_path / "dialled"
    assert run_dial_command(["sh", "-c", f'printf %s "$0" > {out}', "{number}"], "01632 960001; rm -rf x") == ""
    assert out.read_text() == "01632 960001; rm -rf x"
    assert "dial 2041 by hand" in run_dial_command(["/no/such/program"], "2041")
    assert "(busy); dial 2041 by hand" in run_dial_command(["sh", "-c", "echo busy >&2; exit 3"], "2041")
    assert run_dial_command([], "2041") == ""
