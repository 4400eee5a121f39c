"""Keys and witnesses that cannot be used: which file, and why, in a sentence."""

import os
from pathlib import Path

import pytest

from advice_line.problems import Refused
from advice_line.settings import Settings
from advice_line.store import Store, create_store
from advice_line.store.backup import copy_store
from advice_line.usecases.accounts import accounts
from advice_line.usecases.accounts.passwords import LONGEST, hash_password
from advice_line.usecases.accounts.workers import worker_of
from advice_line.usecases.trail import witnesses
from advice_line.usecases.trail.heads import head_beside
from advice_line.usecases.trail.keys import key_path, make_key, our_keys
from advice_line.usecases.trail.places import leave_heads
from advice_line.usecases.usecase import By
from tests.hospital import BEGAN, SITE, TUESDAY, Hospital


def test_a_folder_in_the_place_of_the_key_is_no_key():
    key_path().mkdir(parents=True)
    with pytest.raises(Refused, match="cannot be read: Is a directory"):
        our_keys(SITE)


def test_a_key_of_another_user_of_the_machine_is_not_used(monkeypatch: pytest.MonkeyPatch):
    make_key(key_path(), None)
    monkeypatch.setattr(os, "geteuid", lambda: key_path().stat().st_uid + 1)
    with pytest.raises(Refused, match="belongs to another user of this machine"):
        our_keys(SITE)


def test_a_key_that_cannot_be_written_is_none(tmp_path: Path):
    with pytest.raises(Refused, match="cannot be written to /proc/none/key"):
        make_key(Path("/proc/none/key"), None)


def test_notes_of_older_keys_that_cannot_be_read_are_not_passed_over():
    make_key(key_path(), None)
    key_path().with_name(f"{key_path().name}.handed-on").mkdir()
    with pytest.raises(Refused, match=r"handed-on cannot be read"):
        our_keys(SITE)


def test_a_store_without_a_desk_has_nobody_to_mail_a_head(tmp_path: Path):
    store = create_store(tmp_path / "empty.db", TUESDAY, durable=False)
    accounts.found_store(store, SITE, "Exampleton General", "Europe/London", "admin", "!", BEGAN)
    settings = Settings(heads_to=("heads@example.nhs.uk",))
    worker = worker_of(store, SITE, TUESDAY)
    with pytest.raises(Refused, match="no desk is published that would send it"):
        leave_heads(By(store, worker, TUESDAY), settings, "a worker")
    store.close()


def test_a_letter_without_a_head_bears_no_witness(tmp_path: Path):
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear colleague, thank you.\n")
    with pytest.raises(Refused, match=r"There is no head of a trail in .*letter\.txt"):
        witnesses.kept_at(str(letter))


def test_a_file_that_fails_while_it_is_read_is_named():
    with pytest.raises(Refused, match="/proc/self/mem cannot be read: "):
        witnesses.kept_at("/proc/self/mem")


def test_a_head_typed_without_its_site_asks_for_it_where_there_are_two(local_hospital: Hospital):
    store: Store = local_hospital.store
    accounts.found_store(store, "RXX01", "Otherham", "Europe/London", "other", "!", BEGAN)
    with pytest.raises(Refused, match="Write the site before the head"):
        witnesses.held_against(store, witnesses.kept_at(f"3:{'a' * 16}"))


@pytest.mark.parametrize("password, sentence", [("x" * (LONGEST + 1), "longer than"), ("\ud800" * 12, "no text")])
def test_what_is_no_password_is_said(password: str, sentence: str):
    with pytest.raises(Refused, match=sentence):
        hash_password(password)


def test_a_head_is_never_written_over_what_lies_beside_a_copy(local_hospital: Hospital, tmp_path: Path):
    copy = tmp_path / "copy.db"
    copy_store(local_hospital.store, copy)  # type: ignore[arg-type]
    (tmp_path / "copy.db.head").write_text("an older head")
    with pytest.raises(Refused, match=r"copy\.db\.head is there already"):
        head_beside(copy, TUESDAY)
    assert (tmp_path / "copy.db.head").read_text() == "an older head"
