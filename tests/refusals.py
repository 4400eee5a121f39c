"""Every refusal of the use-cases is reached by a test: the whole suite says at its end which were not.

A refusal is a line of ``advice_line/usecases`` that raises ``Refused`` or a child of it. Each that is made while
tests run is noted where it was made; the workers of a parallel run hand their notes to the one that reports. Only a
whole run that passed is judged: no path, no ``-k``. ``ADVICE_LINE_REFUSALS=say`` lists what any other run did not
reach.
"""

import ast
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from advice_line import problems
from advice_line.problems import Refused

ROOM = Path(problems.__file__).parent / "usecases"
KINDS = {name for name, kind in vars(problems).items() if isinstance(kind, type) and issubclass(kind, Refused)}
ELSEWHERE: dict[str, str] = {}
"""Refusals that only another process can reach, by the function that makes them, with why."""

_made: set[tuple[str, int]] = set()


@dataclass(frozen=True, slots=True)
class Line:
    """One ``raise`` of a refusal: where it stands now, in which function, and what it says."""

    file: str
    first: int
    last: int
    function: str
    words: str

    def __str__(self) -> str:
        return f"advice_line/usecases/{self.file}:{self.first}: {self.function}: {self.words}"


def lines_of(file: Path) -> list[Line]:
    """Every refusal in a file."""
    found: list[Line] = []

    def walk(node: ast.AST, inside: str) -> None:
        for child in ast.iter_child_nodes(node):
            name = f"{inside}.{child.name}".lstrip(".") if isinstance(child, _NAMED) else inside
            if isinstance(child, ast.Raise) and isinstance(child.exc, ast.Call):
                kind = ast.unparse(child.exc.func).rpartition(".")[2]
                if kind in KINDS:
                    last = child.end_lineno or child.lineno
                    where = str(file.relative_to(ROOM)) if file.is_relative_to(ROOM) else file.name
                    found.append(Line(where, child.lineno, last, inside, ast.unparse(child.exc)))
            walk(child, name)

    walk(ast.parse(file.read_text("utf-8")), "")
    return found


_NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def not_reached(made: set[tuple[str, int]]) -> list[Line]:
    """The refusals that nobody made, in order."""
    return [
        line
        for file in sorted(ROOM.rglob("*.py"))
        for line in lines_of(file)
        if line.function not in ELSEWHERE
        and not any((line.file, number) in made for number in range(line.first, line.last + 1))
    ]


def pytest_configure(config: pytest.Config) -> None:
    made = Refused.__init__

    def note(self: Refused, sentence: str) -> None:
        made(self, sentence)
        frame = sys._getframe(1)
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(ROOM):
            _made.add((str(path.relative_to(ROOM)), frame.f_lineno))

    Refused.__init__ = note  # type: ignore[method-assign]


def _is_whole(config: pytest.Config) -> bool:
    chosen = ("keyword", "markexpr", "lf", "failedfirst", "collectonly", "deselect", "ignore", "ignore_glob")
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    return whole and not any(getattr(config.option, name, None) for name in chosen)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["refusals"] = sorted(_made)
        return
    if exitstatus == pytest.ExitCode.OK and _is_whole(session.config) and not_reached(_made):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """A worker is done: what it noted is ours."""
    _made.update((file, number) for file, number in getattr(node, "workeroutput", {}).get("refusals", ()))


def pytest_terminal_summary(terminalreporter: Any, exitstatus: int, config: pytest.Config) -> None:
    asked = os.environ.get("ADVICE_LINE_REFUSALS") == "say"
    if not asked and not (exitstatus in (0, 1) and _is_whole(config)):
        return
    lacking = not_reached(_made)
    if lacking and (asked or not terminalreporter.stats.get("failed")):
        terminalreporter.section("refusals that no test reaches", red=True)
        for line in lacking:
            terminalreporter.line(str(line))
