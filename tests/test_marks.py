"""Tests bear the marks by which ``make quick`` leaves them out."""

from pathlib import Path

import pytest

from advice_line.store import Store
from tests.hospital import Hospital
from tests.marks import FAULTS, SLOW


def test_what_needs_postgres_is_marked_and_nothing_else(hospital: Hospital, request: pytest.FixtureRequest):
    assert ("postgres" in request.keywords) == (hospital.store.engine == "postgres")


def test_so_is_what_needs_an_empty_store_on_it(store: Store, request: pytest.FixtureRequest):
    assert ("postgres" in request.keywords) == (store.engine == "postgres")


def test_what_names_the_server_itself_is_marked(postgres_url: str, request: pytest.FixtureRequest):
    assert "postgres" in request.keywords


@pytest.mark.parametrize("name", sorted({*FAULTS, *SLOW}))
def test_every_file_that_is_marked_whole_is_there(name: str):
    assert (Path(__file__).parent / name).is_file()
