from datetime import UTC, datetime

import pytest

from advice_line.enquiry.callers import is_from_listed, is_verified

NOON = datetime(2026, 8, 4, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    "practice, listed, known",
    [("V90001", {"V90001", "V90002"}, True), ("V90001", {"V90002"}, False), (None, {""}, False)],
)
def test_a_number_counts_where_the_chosen_practice_lists_it(practice: str | None, listed: set[str], known: bool):
    assert is_from_listed(practice, listed) is known


def test_a_caller_is_verified_by_the_number_or_by_being_rung_back():
    assert is_verified(True, None)
    assert is_verified(False, NOON)
    assert not is_verified(False, None)
