"""Going back to a copy: checked first, the store of before kept, and no moment at which a kill leaves neither."""

import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from advice_line.problems import StoreTrouble
from advice_line.store import create_store, open_store
from advice_line.store.aside import restoring
from advice_line.store.backup import copy_store
from advice_line.store.queue import Queue
from advice_line.store.sqlite import SqliteStore, sqlite3  # type: ignore[attr-defined]
from advice_line.store.verdicts import verdicts
from advice_line.usecases.installation.copies import put_back
from tests.hospital import TUESDAY, Hospital
from tests.rows import row_of, rows_of

LATER = TUESDAY + timedelta(hours=2)
ASIDE = "line-set-aside-20260804T150000Z.db"
"""What a store is called that is set aside then."""


def calls_in(path: Path) -> set[str]:
    """The callers of a store, read by a SQLite of its own as anybody would."""
    other = sqlite3.connect(path)
    found = {row[0] for row in other.execute("SELECT caller_name FROM enquiry")}
    other.close()
    return found


@pytest.fixture
def backed_up(local_hospital: Hospital) -> Path:
    """One call, a backup, and a second call that the backup does not hold; nobody has the store open."""
    local_hospital.call(caller_name="Dr First")
    assert isinstance(local_hospital.store, SqliteStore)
    copy_store(local_hospital.store, local_hospital.folder / "copy.db")
    local_hospital.call(caller_name="Dr Second")
    return local_hospital.folder / "copy.db"


def crash(hospital: Hospital) -> Path:
    """Leaves the store as kill -9 leaves it: its last acts stand in the -wal alone."""
    store = hospital.folder / "line.db"
    kept = {e: Path(f"{store}{e}").read_bytes() for e in ("-wal", "-shm")}
    main = store.read_bytes()
    hospital.store.close()
    store.write_bytes(main)
    for ending, data in kept.items():
        Path(f"{store}{ending}").write_bytes(data)
    return store


def test_after_a_crash_the_copy_is_what_stands_there_and_the_old_store_is_whole_aside(
    local_hospital: Hospital, backed_up: Path
):
    store = crash(local_hospital)
    assert Path(f"{store}-wal").stat().st_size > 0
    done = put_back(store, backed_up, LATER)
    assert not Path(f"{store}-wal").exists()
    assert stat.S_IMODE(store.stat().st_mode) == 0o600
    opened = open_store(store, LATER)
    assert [v.broken_at for v in verdicts(opened)] == [None]
    assert opened.integrity_check() == "ok"
    newest = rows_of(opened, "trail_of_site", site="RRV03", after=done.rows, until=99999, most=10)
    assert newest[-1]["act"] == "put a copy in the place of the store"
    opened.close()
    assert calls_in(store) == {"Dr First"}
    assert done.set_aside == store.with_name(ASIDE)
    assert calls_in(done.set_aside) == {"Dr First", "Dr Second"}


def test_where_there_is_no_store_it_is_put_there(local_hospital: Hospital, backed_up: Path, tmp_path: Path):
    new = tmp_path / "elsewhere" / "line.db"
    new.parent.mkdir()
    done = put_back(new, backed_up, LATER)
    assert done.set_aside is None
    assert calls_in(new) == {"Dr First"}
    assert [f.name for f in new.parent.iterdir() if "part" in f.name] == []


def test_one_can_go_forward_again_to_what_was_set_aside(local_hospital: Hospital, backed_up: Path):
    store = crash(local_hospital)
    aside = put_back(store, backed_up, LATER).set_aside
    assert aside is not None
    put_back(store, aside, LATER + timedelta(minutes=1))
    assert calls_in(store) == {"Dr First", "Dr Second"}


