"""Textual's own inside is touched in one place only, and no name of it is taken by accident."""

import ast
from pathlib import Path

import textual

TUI = Path(__file__).parent.parent.parent / "advice_line" / "tui"
_BASES = ("app", "screen", "widget", "dom", "message_pump", "scroll_view", "widgets/_input", "widgets/_text_area")


def _own(file: Path) -> set[str]:
    """The private names that a module of Textual gives to its objects."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "self":
            found.add(node.attr)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
    return {name for name in found if name.startswith("_") and not name.startswith("__")}


def test_nothing_of_textuals_inside_is_touched_or_overridden_elsewhere():
    inside = set[str]().union(*(_own(Path(textual.__file__).parent / f"{base}.py") for base in _BASES))
    touched = [
        f"{file.relative_to(TUI)}:{node.lineno}: {node.attr}"
        for file in sorted(TUI.rglob("*.py"))
        if file.name != "beneath.py"
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in inside
    ]
    assert touched == []
