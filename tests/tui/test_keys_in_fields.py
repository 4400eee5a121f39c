"""A key of a place's table does what it says wherever the cursor stands, in a long field as in a list."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.widget import Widget
from textual.widgets import Input, TextArea

from advice_line.tui import keymap
from advice_line.tui.commands import Command, character_of
from advice_line.tui.main import Main
from advice_line.tui.places.board import Board
from advice_line.tui.places.directory import KINDS
from advice_line.tui.places.record import RecordForm
from advice_line.tui.places.worklist import Worklist
from advice_line.tui.widgets.choice import Choice
from tests.hospital import TUESDAY, Hospital
from tests.tui.desk import Desk, at_the_desk

FIELDS = (Input, TextArea, Choice)


async def _a_new_call(desk: Desk, hospital: Hospital) -> None:
    desk.app.screen.post_message(Board.CallerRings(""))
    await desk.settle()


async def _a_record(desk: Desk, hospital: Hospital) -> None:
    """One in which every field matters: a pregnant child with a suspected cancer who had rung before."""
    desk.app.screen.post_message(Worklist.RecordOpened(hospital.connected("bevan", nhs_number="999 000 0018")))
    await desk.settle()
    form = desk.app.screen.query_one(RecordForm)
    for key, value in (
        ("birth_date", "4/7/2020"),
        ("outcome", "not appropriate for the line"),
        *((key, "yes") for key in ("pregnancy", "suspected_cancer")),
    ):
        form.query_one(f"#{key}").value = value  # type: ignore[attr-defined]
    await desk.settle()


def _told(told: list[str], name: str) -> Callable[..., None]:
    return lambda place, *given: told.append(f"{name}{given}")


@pytest.mark.slow
@pytest.mark.parametrize(("name", "opened"), [("new-call", _a_new_call), ("record", _a_record)])
async def test_every_key_of_a_place_works_from_inside_each_of_its_fields(
    local_hospital: Hospital, monkeypatch: pytest.MonkeyPatch, name: str, opened: Any
):
    local_hospital.record(local_hospital.connected("bevan", nhs_number="999 000 0018"), "bevan", TUESDAY)
    async with at_the_desk(local_hospital, "bevan") as desk:
        await opened(desk, local_hospital)
        main = desk.app.screen
        assert isinstance(main, Main)
        place = main.place
        assert isinstance(place, KINDS[name])
        told: list[str] = []
        commands = [(where, one) for where in (place, main) for one in where.BINDINGS if one.when(where)]
        for where, one in commands:
            monkeypatch.setattr(type(where), f"action_{one.does[0]}", _told(told, one.does[0]))
        fields = [field for kind in FIELDS for field in place.query(kind) if field.focusable]
        assert len(fields) >= 10
        for field in fields:
            for _, one in commands:
                await _works(desk, field, one, told)


async def _works(desk: Desk, field: Widget, command: Command, told: list[str]) -> None:
    field.focus()
    for key in command.key.split(","):
        if isinstance(field, Choice) or character_of(key) is None:
            await desk.press(key)
            assert told == [f"{command.does[0]}{command.does[1]}"], f"{key} ({command.id}) in {field.id}"
            told.clear()


@pytest.mark.parametrize(
    ("name", "opened", "first"), [("new-call", _a_new_call, "Ladder"), ("record", _a_record, "Record")]
)
async def test_the_key_bar_says_the_same_in_every_field_save_for_keys_that_are_typed(
    local_hospital: Hospital, name: str, opened: Any, first: str
):
    async with at_the_desk(local_hospital, "bevan", size=(120, 40)) as desk:
        await opened(desk, local_hospital)
        place = desk.app.screen.query_one(f"#{name}")
        said: dict[bool, set[str]] = {True: set(), False: set()}
        for field in (field for kind in FIELDS for field in place.query(kind) if field.focusable):
            field.focus()
            await desk.settle()
            said[isinstance(field, Choice)].add(desk.words[desk.words.rindex(f" F10 {first}") :])
        (in_a_list,), (in_a_field,) = said[True], said[False]
        assert in_a_list.replace("/ Search", "^f Search").replace("? Help", "F1 Help") == in_a_field


@pytest.mark.parametrize(
    ("field", "rooms"), [(Input, {"main", *keymap.ROOMS_WITH_FIELDS}), (TextArea, {"record", "ask"})]
)
def test_no_field_takes_a_key_from_the_table_of_a_place_or_dialogue_that_has_it(field: Any, rooms: set[str]):
    taken = {key for one in field.BINDINGS for key in one.key.split(",")}
    beside = [key for key in keymap.all_keys({}) if key.room in rooms and not key.command.priority]
    assert [key.name for key in beside if taken.intersection(key.keys)] == []
