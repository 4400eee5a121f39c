"""The command line as other programs call it: stdout, stderr and exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advice_line.cli.main import _COMMANDS, advice_line, main
from advice_line.shipped import shipped_file
from tests.hospital import CARDIOLOGY, practice_row
from tests.rota.files import HEAD, PATTERN

PASSWORD = "correct horse battery"


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(advice_line, list(arguments), input=stdin)


@pytest.fixture
def rotas(tmp_path: Path) -> Path:
    folder = tmp_path / "rotas"
    folder.mkdir()
    (folder / "cardiology.toml").write_text(CARDIOLOGY)
    return folder


def answers(rotas: Path, at: str, *more: str) -> dict[str, object]:
    done = run("oncall", "--rotas", str(rotas), "--at", at, "--json", *more)
    assert done.exit_code == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_who_answers_as_one_json_object(rotas: Path):
    assert answers(rotas, "2026-08-04T13:00:00Z") == {
        "desk": "cardiology",
        "at": "2026-08-04T14:00:00+01:00",
        "answering": {
            "clinician": "bevan",
            "name": "Dr Gareth Bevan",
            "grade": "consultant",
            "duty": "C",
            "rung": 2,
            "contacts": [{"kind": "extension", "value": "04500"}],
            "until": "2026-08-05T09:00:00+01:00",
        },
        "passed_over": [
            {
                "clinician": "okafor",
                "name": "Dr Adaeze Okafor",
                "reason": "in clinic",
                "until": "2026-08-04T15:00:00+01:00",
            }
        ],
        "then": [],
        "next_available": None,
    }


@pytest.mark.parametrize(
    "at, who",
    [
        ("2026-10-25T08:59:59Z", "patel"),
        ("2026-10-25T09:00:00Z", "okafor"),
        ("2027-03-28T07:59:59Z", "patel"),
        ("2027-03-28T08:00:00Z", "okafor"),
    ],
)
def test_both_sides_of_a_handover_on_the_changed_nights(tmp_path: Path, at: str, who: str):
    """Every week is the same here, so that only the clocks change."""
    (tmp_path / "c.toml").write_text(
        HEAD
        + PATTERN.replace("okafor = 1, patel = 2", "okafor = 1").replace('  "N N N N N N N",\n', "")
        + '[[pattern]]\nfrom = 2026-08-03\nweeks = ["N N N N N N N"]\nstarts = { patel = 1 }\n'
    )
    assert answers(tmp_path, at)["answering"]["clinician"] == who  # type: ignore[index]


def test_instants_from_stdin_one_a_line(rotas: Path):
    done = run(
        "oncall", "--rotas", str(rotas), "--at", "-", "--json", stdin="2026-08-04T13:00:00Z\n\n2026-08-04T18:00\n"
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [f["answering"]["clinician"] for f in found] == ["bevan", "patel"]


def test_a_line_that_is_no_instant_is_told_with_its_number_and_the_others_are_answered(rotas: Path):
    done = run("oncall", "--rotas", str(rotas), "--at", "-", "--json", stdin="2026-08-04T13:00:00Z\nnoon\n")
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr.startswith("stdin:2: “noon” is not a date and time")


def test_a_broken_file_is_told_and_the_other_desks_still_answer(rotas: Path):
    (rotas / "renal.toml").write_text(HEAD.replace("cardiology", "renal").replace('"320"', '"999"'))
    done = run("oncall", "--rotas", str(rotas), "--at", "2026-08-04T13:00:00Z", "--json")
    assert done.exit_code == 1
    assert [json.loads(line)["desk"] for line in done.stdout.splitlines()] == ["cardiology"]
    assert "renal.toml:5: “999” is not a treatment function code" in done.stderr


def test_for_people_it_is_a_sentence(rotas: Path):
    done = run("oncall", "--rotas", str(rotas), "--at", "2026-08-04T13:00:00Z")
    assert done.stdout == (
        "Cardiology: Dr Gareth Bevan, ext 04500, until Wed 09:00; nobody behind "
        "(Dr Adaeze Okafor in clinic until 15:00).\n"
    )


def test_an_unknown_desk_is_refused_with_the_nearest(rotas: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main(["oncall", "cardiologie", "--rotas", str(rotas)])
    assert ended.value.code == 1
    assert capsys.readouterr().err == "There is no desk “cardiologie”. Did you mean “cardiology”?\n"


@pytest.mark.parametrize("arguments", [["oncall", "--at", "noon", "--rotas", "x"], ["nothing"], ["audit", "money"]])
def test_wrong_usage_is_two(arguments: list[str], rotas: Path):
    arguments = [str(rotas) if a == "x" else a for a in arguments]
    assert run(*arguments).exit_code == 2


def test_checking_prints_every_complaint_and_stores_nothing(rotas: Path):
    (rotas / "cardiology.toml").write_text(CARDIOLOGY.replace("RRV03", "rrv").replace("7012345", "1"))
    done = run("rota", "check", str(rotas))
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 2
    assert done.stdout == "0 rotas read, 2 errors, 0 warnings.\n"
    assert run("rota", "check", str(shipped_file("rotas"))).exit_code == 0


def test_from_init_to_an_audit(tmp_path: Path, rotas: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    store = ("--store", str(tmp_path / "line.db"))

    def done(*arguments: str, stdin: str | None = None) -> str:
        result = run(*store, *arguments, stdin=stdin)
        assert result.exit_code == 0, (arguments, result.stderr, result.exception)
        return result.stdout

    done("init", "--site", "RRV03", "--name", "Exampleton", "--password-stdin", stdin=PASSWORD + "\n")
    done("login", "--user", "admin", "--password-stdin", stdin=PASSWORD + "\n")
    (session,) = (tmp_path / "state" / "advice-line" / "sessions").iterdir()
    assert session.stat().st_mode & 0o777 == 0o600
    done(
        "user",
        "add",
        "ruth",
        "--name",
        "Ruth Appleby",
        "--role",
        "manager",
        "--password-stdin",
        stdin=PASSWORD + "\n",
    )
    assert "ruth" in done("user", "list")
    assert run(*store, "rota", "publish", str(rotas), "--yes").exit_code == 1  # an administrator may not
    done("login", "--user", "ruth", "--password-stdin", stdin=PASSWORD + "\n")
    assert "Published: Cardiology." in done("rota", "publish", str(rotas), "--yes")
    assert json.loads(done("oncall", "--json"))["desk"] == "cardiology"
    file = tmp_path / "epraccur.csv"
    file.write_text(practice_row("V90001", "ASHWELL SURGERY", "01632 960001") + "\n")
    assert "1 practices new" in done("practice", "import", str(file))
    for kind in ("rota", "activity", "accountability"):
        text = done("audit", kind, "--from", "2026-08-01", "--until", "2026-09-01", "--format", "json")
        assert json.loads(text)["rows"][-1]["desk"] == "all desks"
    assert "whole" in done("trail", "verify")
    done("logout")
    assert not session.exists()
    assert "not signed in" in str(run(*store, "user", "list").exception)


def test_every_command_has_help():
    for name in _COMMANDS:
        result = run(name, "--help")
        assert result.exit_code == 0
        assert result.output.startswith("Usage:")


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["oncall", "--help"], ["rota", "check", "--help"]])
def test_nothing_heavy_is_imported_for_what_is_light(arguments: list[str]):
    code = (
        "import sys\nfrom advice_line.cli.main import advice_line\n"
        f"try:\n    advice_line.main({arguments!r})\nexcept SystemExit:\n    pass\n"
        "heavy = {'textual', 'sqlite_utils', 'phonenumbers', 'holidays', 'argon2', 'apscheduler', 'pysqlite3', "
        "'openpyxl', 'icalendar', 'recurring_ical_events', 'fpdf', 'jinja2', 'plotext'}\n"
        "print('heavy:', sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "heavy: []"


def test_the_first_screen_waits_for_nothing_that_only_a_document_needs():
    code = (
        "import sys\nimport advice_line.cli.screens, advice_line.tui.app, advice_line.tui.signing_in\n"
        "heavy = {'jinja2', 'sqlite_utils', 'openpyxl', 'icalendar', 'recurring_ical_events', 'fpdf', 'holidays', "
        "'plotext'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_without_a_terminal_the_screens_say_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    store = tmp_path / "line.db"
    with pytest.raises(SystemExit):
        main(["--store", str(store)])
    assert capfd.readouterr().err.startswith(f"There is no store at {store}.")
