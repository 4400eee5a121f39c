"""Witnesses outside the file: what was kept of the trail's head shows what a reseal hides."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from advice_line.enquiry.chasing import ChaserKind
from advice_line.exports.signed_note import verifier_key
from advice_line.people.roles import Person
from advice_line.problems import NotPermitted, Refused
from advice_line.settings import Settings
from advice_line.store import open_store, trail
from advice_line.store.backup import copy_store
from advice_line.store.sqlite import SqliteStore
from advice_line.store.verdicts import verdicts
from advice_line.usecases.accounts.workers import worker_of
from advice_line.usecases.flags.site_flags import open_site_flags
from advice_line.usecases.leases import take_lease
from advice_line.usecases.reminders.chasers import look_ahead
from advice_line.usecases.trail import heads, witnesses
from advice_line.usecases.trail import keys as head_keys
from advice_line.usecases.trail import places as head_places
from advice_line.usecases.trail.keys import key_path, make_key, new_head_key, our_keys
from advice_line.usecases.usecase import By
from tests.hospital import SITE, TUESDAY, Hospital
from tests.rows import row_of, rows_of
from tests.store.test_trail import tamper

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def audit(tmp_path: Path) -> Path:
    """A folder on another machine, as the worker sees it."""
    folder = tmp_path / "audit"
    folder.mkdir()
    return folder


@pytest.fixture
def key(tmp_path: Path) -> Path:
    make_key(key_path(), None)
    return key_path()


def worker(hospital: Hospital) -> Person:
    return worker_of(hospital.store, SITE, TUESDAY)


def leave(hospital: Hospital, at: object, *places: object) -> list[str]:
    settings = Settings(heads_to=tuple(map(str, places)))
    return head_places.leave_heads(By(hospital.store, worker(hospital), at), settings, "a worker")  # type: ignore[arg-type]


def against(hospital: Hospital, source: object, *keys: str) -> witnesses.Proof:
    kept = witnesses.kept_at(str(source))
    (proof,) = witnesses.held_against(hospital.store, kept, [verifier_key(k) for k in keys])
    return proof


def reseal(hospital: Hospital) -> None:
    """Whoever holds the database changes a row, and seals it and every row after it again."""
    tamper(hospital.store, "UPDATE trail SET who = 'jo' WHERE seq = 3")
    rows = rows_of(hospital.store, "trail_of_site", site=SITE, after=0, until=10**9, most=10**6)
    previous = trail.GENESIS
    for row in rows:
        row["previous"] = previous
        previous = trail.seal(row)
        hospital.store.connection.execute(  # type: ignore[attr-defined]
            f"UPDATE trail SET previous = '{row['previous']}', hash = '{previous}' WHERE seq = {row['seq']}"
        )
    hospital.store.connection.execute(f"UPDATE chain SET hash = '{previous}'")  # type: ignore[attr-defined]


def cut_the_tail(hospital: Hospital) -> None:
    """Whoever holds the database removes the newest rows and sets the head back."""
    seq = heads.head_of(hospital.store, SITE, TUESDAY).seq - 2
    row = row_of(hospital.store, "trail_row_hash", site=SITE, seq=seq)
    assert row is not None
    tamper(hospital.store, f"DELETE FROM trail WHERE seq > {seq}")
    hospital.store.connection.execute(f"UPDATE chain SET seq = {seq}, hash = '{row['hash']}'")  # type: ignore[attr-defined]


def test_a_head_that_was_kept_proves_the_trail_through_its_moment(hospital: Hospital, audit: Path, key: Path):
    assert leave(hospital, TUESDAY, audit) == [str(audit)]
    hospital.call(TUESDAY + MINUTE)
    proof = against(hospital, audit)
    assert proof.proved
    assert proof.through is not None
    assert (proof.rows - proof.through.seq, proof.through.moment) == (1, TUESDAY)
    assert (proof.signed, proof.keys) == (1, (str(our_keys(SITE)[0]),))


@pytest.mark.parametrize(
    "attack, said", [(reseal, "a row up to it was changed"), (cut_the_tail, "its end has been cut off")]
)
def test_what_the_chain_alone_cannot_see_is_seen(hospital: Hospital, audit: Path, key: Path, attack, said: str):
    hospital.call()
    leave(hospital, TUESDAY, audit)
    attack(hospital)
    assert next(verdicts(hospital.store)).broken_at is None, "the chain by itself is whole"
    proof = against(hospital, audit)
    assert not proof.proved
    assert said in proof.fault
    assert f"{audit / 'heads.log'}:2" in proof.fault


def test_the_first_head_that_does_not_agree_is_the_one_that_is_named(
    local_hospital: Hospital, audit: Path, key: Path
):
    leave(local_hospital, TUESDAY, audit)
    for hour in range(1, 4):
        local_hospital.call(TUESDAY + hour * HOUR)
        leave(local_hospital, TUESDAY + hour * HOUR, audit)
    first = heads.head_of(local_hospital.store, SITE, TUESDAY).seq - 2
    tamper(local_hospital.store, f"UPDATE trail SET hash = '{'0' * 64}' WHERE seq >= {first}")
    proof = against(local_hospital, audit)
    assert f"the head {SITE} {first}:" in proof.fault
    assert proof.through is not None
    assert proof.through.seq < first


@pytest.mark.parametrize("digits", [16, 40, 64])
def test_a_head_from_paper_is_typed(local_hospital: Hospital, digits: int):
    head = heads.head_of(local_hospital.store, SITE, TUESDAY)
    proof = against(local_hospital, f"{head.seq}:{head.hash[:digits].upper()}")
    assert proof.proved
    assert proof.unsigned_through is not None
    assert proof.unsigned_through.seq == head.seq
    wrong = head.hash[: digits - 1] + ("0" if head.hash[digits - 1] != "0" else "1")
    assert not against(local_hospital, f"{head.seq}:{wrong}").proved
    assert "cut off" in against(local_hospital, f"{head.seq + 1}:{head.hash}").fault


def test_a_backup_bears_witness_and_is_not_touched(local_hospital: Hospital, tmp_path: Path):
    assert isinstance(local_hospital.store, SqliteStore)
    copy = tmp_path / "copies" / "line.db"
    copy.parent.mkdir()
    copy_store(local_hospital.store, copy)
    before = copy.read_bytes()
    local_hospital.call()
    assert against(local_hospital, copy).proved
    assert (copy.read_bytes(), list(copy.parent.iterdir())) == (before, [copy])
    reseal(local_hospital)
    assert "a row up to it was changed" in against(local_hospital, copy).fault


def test_the_store_is_no_witness_of_itself(local_hospital: Hospital):
    file = local_hospital.folder / "line.db"
    with pytest.raises(Refused, match="the store itself"):
        witnesses.kept_at(str(file), file)


@pytest.mark.parametrize("source", ["nowhere.log", "12:abc"])
def test_what_is_no_head_is_refused_with_a_sentence(source: str):
    with pytest.raises(Refused, match="SEQ:HASH"):
        witnesses.kept_at(source)


def test_a_signature_that_was_copied_to_another_head_is_a_fault(local_hospital: Hospital, audit: Path, key: Path):
    leave(local_hospital, TUESDAY, audit)
    log = audit / "heads.log"
    log.write_text(log.read_text().replace("2026-08-04T13:00:00Z", "2026-08-04T14:00:00Z"))
    assert "does not carry the signature" in against(local_hospital, audit).fault


def test_heads_that_somebody_else_signed_prove_nothing(local_hospital: Hospital, audit: Path, key: Path):
    """A forger who reseals the store can also write a log of his own, with his own key."""
    leave(local_hospital, TUESDAY, audit)
    ours = str(our_keys(SITE)[0])
    key.unlink()
    make_key(key, None)
    proof = against(local_hospital, audit)
    assert (proof.unknown, proof.proved, proof.fault) == (1, False, "")
    assert against(local_hospital, audit, ours).proved


def test_a_new_key_leaves_proved_what_the_old_one_signed(local_hospital: Hospital, audit: Path, key: Path):
    leave(local_hospital, TUESDAY, audit)
    old = str(our_keys(SITE)[0])
    (note,) = new_head_key(By(local_hospital.store, local_hospital["admin"], TUESDAY))
    head_places.append_to(audit, note)
    leave(local_hospital, TUESDAY + HOUR, audit)
    new = str(our_keys(SITE)[0])
    assert new != old
    for keys in ([], [old], [new]):
        proof = against(local_hospital, audit, *keys)
        assert proof.proved, keys
        assert set(proof.keys) == {old, new}


def test_a_handing_on_that_only_the_new_key_signed_is_not_believed(local_hospital: Hospital, audit: Path, key: Path):
    """Else anybody could say that the old key handed on to theirs."""
    old = our_keys(SITE)[0]
    (note,) = new_head_key(By(local_hospital.store, local_hospital["admin"], TUESDAY))
    lines = note.splitlines(keepends=True)
    assert lines.pop(5).startswith(f"— {old.name} ")
    head_places.append_to(audit, "".join(lines))
    leave(local_hospital, TUESDAY, audit)
    assert against(local_hospital, audit, str(old)).unknown == 1


@pytest.mark.parametrize("name", ["ruth", "sam", "okafor", "bevan"])
def test_only_an_administrator_makes_a_key(local_hospital: Hospital, name: str):
    with pytest.raises(NotPermitted):
        new_head_key(By(local_hospital.store, local_hospital[name], TUESDAY))
    assert not key_path().exists()


def test_making_a_key_is_on_the_trail_with_what_others_believe_it_by(local_hospital: Hospital):
    assert new_head_key(By(local_hospital.store, local_hospital["admin"], TUESDAY)) == []
    row = rows_of(local_hospital.store, "trail_of_site", site=SITE, after=0, until=10**9, most=10**6)[-1]
    assert row["act"] == "made a key of the trail's heads"
    assert str(our_keys(SITE)[0]) in row["detail"]


def test_the_key_is_its_owners_alone_and_never_written_over(key: Path):
    assert key.stat().st_mode & 0o777 == 0o600
    assert key.parent.stat().st_mode & 0o777 == 0o700
    assert key.read_text().startswith("-----BEGIN PRIVATE KEY-----")
    with pytest.raises(Refused, match="never written over"):
        make_key(key, None)


def test_a_key_that_others_may_read_signs_nothing_and_says_so(local_hospital: Hospital, key: Path):
    key.chmod(0o640)
    with pytest.raises(Refused, match="may be read by others"):
        head_keys.signers(SITE)
    assert "may be read by others" in head_keys.key_trouble()
    assert heads.head_on_paper(local_hospital.store, SITE, TUESDAY).note == "", "a letter does not wait for it"


@pytest.mark.parametrize("text, said", [("words", "not a private key"), ("", "not a private key")])
def test_a_key_file_that_holds_none_is_a_sentence(key: Path, text: str, said: str):
    key.write_text(text)
    assert said in head_keys.key_trouble()


def test_a_key_of_another_kind_is_a_sentence(key: Path):
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key.write_bytes(
        generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    assert "a key of another kind" in head_keys.key_trouble()


def test_the_key_does_not_lie_beside_the_store(tmp_path: Path):
    with pytest.raises(Refused, match="may not lie beside the store"):
        make_key(tmp_path / "head.key", tmp_path / "line.db")


def test_the_key_is_in_no_backup(local_hospital: Hospital, key: Path, tmp_path: Path):
    assert isinstance(local_hospital.store, SqliteStore)
    copy_store(local_hospital.store, tmp_path / "copy.db")
    secret = key.read_text().splitlines()[1].encode()
    assert secret not in (tmp_path / "copy.db").read_bytes()


def test_the_head_is_left_every_hour_and_after_a_thousand_rows(
    local_hospital: Hospital, audit: Path, monkeypatch: pytest.MonkeyPatch
):
    assert leave(local_hospital, TUESDAY, audit) == [str(audit)]
    assert leave(local_hospital, TUESDAY + 59 * MINUTE, audit) == []
    assert leave(local_hospital, TUESDAY + 60 * MINUTE, audit) == [str(audit)]
    monkeypatch.setattr(head_places, "EVERY_ROWS", 3)
    for number in range(3):
        assert leave(local_hospital, TUESDAY + 61 * MINUTE, audit) == []
        local_hospital.call(TUESDAY + 61 * MINUTE, number=f"07700 90011{number}")
    assert leave(local_hospital, TUESDAY + 61 * MINUTE, audit) == [str(audit)]
    assert head_places.EVERY_ROWS == 3


def test_without_a_key_what_is_left_is_one_line_that_still_proves(local_hospital: Hospital, audit: Path):
    leave(local_hospital, TUESDAY, audit)
    head = heads.head_of(local_hospital.store, SITE, TUESDAY)
    assert (audit / "heads.log").read_text().strip() == f"{SITE} {head.seq}:{head.hash} 2026-08-04T13:00:00Z"
    proof = against(local_hospital, audit)
    assert (proof.proved, proof.signed, proof.unsigned) == (True, 0, 1)


def test_a_folder_that_is_not_there_keeps_no_other_waiting_and_is_not_made(local_hospital: Hospital, audit: Path):
    gone = audit.parent / "absent"  # tried first
    with pytest.raises(Refused, match=r"absent/heads\.log: No such file"):
        leave(local_hospital, TUESDAY, gone, audit)
    assert not gone.exists()
    assert (audit / "heads.log").exists()


def test_a_place_that_got_no_head_for_two_hours_is_a_flag_until_it_gets_one(hospital: Hospital, audit: Path):
    gone = audit.parent / "unmounted"
    settings = Settings(heads_to=(str(gone),), backup_within_hours=0)

    def flags(at: object) -> list[str]:
        head_places.know_places(hospital.store, SITE, TUESDAY, settings)
        look_ahead(By(hospital.store, worker(hospital), at), settings, "a screen")  # type: ignore[arg-type]
        found = open_site_flags(hospital.store, hospital["admin"])
        return [f.words for f in found if f.kind is ChaserKind.HEAD]

    assert flags(TUESDAY + 2 * HOUR - MINUTE) == []
    (words,) = flags(TUESDAY + 2 * HOUR)
    assert words == f"The head of the trail was not left in {gone} since 14:00. Does a worker run?"
    gone.mkdir()
    leave(hospital, TUESDAY + 2 * HOUR + MINUTE, gone)
    assert flags(TUESDAY + 2 * HOUR + 2 * MINUTE) == []


def test_a_head_is_mailed_in_an_act_of_its_own(hospital: Hospital, key: Path, tmp_path: Path):
    head = heads.head_of(hospital.store, SITE, TUESDAY)
    assert leave(hospital, TUESDAY, "auditor@example.nhs.uk") == ["auditor@example.nhs.uk"]
    (row,) = rows_of(hospital.store, "outbox_newest", site=SITE, most=10)
    assert row["recipient"] == "auditor@example.nhs.uk"
    mail = row_of(hospital.store, "outbox_by_id", id=row["id"])
    assert mail is not None
    saved = tmp_path / "head.eml"
    saved.write_text(mail["source"])
    proof = against(hospital, saved)
    assert proof.proved
    assert proof.through is not None
    assert proof.signed == 1
    newest = rows_of(hospital.store, "trail_of_site", site=SITE, after=head.seq, until=10**9, most=10)
    assert "mailed the trail's head" in [r["act"] for r in newest]
    assert leave(hospital, TUESDAY + 59 * MINUTE, "auditor@example.nhs.uk") == []


def test_a_folder_of_backups_logs_and_letters_is_read_whole(local_hospital: Hospital, audit: Path, key: Path):
    assert isinstance(local_hospital.store, SqliteStore)
    leave(local_hospital, TUESDAY, audit)
    copy_store(local_hospital.store, audit / "backup.db")
    (audit / "letter.txt").write_text(heads.head_on_paper(local_hospital.store, SITE, TUESDAY).text)
    (audit / "photo.jpg").write_bytes(bytes(range(256)) * 10)
    proof = against(local_hospital, audit)
    assert (proof.proved, proof.signed, proof.unsigned) == (True, 2, 2)
    other = shutil.copy(local_hospital.folder / "line.db", audit.parent / "other.db")
    shutil.copy(f"{local_hospital.folder / 'line.db'}-wal", f"{other}-wal")
    elsewhere = Hospital(open_store(Path(other), TUESDAY), local_hospital.people, local_hospital.folder)
    reseal(elsewhere)
    assert not against(elsewhere, audit).proved
    elsewhere.store.close()


def test_a_key_of_another_user_of_the_machine_is_not_used(key: Path, monkeypatch: pytest.MonkeyPatch):
    other = key.stat().st_uid + 4711
    monkeypatch.setattr("os.geteuid", lambda: other)
    assert "belongs to another user" in head_keys.key_trouble()


def test_a_log_that_was_cut_off_goes_on_in_a_line_of_its_own(local_hospital: Hospital, audit: Path, key: Path):
    leave(local_hospital, TUESDAY, audit)
    log = audit / "heads.log"
    log.write_bytes(log.read_bytes()[:-30])
    leave(local_hospital, TUESDAY + HOUR, audit)
    kept = witnesses.kept_at(str(audit))
    assert [head.at for head in kept.heads] == [TUESDAY + HOUR]
    assert [one.where for one in kept.unread] == [f"{log}:2"]
    assert against(local_hospital, audit).proved


def test_a_head_of_a_site_whose_trail_is_gone_is_a_fault(local_hospital: Hospital, audit: Path):
    leave(local_hospital, TUESDAY, audit)
    log = audit / "heads.log"
    log.write_text(log.read_text().replace(SITE, "RXX01"))
    assert "whose trail is not in this store" in against(local_hospital, audit).fault


def test_one_head_by_a_stranger_among_ours_reaches_no_further_and_is_not_passed_over(
    local_hospital: Hospital, audit: Path, key: Path
):
    leave(local_hospital, TUESDAY, audit)
    ours = heads.head_of(local_hospital.store, SITE, TUESDAY).seq
    vkey = str(our_keys(SITE)[0])
    key.unlink()
    make_key(key, None)
    local_hospital.call(TUESDAY + HOUR)
    leave(local_hospital, TUESDAY + HOUR, audit)
    proof = against(local_hospital, audit, vkey)
    assert proof.through is not None
    assert (proof.through.seq, proof.signed, proof.unknown, proof.proved) == (ours, 1, 1, False)


def test_one_worker_at_a_time_leaves_a_head(local_hospital: Hospital, audit: Path):
    taken = take_lease(local_hospital.store, f"head {SITE} {audit}", "another worker", TUESDAY, MINUTE)
    assert (taken, leave(local_hospital, TUESDAY, audit)) == (True, [])
    assert leave(local_hospital, TUESDAY + 2 * MINUTE, audit) == [str(audit)]
