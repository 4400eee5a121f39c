"""The keys of the screens, told by a command; a person's own that cannot be keep the screens from opening."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advice_line.cli.main import advice_line
from advice_line.cli.screens import run_screens
from advice_line.problems import Refused
from advice_line.settings import our_settings
from tests.hospital import Hospital


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    file = tmp_path / "advice-line" / "settings.toml"
    file.parent.mkdir()
    return file


def keys(*more: str) -> Result:
    return CliRunner().invoke(advice_line, ["keys", *more])


def test_every_command_is_told_with_its_key(settings: Path):
    done = keys()
    assert done.exit_code == 0
    assert "board.note                   F6               Note\n" in done.stdout
    assert "(yours)" not in done.stdout


def test_a_key_of_ones_own_is_told_as_such(settings: Path):
    settings.write_text('[keys]\nboard.note = "f11"\n')
    assert "board.note                   F11              Note (yours)\n" in keys().stdout
    told = [json.loads(line) for line in keys("--json").stdout.splitlines()]
    assert {"name": "board.note", "keys": ["f11"], "words": "Note", "own": True} in told


def test_what_speaks_against_a_key_is_said_with_its_line(settings: Path):
    settings.write_text('[keys]\nboard.note = "f2"\n')
    done = keys()
    assert done.exit_code == 1
    assert done.stderr.startswith(f"{settings}:2: F2 for “board.note” is “board.new-call” (New call) already")


def test_the_screens_do_not_open_with_a_key_that_cannot_be(
    settings: Path, local_hospital: Hospital, monkeypatch: pytest.MonkeyPatch
):
    settings.write_text('[keys]\nboard.note = "f2"\n')
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    with pytest.raises(Refused, match=r"settings\.toml:2: F2 for “board\.note” is"):
        run_screens(local_hospital.store, our_settings())  # type: ignore[arg-type]
