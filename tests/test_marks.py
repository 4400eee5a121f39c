"""Tests bear the marks by which ``make quick`` leaves them out."""

from pathlib import Path

import pytest

from advice_line.store import Store
from tests.hospital import Hospital
from tests.marks import FAULTS, SLOW, slow_first


def test_what_needs_postgres_is_marked_and_nothing_else(hospital: Hospital, request: pytest.FixtureRequest):
    assert ("postgres" in request.keywords) == (hospital.store.engine == "postgres")


def test_so_is_what_needs_an_empty_store_on_it(store: Store, request: pytest.FixtureRequest):
    assert ("postgres" in request.keywords) == (store.engine == "postgres")


def test_what_names_the_server_itself_is_marked(postgres_url: str, request: pytest.FixtureRequest):
    assert "postgres" in request.keywords


@pytest.mark.parametrize("name", sorted({*FAULTS, *SLOW}))
def test_every_file_that_is_marked_whole_is_there(name: str):
    assert (Path(__file__).parent / name).is_file()


@pytest.mark.parametrize("slow", [0, 1, 3, 9, 40])
@pytest.mark.parametrize("quick", [0, 1, 30, 31])
@pytest.mark.parametrize("workers", [1, 2, 4])
def test_no_test_is_lost_or_run_twice_by_the_order(slow: int, quick: int, workers: int):
    ordered = slow_first(range(slow), range(slow, slow + quick), workers)
    assert sorted(ordered) == list(range(slow + quick))


def test_every_worker_begins_with_its_part_of_the_slow_tests():
    ordered = slow_first(["S1", "S2", "S3", "S4", "S5"], [f"q{n}" for n in range(8)], 4)
    shares = [ordered[:3], ordered[3:6], ordered[6:9], ordered[9:]]  # as worksteal hands them out
    assert shares == [["S1", "S5", "q0"], ["S2", "q1", "q2"], ["S3", "q3", "q4"], ["S4", "q5", "q6", "q7"]]
