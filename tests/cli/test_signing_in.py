"""Who a command is: by its terminal, or by a job's token."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advice_line.cli import terminals
from advice_line.cli.main import advice_line
from tests.cli.signed import signed_in_here
from tests.hospital import Hospital

OLD, NEW = "correct horse battery", "another long password"


@pytest.fixture
def line(local_hospital: Hospital, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Commands on the hospital's store in this terminal, where the administrator is signed in."""
    signed_in_here(local_hospital, "admin", tmp_path, monkeypatch)

    def call(*arguments: str, stdin: str = "") -> Result:
        return CliRunner().invoke(advice_line, ["--store", str(tmp_path / "line.db"), *arguments], input=stdin)

    return call


def test_another_terminal_of_the_same_machine_user_is_not_signed_in(line, tmp_path: Path):
    assert line("user", "list").exit_code == 0
    command = [sys.executable, "-m", "advice_line", "--store", str(tmp_path / "line.db"), "user", "list"]
    same, other = (
        subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(Path.cwd())},
                       start_new_session=new, check=False)
        for new in (False, True)
    )  # fmt: skip
    assert (same.returncode, other.returncode) == (0, 1)
    assert other.stderr == "You are not signed in in this terminal; run “advice-line login”.\n"


def test_a_sign_in_carried_to_another_terminal_is_refused_by_the_store(line, monkeypatch: pytest.MonkeyPatch):
    from advice_line.cli.sessions import keep_session, session_file

    here = terminals.this_terminal()
    session = session_file(here).read_text()
    there = terminals.Terminal("another", "pts/9")
    monkeypatch.setattr(terminals, "this_terminal", lambda: there)
    keep_session(there, session)
    assert "made in another terminal" in str(line("user", "list").exception)


def test_signing_in_says_that_it_is_for_this_terminal(line, local_hospital: Hospital):
    local_hospital.give_password("sam", OLD)
    said = line("login", "--user", "sam", "--password-stdin", stdin=OLD + "\n").stdout
    assert said.startswith("Signed in as Sam Hill, operator, for an hour, in this terminal only (")


def test_a_reset_password_is_changed_by_signing_in(line):
    assert "reset" in line("user", "password", "sam", "--password-stdin", stdin=OLD + "\n").stdout
    refused = line("login", "--user", "sam", "--password-stdin", stdin=OLD + "\n")
    assert "With --password-stdin it is the second line." in str(refused.exception)
    done = line("login", "--user", "sam", "--password-stdin", stdin=f"{OLD}\n{NEW}\n")
    assert done.exit_code == 0
    assert "Note: your password was reset by admin" in done.stderr
    wrong = line("user", "password", "sam", "--password-stdin", stdin=f"{OLD}\n{OLD}\n")
    assert "This is not your password." in str(wrong.exception)
    assert line("user", "password", "sam", "--password-stdin", stdin=f"{NEW}\n{OLD}\n").exit_code == 0
    assert "You were signed out" in str(line("user", "list").exception)


def test_accounts_are_disabled_enabled_renamed_and_given_roles(line):
    assert line("user", "disable", "sam").stdout == "Disabled sam.\n"
    assert "(disabled)" in line("user", "list").stdout
    assert line("user", "enable", "sam").exit_code == 0
    assert line("user", "rename", "sam", "samuel", "--name", "Samuel Hill").stdout == "sam is now samuel.\n"
    assert line("user", "role", "samuel", "manager").stdout == "samuel has the role manager.\n"
    assert line("user", "unlock", "samuel").exit_code == 0
    listed = [json.loads(row) for row in line("user", "list", "--json").stdout.splitlines()]
    (samuel,) = [row for row in listed if row["username"] == "samuel"]
    assert samuel == {"username": "samuel", "name": "Samuel Hill", "role": "manager", "disabled": False,
                      "must_change": False, "locked": ""}  # fmt: skip


def test_a_job_comes_with_its_token_and_with_nothing_else(line, monkeypatch: pytest.MonkeyPatch):
    made = line("token", "add", "nightly", "--role", "manager", "--days", "30")
    token = made.stdout.strip()
    assert "not shown again" in made.stderr
    assert "never used" in line("token", "list").stdout
    monkeypatch.setenv("ADVICE_LINE_TOKEN", token)
    audit = ("audit", "activity", "--from", "2026-08-01", "--until", "2026-09-01", "--format", "json")
    assert line(*audit).exit_code == 0
    assert "A job may not manage accounts" in str(line("user", "list").exception)
    monkeypatch.setenv("ADVICE_LINE_TOKEN", "x")
    assert "is no token of this store" in str(line(*audit).exception)
    monkeypatch.delenv("ADVICE_LINE_TOKEN")
    (row,) = [json.loads(text) for text in line("token", "list", "--json").stdout.splitlines()]
    assert (row["name"], row["state"], row["last_used"] is None) == ("nightly", "in force", False)
    assert token not in line("token", "list", "--json").stdout
    assert line("token", "revoke", "nightly").exit_code == 0
    assert "revoked" in line("token", "list").stdout


class Table:
    """A process table: a shell on pts/3, and what runs below it."""

    def __init__(self, *rows: tuple[int, str, int, int, int]) -> None:
        self.rows = {
            pid: terminals._Process(name, parent, session, tty, str(pid)) for pid, name, parent, session, tty in rows
        }

    def __call__(self, pid: int) -> terminals._Process | None:
        return self.rows.get(pid)


SHELL = (10, "bash", 5, 10, 34819)  # pts/3
SUDO = [(20, "sudo", 10, 10, 34819), (21, "sudo", 20, 21, 34820), (22, "advice-line", 21, 21, 34820)]


@pytest.mark.parametrize(
    "rows, session",
    [
        ([SHELL, (20, "advice-line", 10, 10, 34819)], 10),
        ([SHELL, *SUDO], 10),  # sudo gives a command a terminal of its own: it is still this one
        ([SHELL, (20, "xterm", 10, 10, 34819), (21, "bash", 20, 21, 34820), (22, "advice-line", 21, 21, 34820)], 21),
        ([(10, "tmux: server", 1, 10, 0), (21, "bash", 10, 21, 34820), (22, "advice-line", 21, 21, 34820)], 21),
        ([(22, "advice-line", 21, 21, 34820)], 21),  # where other people's processes are hidden
    ],
)
def test_a_terminal_is_its_session_and_sudo_is_seen_through(
    rows: list[tuple[int, str, int, int, int]], session: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(terminals, "_process", Table(*rows))
    found = terminals._outermost(max(row[0] for row in rows))
    assert found is not None
    assert found.session == session


def test_a_door_is_the_terminal_and_the_machine_it_is_reached_from(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    assert terminals._door(terminals._device_name(34819)) == "pts/3"
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.7 50000 192.0.2.1 22")
    assert terminals._door("pts/3") == "pts/3 from 192.0.2.7"
    monkeypatch.setenv("SSH_CONNECTION", "\x1b[2J x")
    assert terminals._door("") == f"no terminal, user {os.getuid()}"
