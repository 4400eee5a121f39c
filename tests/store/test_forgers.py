"""A forger with a tool and time: what he seals again fits together, and is seen all the same."""

import pytest

from advice_line.problems import StoreTrouble
from advice_line.store import trail
from advice_line.store.verifying import check
from advice_line.usecases.rotas.who_answers import add_note
from advice_line.usecases.usecase import By, Press
from tests.hospital import SITE, TUESDAY, Hospital
from tests.rows import rows_of
from tests.store.test_trail import tamper


def seal_again(hospital: Hospital, changed: range, **values: str) -> None:
    """Changes rows of the trail, and seals them and every row after them, and the head."""
    rows = rows_of(hospital.store, "trail_of_site", site=SITE, after=0, until=10**9, most=10**6)
    previous = rows[changed.start - 2]["hash"] if changed.start > 1 else trail.GENESIS
    for row in rows[changed.start - 1 :]:
        row |= {"previous": previous} | (values if row["seq"] in changed else {})
        previous = row["hash"] = trail.seal(row)
        pairs = ", ".join(f"{column} = '{row[column]}'" for column in ("previous", "hash", *values))
        tamper(hospital.store, f"UPDATE trail SET {pairs} WHERE seq = {row['seq']}")
    tamper(hospital.store, f"UPDATE chain SET hash = '{previous}'")


def test_a_row_that_no_longer_says_what_it_wrote_is_seen_though_the_record_is_gone_and_all_is_sealed_again(
    local_hospital: Hospital,
):
    """It would pass for a row from before records were vouched for, were it not for those before it."""
    hospital, store = local_hospital, local_hospital.store
    add_note(By(store, hospital["sam"], TUESDAY), "cardiology", "ring 2044", Press())
    hospital.call()
    (row,) = rows_of(store, "trail_of_subject", subject_kind="desk_note", subject="1")
    tamper(store, "DROP TRIGGER desk_note_no_delete")
    tamper(store, "DELETE FROM desk_note")
    seal_again(hospital, range(row["seq"], row["seq"] + 1), records="", digest="")
    said = [fault.words for fault in check(store).faults if fault.row == row["seq"]]
    assert said == ["it says nothing of its records, though rows before it do"]


def test_a_beginning_made_to_look_older_than_the_vouching_is_seen(local_hospital: Hospital):
    """A store that was brought up says so by the row that sealed what it held; this one has no such row."""
    seal_again(local_hospital, range(1, 7), records="", digest="")
    said = [fault.words for fault in check(local_hospital.store).faults if fault.row == 7]
    assert said == ["rows before it say nothing of their records, and it is not the row that seals them"]


def test_a_row_put_beyond_the_head_stops_the_writing_and_says_what_to_do(local_hospital: Hospital):
    """What is written after it could never be told from what the forger put there."""
    tamper(
        local_hospital.store,
        "INSERT INTO trail (site, seq, at, who, role, act, subject_kind, subject, detail, key, records, digest,"
        " previous, hash) SELECT site, seq + 500, at, who, role, act, subject_kind, subject, detail, 'forged',"
        " '{}', '', previous, hash FROM trail WHERE seq = 2",
    )
    with pytest.raises(StoreTrouble, match=r"row 502 of the trail of RRV03 lies beyond its head.*trail verify"):
        local_hospital.call()
    assert rows_of(local_hospital.store, "enquiries_waiting", site=SITE) == []
