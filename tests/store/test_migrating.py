"""A store of an older version with records in it, brought to today's tables on either engine."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from advice_line.store import Store
from advice_line.store.opening import bring_up, migrations
from advice_line.store.postgres import PostgresStore
from advice_line.store.sqlite import SqliteStore
from advice_line.store.values.people import Account, KeptSession
from advice_line.store.verifying import check
from advice_line.usecases.installation.demo_mark import is_demo
from tests.hospital import TUESDAY
from tests.rows import row_of, rows_of

OLDER = Path(__file__).parent / "older"
AT = "'2026-08-04T13:00:00.000Z'"
RECORDS = f"""
INSERT INTO site VALUES ('RRV03', 'Exampleton', 'Europe/London');
INSERT INTO chain VALUES ('RRV03', 0, '{"0" * 64}');
INSERT INTO clinician (id, gmc, name, grade) VALUES (1, '7012345', 'Dr Okafor', 'registrar');
INSERT INTO account (id, username, name, role, site, clinician, password_hash, disabled, failures, created_at)
VALUES (1, 'okafor', 'Dr Okafor', 'registrar', 'RRV03', 1, '!', 0, 0, {AT});
INSERT INTO desk
VALUES ('acute-medicine', 'RRV03', 'Acute', '326', 'Europe/London', 'a@example.nhs.uk', 24, 1);
INSERT INTO desk_setting (desk, name, value, at, account, key)
VALUES ('acute-medicine', 'stale_after_days', '3', {AT}, 1, 'k1');
INSERT INTO desk_setting (desk, name, value, at, account, key)
VALUES ('acute-medicine', 'stale_after_days', '5', {AT}, 1, 'k2');
INSERT INTO enquiry (id, site, desk, channel, arrived_at, account, caller_name, caller_role, caller_number,
  caller_extension, from_listed, urgency, patient, key)
VALUES (1, 'RRV03', 'acute-medicine', 'phone', {AT}, 1, 'Dr Gill', 'GP', '01632 960001', '', 1, 'now', 'not asked',
  'e1');
INSERT INTO advice (id, enquiry, version, amends_because, account, adviser, written_at, late, patient_kind,
  seen_by_caller, seen_by_adviser, relied_on, situation, background, assessment, request, medicines, allergies,
  advice, doses, uncertainty, would_change, outcome, actions, safety_net, review, responsible, responsibility_agreed,
  discussed_with, patient_agreed, recording, key)
VALUES (1, 1, 1, '', 1, 1, {AT}, 0, 'not known', 'yes', 0, 'results', 'Palpitations', 'b', 'a', 'r', 'm', 'none',
  'Start a DOAC', 'none given', 'none', 'none', 'other', 'none', 'none', 'none', 'p', 1, '', '', '', 'a1');
INSERT INTO flag (id, enquiry, kind, cause, raised_at, desk, owner)
VALUES (1, 1, 'unseen, not countersigned', 'advice 1', {AT}, 'acute-medicine', 'supervisor');
INSERT INTO flag (id, enquiry, kind, cause, raised_at, desk, owner)
VALUES (2, 1, 'late entry', 'advice 1', {AT}, 'acute-medicine', 'adviser');
INSERT INTO flag_settlement VALUES (2, {AT}, 1, 'seen');
"""
ADDRESSES = f"""
INSERT INTO site VALUES ('RRV03', 'Exampleton', 'Europe/London');
INSERT INTO account (id, username, name, role, site, clinician, password_hash, disabled, failures, created_at)
VALUES (1, 'ruth', 'Ruth', 'manager', 'RRV03', NULL, '!', 0, 0, {AT});
INSERT INTO practice (code, name, search_name, address, postcode, telephone, commissioner, status, seen_at)
VALUES ('V90001', 'Ashwell', 'ashwell', '1 High Street', 'EX1 1AA', '01632 960101', 'QXX', 'A', {AT});
INSERT INTO practice_address (address, practice, at, account, key)
VALUES ('reception@ashwell.example.nhs.uk', 'V90001', {AT}, 1, 'k1');
"""


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store without a table, on each engine in turn."""
    if request.param == "sqlite":
        (tmp_path / "older.db").touch()
        store: Store = SqliteStore(tmp_path / "older.db")
    else:
        postgres = PostgresStore(request.getfixturevalue("postgres_url"))
        postgres.connection.execute("DROP SCHEMA public CASCADE")
        postgres.connection.execute("CREATE SCHEMA public")
        store = postgres
    yield store
    store.close()


