"""The first screen: who is it, and nothing of them left when they have gone."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from textual.widgets import Input

from advice_line.people.roles import Role
from advice_line.problems import Refused, SignedOut
from advice_line.tui.app import AdviceLine
from advice_line.tui.dialogues.lines import Lines
from advice_line.tui.line import StoreLine
from advice_line.tui.main import Main
from advice_line.tui.session import Premises
from advice_line.tui.signing_in import SignIn
from advice_line.usecases.accounts import accounts, signing_in
from advice_line.usecases.rotas.who_answers import add_note
from advice_line.usecases.usecase import By, Press
from tests.hospital import TUESDAY, Hospital
from tests.tui.desk import Desk, at_the_desk

PASSWORD = "a long enough password"


@asynccontextmanager
async def before_anybody(
    hospital: Hospital, demo: Sequence[tuple[str, str, str, str]] = (), settled: bool = True, at: datetime = TUESDAY
) -> AsyncIterator[Desk]:
    for username in ("sam", "ruth"):
        hospital.give_password(username, PASSWORD)
    line = StoreLine(hospital.store, lambda: at)
    app = AdviceLine(line, Premises("Exampleton General", ZoneInfo("Europe/London")), demo=demo)
    async with app.run_test(size=(80, 24)) as pilot:
        desk = Desk(app, pilot)
        if settled:
            await desk.settle()
        yield desk


async def sign_in(desk: Desk, username: str, password: str = PASSWORD) -> None:
    await desk.type(username)
    await desk.press("enter")
    await desk.type(password)
    await desk.press("enter")


async def test_one_signs_out_and_the_next_signs_in_at_the_same_terminal(local_hospital: Hospital):
    async with before_anybody(local_hospital) as desk:
        await sign_in(desk, "sam")
        assert local_hospital["sam"].name in desk.screen.split("\n")[0]
        assert all(field.value == "" for field in desk.app.screen_stack[0].query(Input))
        await desk.press("ctrl+l")
        assert isinstance(desk.app.screen, SignIn)
        assert "sam" not in desk.screen
        await sign_in(desk, "ruth")
        assert local_hospital["ruth"].name in desk.screen.split("\n")[0]


async def test_a_wrong_password_keeps_the_name_and_says_so(local_hospital: Hospital):
    async with before_anybody(local_hospital) as desk:
        await sign_in(desk, "sam", "not the password")
        assert "sam" in desk.screen
        assert "password" in desk.words.lower()
        assert isinstance(desk.app.screen, SignIn)
        await desk.type(PASSWORD)
        await desk.press("enter")
        assert isinstance(desk.app.screen, Main)


async def test_a_key_of_the_demo_pressed_twice_opens_one_desk(local_hospital: Hospital):
    local_hospital.store.script("INSERT INTO store_mark (mark, at) VALUES ('demo', '2026-08-04T13:00:00.000Z');\n")
    people = [("1", "sam", "Sam", "operator")]
    async with before_anybody(local_hospital, people) as desk:
        await desk.type("11")
        assert [type(screen) for screen in desk.app.screen_stack] == [SignIn, Main]
        await desk.press("ctrl+l", "1")
        assert [type(screen) for screen in desk.app.screen_stack] == [SignIn, Main]


CHANGES = {
    "disabled": lambda h: accounts.disable_account(By(h.store, h["admin"], TUESDAY), "sam"),
    "reset": lambda h: accounts.reset_password(By(h.store, h["admin"], TUESDAY), "sam", "another long password"),
    "role": lambda h: accounts.change_role(By(h.store, h["admin"], TUESDAY), "sam", Role.MANAGER),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_an_open_screen_ends_with_the_account_and_says_why(local_hospital: Hospital, change: str):
    async with before_anybody(local_hospital) as desk:
        await sign_in(desk, "sam")
        await desk.press("f1")  # a dialogue above it goes too
        CHANGES[change](local_hospital)
        main = desk.app._main
        assert main is not None
        main._count()  # as it does every five seconds
        await desk.settle()
        assert [type(screen) for screen in desk.app.screen_stack] == [SignIn]
        assert "You were signed out" in desk.words
        assert "Cardiology" not in desk.screen


async def test_a_screen_of_somebody_shut_out_does_not_one_more_act(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        await desk.press("f2")
        accounts.disable_account(By(local_hospital.store, local_hospital["admin"], TUESDAY), "sam")
        with pytest.raises(SignedOut):
            await desk.app.line.act(add_note, local_hospital["sam"], TUESDAY, "cardiology", "one more", Press())
        await desk.settle()
        assert [type(screen) for screen in desk.app.screen_stack] == [SignIn]
        assert "this account is disabled" in desk.words


async def test_a_locked_screen_of_somebody_shut_out_does_not_open(local_hospital: Hospital):
    async with before_anybody(local_hospital) as desk:
        await sign_in(desk, "sam")
        desk.app._lock()
        await desk.settle()
        accounts.reset_password(By(local_hospital.store, local_hospital["admin"], TUESDAY), "sam", "another password")
        await desk.type(PASSWORD)
        await desk.press("enter")
        assert [type(screen) for screen in desk.app.screen_stack] == [SignIn]
        assert "your password was reset" in desk.words


async def test_what_opens_meanwhile_is_beneath_the_lock(local_hospital: Hospital):
    async with before_anybody(local_hospital) as desk:
        await sign_in(desk, "sam")
        desk.app._lock()
        await desk.settle()
        desk.app.push_screen(Lines("A caller's mail", ["in full"]))  # as work in the background does that ends now
        await desk.settle()
        assert "Locked for" in desk.screen
        assert "in full" not in desk.screen
        await desk.type(f"{PASSWORD}\n")
        assert "in full" in desk.screen
        assert [type(screen) for screen in desk.app.screen_stack] == [SignIn, Main, Lines]


async def test_a_reset_password_is_changed_before_anything_is_shown(local_hospital: Hospital):
    async with before_anybody(local_hospital) as desk:
        accounts.reset_password(By(local_hospital.store, local_hospital["admin"], TUESDAY), "sam", "another password")
        await sign_in(desk, "sam", "another password")
        assert "A new password" in desk.words
        for new, again in (("a third password", "a third pasword"), ("short", "short"), ("a third password",) * 2):
            assert desk.app._main is None
            await desk.type(new)
            await desk.press("enter")
            await desk.type(again)
            await desk.press("enter")
        assert isinstance(desk.app.screen, Main)
        assert "your password was reset by admin" in desk.words


async def test_an_administrator_clears_a_lock_with_one_key(local_hospital: Hospital):
    for _ in range(5):
        with pytest.raises(Refused):
            signing_in.sign_in(local_hospital.store, "sam", "wrong", TUESDAY, door="pts/7")
    async with at_the_desk(local_hospital, "admin") as desk:
        await desk.press("f6")
        assert "locked until 14:01 at pts/7" in desk.line_with("sam ")
        assert "Open" not in desk.screen  # Enter does nothing there
        await desk.press("end")
        await desk.press("u")
        assert "locked" not in desk.line_with("sam ")
        await desk.press("d")
        assert "disabled" in desk.line_with("sam ")
        await desk.press("d")
        assert "disabled" not in desk.line_with("sam ")
        await desk.press("p")
        await desk.type("a long password")
        await desk.press("enter")
        assert "new password at the next sign-in" in desk.line_with("sam ")


async def test_a_clock_that_is_not_believed_is_said_before_anybody_signs_in(local_hospital: Hospital):
    async with before_anybody(local_hospital, at=TUESDAY + timedelta(days=400)) as desk:
        assert "more than a day ahead of the newest act here" in desk.words
        assert "until then chasers wait" in desk.words
        await sign_in(desk, "sam")
        assert isinstance(desk.app.screen, Main)
        await desk.press("ctrl+l")
        await desk.settle()
        assert isinstance(desk.app.screen, SignIn)
        assert "clock" not in desk.words  # who signed in said that it is right


async def test_of_a_clock_that_is_believed_nothing_is_said(local_hospital: Hospital):
    local_hospital.call()
    async with before_anybody(local_hospital) as desk:
        assert "clock" not in desk.words
