import json
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from advice_line.problems import StoreTrouble
from advice_line.store import create_store, open_store
from advice_line.store.opening import Migration, bring_up, migrations, newest_version
from advice_line.store.sqlite import SAFE_VERSION, SqliteStore, refuse_unsafe_library, sqlite3, trouble  # type: ignore[attr-defined]
from tests.hospital import Hospital

NOW = datetime(2026, 8, 4, 13, tzinfo=UTC)
NEWEST = newest_version(migrations())


def test_a_new_store_is_for_its_owner_alone(tmp_path: Path):
    create_store(tmp_path / "deep" / "line.db", NOW).close()
    assert stat.S_IMODE((tmp_path / "deep" / "line.db").stat().st_mode) == 0o600


def test_the_connection_is_durable_and_keeps_its_references(tmp_path: Path):
    store = create_store(tmp_path / "line.db", NOW)
    pragma = {
        name: store.connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
    }
    store.close()
    assert pragma == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}


def test_the_library_is_one_that_does_not_damage_a_shared_store(monkeypatch: pytest.MonkeyPatch):
    assert sqlite3.sqlite_version_info >= SAFE_VERSION
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    with pytest.raises(StoreTrouble, match="can damage a shared store"):
        refuse_unsafe_library()
    monkeypatch.setenv("ADVICE_LINE_ACCEPT_OLD_SQLITE", "1")
    refuse_unsafe_library()


def test_tables_take_no_value_of_another_type(tmp_path: Path):
    store = create_store(tmp_path / "line.db", NOW)
    database = Database(store.connection)
    assert {"enquiry", "attempt", "trail"} <= set(database.table_names())
    assert all(database.table(table).strict for table in ("enquiry", "advice", "shift"))
    store.close()


def _looked_into(store: SqliteStore, sql: str) -> subprocess.CompletedProcess[str]:
    tool = [sys.executable, "-m", "sqlite_utils", "query", f"{store.path}", sql]
    return subprocess.run(tool, capture_output=True, text=True, check=False)


def test_the_tool_that_comes_along_reads_a_store_in_use_with_the_programs_own_sqlite(local_hospital: Hospital):
    store = local_hospital.store
    assert isinstance(store, SqliteStore)
    with store.transaction():
        done = _looked_into(store, "SELECT sqlite_version() AS version, count(*) AS held FROM trail")
    assert done.stderr == ""
    (found,) = json.loads(done.stdout)
    assert found["version"] == sqlite3.sqlite_version
    assert found["held"] > 0


def test_the_tool_that_comes_along_cannot_unmake_what_was_recorded(local_hospital: Hospital):
    store = local_hospital.store
    assert isinstance(store, SqliteStore)
    done = _looked_into(store, "DELETE FROM trail")
    assert done.returncode == 1
    assert "trail is append-only" in done.stderr


def test_there_is_no_store(tmp_path: Path):
    with pytest.raises(StoreTrouble, match=r"There is no store at .*advice-line init"):
        open_store(tmp_path / "none.db", NOW)


def test_a_folder_is_not_a_store(tmp_path: Path):
    with pytest.raises(StoreTrouble, match="is a folder"):
        open_store(tmp_path, NOW)


def test_a_store_that_is_not_a_store_is_left_as_it_is(tmp_path: Path):
    file = tmp_path / "letter.txt"
    file.write_bytes(b"Dear colleague, thank you for referring this patient. " * 100)
    before = file.read_bytes()
    with pytest.raises(StoreTrouble, match="is not an Advice Line store"):
        open_store(file, NOW)
    assert file.read_bytes() == before


def test_another_programs_database_is_not_a_store(tmp_path: Path):
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE thing (x)")
    other.close()
    with pytest.raises(StoreTrouble, match="holds something else"):
        open_store(tmp_path / "other.db", NOW)


def test_a_store_from_a_newer_version_is_refused_unchanged(tmp_path: Path):
    store = create_store(tmp_path / "line.db", NOW)
    store.connection.execute("INSERT INTO schema_version VALUES (99, '2030-01-01T00:00:00.000Z', '9.0')")
    store.close()
    with pytest.raises(StoreTrouble, match=rf"store version 99; this program knows {NEWEST}\)"):
        open_store(tmp_path / "line.db", NOW)


def test_nothing_is_made_over_a_file_that_is_there(tmp_path: Path):
    (tmp_path / "line.db").write_text("x")
    with pytest.raises(StoreTrouble, match="is there already"):
        create_store(tmp_path / "line.db", NOW)


def test_numbered_steps_bring_an_older_store_up_once(tmp_path: Path):
    store = create_store(tmp_path / "line.db", NOW)
    steps = [
        Migration(
            NEWEST + 1,
            "CREATE TABLE extra (id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT;\n-- append-only: extra by id\n",
        ),
        Migration(NEWEST + 2, "INSERT INTO extra (words) VALUES ('third');"),
    ]
    bring_up(store, NOW, steps)
    bring_up(store, NOW, steps)
    assert store.connection.execute("SELECT words FROM extra").fetchall() == [("third",)]
    assert store.one(int, "schema_version_now") == NEWEST + 2
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        store.connection.execute("DELETE FROM extra")
    store.close()


def test_a_step_that_fails_leaves_the_store_as_it_was(tmp_path: Path):
    store = create_store(tmp_path / "line.db", NOW)
    steps = [Migration(NEWEST + 1, "CREATE TABLE half (id INTEGER);\nINSERT INTO nowhere VALUES (1);\n")]
    with pytest.raises(StoreTrouble):
        bring_up(store, NOW, steps)
    assert "half" not in Database(store.connection).table_names()
    assert store.one(int, "schema_version_now") == NEWEST
    store.close()


def test_the_steps_are_numbered_without_a_gap():
    assert [step.version for step in migrations()] == list(range(2, NEWEST + 1))


def test_the_first_store_is_brought_to_todays_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    first = (Path(__file__).parent / "older" / "schema_0001.sql").read_text("utf-8")
    file = tmp_path / "first.db"
    store = create_store(tmp_path / "line.db", NOW)
    today = _columns(store)
    store.close()
    file.touch()
    older = SqliteStore(file)
    with older.transaction():
        older.script(first)
        older.run("add_schema_version", version=1, applied_at="2026-08-04T13:00:00.000Z", program="0.1.0")
    older.close()
    brought = open_store(file, NOW)
    assert _columns(brought) == today
    brought.close()


def _columns(store: SqliteStore) -> dict[str, set[str]]:
    named = store.connection.execute("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite%'").fetchall()
    tables = [name for kind, name in named if kind == "table"]
    columns = {
        table: {str(c[1:]) for c in store.connection.execute(f"PRAGMA table_xinfo({table})").fetchall()}
        for table in tables
    }
    return {name: columns.get(name, set()) for _, name in named}


def test_a_folder_that_may_not_be_written(tmp_path: Path):
    with pytest.raises(StoreTrouble, match=r"The store cannot be made at /proc/none/line\.db"):
        create_store(Path("/proc/none/line.db"), NOW)


@pytest.mark.parametrize(
    "error, sentence",
    [
        ("attempt to write a readonly database", "may only be read"),
        ("database or disk is full", "is full or failing"),
        ("database is locked", "is busy"),
        ("unable to open database file", "cannot be opened"),
        ("file is not a database", "is not an Advice Line store"),
    ],
)
def test_the_drivers_errors_are_sentences_with_what_to_do(error: str, sentence: str):
    said = str(trouble(sqlite3.OperationalError(error), Path("line.db")))
    assert sentence in said
    assert said.endswith(".")
