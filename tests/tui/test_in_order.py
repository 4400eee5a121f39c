"""Keys that come together land where they would have landed one by one."""

from datetime import timedelta

import pytest
from textual.widgets import Input

from advice_line.instants import to_text
from advice_line.tui import in_order
from advice_line.tui.main import Main
from advice_line.tui.places.board import Board
from advice_line.tui.places.new_call import NewCall
from advice_line.tui.places.record import RecordForm
from advice_line.tui.places.worklist import Worklist
from advice_line.tui.widgets.message_line import MessageLine
from advice_line.usecases import drafts
from advice_line.usecases.accounts import accounts
from advice_line.usecases.advice import recording
from advice_line.usecases.rotas import who_answers
from advice_line.usecases.usecase import By
from tests.hospital import TUESDAY, Hospital
from tests.rows import row_of, rows_of
from tests.tui.desk import at_the_desk
from tests.tui.test_signing_in import PASSWORD, before_anybody

EVENING = TUESDAY + timedelta(hours=1)


@pytest.fixture(autouse=True)
def the_echo_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here keys meet what people have; elsewhere tests need not wait for it."""
    monkeypatch.setattr(in_order, "_ECHO_FIRST", 0.012)


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


TOGETHER = (1, 2, 3, 5, 1000)


@pytest.mark.slow
async def test_every_field_of_a_new_call_has_what_one_by_one_would_have_put_there(local_hospital: Hospital):
    texts = (
        "car",
        "01632960002x1",
        "V90002",
        "Dr O’B",
        "p",
        "t",
        "999 000 0018",
        "4/7/1951",
        "Al 1",
    )
    found = []
    async with at_the_desk(local_hospital, "sam") as desk:
        for together in TOGETHER:
            await desk.press("f2")
            await desk.burst(*(key for text in (*texts, "d") for key in (*text, "tab")), together=together)
            found.append(desk.app.screen.query_one(NewCall)._form().values)
            kept = drafts.half_typed_calls(By(local_hospital.store, local_hospital["sam"], TUESDAY))
            assert found[-1] in [{k: v for k, v in one.values.items() if k in found[-1]} for one in kept]
            await desk.press("ctrl+n", "escape")
    first = found[0]
    assert (first["number"], first["caller"], first["urgency"]) == ("01632 960002 x1", "Dr O’B", "today")
    assert (first["practice"], first["nhs"], first["patient"]) == ("V90002", "999 000 0018", "Al 1")
    assert found == [first] * len(TOGETHER)


@pytest.mark.slow
async def test_every_field_of_a_record_has_what_one_by_one_would_have_put_there(local_hospital: Hospital):
    enquiries = [local_hospital.connected("okafor", EVENING) for _ in TOGETHER]
    found = []
    async with at_the_desk(local_hospital, "okafor", at=EVENING) as desk:
        form = desk.app.screen.query_one(RecordForm)
        for together, enquiry in zip(TOGETHER, enquiries, strict=True):
            desk.app.screen.post_message(Worklist.RecordOpened(enquiry, ""))
            await desk.settle()
            fields = [row for row in form.query("Horizontal") if row.display]
            keys = (key for n in range(len(fields)) for key in (chr(97 + n % 26), "tab"))
            await desk.burst(*keys, together=together)
            found.append(form.sheet.values)
            kept = drafts.draft(local_hospital.store, local_hospital["okafor"], recording.FORM, str(enquiry))
            assert kept == found[-1]
            await desk.press("escape")
    assert sum(len(value) == 1 for value in found[0].values()) > 12
    assert found == [found[0]] * len(TOGETHER)


async def test_a_list_that_narrows_late_does_not_take_the_cursor_back(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        await desk.burst("a", "down")
        board = desk.app.screen.query_one(Board)
        board._narrow_when_due()  # its timer had struck when the key came
        await desk.press("enter")
        assert "Renal Medicine" in desk.line_with("Desk  ")


async def test_a_refusal_is_not_taken_away_by_the_time_of_the_message_before(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        main = desk.app.screen
        assert isinstance(main, Main)
        main.tell("Done.", "good")
        line = main.query_one(MessageLine)
        before = line._told
        main.tell("Not done.", "bad")
        line._untell(before)  # its timer had struck when the refusal came
        await desk.settle()
        assert "Not done." in desk.screen
        line._untell(line._told)
        await desk.settle()
        assert "Not done." not in desk.screen


@pytest.mark.parametrize("together", TOGETHER)
async def test_dialogues_and_lists_get_the_keys_that_are_meant_for_them(local_hospital: Hospital, together: int):
    async with at_the_desk(local_hospital, "sam") as desk:
        await desk.burst(*"ren", "f6", *"swapped, ring 2044", "enter", together=together)
        assert [(n.desk, n.words) for n in who_answers.notes_now(local_hospital.store, TUESDAY)] == [
            ("renal", "swapped, ring 2044")
        ]
        await desk.burst(*("backspace",) * 3, *"a", "down", "enter", together=together)
        assert "Renal Medicine" in desk.line_with("Desk  ")
        await desk.type("01632960001\nDr A Gill\nmWhich dose?\nNow?", together=together)
        await desk.press("f10")
        assert "Passed to the department's e-mail desk" in desk.screen
        await desk.burst("ctrl+f", *"ashwell", "enter", "enter", together=together)
        assert "AL-000001 · Renal Medicine" in desk.screen
        question = row_of(local_hospital.store, "question_of", enquiry=1)
        assert question is not None
        assert question["words"] == "Which dose?\nNow?"


@pytest.mark.parametrize("together", [2, 1000])
async def test_the_dialogues_of_the_rota_get_their_keys(local_hospital: Hospital, together: int):
    """Leave, typed anew; somebody ill, whom they cover, and that one goes on in spite of what stands against it."""
    async with at_the_desk(local_hospital, "ruth", size=(120, 40)) as desk:
        days = ("ctrl+u", *"2026-08-06 2026-08-07 study", "enter")
        ill = ("i", "enter", "enter", *"yes", "enter")
        await desk.burst("f9", *ill, "right", "right", "l", *days, together=together)
        rows = rows_of(
            local_hospital.store,
            "changes_between",
            begins=to_text(TUESDAY),
            until=to_text(TUESDAY + timedelta(days=9)),
        )
        assert sorted(row["kind"] for row in rows) == ["cover", "leave", "sickness"]


@pytest.mark.parametrize("together", [2, 1000])
async def test_a_new_password_and_the_lock_get_their_keys(local_hospital: Hospital, together: int):
    async with before_anybody(local_hospital) as desk:
        accounts.reset_password(By(local_hospital.store, local_hospital["admin"], TUESDAY), "sam", "another password")
        await desk.type("sam\nanother password\n", together=together)
        await desk.type("a third password\na third password\n", together=together)
        desk.app._lock()
        await desk.settle()
        await desk.type("not the password\n", together=together)
        assert "not the password" not in desk.screen
        await desk.type("a third password\n", together=together)
        assert local_hospital["sam"].name in desk.screen.split("\n")[0]
