"""Whoever changes the store with a tool of their own is seen, whatever it was, and the row is named.

The intruder switches the triggers off, and puts them back as they were.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from advice_line.store import Store, create_store, trail
from advice_line.store.findings import Findings
from advice_line.store.verifying import check
from advice_line.usecases.advice.countersigning import countersign
from advice_line.usecases.usecase import By, Press
from tests.hospital import TUESDAY, Hospital, found_hospital
from tests.rows import rows_of

PAST = "2026-08-03T12:00:00.000Z"
NOTE = "INSERT INTO desk_note (desk, words, account, at, until, key) VALUES ('renal', 'ring 2044', 1, 'x', 'y', 'z')"
REFUSE_NOTHING = "() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"


def busy(store: Store, folder: Path) -> Hospital:
    """A hospital in which something was advised, countersigned and flagged."""
    hospital = found_hospital(store, folder)
    enquiry = hospital.connected("patel", number="07700 900111")
    advice = hospital.record(enquiry, "patel", TUESDAY + timedelta(minutes=5))
    countersign(By(store, hospital["bevan"], TUESDAY + timedelta(hours=1)), advice, "agreed", "", Press())
    hospital.connected("bevan")
    return hospital


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def line(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("tampering")
    if request.param == "sqlite":
        made: Store = create_store(folder / "line.db", TUESDAY, durable=False)
    else:
        from tests.conftest import _postgres_store

        made = _postgres_store(request.getfixturevalue("postgres_url"))
    busy(made, folder)
    yield made
    made.close()


@contextmanager
def intruder(store: Store) -> Iterator[Callable[..., None]]:
    """Runs statements past triggers and references; all of it is taken back in the end."""
    connection: Any = store.connection  # type: ignore[attr-defined]
    if store.engine == "sqlite":
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN")
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()

        def run(*statements: str) -> None:
            for name, _ in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                connection.execute(statement)
            for _, text in triggers:
                connection.execute(text)

        try:
            yield run
        finally:
            connection.execute("ROLLBACK")
            connection.execute("PRAGMA foreign_keys = ON")
        return
    connection.execute("BEGIN")
    connection.execute("SET LOCAL session_replication_role = replica")

    def run_on(*statements: str) -> None:
        for statement in statements:
            connection.execute(statement)

    try:
        yield run_on
    finally:
        connection.execute("ROLLBACK")


def said(found: Findings) -> str:
    return "\n".join(str(fault) for fault in found.faults)


def test_a_store_that_nobody_touched_is_whole(line: Store):
    found = check(line)
    assert (said(found), found.whole, found.more) == ("", True, 0)
    assert found.rows > 15
    assert found.records > 1500


@pytest.mark.parametrize("batch", [1, 3, 5000])
def test_it_is_read_in_batches_of_any_size(line: Store, batch: int):
    found = check(line, batch=batch)
    assert (found.faults, found.records) == ((), check(line).records)


TAMPERED = {
    "advice text": ("UPDATE advice SET advice = 'Stop the DOAC.'", "“recorded advice” wrote is not as it was"),
    "adviser": ("UPDATE advice SET adviser = 1", "“recorded advice” wrote is not as it was"),
    "patient of the advice": ("UPDATE advice SET nhs_number = '9990000026'", "“recorded advice” wrote is not"),
    "a blank made of a word": ("UPDATE advice SET review = ''", "“recorded advice” wrote is not as it was"),
    "a word made of a blank": ("UPDATE advice SET incident = 'INC 1'", "“recorded advice” wrote is not as it was"),
    "caller": ("UPDATE enquiry SET caller_number = '01632 960009' WHERE id = 1", "“took a call” wrote is not as it"),
    "when it came": ("UPDATE enquiry SET arrived_at = '2026-08-04T12:00:00.000Z' WHERE id = 1", "“took a call”"),
    "attempt's result": ("UPDATE attempt_result SET result = 'no answer' WHERE attempt = 1", "result” wrote is not"),
    "who was dialled": ("UPDATE attempt SET clinician = 1 WHERE id = 1", "“dialled” wrote is not as it was"),
    "verdict": ("UPDATE countersign SET verdict = 'disagreed'", "“countersigned advice” wrote is not as it was"),
    "a past shift": (f"UPDATE shift SET clinician = 2 WHERE starts_at < '{PAST}'", "“published a rota” wrote is not"),
    "a shift moved": ("UPDATE shift SET id = 99999 WHERE id = 7", "“published a rota” wrote is gone: shift 7"),
    "published file": ("UPDATE publication SET source = source || '# ' WHERE id = 1", "does not have its SHA-256"),
    "contact": ("UPDATE contact SET value = '07700 900999' WHERE kind = 'phone'", "“published a rota” wrote is not"),
    "flag owner": ("UPDATE flag SET owner = 'manager' WHERE id = 1", "wrote is not as it was: "),
    "how a flag was settled": ("UPDATE flag_settlement SET how = 'x'", "wrote is not as it was: "),
    "two calls swapped": (
        "UPDATE enquiry SET caller_name = CASE id WHEN 1 THEN 'B' ELSE 'A' END, urgency = 'now'",
        "“took a call” wrote is not as it was",
    ),
    "countersign deleted": ("DELETE FROM countersign", "“countersigned advice” wrote is gone: countersign 1"),
    "advice deleted": ("DELETE FROM advice", "“recorded advice” wrote is gone: advice 1"),
    "countersign invented": (
        "INSERT INTO countersign (advice, account, at, verdict, words) VALUES (77, 1, 'x', 'agreed', '')",
        "countersign 2 is vouched for by no row of the trail",
    ),
    "row of a tool": (NOTE, "desk_note 1 is vouched for by no row of the trail"),
    "duty invented": (
        "INSERT INTO duty VALUES (1, 'ZZ', 'Ghost', '09:00', '17:00', 1, 1)",
        'duty [1,"ZZ"] is vouched for by no row of the trail',
    ),
    "tail cut": ("DELETE FROM trail WHERE seq > 10", "the end has been cut off"),
    "trail row changed": ("UPDATE trail SET who = 'jo' WHERE seq = 3", "broken at row 3: its content does not match"),
    "trail row deleted": ("DELETE FROM trail WHERE seq = 5", "broken at row 5: this row is missing"),
    "head": ("UPDATE chain SET hash = 'f'", "the head says"),
    "chain deleted": ("DELETE FROM chain", "RRV03: this site has no chain in the trail any more"),
    "row beyond the head": (
        "INSERT INTO trail SELECT site, 99, at, who, role, act, subject_kind, subject, detail, 'k', previous, hash,"
        " '{}', '' FROM trail WHERE seq = 1",
        "broken at row 99: it lies beyond the head",
    ),
    "head set back": ("UPDATE chain SET seq = seq - 1", "it lies beyond the head"),
    "second chain": (f"INSERT INTO chain VALUES ('RXX99', 0, '{'0' * 64}')", "RXX99: this chain is of no site"),
    "list of records changed": (
        "UPDATE trail SET records = '{}' WHERE act = 'recorded advice'",
        "its content does not match its seal",
    ),
    "digest removed": (
        "UPDATE trail SET digest = '' WHERE act = 'took a call'",
        "its content does not match its seal",
    ),
    "row before the first": (
        "INSERT INTO trail SELECT site, 0, at, who, role, act, subject_kind, subject, detail, 'k', previous, hash,"
        " '{}', '' FROM trail WHERE seq = 1",
        "broken at row 0: it lies before the first row",
    ),
    "head set back to nothing": ("UPDATE chain SET seq = 0", "this chain is empty"),
    "secret changed": (f"UPDATE trail_secret SET secret = '{'0' * 64}'", "“took a call” wrote is not as it was"),
    "secret that is none": ("UPDATE trail_secret SET secret = 'zz'", "the secret of this trail is gone or is none"),
    "secret deleted": ("DELETE FROM trail_secret", "the secret of this trail is gone"),
}


@pytest.mark.parametrize("attack", TAMPERED)
def test_it_is_seen(line: Store, attack: str):
    statement, words = TAMPERED[attack]
    with intruder(line) as run:
        run(statement)
        found = check(line)
    assert words in said(found)
    assert check(line).whole


def test_a_tail_cut_with_its_records_and_the_head_set_back_needs_a_witness(line: Store):
    """The records left behind give it away; where they are cut as well, only a head kept elsewhere does."""
    rows = rows_of(line, "trail_of_site", site="RRV03", after=0, until=1000, most=1000)
    last = rows[-1]["seq"]
    assert rows[-1]["act"] == "logged an attempt's result"
    with intruder(line) as run:
        run(f"DELETE FROM trail WHERE seq = {last}")
        run(f"UPDATE chain SET seq = {last - 1}, hash = '{rows[-2]['hash']}'")
        assert "attempt_result 2 is vouched for by no row of the trail" in said(check(line))
        for table in trail_records(rows[-1]):
            run(f"DELETE FROM {table} WHERE {table_key(table)} >= {trail_records(rows[-1])[table]}")
        assert check(line).whole
        assert any("--against" in words for words in check(line).not_checked)


def trail_records(row: dict[str, Any]) -> dict[str, int]:
    import json

    return {table: keys[0] for table, keys in json.loads(row["records"]).items()}


def table_key(table: str) -> str:
    from advice_line.store.schema import collected

    return collected()[table][0]


def reseal(store: Store, run: Callable[..., None], changed: dict[int, dict[str, str]]) -> None:
    """Writes the chain anew from its first row, with some columns changed; what a forger with time does."""
    previous = "0" * 64
    statements: list[str] = []
    for row in rows_of(store, "trail_of_site", site="RRV03", after=0, until=1000, most=1000):
        row |= {**changed.get(row["seq"], {}), "previous": previous}
        previous = trail.seal(row)
        values = {**changed.get(row["seq"], {}), "previous": row["previous"], "hash": previous}
        sets = ", ".join(f"{column} = '{value}'" for column, value in values.items())
        statements.append(f"UPDATE trail SET {sets} WHERE seq = {row['seq']}")
    run(*statements, f"UPDATE chain SET hash = '{previous}'")


def of_the_advice(store: Store) -> dict[str, Any]:
    rows = rows_of(store, "trail_of_site", site="RRV03", after=0, until=1000, most=1000)
    return next(row for row in rows if row["act"] == "recorded advice")


def test_a_forger_who_seals_everything_anew_without_the_secret_is_seen(line: Store):
    row = of_the_advice(line)
    with intruder(line) as run:
        run("UPDATE advice SET advice = 'Stop the DOAC.'")
        reseal(line, run, {row["seq"]: {"digest": "0" * 64}})
        assert "“recorded advice” wrote is not as it was" in said(check(line))


@pytest.mark.parametrize("records", ["", "{}"])
def test_a_forger_who_takes_the_records_out_of_the_trail_is_seen(line: Store, records: str):
    row = of_the_advice(line)
    with intruder(line) as run:
        reseal(line, run, {row["seq"]: {"records": records, "digest": ""}})
        assert "advice 1 is vouched for by no row of the trail" in said(check(line))


NO_LISTS = {
    "half": "{",
    "no tables": "[]",
    "a table that is not vouched for": '{"account":[1]}',
    "no number": '{"advice":["1"]}',
    "backwards": '{"advice":[[9,1]]}',
    "greater than any number": '{"advice":[99999999999999999999]}',
    "a run to nowhere": '{"advice":[[-99999999999999999999,-99999999999999999998]]}',
    "a key of no kind": '{"contact":[[1,{},[]]]}',
    "a key too great": '{"contact":[[1,1,99999999999999999999]]}',
    "half a character": '{"desk_note":[1],"duty":[[1,"\\ud800"]]}',
    "endlessly deep": "[" * 200_000,
}


@pytest.mark.parametrize("records", NO_LISTS.values(), ids=NO_LISTS)
def test_a_list_of_records_that_is_none_is_seen(line: Store, records: str):
    row = of_the_advice(line)
    with intruder(line) as run:
        reseal(line, run, {row["seq"]: {"records": records}})
        assert "its list of records cannot be read" in said(check(line))


def test_a_list_that_names_more_than_there_is_takes_no_time(line: Store):
    row = of_the_advice(line)
    with intruder(line) as run:
        reseal(line, run, {row["seq"]: {"records": '{"advice":[[1,900000000000]]}'}})
        assert "it vouches for 900000000000 records, and there are 1" in said(check(line))


def test_a_record_that_two_rows_vouch_for_is_seen(line: Store):
    row = of_the_advice(line)
    with intruder(line) as run:
        reseal(line, run, {row["seq"] - 1: {"records": row["records"], "digest": row["digest"]}})
        assert "advice 1 is vouched for twice" in said(check(line))


def test_a_forger_who_knows_the_secret_is_seen_only_by_a_witness(line: Store):
    """Whoever holds the whole store holds the secret too: nothing inside can show it, and verifying says so."""
    from advice_line.store.records import digest_of

    row, head = of_the_advice(line), rows_of(line, "chain_heads")[0]["hash"]
    with intruder(line) as run:
        run("UPDATE advice SET advice = 'Stop the DOAC.'")
        secret = rows_of(line, "trail_secret", site="RRV03")[0]["secret"]
        keys = {table: [key] for table, key in trail_records(row).items()}
        reseal(line, run, {row["seq"]: {"digest": digest_of(line, secret, keys)}})
        found = check(line)
        assert found.whole
        assert found.heads["RRV03"][1] != head, "a head that was kept elsewhere does not fit"


def test_the_trail_alone_confirms_no_guessed_patient(line: Store):
    """The same record under two secrets has two digests."""
    from advice_line.store.records import digest_of

    assert digest_of(line, "00" * 32, {"advice": [1]}) != digest_of(line, "01" * 32, {"advice": [1]})


STRUCTURE = {
    "sqlite": {
        "DROP TRIGGER advice_no_update": "the trigger advice_no_update is not there any more",
        "DROP INDEX flag_desk": "the index flag_desk is not there any more",
        "DROP TABLE tariff": "the table tariff is not there any more",
        "CREATE TABLE mine (id INTEGER)": "the table mine is not the program's own",
        "CREATE TRIGGER spy AFTER INSERT ON enquiry BEGIN SELECT 1; END": "the trigger spy is not the program's own",
        "CREATE VIEW look AS SELECT 1": "the view look is not the program's own",
        "ALTER TABLE advice ADD COLUMN note TEXT": "the table advice is not as the program makes it",
    },
    "postgres": {
        "ALTER TABLE advice DISABLE TRIGGER advice_keep": "the trigger advice_keep is switched off",
        "ALTER TABLE advice DISABLE TRIGGER advice_collect": "the trigger advice_collect is switched off",
        "DROP TRIGGER advice_keep ON advice": "the trigger advice_keep is not there any more",
        "DROP INDEX flag_desk": "the index flag_desk is not there any more",
        f"CREATE OR REPLACE FUNCTION advice_line_refuse{REFUSE_NOTHING}": (
            "the function advice_line_refuse is not as the program makes it"
        ),
    },
}


def test_tables_indexes_and_triggers_are_those_of_the_schema(line: Store):
    for statement, words in STRUCTURE[line.engine].items():
        connection: Any = line.connection  # type: ignore[attr-defined]
        connection.execute("BEGIN")
        connection.execute(statement)
        found = check(line)
        connection.execute("ROLLBACK")
        assert words in said(found), statement
    assert check(line).whole