def test_while_somebody_has_the_store_nothing_is_done(local_hospital: Hospital, backed_up: Path):
    """An idle board holds no lock that a writer would meet, and is noticed all the same; it is named."""
    local_hospital.store.close()
    idle = subprocess.Popen(
        [sys.executable, "-c", "import sys; from pathlib import Path; from advice_line.store import open_store\n"
         "from tests.hospital import TUESDAY; s = open_store(Path(sys.argv[1]), TUESDAY)\n"
         "s.select('SELECT code FROM site')\n"
         "print('open', flush=True); sys.stdin.readline()", str(local_hospital.folder / "line.db")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip
    assert idle.stdout is not None
    assert idle.stdout.readline() == "open\n"
    before = sorted(f.name for f in local_hospital.folder.iterdir())
    with pytest.raises(StoreTrouble, match=rf"is in use by process {idle.pid}\."):
        put_back(local_hospital.folder / "line.db", backed_up, LATER)
    assert sorted(f.name for f in local_hospital.folder.iterdir()) == before
    idle.communicate("\n", timeout=30)
    put_back(local_hospital.folder / "line.db", backed_up, LATER)


def test_what_this_process_has_open_itself_is_not_replaced(local_hospital: Hospital, backed_up: Path):
    with pytest.raises(StoreTrouble, match="open in this very process"):
        put_back(local_hospital.folder / "line.db", backed_up, LATER)


def damaged(copy: Path) -> None:
    data = bytearray(copy.read_bytes())
    for page in range(40, 60):
        data[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    copy.write_bytes(data)


def damaged_where_nothing_reads(copy: Path) -> None:
    """An index that lost its entries: the trail is whole, and a practice is not found any more."""
    other = sqlite3.connect(copy)
    page = other.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'practice_search'").fetchone()[0]
    other.close()
    data = bytearray(copy.read_bytes())
    entries = (page - 1) * 4096 + 3
    assert data[entries : entries + 2] != b"\0\0"
    data[entries : entries + 2] = b"\0\0"
    copy.write_bytes(data)


def tampered(copy: Path) -> None:
    other = sqlite3.connect(copy)
    other.execute("DROP TRIGGER trail_no_update")
    other.execute("UPDATE trail SET who = 'nobody' WHERE seq = 3")
    other.commit()
    other.close()


def newer(copy: Path) -> None:
    other = sqlite3.connect(copy)
    other.execute("INSERT INTO schema_version VALUES (99, '2030-01-01T00:00:00.000Z', '9.0')")
    other.commit()
    other.close()


def another_hospitals(copy: Path) -> None:
    copy.unlink()
    create_store(copy, TUESDAY).close()
    other = sqlite3.connect(copy)
    other.execute("INSERT INTO site VALUES ('RXX01', 'Elsewhere', 'Europe/London')")
    other.execute(f"INSERT INTO chain VALUES ('RXX01', 0, '{'0' * 64}')")
    other.execute(f"INSERT INTO trail_secret VALUES ('RXX01', '{'0' * 64}')")
    other.commit()
    other.close()


def invented(copy: Path) -> None:
    """A demonstration, which would let anybody in without a password."""
    other = sqlite3.connect(copy)
    other.execute("INSERT INTO store_mark (mark, at) VALUES ('demo', 'x')")
    other.commit()
    other.close()


def another_programs(copy: Path) -> None:
    copy.unlink()
    other = sqlite3.connect(copy)
    other.execute("CREATE TABLE thing (x)")
    other.close()


@pytest.mark.parametrize(
    "spoil, sentence",
    [
        (damaged, r"is damaged|malformed"),
        (damaged_where_nothing_reads, r"copy\.db is damaged: "),
        (tampered, "The trail of RRV03 is broken at row 3"),
        (newer, "is from a newer Advice Line"),
        (another_hospitals, "copy.db is the store of RXX01, and what stands there is the store of RRV03"),
        (invented, "copy.db is a demonstration of RRV03, and what stands there is the store of RRV03"),
        (another_programs, "holds something else"),
        (lambda copy: copy.write_text("no store"), "is no copy of a store"),
        (lambda copy: copy.unlink(), "is no copy of a store"),
    ],
)
def test_a_copy_that_is_not_whole_is_refused_and_nothing_is_changed(
    local_hospital: Hospital, backed_up: Path, spoil: Callable[[Path], object], sentence: str
):
    local_hospital.store.close()
    spoil(backed_up)
    with pytest.raises(StoreTrouble, match=sentence) as refused:
        put_back(local_hospital.folder / "line.db", backed_up, LATER)
    assert "part" not in str(refused.value)
    assert not any("aside" in f.name or "part" in f.name for f in local_hospital.folder.iterdir())
    assert calls_in(local_hospital.folder / "line.db") == {"Dr First", "Dr Second"}


def test_the_store_is_not_put_in_its_own_place(local_hospital: Hospital):
    local_hospital.store.close()
    with pytest.raises(StoreTrouble, match="is the store itself"):
        put_back(local_hospital.folder / "line.db", local_hospital.folder / "line.db", LATER)


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_only_a_file_is_set_aside(
    local_hospital: Hospital, backed_up: Path, tmp_path: Path, make: Callable[[Path], None]
):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    make(folder / "line.db")
    with pytest.raises(StoreTrouble, match=r"line\.db is not a file; --store wants the store's file"):
        put_back(folder / "line.db", backed_up, LATER)
    assert [f.name for f in folder.iterdir()] == ["line.db"]


def everything_in(folder: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in folder.iterdir() if f.is_file()}


def test_a_copy_beside_a_log_that_is_not_its_own_is_refused(local_hospital: Hospital, backed_up: Path):
    """The log would be played into the copy's pages, and what came of it would be put in place."""
    store = crash(local_hospital)
    shutil.copyfile(f"{store}-wal", f"{backed_up}-wal")
    before = everything_in(local_hospital.folder)
    with pytest.raises(StoreTrouble, match=r"copy\.db-wal does not belong to .*copy\.db"):
        put_back(store, backed_up, LATER)
    assert everything_in(local_hospital.folder) == before


def test_while_somebody_stands_in_the_line_of_writers_nothing_is_done(local_hospital: Hospital, backed_up: Path):
    local_hospital.store.close()
    store = local_hospital.folder / "line.db"
    line = Queue(store)
    with line.turn():
        before = everything_in(local_hospital.folder)
        with pytest.raises(StoreTrouble, match="is in use by"):
            put_back(store, backed_up, LATER)
        assert everything_in(local_hospital.folder) == before
    line.close()
    put_back(store, backed_up, LATER)


@pytest.mark.parametrize("ending", ["", "-wal"])
def test_what_was_set_aside_before_is_never_written_over(local_hospital: Hospital, backed_up: Path, ending: str):
    store = crash(local_hospital)
    store.with_name(f"{ASIDE}{ending}").write_text("an earlier store")
    before = everything_in(local_hospital.folder)
    with pytest.raises(StoreTrouble, match=rf"{ASIDE}{ending} is there already; try again in a second"):
        put_back(store, backed_up, LATER)
    after = everything_in(local_hospital.folder)
    assert {name: after[name] for name in before} == before
    assert sorted(after) == sorted({*before, "line.db.lock"})
    open_store(store, LATER).close()


def left_waiting(store: Path, copy: Path) -> None:
    """What a restore leaves that was killed after the new store began to count and before it had its name."""
    shutil.copyfile(copy, restoring(store))
    os.utime(restoring(store), (LATER.timestamp(), LATER.timestamp()))


def test_what_waits_is_not_put_over_what_was_set_aside_before(local_hospital: Hospital, backed_up: Path):
    """Nor is any part of the store that stands there moved: its last acts stay beside it."""
    store = crash(local_hospital)
    left_waiting(store, backed_up)
    store.with_name(ASIDE).write_text("an earlier store")
    before = everything_in(local_hospital.folder)
    with pytest.raises(StoreTrouble, match=rf"{ASIDE} is there already, so line\.db cannot be set aside"):
        open_store(store, LATER)
    assert everything_in(local_hospital.folder) == before
    store.with_name(ASIDE).rename(store.with_name("earlier.db"))
    open_store(store, LATER).close()
    assert calls_in(store) == {"Dr First"}
    assert calls_in(store.with_name(ASIDE)) == {"Dr First", "Dr Second"}


def test_what_a_killed_restore_left_waiting_was_the_store_and_is_set_aside_as_such(
    local_hospital: Hospital, backed_up: Path
):
    assert isinstance(local_hospital.store, SqliteStore)
    both = local_hospital.folder / "both.db"
    copy_store(local_hospital.store, both)
    store = crash(local_hospital)
    left_waiting(store, backed_up)
    done = put_back(store, both, LATER + timedelta(minutes=1))
    assert done.set_aside is not None
    assert calls_in(done.set_aside) == {"Dr First"}
    assert calls_in(store.with_name(ASIDE)) == {"Dr First", "Dr Second"}


def test_what_is_put_in_place_is_one_file_and_no_log_is_taken_for_its_own(local_hospital: Hospital, backed_up: Path):
    store = crash(local_hospital)
    aside = put_back(store, backed_up, LATER).set_aside
    shutil.copyfile(f"{aside}-wal", f"{store}-wal")
    with pytest.raises(StoreTrouble, match=r"line\.db-wal does not belong to"):
        open_store(store, LATER)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
@pytest.mark.parametrize("stood", [True, False])
def test_the_store_that_root_puts_back_is_its_owners(local_hospital: Hospital, backed_up: Path, stood: bool):
    """The owner is whose the store was, or where none stood, whose the folder is."""
    local_hospital.store.close()
    store = local_hospital.folder / "line.db"
    if stood:
        os.chown(store, 12345, 12346)
    else:
        for file in local_hospital.folder.glob("line.db*"):
            file.unlink()
        os.chown(local_hospital.folder, 12345, 12346)
    put_back(store, backed_up, LATER)
    assert (store.stat().st_uid, store.stat().st_gid) == (12345, 12346)
    assert stat.S_IMODE(store.stat().st_mode) == 0o600


def killed_at(step: int, store: Path, copy: Path) -> bool:
    """Puts the copy back in a process that is killed before its n-th change to the disk; whether it was."""
    child = os.fork()
    if child == 0:
        counted = [0]

        def kill_at(event: str, arguments: tuple[object, ...]) -> None:
            if event in ("os.rename", "os.remove", "os.utime", "os.chown", "fcntl.flock", "shutil.copyfile") or (
                event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
            ):
                counted[0] += 1
                if counted[0] == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(kill_at)
        try:
            put_back(store, copy, LATER)
        except BaseException:
            os._exit(1)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


@pytest.mark.faults
def test_a_kill_at_any_step_leaves_the_old_store_or_the_new(
    local_hospital: Hospital, backed_up: Path, tmp_path: Path
):
    crash(local_hospital)
    seen: list[set[str]] = []
    for step in range(1, 60):
        folder = tmp_path / f"step-{step}"
        folder.mkdir()
        for file in local_hospital.folder.glob("line.db*"):
            shutil.copy(file, folder)
        shutil.copy(backed_up, folder)
        store = folder / "line.db"
        killed = killed_at(step, store, folder / "copy.db")
        opened = open_store(store, LATER)
        assert [v.broken_at for v in verdicts(opened)] == [None]
        opened.close()
        seen.append(calls_in(store))
        if seen[-1] == {"Dr First"}:  # the new one: then the old one is whole beside it
            assert calls_in(folder / ASIDE) == {"Dr First", "Dr Second"}
        shutil.rmtree(folder)
        if not killed:
            break
    old, new = {"Dr First", "Dr Second"}, {"Dr First"}
    assert [s for s in seen if s not in (old, new)] == []
    assert seen == sorted(seen, key=lambda s: s == new)  # from one moment on, and never back
    assert seen.count(old) >= 5
    assert seen.count(new) >= 4


def test_a_log_that_another_store_left_is_noticed_before_it_is_played_in(local_hospital: Hospital, backed_up: Path):
    """What the documents once said to do: stop everything and put the copy where the store was."""
    store = crash(local_hospital)
    shutil.copyfile(backed_up, store)
    before = {f.name: f.read_bytes() for f in local_hospital.folder.glob("line.db*")}
    with pytest.raises(StoreTrouble, match="does not belong to"):
        open_store(store, LATER)
    assert {f.name: f.read_bytes() for f in local_hospital.folder.glob("line.db*")} == before


def test_its_own_log_is_no_foreign_one(local_hospital: Hospital, backed_up: Path):
    open_store(crash(local_hospital), LATER).close()


def test_a_new_store_is_not_made_beside_what_is_left_of_an_old_one(local_hospital: Hospital, backed_up: Path):
    store = crash(local_hospital)
    store.rename(store.with_name("moved.db"))
    with pytest.raises(StoreTrouble, match=r"line\.db-wal was left by a store that stood here before"):
        create_store(store, LATER)


def test_a_store_that_is_set_aside_while_it_is_opened_is_not_opened(
    local_hospital: Hospital, backed_up: Path, monkeypatch: pytest.MonkeyPatch
):
    local_hospital.store.close()
    store, real = local_hospital.folder / "line.db", SqliteStore.__init__

    def slow(self: SqliteStore, path: Path, **more: object) -> None:
        real(self, path, **more)  # type: ignore[arg-type]
        monkeypatch.setattr(SqliteStore, "__init__", real)
        path.rename(path.with_name("aside.db"))
        shutil.copyfile(backed_up, path)

    monkeypatch.setattr(SqliteStore, "__init__", slow)
    Path(f"{store}-wal").unlink(missing_ok=True)
    opened = open_store(store, LATER)
    assert row_of(opened, "enquiry_by_id", id=2) is None
    opened.close()
