"""Nothing that matters is ever written over, nothing is left half, nobody else may read it."""

import os
import socket
import stat
import subprocess
from pathlib import Path

import pytest

from advice_line.files import AlreadyThere, is_held, refuse_what_matters, write_whole
from advice_line.problems import Refused
from advice_line.rota import read_files
from advice_line.store.sqlite import sqlite3  # type: ignore[attr-defined]
from advice_line.usecases.accounts.practices import import_practices
from advice_line.usecases.usecase import By
from tests.hospital import TUESDAY, Hospital
from tests.rows import rows_of


def test_a_file_is_whole_for_its_owner_alone_and_nothing_else_is_left(tmp_path: Path):
    write_whole(tmp_path / "letter.txt", b"Dear Dr Gill")
    assert [(f.name, f.read_bytes()) for f in tmp_path.iterdir()] == [("letter.txt", b"Dear Dr Gill")]
    assert stat.S_IMODE((tmp_path / "letter.txt").stat().st_mode) == 0o600


def test_what_is_there_is_replaced_only_where_somebody_said_so(tmp_path: Path):
    file = tmp_path / "letter.txt"
    file.write_bytes(b"the one before")
    file.chmod(0o644)
    with pytest.raises(AlreadyThere, match="is there already"):
        write_whole(file, b"the new one")
    assert file.read_bytes() == b"the one before"
    write_whole(file, b"the new one", replace=True)
    assert file.read_bytes() == b"the new one"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_comes_while_it_is_written_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "letter.txt"
    fsync = os.fsync

    def somebody_was_quicker(number: int) -> None:
        file.write_bytes(b"somebody else's")
        fsync(number)

    monkeypatch.setattr(os, "fsync", somebody_was_quicker)
    with pytest.raises(AlreadyThere):
        write_whole(file, b"ours")
    assert file.read_bytes() == b"somebody else's"


@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize("ending", ["", "-wal", "-shm", ".lock", "-journal", "-WAL"])
def test_a_store_that_is_open_and_what_belongs_to_it_is_never_written(
    local_hospital: Hospital, ending: str, replace: bool
):
    """Closing a second descriptor of the file would drop SQLite's locks: it is known without being opened."""
    store = local_hospital.folder / "line.db"
    before = store.read_bytes() if ending else b""
    with pytest.raises(Refused, match=r"belongs to the store|is a database"):
        write_whole(store.with_name(store.name + ending), b"x", replace=replace)
    assert rows_of(local_hospital.store, "sites")
    if ending:
        assert store.read_bytes() == before


def test_an_open_store_is_not_opened_a_second_time_to_look_at_it(
    local_hospital: Hospital, monkeypatch: pytest.MonkeyPatch
):
    store = local_hospital.folder / "line.db"

    def never(*_: object, **__: object) -> None:
        raise AssertionError("the store was opened beside SQLite")

    monkeypatch.setattr(Path, "open", never)
    with pytest.raises(Refused, match="is a database"):
        write_whole(store, b"x", replace=True)
    monkeypatch.undo()
    local_hospital.store.close()
    assert not is_held(store.stat())


@pytest.mark.parametrize("replace", [False, True])
def test_any_database_is_kept_and_a_store_nobody_has_open(tmp_path: Path, replace: bool):
    other = sqlite3.connect(tmp_path / "other.csv")
    other.execute("CREATE TABLE thing (x)")
    other.close()
    before = (tmp_path / "other.csv").read_bytes()
    for name in ("other.csv", "other.csv-wal"):
        with pytest.raises(Refused, match=r"is a database|belongs to the store"):
            write_whole(tmp_path / name, b"x", replace=replace)
    assert (tmp_path / "other.csv").read_bytes() == before
    assert [f.name for f in tmp_path.iterdir()] == ["other.csv"]


@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize("to", ["line.db", "nothing", "letter.txt"])
def test_nothing_is_written_through_a_link(local_hospital: Hospital, to: str, replace: bool):
    folder = local_hospital.folder
    (folder / "letter.txt").write_bytes(b"as it was")
    (folder / "link.csv").symlink_to(folder / to)
    with pytest.raises(Refused, match="is a link"):
        write_whole(folder / "link.csv", b"x", replace=replace)
    assert (folder / "link.csv").is_symlink()
    assert (folder / "letter.txt").read_bytes() == b"as it was"
    assert not (folder / "nothing").exists()


@pytest.mark.parametrize("replace", [False, True])
def test_what_is_no_plain_file_stays_what_it_is(tmp_path: Path, replace: bool):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as listening:
        try:
            listening.bind(str(tmp_path / "socket"))
            sockets = ["socket"]
        except OSError:  # the test folder's path is longer than a socket's may be
            sockets = []
    for name in ("pipe", "folder", *sockets):
        kind = stat.S_IFMT((tmp_path / name).lstat().st_mode)
        with pytest.raises(Refused, match=r"is a (pipe|folder|socket)"):
            write_whole(tmp_path / name, b"x", replace=replace)
        assert stat.S_IFMT((tmp_path / name).lstat().st_mode) == kind
    with pytest.raises(Refused, match="is a folder"):
        write_whole(Path("/"), b"x", replace=replace)
    with pytest.raises(Refused, match="is a device"):
        write_whole(Path(os.devnull), b"x", replace=replace)


def test_a_device_is_not_replaced_even_by_root(tmp_path: Path):
    device = tmp_path / "zero"
    try:
        os.mknod(device, 0o600 | stat.S_IFCHR, os.makedev(1, 5))
    except OSError:
        pytest.skip("only root makes devices")
    with pytest.raises(Refused, match="is a device"):
        write_whole(device, b"x", replace=True)
    assert stat.S_ISCHR(device.lstat().st_mode)


@pytest.mark.parametrize(
    "path, sentence",
    [
        ("none/letter.txt", "there is no folder .*none"),
        ("x" * 300, "File name too long"),
        ("nul\0.txt", "cannot be written"),
        ("file/letter.txt", "Not a directory"),
    ],
)
def test_where_nothing_can_be_written_is_a_sentence(tmp_path: Path, path: str, sentence: str):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Refused, match=sentence):
        write_whole(tmp_path / path, b"x")


def test_a_full_disk_leaves_the_old_file_and_no_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "sheet.html"
    file.write_bytes(b"the last hour's")

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match=r"sheet.html: the file cannot be written: No space left on device\."):
        write_whole(file, b"this hour's", replace=True)
    assert [(f.name, f.read_bytes()) for f in tmp_path.iterdir()] == [("sheet.html", b"the last hour's")]


@pytest.mark.faults
def test_a_disk_that_is_really_full_leaves_no_half(tmp_path: Path):
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small], capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    try:
        with pytest.raises(Refused, match="No space left on device"):
            write_whole(small / "audit.csv", b"x" * 200_000)
        assert list(small.iterdir()) == []
    finally:
        subprocess.run(["umount", small], check=True)


def test_looking_says_whether_something_is_there(tmp_path: Path):
    assert not refuse_what_matters(tmp_path / "new.csv")
    (tmp_path / "old.csv").write_bytes(b"")
    assert refuse_what_matters(tmp_path / "old.csv")


def test_the_open_store_is_not_even_read_as_a_file(local_hospital: Hospital):
    """Whoever types the store's name where a rota or a practice file is asked for would drop its locks."""
    store = local_hospital.folder / "line.db"
    _, problems = read_files([store])
    assert [p.sentence for p in problems] == ["This file cannot be read: it is the store that is open here."]
    with pytest.raises(Refused, match="it is the store that is open here"):
        import_practices(By(local_hospital.store, local_hospital["ruth"], TUESDAY), store)
