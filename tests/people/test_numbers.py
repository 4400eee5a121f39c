from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice_line.people.numbers import birth_date, group_nhs_number, nhs_number, registration_number

TODAY = date(2026, 8, 4)


@pytest.mark.parametrize("number", ["9990000018", "999 000 0026", "999-000-0034", " 9990000042", "9990000050"])
def test_numbers_that_hold(number: str):
    assert len(nhs_number(number)) == 10


@pytest.mark.parametrize(
    "number, why",
    [
        ("9990000019", "check digit"),
        ("999000001", "has 9"),
        ("", "has 0"),
        ("0000000000", "equal"),
        ("9999999999", "equal"),
    ],
)
def test_numbers_that_do_not(number: str, why: str):
    with pytest.raises(ValueError, match=why):
        nhs_number(number)


@given(st.integers(999_000_000, 999_999_999))
def test_one_check_digit_at_most_holds(base: int):
    holding = []
    for digit in range(10):
        try:
            holding.append(nhs_number(f"{base}{digit}"))
        except ValueError:
            continue
    assert len(holding) <= 1


def test_it_is_read_aloud_in_threes():
    assert group_nhs_number("9990000018") == "999 000 0018"


@pytest.mark.parametrize("typed", ["4/7/1951", "04.07.1951", "4 7 1951", "1951-07-04", "04071951"])
def test_a_date_of_birth_as_people_type_it(typed: str):
    assert birth_date(typed, TODAY) == date(1951, 7, 4)


@pytest.mark.parametrize("typed", ["", "31/2/1950", "soon", "4/7/51", "5/8/2026", "1/1/1800", "1/2/3/4"])
def test_what_is_no_date_of_birth(typed: str):
    with pytest.raises(ValueError, match=r"\.$"):
        birth_date(typed, TODAY)


@pytest.mark.parametrize("typed", ["7012345", " 7012345\n", "0000000"])
def test_a_registration_number_is_seven_digits(typed: str):
    assert registration_number(typed) == typed.strip()


@pytest.mark.parametrize("typed", ["", "701234", "70123456", "701 2345", "G012345", "٧٠١٢٣٤٥", "7012345\u202e"])
def test_what_is_no_registration_number_is_refused(typed: str):
    with pytest.raises(ValueError, match=r"is not a registration number \(seven digits\)\.$"):
        registration_number(typed)
