"""The first screen: who is it, and nothing of them left when they have gone."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from zoneinfo import ZoneInfo

from textual.widgets import Input

from advice_line.tui.app import AdviceLine
from advice_line.tui.line import Line
from advice_line.tui.main import Main
from advice_line.tui.signing_in import SignIn
from tests.hospital import TUESDAY, Hospital
from tests.tui.desk import Desk

PASSWORD = "a long enough password"


@asynccontextmanager
async def before_anybody(
    hospital: Hospital, demo: Sequence[tuple[str, str, str, str]] = (), settled: bool = True
) -> AsyncIterator[Desk]:
    for username in ("sam", "ruth"):
        hospital.give_password(username, PASSWORD)
    line = Line(hospital.store, lambda: TUESDAY)
    app = AdviceLine(line, site_name="Exampleton General", zone=ZoneInfo("Europe/London"), demo=demo)
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
    people = [("1", "sam", "Sam", "operator")]
    async with before_anybody(local_hospital, people) as desk:
        await desk.type("11")
        assert [type(screen) for screen in desk.app.screen_stack] == [SignIn, Main]
        await desk.press("ctrl+l", "1")
        assert [type(screen) for screen in desk.app.screen_stack] == [SignIn, Main]
