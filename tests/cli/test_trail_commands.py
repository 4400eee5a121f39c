"""The trail on the command line: its head, its key, what was kept held against it, and its export."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advice_line.cli.main import advice_line
from advice_line.exports.signed_note import read_note, verifier_key
from advice_line.problems import NotPermitted, Refused
from tests.cli.signed import signed_in_here
from tests.hospital import SITE, Hospital
from tests.usecases.trail.test_heads import reseal

Run = Callable[..., Result]
PASSWORD = "correct horse battery"
PERIOD = ("--from", "2026-08-01", "--until", "2027-01-01")


@pytest.fixture
def run(local_hospital: Hospital, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Commands on the hospital's store, as somebody signed in."""

    def call(*arguments: str, who: str = "admin") -> Result:
        signed_in_here(local_hospital, who, tmp_path, monkeypatch)
        return CliRunner().invoke(advice_line, ["--store", str(tmp_path / "line.db"), *arguments])

    return call


def test_init_makes_a_key_elsewhere_and_prints_what_auditors_keep(tmp_path: Path):
    store = tmp_path / "data" / "line.db"
    arguments = ["--store", str(store), "init", "--site", "RRV03", "--name", "Exampleton", "--password-stdin"]
    done = CliRunner().invoke(advice_line, arguments, input=PASSWORD + "\n")
    assert done.exit_code == 0, done.exception
    key = tmp_path / "own" / "config" / "advice-line" / "keys" / "head.key"
    assert f"Made {key}" in done.stdout
    assert key.stat().st_mode & 0o777 == 0o600
    (printed,) = [line for line in done.stdout.splitlines() if line.startswith("Verifier key")]
    note = CliRunner().invoke(advice_line, ["--store", str(store), "trail", "head"])
    assert (note.exit_code, note.stderr) == (0, "")
    read = read_note(note.stdout)
    assert verifier_key(printed.partition(": ")[2]).verifies(read.text, read.signatures[0])
    kept = key.read_bytes()
    again = CliRunner().invoke(
        advice_line, ["--store", str(tmp_path / "b.db"), *arguments[2:]], input=PASSWORD + "\n"
    )
    assert again.exit_code == 0
    assert "signed with the key that is there" in again.stdout
    assert key.read_bytes() == kept


def test_init_goes_on_where_the_key_cannot_be_made(tmp_path: Path):
    settings = tmp_path / "own" / "config" / "advice-line" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('head_key = "/proc/nowhere/head.key"\n')
    store = str(tmp_path / "line.db")
    arguments = ["--store", store, "init", "--site", "RRV03", "--name", "Exampleton", "--password-stdin"]
    done = CliRunner().invoke(advice_line, arguments, input=PASSWORD + "\n")
    assert done.exit_code == 0, done.exception
    assert "key of the trail's heads cannot be written" in done.stderr
    settings.write_text("head_key = 3\n")
    again = CliRunner().invoke(advice_line, ["--store", f"{store}2", *arguments[2:]], input=PASSWORD + "\n")
    assert (again.exit_code, "must be text in quotes" in again.stderr) == (0, True)


def test_without_a_key_the_head_is_one_line_and_says_so(run: Run):
    done = run("trail", "head")
    assert done.exit_code == 0
    assert done.stdout.startswith(f"{SITE} ")
    assert "Not signed. There is no key" in done.stderr
    assert json.loads(run("trail", "head", "--json").stdout)["note"] is None
    assert isinstance(run("trail", "head", "--site", "RXX99").exception, Refused)
    assert isinstance(run("trail", "key").exception, Refused)


def test_a_key_is_made_shown_and_handed_on_by_an_administrator(run: Run, tmp_path: Path):
    assert isinstance(run("trail", "key", "new", who="ruth").exception, NotPermitted)
    assert run("trail", "key", "new").exit_code == 0
    (first,) = run("trail", "key").stdout.splitlines()
    assert run("trail", "head", "--site", SITE).exit_code == 0
    settings = tmp_path / "own" / "config" / "advice-line" / "settings.toml"
    audit = tmp_path / "audit"
    audit.mkdir()
    settings.write_text(f'heads_to = ["{audit}", "auditor@example.nhs.uk"]\n')
    assert run("trail", "key", "new").exit_code == 0
    new, old = run("trail", "key").stdout.splitlines()
    assert (old, new != old) == (first, True)
    read = read_note((audit / "heads.log").read_text().lstrip("\n"))
    assert all(any(verifier_key(k).verifies(read.text, s) for s in read.signatures) for k in (old, new))


def test_verify_says_through_which_moment_it_is_proved_and_fails_after_a_reseal(
    run: Run, local_hospital: Hospital, tmp_path: Path
):
    run("trail", "key", "new")
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "head.note").write_text(run("trail", "head").stdout)
    vkey = run("trail", "key").stdout.strip()
    assert run("backup", str(kept)).exit_code == 0
    before = run("trail", "verify", "--against", str(kept))
    assert before.exit_code == 0, before.stdout
    assert f"{SITE}: signed through " in before.stdout
    assert "by this installation's own key: " in before.stdout
    given = run("trail", "verify", "--against", str(kept), "--key", vkey)
    assert "by the key that was given: " in given.stdout
    head = json.loads(run("trail", "head", "--json").stdout)
    assert run("trail", "verify", "--against", f"{head['seq']}:{head['hash'][:16]}").exit_code == 0
    assert run("trail", "verify", "--against", f"{head['seq']}:{'0' * 16}").exit_code == 1
    for broken, said in (("nowhere", "no folder, no file"), (str(tmp_path / "line.db"), "the store itself")):
        assert said in str(run("trail", "verify", "--against", broken).exception)
    reseal(local_hospital)
    after = run("trail", "verify", "--against", str(kept))
    assert after.exit_code == 1
    assert "a row up to it was changed" in after.stdout


def test_verify_against_the_folder_of_the_store_leaves_the_store_alone(run: Run, tmp_path: Path):
    (tmp_path / "head.note").write_text(run("trail", "head").stdout)
    assert run("trail", "verify", "--against", str(tmp_path)).exit_code == 0


def test_the_worker_leaves_the_head_where_the_settings_say(run: Run, tmp_path: Path):
    settings = tmp_path / "own" / "config" / "advice-line" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'heads_to = ["{tmp_path / "audit"}"]\n')
    assert run("worker", "--once").exit_code == 1  # the folder is not there
    (tmp_path / "audit").mkdir()
    done = run("worker", "--once")
    assert (done.exit_code, f"head of the trail of {SITE} left in {tmp_path / 'audit'}" in done.stderr) == (0, True)
    assert run("trail", "verify", "--against", str(tmp_path / "audit")).exit_code == 0


def test_the_trail_is_exported_to_a_file_and_to_a_pipe(run: Run, tmp_path: Path):
    out = tmp_path / "trail.json"
    assert run("trail", "export", *PERIOD, "--out", str(out)).exit_code == 0
    assert json.loads(out.read_text())["rows"][-1]["act"] == "exported the trail"
    done = run("trail", "export", *PERIOD, "--who", "ADMIN", "--subject", "trail")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {(row["who"], row["act"]) for row in rows} == {("admin", "exported the trail")}
    assert run("trail", "export", *PERIOD, "--format", "csv", "--out", str(out)).exit_code == 2
    assert isinstance(run("trail", "export", *PERIOD, "--out", str(out)).exception, Refused)
    assert isinstance(run("trail", "export", *PERIOD, who="ruth").exception, NotPermitted)
