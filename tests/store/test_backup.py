"""A copy that is not believed before it was read back."""

from pathlib import Path

import pytest

from advice_line.problems import StoreTrouble
from advice_line.store.backup import copy_store
from tests.hospital import Hospital
from tests.store.test_trail import tamper


def test_a_copy_whose_trail_is_broken_is_thrown_away_and_said(local_hospital: Hospital):
    target = local_hospital.folder / "copies"
    target.mkdir()
    tamper(local_hospital.store, "UPDATE trail SET who = 'jo' WHERE seq = 3")
    with pytest.raises(StoreTrouble, match="trail of RRV03 is broken at row 3"):
        copy_store(local_hospital.store, target / "copy.db")  # type: ignore[arg-type]
    assert list(target.iterdir()) == []


def test_a_backup_never_replaces_a_file(local_hospital: Hospital, tmp_path: Path):
    there = tmp_path / "copy.db"
    there.write_text("the only copy of something")
    with pytest.raises(StoreTrouble, match="is there already"):
        copy_store(local_hospital.store, there)  # type: ignore[arg-type]
    assert there.read_text() == "the only copy of something"
