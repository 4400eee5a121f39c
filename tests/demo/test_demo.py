from datetime import UTC, datetime
from pathlib import Path

from advice_line.demo.hospital import A_TUESDAY, build_demo, demo_instant
from advice_line.demo.places import nhs_number
from advice_line.people import numbers
from advice_line.store import open_store
from advice_line.store.verdicts import verdicts
from tests.rows import rows_of


def heads(path: Path) -> list[dict[str, object]]:
    store = open_store(path, A_TUESDAY)
    rows = rows_of(store, "trail_of_site", site="RRV03", after=0, until=10**9, most=10**9)
    store.close()
    return [{k: row[k] for k in ("seq", "at", "who", "act", "subject", "detail") if "key" not in k} for row in rows]


def test_the_demo_is_believable_whole_and_the_same_from_its_seed(tmp_path: Path):
    people = build_demo(tmp_path / "a.db", A_TUESDAY, seed=3)
    build_demo(tmp_path / "b.db", A_TUESDAY, seed=3)
    assert [p.key for p in people] == ["1", "2", "3", "4"]

    def comparable(path: Path) -> list[dict[str, object]]:
        return [row for row in heads(path) if row["act"] not in ("imported practices",)]

    assert comparable(tmp_path / "a.db") == comparable(tmp_path / "b.db")
    store = open_store(tmp_path / "a.db", A_TUESDAY)
    assert next(verdicts(store)).broken_at is None
    counts = {
        table: store.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("desk", "practice", "clinician", "enquiry", "advice", "countersign")
    }
    results = {row[0] for row in store.connection.execute("SELECT DISTINCT result FROM attempt_result").fetchall()}
    flags = {row[0] for row in store.connection.execute("SELECT DISTINCT kind FROM flag").fetchall()}
    store.close()
    assert (counts["desk"], counts["practice"]) == (12, 60)
    assert counts["clinician"] >= 40
    assert counts["enquiry"] > 200
    assert 0 < counts["countersign"] < counts["advice"] < counts["enquiry"]
    assert {"answered", "no answer", "engaged"} <= results
    assert {"unseen, not countersigned", "connected, nothing recorded", "caller not verified"} <= flags


def test_outside_the_rotas_the_demo_opens_on_a_tuesday():
    assert demo_instant(datetime(2031, 1, 1, tzinfo=UTC)) == A_TUESDAY
    assert demo_instant(A_TUESDAY) == A_TUESDAY


def test_the_patients_are_of_the_range_that_is_never_issued():
    for n in range(0, 5000, 7):
        assert numbers.nhs_number(nhs_number(n)).startswith("999")
