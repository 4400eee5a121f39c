"""Every record an act writes is vouched for by its trail row; what none vouches for is not written."""

import json
import re
from typing import Any

import pytest

from advice_line.instants import to_text
from advice_line.problems import Unvouched
from advice_line.shipped import shipped_file
from advice_line.store import Store
from advice_line.store.records import digest, encoder, ranges, shape_of, to_json
from advice_line.store.schema import NOT_COLLECTED, collected
from advice_line.usecases.rotas.publishing import extend_rosters
from advice_line.usecases.usecase import By
from tests.hospital import TUESDAY, Hospital
from tests.rows import rows_of
from tests.store.test_trail import append_in_transaction, entry

NOTE = {"desk": "cardiology", "words": "ring 2044", "account": 1, "at": to_text(TUESDAY), "until": to_text(TUESDAY)}


def newest(store: Store) -> dict[str, Any]:
    (head,) = rows_of(store, "chain_heads")
    (row,) = rows_of(store, "trail_of_site", site=head["site"], after=head["seq"] - 1, until=head["seq"], most=1)
    return row


def write_a_note(store: Store, key: str) -> None:
    with store.transaction():
        store.run("add_note", **NOTE, key=key)


def test_an_act_vouches_for_every_record_it_wrote(hospital: Hospital):
    enquiry = hospital.call(number="07700 900111")
    row = newest(hospital.store)
    flag = rows_of(hospital.store, "flags_of", enquiry=enquiry)[0]["id"]
    assert json.loads(row["records"]) == {"enquiry": [enquiry], "flag": [flag]}
    assert re.fullmatch("[0-9a-f]{64}", row["digest"])


def test_a_publication_of_thousands_of_shifts_names_them_in_few_words(hospital: Hospital):
    published = next(
        row
        for row in rows_of(hospital.store, "trail_of_site", site="RRV03", after=0, until=99, most=99)
        if row["act"] == "published a rota"
    )
    records = json.loads(published["records"])
    (shifts,) = records["shift"]
    assert shifts[1] - shifts[0] > 800
    assert {"publication", "contact", "duty", "publication_clinician", "publication_extent"} < records.keys()
    assert len(published["records"]) < 1000


def test_an_act_that_writes_no_record_vouches_for_none(hospital: Hospital):
    append_in_transaction(hospital.store, "a reading")
    row = newest(hospital.store)
    assert (row["records"], row["digest"]) == ("{}", "")


def test_a_record_without_a_trail_row_is_refused_and_not_written(hospital: Hospital):
    with pytest.raises(Unvouched, match="“desk_note” has no row in the trail"):
        write_a_note(hospital.store, "n1")
    assert hospital.store.select("SELECT count(*) FROM desk_note") == [(0,)]
    hospital.call()
    assert set(json.loads(newest(hospital.store)["records"])) == {"enquiry"}


def test_a_record_written_after_its_trail_row_is_refused(hospital: Hospital):
    def act() -> None:
        from advice_line.store import trail

        with hospital.store.transaction():
            trail.append(hospital.store, entry("early"))
            hospital.store.run("add_note", **NOTE, key="late")

    with pytest.raises(Unvouched):
        act()


def test_no_record_is_written_outside_a_transaction(hospital: Hospital):
    with pytest.raises(Unvouched):
        hospital.store.run("add_note", **NOTE, key="n1")
    with pytest.raises(Unvouched):
        hospital.store.many("add_note", [NOTE | {"key": "n1"}])


def test_what_another_tool_wrote_is_not_vouched_for_by_the_next_act(hospital: Hospital):
    hospital.store.connection.execute(  # type: ignore[attr-defined]
        "INSERT INTO desk_note (desk, words, account, at, until, key) VALUES ('renal', 'x', 1, 'x', 'x', 'smuggled')"
    )
    hospital.call()
    assert set(json.loads(newest(hospital.store)["records"])) == {"enquiry"}


def test_a_rota_written_out_further_is_vouched_for(hospital: Hospital):
    extend_rosters(By(hospital.store, hospital["ruth"], TUESDAY.replace(year=2027)))
    assert {"shift", "publication_extent"} <= json.loads(newest(hospital.store)["records"]).keys()


def test_every_append_only_table_is_vouched_for_or_named_with_why(store: Store):
    said = set(re.findall(r"^-- append-only: (\w+) by", shipped_file("schema.sql").read_text("utf-8"), re.MULTILINE))
    assert set(collected()) | set(NOT_COLLECTED) == said
    assert all(NOT_COLLECTED.values())
    for table in collected():
        assert shape_of(store, table).columns


@pytest.mark.parametrize("table", collected())
def test_a_new_row_of_each_table_is_noted_until_it_is_vouched_for(local_hospital: Hospital, table: str):
    """On the connection itself, whatever a use-case does or forgets."""
    with local_hospital.store.transaction():
        found = local_hospital.store.select(
            "SELECT tbl_name FROM sqlite_temp_schema WHERE type = 'trigger' AND tbl_name = ?", table
        )
    assert found == [(table,)]


def test_a_column_that_a_later_version_adds_changes_no_digest(hospital: Hospital):
    shape = shape_of(hospital.store, "desk_note")
    wider = type(shape)(shape.table, shape.key, (*shape.columns, "later"), (*shape.defaults, ""))
    row = ("desk_note", 1, "cardiology", "ring 2044", 1, "at", "until", "key")
    assert wider.trimmed((*row, "")) == shape.trimmed(row) == row
    assert wider.trimmed((*row, "changed")) != row


def test_the_canonical_rows_keep_types_apart_and_columns_in_their_places():
    rows: list[list[tuple[Any, ...]]] = [
        [("note", 1, "a", "b")],
        [("note", 1, "a", "b,c")],
        [("note", 1, "ab", "")],
        [("note", "1", "a", "b")],
        [("note", 1, None, "b")],
        [("note", 1, "None", "b")],
        [("note", 1, b"a", "b")],
        [("note", 1), ("a", "b")],
    ]
    assert len({digest("00" * 32, found) for found in rows}) == len(rows)
    assert digest("00" * 32, rows[0]) != digest("01" * 32, rows[0])


def test_many_rows_are_encoded_as_one_by_one():
    rows = [("advice", 1, None, "Start a “DOAC”\n\x1f/\u2028", b"\0"), ("flag", -2, "é")]
    assert encoder()(rows) == to_json(rows)


def test_numbers_become_runs():
    assert list(ranges([1, 2, 3, 5, 7, 8])) == [(1, 3), (5, 5), (7, 8)]
    assert list(ranges([])) == []
