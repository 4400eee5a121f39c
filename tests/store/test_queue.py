"""The line of writers: who may stand in it, how long one waits, and who is said to hold it up."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from advice_line.problems import StoreTrouble
from advice_line.store import open_store, queue
from advice_line.store.sqlite import SqliteStore
from tests.hospital import TUESDAY, Hospital
from tests.rows import row_of
from tests.tui.desk import at_the_desk

HOLDER = (
    "import fcntl, os, sys\n"
    "number = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)\n"
    "fcntl.flock(number, fcntl.LOCK_EX)\n"
    "print('held', flush=True)\nsys.stdin.readline()\n"
)


@contextmanager
def held(local_hospital: Hospital) -> Iterator["subprocess.Popen[str]"]:
    """Another process that has the line and does not let go."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(local_hospital.folder / "line.db.lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def holder(local_hospital: Hospital) -> Iterator["subprocess.Popen[str]"]:
    with held(local_hospital) as process:
        yield process


def test_the_lock_is_for_the_stores_owner_alone(local_hospital: Hospital):
    assert stat.S_IMODE((local_hospital.folder / "line.db.lock").stat().st_mode) == 0o600


def test_a_lock_that_others_could_hold_is_closed_to_them_when_the_store_is_opened(local_hospital: Hospital):
    lock = local_hospital.folder / "line.db.lock"
    lock.chmod(0o644)
    open_store(local_hospital.folder / "line.db", TUESDAY).close()
    assert stat.S_IMODE(lock.stat().st_mode) == 0o600


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_lock_that_belongs_to_another_user_is_refused(local_hospital: Hospital):
    os.chown(local_hospital.folder / "line.db.lock", 12345, -1)
    with pytest.raises(
        StoreTrouble, match=r"line\.db\.lock belongs to another user of this machine \(number 12345\)"
    ):
        open_store(local_hospital.folder / "line.db", TUESDAY)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_the_lock_that_root_makes_is_the_stores_owners(local_hospital: Hospital):
    local_hospital.store.close()
    (local_hospital.folder / "line.db.lock").unlink()
    for file in local_hospital.folder.glob("line.db*"):
        os.chown(file, 12345, -1)
    open_store(local_hospital.folder / "line.db", TUESDAY).close()
    assert (local_hospital.folder / "line.db.lock").stat().st_uid == 12345


def test_a_lock_is_never_a_link(local_hospital: Hospital, tmp_path: Path):
    lock = local_hospital.folder / "line.db.lock"
    lock.unlink()
    lock.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreTrouble, match="is a link"):
        open_store(local_hospital.folder / "line.db", TUESDAY)
    assert not (tmp_path / "elsewhere").exists()


def test_a_store_under_two_names_has_one_line(local_hospital: Hospital, tmp_path: Path):
    (tmp_path / "link.db").symlink_to(local_hospital.folder / "line.db")
    assert queue.Queue(tmp_path / "link.db").path == (local_hospital.folder / "line.db.lock").resolve()


def test_waiting_has_an_end_and_names_who_holds_the_store(
    local_hospital: Hospital, holder: "subprocess.Popen[str]", monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(queue, "WAIT_SECONDS", 0.05)
    with pytest.raises(StoreTrouble, match=rf"is held by process {holder.pid} for more than"):
        local_hospital.call()
    assert row_of(local_hospital.store, "enquiry_by_id", id=1) is None
    with pytest.raises(StoreTrouble, match=f"process {holder.pid}"):
        local_hospital.call()
    holder.communicate("\n")
    monkeypatch.setattr(queue, "WAIT_SECONDS", 20)
    assert local_hospital.call() == 1  # and what gave up before does not stand in the way


def test_a_holder_that_no_longer_lives_is_not_named(tmp_path: Path):
    gone = subprocess.Popen(["true"])
    gone.wait()
    (tmp_path / "line.db.lock").write_text(f"{gone.pid}\n")
    assert queue.holders(tmp_path / "line.db.lock") == []
    (tmp_path / "line.db.lock").write_text(f"{os.getpid()}\n")
    assert queue.holders(tmp_path / "line.db.lock") == [os.getpid()]
    assert queue.in_words([]) == "a process that cannot be named"


def test_who_writes_leaves_a_word_of_who_it_is(local_hospital: Hospital):
    local_hospital.call()
    assert int((local_hospital.folder / "line.db.lock").read_text()) == os.getpid()


def test_a_program_that_writes_without_the_line_is_named_too(local_hospital: Hospital):
    assert isinstance(local_hospital.store, SqliteStore)
    local_hospital.store.connection.execute("PRAGMA busy_timeout = 20")
    writer = subprocess.Popen(
        [sys.executable, "-c", "import sys\nfrom advice_line.store.sqlite import sqlite3\n"
         "c = sqlite3.connect(sys.argv[1]); c.execute('BEGIN IMMEDIATE')\nprint('held', flush=True)\n"
         "sys.stdin.readline()", str(local_hospital.folder / "line.db")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip
    assert writer.stdout is not None
    assert writer.stdout.readline() == "held\n"
    with pytest.raises(StoreTrouble, match=rf"is busy: process {writer.pid} writes to it"):
        local_hospital.call()
    writer.communicate("\n", timeout=20)


async def test_the_screen_says_that_it_waits_and_what_is_typed_stays(
    local_hospital: Hospital, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("advice_line.tui.line.PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr(queue, "WAIT_SECONDS", 0.5)
    said: list[str] = []
    async with at_the_desk(local_hospital, "sam", size=(120, 40)) as desk:
        tell = desk.app.line.told

        def noting(words: str) -> None:
            said.append(words)
            tell(words)

        desk.app.line.told = noting
        await desk.press("f2")
        await desk.type("car")
        await desk.press("enter")
        await desk.type("01632960001")
        await desk.press("enter")
        await desk.type("Dr A Gill")
        with held(local_hospital) as holder:
            await desk.press("f10")
        assert f"Waiting for the store: process {holder.pid} has it. What you typed stays" in said[0]
        assert said[-1] == ""
        assert f"is held by process {holder.pid} for more than 0.5 seconds" in desk.words
        assert "Dr A Gill" in desk.screen
        assert "01632 960001" in desk.screen
        await desk.press("f10")
        assert row_of(local_hospital.store, "enquiry_by_id", id=1) is not None
