"""The keeper of the refusals: it knows each by where it stands today, and only a whole run is judged."""

from pathlib import Path

import pytest

from advice_line.people.roles import Act, Person, Role
from advice_line.problems import NotPermitted
from advice_line.usecases.usecase import require
from tests import refusals

CODE = """
def act(row):
    if row is None:
        raise Refused("There is none.")
    try:
        check(row)
    except ValueError as error:
        raise NotPermitted(
            f"{error}"
        ) from error
    raise ValueError("not said to a person")
"""


def test_each_raise_of_a_refusal_is_found_with_its_function(tmp_path: Path):
    file = tmp_path / "acts.py"
    file.write_text(CODE)
    found = [(line.function, line.first, line.last) for line in refusals.lines_of(file)]
    assert found == [("act", 4, 4), ("act", 8, 10)]


def test_what_was_made_anywhere_within_its_lines_is_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "acts.py").write_text(CODE)
    monkeypatch.setattr(refusals, "ROOM", tmp_path)
    assert [line.first for line in refusals.not_reached(set())] == [4, 8]
    assert [line.first for line in refusals.not_reached({("acts.py", 9), ("other.py", 4)})] == [4]


def test_a_refusal_is_noted_where_it_was_made(monkeypatch: pytest.MonkeyPatch):
    made: set[tuple[str, int]] = set()
    monkeypatch.setattr(refusals, "_made", made)
    with pytest.raises(NotPermitted):
        require(Person(0, "x", "X", Role.ADMINISTRATOR, "RRV03"), Act.ROUTE)
    raised = {(line.file, number) for line in refusals.lines_of(refusals.ROOM / "usecase.py")
              for number in range(line.first, line.last + 1)}  # fmt: skip
    assert made
    assert made <= raised


def test_what_only_another_process_reaches_still_stands_in_the_house():
    functions = {line.function for file in refusals.ROOM.rglob("*.py") for line in refusals.lines_of(file)}
    assert set(refusals.ELSEWHERE) <= functions
