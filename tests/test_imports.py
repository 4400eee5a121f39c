"""No knots: whom a module imports, whether as it runs or for its types only, does not import it back."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent


@cache
def imports() -> dict[str, frozenset[str]]:
    """Every module of the package, with the modules of the package that it imports anywhere in its text."""
    files = {
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
        for file in (ROOT / "advice_line").rglob("*.py")
    }
    return {name: frozenset(_imported(file, set(files)) - {name}) for name, file in files.items()}


def _imported(file: Path, known: set[str]) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= names if names & known else {node.module}
    return found & known


def circles(edges: dict[str, frozenset[str]]) -> list[set[str]]:
    """The sets of modules each of which leads back to itself."""
    reached: dict[str, set[str]] = {}
    for start in edges:
        seen, ahead = set[str](), list(edges[start])
        while ahead:
            if (name := ahead.pop()) not in seen:
                seen.add(name)
                ahead += edges[name]
        reached[start] = seen
    knots = {frozenset(b for b in reached[a] if a in reached[b]) for a in edges if a in reached[a]}
    return [set(knot) for knot in knots]


def test_a_circle_is_found():
    edges = {"a": frozenset("b"), "b": frozenset("c"), "c": frozenset("b"), "d": frozenset("a")}
    assert circles(edges) == [{"b", "c"}]


def test_no_module_imports_whom_imports_it():
    assert circles(imports()) == []


def test_no_screen_knows_the_program_that_runs_it():
    knowing = {name for name, whom in imports().items() if "advice_line.tui.app" in whom}
    assert knowing == {"advice_line.cli.screens"}
