"""What keys do stands in one table for each place; key bar, help and palette are read from it and cannot drift."""

import ast
from pathlib import Path
from typing import Any

import pytest
from textual.app import App

from advice_line.tui import keymap
from advice_line.tui.commands import OF_THE_PROGRAM, Command
from advice_line.tui.main import Main
from advice_line.tui.places.directory import KINDS
from advice_line.tui.places.place import Place
from tests.hospital import Hospital
from tests.tui.desk import at_the_desk

TUI = Path(__file__).parent.parent.parent / "advice_line" / "tui"


def test_every_key_is_a_command_with_a_name_of_its_own():
    commands = [command for kind in keymap.KINDS for command in kind.BINDINGS]
    assert all(isinstance(command, Command) for command in commands)
    names = [command.id for command in commands]
    assert len(names) == len(set(names))


def test_no_two_commands_of_a_room_are_called_the_same():
    """Key bar, help and palette show a name once: the second would be hidden."""
    for kind in keymap.KINDS:
        words = [command.description for command in kind.BINDINGS if command.show]
        assert len(words) == len(set(words)), kind


def test_no_key_is_bound_beside_the_tables():
    beside = [
        f"{file.name}:{node.lineno}"
        for file in TUI.rglob("*.py")
        if file.name != "keymap.py"  # reads how a key is written
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Binding", "self.bind", "self.app.bind")
    ]
    assert beside == []


def test_every_class_with_commands_is_listed():
    listed = {kind.__name__ for kind in keymap.KINDS} | {"AdviceLine", "SignIn"}
    with_a_table = {
        node.name
        for file in TUI.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ClassDef) and any(ast.unparse(line).startswith("BINDINGS = ") for line in node.body)
    }
    assert with_a_table <= listed


@pytest.mark.parametrize("kind", keymap.KINDS, ids=lambda kind: kind.__name__)
def test_what_a_command_does_is_there(kind: Any):
    for command in kind.BINDINGS:
        name = command.action.partition("(")[0]
        of_the_program = kind.BINDINGS is OF_THE_PROGRAM or name.startswith("app.")
        assert hasattr(App if of_the_program else kind, f"action_{name.removeprefix('app.')}"), command.id


def _words(place: Place, main: Main) -> set[str]:
    """What the tables say can be done here and now."""
    tables = ((where, command) for where in (place, main) for command in where.BINDINGS)
    return {command.description for where, command in tables if command.show and command.when(where)}


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("sam", ("board", "worklist", "mail", "rota")),
        ("bevan", ("worklist", "rota", "audit", "unseen", "statements")),
        ("admin", ("worklist", "accounts")),
    ],
)
async def test_every_command_of_a_place_stands_in_its_help_and_in_the_palette(
    local_hospital: Hospital, who: str, names: tuple[str, ...]
):
    async with at_the_desk(local_hospital, who, size=(120, 60)) as desk:
        main = desk.app.screen
        assert isinstance(main, Main)
        for name in names:
            main.show(name)
            await desk.settle()
            assert isinstance(main.place, KINDS[name])
            words = _words(main.place, main)
            assert words - {command.title for command in main.commands()} == set()
            assert {word for word in words if word not in desk.words.replace("\xa0", " ")} == set()
            main.action_help()
            await desk.settle()
            assert {word for word in words if word not in desk.words} == set()
            await desk.press("escape")
