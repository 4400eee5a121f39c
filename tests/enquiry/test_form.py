"""A form as data: what each field wants, and in what order it is said."""

from collections.abc import Iterator
from datetime import date

import pytest

from advice_line.enquiry.form import Field, Form, Lack, OneLine, Values, options

TODAY = date(2026, 8, 4)


def _a_number(words: str) -> None:
    if not words.isdigit():
        raise ValueError("Write a number.")


WEIGHT = Field("weight", "Weight", check=_a_number)
SIDE = Field("side", "Side", choices=options("left", "right"))
NAME = Field("name", "Name", must=False)


@pytest.mark.parametrize(
    ("field", "text", "lacks"),
    [
        (WEIGHT, "12", ""),
        (WEIGHT, " 12 \n", ""),
        (WEIGHT, "", "Weight."),
        (WEIGHT, " . ", "Weight."),
        (WEIGHT, "heavy", "Write a number."),
        (SIDE, "left", ""),
        (SIDE, "up", "Side: choose one of the list."),
        (SIDE, "", "Side."),
        (NAME, "", ""),
        (Field("age", "Age", must=False, check=_a_number), "", ""),
        (NAME, "Ed\u200bna", "“Name” holds a hidden character (U+200B, zero width space) after “Ed”"),
    ],
)
def test_what_a_field_lacks(field: Field, text: str, lacks: str):
    said = field.lacks(text)
    assert said.startswith(lacks)
    assert bool(said) == bool(lacks)


def _both_or_none(values: Values, today: date) -> Iterator[Lack]:
    if bool(values["weight"]) != bool(values["name"]):
        yield Lack("name", f"Name whose weight it is on {today}.")


FORM = Form(
    {
        "One": (NAME, SIDE),
        "Two": (WEIGHT, Field("why", "Why left", when=lambda values, day: values["side"] == "left")),
    },
    _both_or_none,
)


def test_what_a_form_lacks_is_said_in_the_order_of_its_fields_whatever_finds_it():
    lacking = FORM.lacks({"name": "", "side": "left", "weight": "heavy"}, TODAY)
    assert lacking == [
        Lack("name", "Name whose weight it is on 2026-08-04."),
        Lack("weight", "Write a number."),
        Lack("why", "Why left."),
    ]


def test_a_field_that_does_not_matter_is_not_there_and_lacks_nothing():
    values = {"name": "Edna", "side": "right", "weight": "12", "why": ""}
    assert [field.key for field in FORM.shown(values, TODAY)] == ["name", "side", "weight"]
    assert FORM.lacks(values, TODAY) == []


def test_a_form_opens_with_what_stands_first_in_each_field():
    assert Form({"": (Field("kind", "Kind", first="annual"), NAME)}).empty == {"kind": "annual", "name": ""}


SPACED = OneLine((WEIGHT, SIDE), "Type the weight and the side.")
COMMAS = OneLine((NAME, WEIGHT, Field("contacts", "contacts")), "Three parts with commas between.", ",")


def test_what_is_typed_in_one_line_is_read_field_by_field():
    assert SPACED.read(" 12  left ") == ["12", "left"]
    assert COMMAS.read("Dr Ann Gray, 12, bleep 2077, 07700 900456") == [
        "Dr Ann Gray",
        "12",
        "bleep 2077, 07700 900456",
    ]


@pytest.mark.parametrize(
    ("form", "line", "why"),
    [
        (SPACED, "12", "Type the weight and the side."),
        (SPACED, "12 left over", "Type the weight and the side."),
        (SPACED, "heavy up", "Type the weight and the side."),
        (SPACED, "heavy left", "Write a number."),
        (COMMAS, "Dr Ann Gray 12", "Three parts with commas between."),
        (COMMAS, "Dr Ann Gray, twelve, bleep 2077", "Write a number."),
    ],
)
def test_a_line_that_does_not_hold_the_fields_is_told_what_to_type(form: OneLine, line: str, why: str):
    with pytest.raises(ValueError, match=why):
        form.read(line)
