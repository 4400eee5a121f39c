import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice_line.people.phones import Contact, contact, group_as_typed, telephone


@pytest.mark.parametrize(
    "typed, e164, shown, extension",
    [
        ("01632 960001", "+441632960001", "01632 960001", ""),
        ("(01632) 960-001", "+441632960001", "01632 960001", ""),
        ("+44 1632 960001", "+441632960001", "01632 960001", ""),
        ("020 7946 0018 ext 12", "+442079460018", "020 7946 0018", "12"),
        ("07700900123 x7", "+447700900123", "07700 900123", "7"),
        ("0300 123 4567", "+443001234567", "0300 123 4567", ""),
    ],
)
def test_a_number_as_a_person_says_it(typed: str, e164: str, shown: str, extension: str):
    number = telephone(typed)
    assert (number.e164, number.shown, number.extension) == (e164, shown, extension)


@pytest.mark.parametrize("typed", ["", "12345", "07700 9001", "hello", "999", "01632 9600011"])
def test_what_is_no_number(typed: str):
    with pytest.raises(ValueError, match="is not a telephone number"):
        telephone(typed)


@pytest.mark.parametrize(
    "typed, grouped", [("0770", "0770"), ("07700900123", "07700 900123"), ("0113496", "0113 496"), ("", "")]
)
def test_it_is_grouped_as_it_is_typed(typed: str, grouped: str):
    assert group_as_typed(typed) == grouped


def test_an_extension_is_left_as_it_is_typed():
    assert group_as_typed("01632960001ext 1") == "01632 960001 ext 1"


@given(st.text("0123456789", max_size=11))
def test_grouping_never_loses_or_adds_a_digit(digits: str):
    shown = group_as_typed(digits)
    assert [c for c in shown if c.isdigit()] == list(digits)
    assert group_as_typed(shown) == shown


def test_contacts_of_each_kind():
    assert contact("bleep 0041") == Contact("bleep", "0041")
    assert contact("ext 04521") == Contact("extension", "04521")
    assert contact("07700900123") == Contact("phone", "07700 900123")
    assert [str(contact(text)) for text in ("bleep 2041", "ext 04521")] == ["bleep 2041", "ext 04521"]
