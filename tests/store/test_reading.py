"""A disk that has gone read-only: who is on call is still said, with everything that was committed."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from advice_line.problems import StoreTrouble
from advice_line.store import open_store
from advice_line.store.reading import open_reading
from advice_line.store.sqlite import SqliteStore
from tests.cli.test_commands import run
from tests.hospital import TUESDAY, Hospital
from tests.rows import row_of
from tests.store.test_restore import crash


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """The folder's disk takes nothing any more, from root neither."""
    if subprocess.run(["mount", "--bind", folder, folder], capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.fixture
def crashed(local_hospital: Hospital) -> Path:
    """A store whose last call stands in its log alone."""
    local_hospital.call(caller_name="Dr First")
    assert isinstance(local_hospital.store, SqliteStore)
    local_hospital.store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    local_hospital.call(caller_name="Dr In The Log")
    return crash(local_hospital)


@pytest.mark.parametrize("gone", [(), ("-shm",)])
def test_what_stands_in_the_log_is_read_too(crashed: Path, gone: tuple[str, ...]):
    for ending in gone:
        Path(f"{crashed}{ending}").unlink()
    with read_only(crashed.parent):
        store = open_store(crashed, TUESDAY)
        row = row_of(store, "enquiry_by_id", id=2)
        assert row is not None
        assert row["caller_name"] == "Dr In The Log"
        store.close()


@pytest.mark.parametrize("left", [(), ("-shm",)])
def test_a_store_that_was_closed_in_peace_is_read_as_it_is(crashed: Path, left: tuple[str, ...]):
    open_store(crashed, TUESDAY).close()
    for ending in left:
        Path(f"{crashed}{ending}").write_bytes(b"")
    with read_only(crashed.parent):
        store = open_store(crashed, TUESDAY)
        assert row_of(store, "enquiry_by_id", id=2) is not None
        with (
            pytest.raises(StoreTrouble, match="may only be read: its disk takes nothing any more"),
            store.transaction(),
        ):
            pass
        store.close()


def test_nothing_is_left_of_what_was_read_elsewhere(
    crashed: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.setattr("tempfile.tempdir", str(elsewhere))
    Path(f"{crashed}-shm").unlink()
    with read_only(crashed.parent):
        store = open_reading(crashed)
        assert len(list(elsewhere.iterdir())) == 1
        store.close()
    assert list(elsewhere.iterdir()) == []


def test_where_the_log_can_be_read_nowhere_nothing_older_is_said(crashed: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)
    Path(f"{crashed}-shm").unlink()
    with read_only(crashed.parent), pytest.raises(StoreTrouble, match="its log has to be read elsewhere"):
        open_store(crashed, TUESDAY)


def test_the_commands_for_a_bad_night_still_answer(crashed: Path, tmp_path_factory: pytest.TempPathFactory):
    other = tmp_path_factory.mktemp("other-disk")
    store = ("--store", str(crashed))
    with read_only(crashed.parent):
        said = run(*store, "oncall", "--at", "2026-08-04T13:00:00Z")
        assert said.stdout.startswith("Cardiology: Dr Gareth Bevan")
        assert run(*store, "sheet", "--out", str(other / "sheet.html")).exit_code == 0
        assert run(*store, "trail", "verify").exit_code == 0
        done = run(*store, "backup", str(other / "copy.db"))
        assert done.exit_code == 0, done.exception
        refused = run(*store, "backup", str(crashed.parent / "copy.db"))
        assert "cannot be written: Read-only file system" in str(refused.exception)
    assert (other / "sheet.html").stat().st_size > 500
    copy = open_store(other / "copy.db", TUESDAY)
    assert row_of(copy, "enquiry_by_id", id=2) is not None
    copy.close()