def older(store: Store, version: int, records: str) -> Store:
    """The store as that version made it, with records, brought to today's."""
    with store.transaction():
        store.script((OLDER / f"schema_{version:04}.sql").read_text("utf-8"))
        store.script(f"INSERT INTO schema_version VALUES ({version}, {AT}, '0.1');\n{records}")
        store.run("forget_unvouched")  # an older program collected nothing
    bring_up(store, TUESDAY, migrations())
    return store


def test_records_of_the_second_version_are_whole(empty: Store):
    second = older(empty, 2, RECORDS)
    assert [row["value"] for row in rows_of(second, "desk_settings")] == ["5"]
    assert [row["id"] for row in rows_of(second, "open_flags", site="RRV03")] == [1]
    words = '{words} : ("doac"*)' if second.engine == "sqlite" else "doac:*"
    found = rows_of(second, f"advice_with_words_{second.engine}", words=words, desks=",acute-medicine,", most=5)
    assert [row["id"] for row in found] == [1]
    (version,) = rows_of(second, "advice_versions", enquiry=1)
    assert (version["advice"], version["pregnancy"]) == ("Start a DOAC", "")
    second.script(
        "INSERT INTO desk_setting (desk, name, value, at, account, key)"
        " VALUES ('acute-medicine', 'countersign_hours', '4', 'x', 1, 'k3');\n"
    )
    assert len(rows_of(second, "desk_settings")) == 2


def test_letters_still_go_where_the_third_version_had_them_go(empty: Store):
    third = older(empty, 3, ADDRESSES)
    row = row_of(third, "address_of_practice", practice="V90001")
    assert row is not None
    assert row["address"] == "reception@ashwell.example.nhs.uk"


def test_a_store_of_the_fourth_version_is_no_demonstration_and_its_addresses_ask_nobody(empty: Store):
    fourth = older(empty, 4, ADDRESSES)
    assert not is_demo(fourth)
    row = row_of(fourth, "address_of_practice", practice="V90001")
    assert row is not None
    assert row["since"] == AT.strip("'")


def test_a_store_of_the_fourth_version_remembers_where_heads_are_left(empty: Store):
    fourth = older(empty, 4, "INSERT INTO site VALUES ('RRV03', 'Exampleton', 'Europe/London');")
    with fourth.transaction():
        fourth.run("know_head_place", site="RRV03", place="/mnt/audit", at="2026-08-04T13:00:00.000Z")
        fourth.run("know_head_place", site="RRV03", place="/mnt/audit", at="2026-08-04T14:00:00.000Z")
    (row,) = rows_of(fourth, "head_places", site="RRV03")
    assert (row["seq"], row["at"]) == (0, "2026-08-04T13:00:00.000Z")


def test_what_was_there_before_is_sealed_once_by_a_row_that_says_so(empty: Store):
    brought = older(empty, 2, RECORDS)
    bring_up(brought, TUESDAY, migrations())
    (row,) = rows_of(brought, "trail_of_site", site="RRV03", after=0, until=99, most=99)
    assert row["act"] == "sealed what was there before"
    assert json.loads(row["records"]) == {
        "advice": [1],
        "desk_setting": [[1, 2]],
        "enquiry": [1],
        "flag": [[1, 2]],
        "flag_settlement": [2],
    }
    assert json.loads(row["detail"])["rows"]["flag"] == 2


@pytest.mark.parametrize("version", [2, 3, 4])
def test_a_store_of_any_version_comes_up_whole_with_its_tables_and_triggers(empty: Store, version: int):
    assert check(older(empty, version, RECORDS)).faults == ()


def test_after_the_sixth_version_everybody_signs_in_again_and_the_worker_is_a_job(empty: Store):
    records = f"""
INSERT INTO site VALUES ('RRV03', 'Exampleton', 'Europe/London');
INSERT INTO account (id, username, name, role, site, clinician, password_hash, disabled, failures, created_at)
VALUES (1, 'sam', 'Sam', 'operator', 'RRV03', NULL, 'x', 0, 3, {AT});
INSERT INTO account (id, username, name, role, site, clinician, password_hash, disabled, failures, created_at)
VALUES (2, 'worker-rrv03', 'Advice Line', 'operator', 'RRV03', NULL, '!', 1, 0, {AT});
INSERT INTO session VALUES ('a hash', 1, {AT}, '2099-01-01T00:00:00.000Z');
"""
    fourth = older(empty, 4, records)
    assert fourth.one(KeptSession, "session_by_hash", token_hash="a hash") is None
    jobs = [fourth.one(Account, "account_by_id", id=number) for number in (1, 2)]
    assert [(row.username, row.job, row.generation) for row in jobs if row] == [
        ("sam", 0, 0),
        ("worker-rrv03", 1, 0),
    ]
