"""Keys that come together land where they would have landed one by one."""

import pytest
from textual.widgets import Input

from tests.hospital import Hospital
from tests.tui.desk import at_the_desk
from tests.tui.test_signing_in import PASSWORD, before_anybody


@pytest.mark.parametrize("together", [1, 2, 3, 5, 1000])
async def test_a_name_and_a_password_typed_in_one_go_sign_in_and_show_nothing(
    local_hospital: Hospital, together: int
):
    async with before_anybody(local_hospital) as desk:
        shown: list[str] = []
        desk.app.watch(desk.app.screen.query_one("#username", Input), "value", lambda value: shown.append(value))
        await desk.type(f"sam\n{PASSWORD}\n", together=together)
        assert local_hospital["sam"].name in desk.screen.split("\n")[0]
        assert set(shown) <= {"", "s", "sa", "sam"}


@pytest.mark.parametrize("together", [1, 2, 3, 5, 1000])
async def test_the_chain_of_a_call_from_the_board_to_the_telephone(local_hospital: Hospital, together: int):
    async with at_the_desk(local_hospital, "sam") as desk:
        await desk.type("car\n01632 960 001\nDr A Gill\nd", together=together)
        assert "Ringing" in desk.screen
        assert "Dr A Gill, GP, Ashwell Surgery" in desk.screen
        assert "Ring back on 01632 960001" in desk.screen


@pytest.mark.parametrize("behind", ["carx\n", f"\n{PASSWORD}\n", "1\n2"])
@pytest.mark.parametrize("password", [PASSWORD, "not the password"])
async def test_what_is_typed_behind_a_password_is_no_command_and_no_second_password(
    local_hospital: Hospital, password: str, behind: str
):
    async with before_anybody(local_hospital) as desk:
        await desk.type(f"sam\n{password}\n{behind}")
        if password == PASSWORD:
            assert "Type part of a desk's name" in desk.screen
        else:
            assert "do not go together" in desk.words
            assert desk.app.screen.query_one("#password", Input).value == ""


async def test_keys_typed_before_the_first_screen_stands_are_not_lost(local_hospital: Hospital):
    async with before_anybody(local_hospital, settled=False) as desk:
        await desk.type(f"sam\n{PASSWORD}\n")
        assert local_hospital["sam"].name in desk.screen.split("\n")[0]
