"""Nothing that the command line prints is obeyed by the terminal it is printed on."""

import json
import re
from pathlib import Path

import pytest

from advice_line.cli.echo import echo, echo_file, echo_json
from advice_line.cli.main import main
from advice_line.problems import Refused

ROOT = Path(__file__).parent.parent.parent


def test_words_are_printed_with_their_escapes_as_signs(capsys: pytest.CaptureFixture[str]):
    echo("Dr Gill\x1b[2J\nand \u202eothers")
    echo("trouble\x07", err=True)
    said = capsys.readouterr()
    assert (said.out, said.err) == ("Dr Gill␛[2J\nand ⟨U+202E⟩others\n", "trouble␇\n")


def test_json_stays_json_and_keeps_what_was_written(capsys: pytest.CaptureFixture[str]):
    echo_json({"name": "Dr Gill\x1b[2J\u202e\x9b", "n": 1})
    out = capsys.readouterr().out
    assert out.isascii()
    assert json.loads(out) == {"name": "Dr Gill\x1b[2J\u202e\x9b", "n": 1}


def test_a_file_goes_into_a_pipe_to_the_letter_and_onto_a_terminal_visibly(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
):
    echo_file(b"name = 'x\x1b[2J'\r\n")
    assert capsysbinary.readouterr().out == b"name = 'x\x1b[2J'\r\n"
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    echo_file(b"name = 'x\x1b[2J'\r\n")
    assert capsysbinary.readouterr().out == "name = 'x␛[2J'\n".encode()
    with pytest.raises(Refused, match="--out"):
        echo_file(b"PK\x03\x04\xff")


@pytest.mark.parametrize("hidden", ["\x1b]0;title\x07", "\u202e", "\udcff"])
def test_an_argument_that_hides_something_is_wrong_usage(hidden: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main(["init", "--site", "RRV03", "--name", f"Royal{hidden}"])
    assert ended.value.code == 2
    assert "Argument 5 holds" in (said := capsys.readouterr().err)
    assert hidden not in said


def test_nothing_else_prints():
    """Every word of the command line goes through ``cli/echo.py``: use ``echo``, ``echo_json`` or ``echo_file``."""
    printing = re.compile(r"click\.s?echo\(|\bprint\(|sys\.std(out|err)\.write|click\.echo_via_pager")
    found = [
        f"{file.relative_to(ROOT)}:{number}"
        for file in (ROOT / "advice_line").rglob("*.py")
        if file.name != "echo.py"
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if printing.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("store", ["postgresql://sam:secret@example.org/line", "https://example.org", "file:///x"])
@pytest.mark.parametrize("command", [["oncall"], ["demo", "--build-only"], ["trail", "verify"], ["worker", "--once"]])
def test_an_address_as_store_is_refused_in_words_and_no_file_made(
    store: str,
    command: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVICE_LINE_STORE", store)
    for arguments in (command, ["--store", store, *command]):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 1
        said = capsys.readouterr().err
        assert "opens no store by an address" in said
        assert "secret" not in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--timezone", "Europe/Lundon", "“Europe/Lundon” is not a time zone"),
        ("--timezone", "../../etc/passwd", "is not a time zone"),
        ("--name", " ", "name is empty"),
        ("--user", "", "user name is empty"),
        ("--user", "worker-rrv03", "a name for jobs"),
        ("--site", "rrv03", "not an ODS site code"),
    ],
)
def test_what_would_trip_later_is_refused_before_a_store_is_made(
    option: str, value: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    asked = {"--site": "RRV03", "--name": "Exampleton General"} | {option: value}
    with pytest.raises(SystemExit) as ended:
        main(["--store", str(tmp_path / "line.db"), "init", *(part for pair in asked.items() for part in pair)])
    assert ended.value.code == 2
    assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
