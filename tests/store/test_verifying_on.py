"""Verifying goes on from where the trail was whole; what it leaves out it says."""

import stat
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from advice_line.cli.main import advice_line
from advice_line.instants import to_text
from advice_line.problems import StoreTrouble
from advice_line.store import open_store
from advice_line.store.findings import Mark
from advice_line.store.marks import leave_mark, mark_file, read_mark
from advice_line.store.sqlite import SqliteStore
from advice_line.store.structure import structure_faults
from advice_line.store.verifying import check
from tests.hospital import TUESDAY, Hospital
from tests.store.test_migrating import OLDER
from tests.store.test_opening import NOW

AT = to_text(TUESDAY)


def changed(hospital: Hospital, statement: str) -> None:
    """An intruder's change, with the triggers put back."""
    connection: Any = hospital.store.connection  # type: ignore[attr-defined]
    triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(statement)
    for _, text in triggers:
        connection.execute(text)


def test_what_is_new_is_checked_and_the_rest_is_said_to_be_left_out(local_hospital: Hospital):
    first = check(local_hospital.store)
    local_hospital.call()
    on = check(local_hospital.store, since=first.mark(AT))
    assert (on.whole, on.rows, on.records) == (True, 1, 1)
    last = first.heads["RRV03"][0]
    assert f"Rows 1 to {last} of RRV03 and their records: they were whole when they were read" in on.not_checked[0]
    assert "--full reads them again" in on.not_checked[0]
    assert not any("--full" in words for words in first.not_checked)


def test_the_oldest_reading_is_what_a_mark_remembers(local_hospital: Hospital):
    first = check(local_hospital.store).mark("2026-08-04T13:00:00.000Z")
    assert check(local_hospital.store, since=first).mark("2026-09-01T00:00:00.000Z").at == first.at


@pytest.mark.parametrize(
    "statement, words",
    [
        ("UPDATE enquiry SET caller_name = 'X' WHERE id = 2", "“took a call” wrote is not as it was"),
        ("DELETE FROM shift WHERE id = 5", "is gone: shift 5"),
        (
            "INSERT INTO desk_note (desk, words, account, at, until, key) VALUES ('renal', 'x', 1, 'x', 'x', 'k')",
            "desk_note 1 is vouched for by no row",
        ),
        ("UPDATE trail SET hash = 'f' WHERE seq = (SELECT max(seq) - 1 FROM trail)", "does not match its seal"),
        ("UPDATE chain SET seq = seq - 2", "beyond the head"),
        ("DELETE FROM trail WHERE seq = 3", "broken at row 3: this row is missing"),
    ],
)
def test_what_does_not_fit_the_mark_has_everything_checked(local_hospital: Hospital, statement: str, words: str):
    local_hospital.call()
    mark = check(local_hospital.store).mark(AT)
    local_hospital.call()
    changed(local_hospital, statement)
    found = check(local_hospital.store, since=mark)
    assert any(words in str(fault) for fault in found.faults)
    assert found.since is None


def test_a_row_beyond_the_head_stops_writing_in_words(local_hospital: Hospital):
    changed(
        local_hospital,
        "INSERT INTO trail SELECT site, (SELECT max(seq) + 1 FROM trail), at, who, role, act, subject_kind, subject, "
        "detail, 'k', previous, hash, '{}', '' FROM trail WHERE seq = 1",
    )
    with pytest.raises(StoreTrouble, match=r"lies beyond its head.*trail verify"):
        local_hospital.call()
    assert any("beyond the head" in str(fault) for fault in check(local_hospital.store).faults)


def test_a_mark_is_its_owners_alone_and_one_that_cannot_be_read_is_none(tmp_path: Path):
    file = mark_file(tmp_path / "state", tmp_path / "line.db")
    mark = Mark(AT, {"RRV03": (7, "f" * 64)}, {"enquiry": 3})
    leave_mark(file, mark)
    assert read_mark(file) == mark
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for text in ("", "[]", '{"at": 1}', '{"at": "x", "heads": {"RRV03": 7}, "records": {}}'):
        file.write_text(text)
        assert read_mark(file) is None
    assert mark_file(tmp_path / "state", tmp_path / "other.db") != file


def test_the_tables_of_a_store_that_was_brought_up_are_those_of_a_new_one(tmp_path: Path):
    (tmp_path / "first.db").touch()
    older = SqliteStore(tmp_path / "first.db")
    with older.transaction():
        older.script((OLDER / "schema_0001.sql").read_text("utf-8"))
        older.run("add_schema_version", version=1, applied_at=AT, program="0.1.0")
    older.close()
    brought = open_store(tmp_path / "first.db", NOW)
    assert list(structure_faults(brought)) == []
    brought.close()


def run(hospital: Hospital, *more: str) -> Result:
    return CliRunner().invoke(advice_line, ["--store", str(hospital.folder / "line.db"), "trail", "verify", *more])


def test_the_command_says_what_it_checked_goes_on_and_fails_at_any_fault(local_hospital: Hospital):
    first, again = run(local_hospital), run(local_hospital)
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert "rows, whole." in first.stdout
    assert "Checked: 0 rows of the trail" in again.stdout
    assert "--full reads them again" in again.stdout
    assert "Checked: 0 rows" not in run(local_hospital, "--full").stdout
    changed(local_hospital, "UPDATE publication SET reason = 'because' WHERE id = 1")
    assert run(local_hospital).exit_code == 0, "what was read before is not read again, and it says so"
    full = run(local_hospital, "--full")
    assert (full.exit_code, "wrote is not as it was" in full.stdout) == (1, True)
    assert run(local_hospital).exit_code == 1, "after a fault nothing is left out"
    assert '"whole": false' in run(local_hospital, "--json").stdout


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail SET who = CAST(x'ff' AS TEXT) WHERE seq = 3",
        "UPDATE enquiry SET caller_name = CAST(x'ff' AS TEXT)",
        "UPDATE publication SET source = CAST(x'ff' AS TEXT)",
    ],
)
def test_what_cannot_be_read_is_a_fault_and_no_other_is_hidden_by_it(local_hospital: Hospital, statement: str):
    local_hospital.call()
    changed(local_hospital, statement)
    changed(local_hospital, "DROP INDEX trail_subject")
    said = [str(fault) for fault in check(local_hospital.store, batch=2).faults]
    assert any("cannot be read" in words for words in said)
    assert "the index trail_subject is not there any more." in said
    assert not any("vouched for by no row" in words for words in said)
