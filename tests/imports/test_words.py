"""Dates and times as departments write them."""

from datetime import date, datetime, time

import pytest

from advice_line.imports.people import name_parts, people_named
from advice_line.imports.words import NoYear, a_date, a_month, a_span, a_time, ambiguous, decides, heading
from tests.rota.files import PATTERN, rota

AUGUST = date(2026, 8, 4)


@pytest.mark.parametrize(
    "text", ["2026-08-04", "4/8/2026", "04.08.26", "4 Aug 2026", "Tue 4th August 2026", "August 4, 2026", AUGUST,
             datetime(2026, 8, 4, 9)]  # noqa: DTZ001
)  # fmt: skip
def test_a_date(text: object):
    assert a_date(text) == AUGUST


def test_month_first_when_told_so():
    assert a_date("8/4/2026", "month first") == AUGUST
    assert ambiguous("8/4/2026")
    assert not ambiguous("4/4/2026")
    assert decides("13/4/2026") == "day first"
    assert decides("4/13/2026") == "month first"


def test_a_date_without_its_year_says_so():
    with pytest.raises(NoYear):
        a_date("Tue 4 Aug")
    assert a_date("Tue 4 Aug", year=2026) == AUGUST


@pytest.mark.parametrize("text", ["soon", "31/2/2026", "", None, "D", "12"])
def test_no_date(text: object):
    with pytest.raises(ValueError, match="is not a date"):
        a_date(text)


@pytest.mark.parametrize(
    "text, wall",
    [("09:00", time(9)), ("9.30", time(9, 30)), ("0900", time(9)), ("9am", time(9)), ("9:15 pm", time(21, 15)),
     ("24:00", time(0)), ("12am", time(0)), ("noon", time(12)), ("21:00:00", time(21)), (time(8), time(8)),
     ("2026-08-04 21:00", time(21))],
)  # fmt: skip
def test_a_time(text: object, wall: time):
    assert a_time(text) == wall


@pytest.mark.parametrize("text", ["25:00", "9:60", "13pm", "late", ""])
def test_no_time(text: str):
    with pytest.raises(ValueError, match="is not a time"):
        a_time(text)


def test_spans_and_months():
    assert a_span("21:00-09:00") == (time(21), time(9))
    assert a_span("9am to 5pm") == (time(9), time(17))
    assert a_month("Rota for August 2026") == (2026, 8)
    assert a_month("2026-08") == (2026, 8)
    assert a_month("Ward 12") is None


@pytest.mark.parametrize(
    "text, name",
    [("Shift date", "date"), ("START TIME", "start"), ("Pager", "bleep"), ("Mobile", "phone"), ("X", None)],
)
def test_headings(text: str, name: str | None):
    assert heading(text) == name


@pytest.mark.parametrize("text", ["okafor", "Dr Okafor", "A Okafor", "OKAFOR, Adaeze (SpR)", "Dr. Adaeze Okafor"])
def test_whom_a_name_means(text: str):
    assert [person.id for person in people_named(text, rota(PATTERN).clinicians)] == ["okafor"]


@pytest.mark.parametrize("text", ["Adaeze", "B Okafor", "Okaforth", "", "Dr"])
def test_whom_a_name_does_not_mean(text: str):
    assert people_named(text, rota(PATTERN).clinicians) == []


def test_the_parts_of_a_name():
    assert name_parts("Prof. Zoë O'Brien-Núñez [locum]") == ["zoe", "obrien", "nunez"]
