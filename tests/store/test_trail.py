import json

import pytest

from advice_line.problems import StoreTrouble
from advice_line.store import Store, trail
from advice_line.store.trail import TrailEntry
from advice_line.store.verdicts import verdicts
from tests.hospital import TUESDAY, Hospital
from tests.rows import rows_of


def entry(key: str, words: str = "x") -> TrailEntry:
    return TrailEntry("RRV03", TUESDAY, "sam", "operator", "took a call", "enquiry", "1", key, {"words": words})


def append_in_transaction(store: Store, key: str) -> None:
    with store.transaction():
        trail.append(store, entry(key))


def tamper(store: Store, statement: str) -> None:
    """Changes a row as an intruder with the file would: past the triggers."""
    if store.engine == "sqlite":
        store.connection.execute("DROP TRIGGER IF EXISTS trail_no_update")  # type: ignore[attr-defined]
        store.connection.execute("DROP TRIGGER IF EXISTS trail_no_delete")  # type: ignore[attr-defined]
    else:
        store.connection.execute("ALTER TABLE trail DISABLE TRIGGER USER")  # type: ignore[attr-defined]
    store.connection.execute(statement)  # type: ignore[attr-defined]


def test_rows_follow_each_other_from_the_first(hospital: Hospital):
    (verdict,) = verdicts(hospital.store)
    assert verdict.broken_at is None
    assert verdict.rows > 8


def test_it_is_verified_in_batches_of_any_size(hospital: Hospital):
    assert list(verdicts(hospital.store, 1)) == list(verdicts(hospital.store, 5000))


@pytest.mark.parametrize(
    "statement, row, why",
    [
        ("UPDATE trail SET who = 'jo' WHERE seq = 3", 3, "does not match its seal"),
        ("UPDATE trail SET detail = '{}' WHERE seq = 4", 4, "does not match its seal"),
        ("DELETE FROM trail WHERE seq = 5", 5, "is missing"),
        ("DELETE FROM trail WHERE seq > 6", 7, "has been cut off"),
        ("UPDATE trail SET hash = previous WHERE seq = 2", 2, "does not match its seal"),
    ],
)
def test_any_change_is_found_with_its_row(hospital: Hospital, statement: str, row: int, why: str):
    tamper(hospital.store, statement)
    verdict, *_ = verdicts(hospital.store)
    assert (verdict.broken_at, why in verdict.why) == (row, True)


def test_a_head_that_names_another_last_row_is_found(hospital: Hospital):
    tamper(hospital.store, f"UPDATE chain SET hash = '{'f' * 64}'")
    verdict, *_ = verdicts(hospital.store)
    assert verdict.broken_at is not None


@pytest.mark.parametrize("changed", [{"who": "jo"}, {"act": "did nothing"}, {"previous": "0" * 64}])
def test_a_forger_who_seals_the_changed_row_again_is_given_away_by_its_neighbour(
    hospital: Hospital, changed: dict[str, str]
):
    store = hospital.store
    (row,) = [r for r in rows_of(store, "trail_of_site", site="RRV03", after=0, until=100, most=100) if r["seq"] == 5]
    forged = row | changed
    pairs = changed | {"hash": trail.seal(forged)}
    tamper(store, f"UPDATE trail SET {', '.join(f'{k} = {v!r}' for k, v in pairs.items())} WHERE seq = 5")
    verdict, *_ = verdicts(store)
    assert verdict.broken_at in (5, 6)


def test_it_is_append_only(hospital: Hospital):
    for statement in ("UPDATE trail SET who = 'jo'", "DELETE FROM trail"):
        with pytest.raises(Exception, match="append-only"):
            hospital.store.connection.execute(statement)  # type: ignore[attr-defined]


def test_a_key_is_used_once(hospital: Hospital):
    with hospital.store.transaction():
        trail.append(hospital.store, entry("same"))
    with pytest.raises(StoreTrouble):
        append_in_transaction(hospital.store, "same")
    assert next(verdicts(hospital.store)).broken_at is None


def test_the_seal_is_the_hash_of_the_row_as_json(hospital: Hospital):
    import hashlib

    row = rows_of(hospital.store, "trail_of_site", site="RRV03", after=0, until=1, most=1)[0]
    what = ["site", "seq", "at", "who", "role", "act", "subject_kind", "subject", "detail", "key"]
    columns = [row[column] for column in (*what, "records", "digest")]
    text = json.dumps([*columns, "0" * 64], ensure_ascii=False, separators=(",", ":"))
    assert row["hash"] == hashlib.sha256(text.encode()).hexdigest()


def test_a_failed_act_leaves_no_row_and_no_hole(hospital: Hospital):
    before = next(verdicts(hospital.store)).rows
    with pytest.raises(RuntimeError):
        append_and_fail(hospital.store)
    assert next(verdicts(hospital.store)).rows == before
    assert next(verdicts(hospital.store)).broken_at is None


def append_and_fail(store: Store) -> None:
    with store.transaction():
        trail.append(store, entry("half"))
        raise RuntimeError


APPEND_ONLY = (
    "publication",
    "publication_clinician",
    "contact",
    "duty",
    "shift",
    "enquiry",
    "attempt",
    "attempt_result",
    "advice",
    "flag",
)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_records_are_never_changed_or_deleted(hospital: Hospital, table: str):
    enquiry = hospital.connected("bevan")
    hospital.record(enquiry, "bevan", TUESDAY)
    hospital.call(number="07700 900111")
    cursor = hospital.store.connection.execute(f"SELECT * FROM {table}")  # type: ignore[attr-defined]
    column = cursor.description[0][0]
    assert cursor.fetchall()
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET {column} = {column}"):
        with pytest.raises(Exception, match="append-only"):
            hospital.store.connection.execute(statement)  # type: ignore[attr-defined]


def test_replacing_a_row_does_not_slip_past(local_hospital: Hospital):
    enquiry = local_hospital.connected("bevan")
    with pytest.raises(Exception, match="append-only"):
        local_hospital.store.connection.execute(  # type: ignore[attr-defined]
            "INSERT OR REPLACE INTO attempt_result SELECT attempt, 'no answer', at, account FROM attempt_result"
        )
    assert rows_of(local_hospital.store, "attempts_of", enquiry=enquiry)[0]["result"] == "answered"
