"""Months, quarters and financial years by name."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from advice_line.periods import (
    FinancialYear,
    Month,
    parse_financial_year,
    parse_month,
    parse_quarter,
    period_asked,
    period_name,
    period_typed,
)


def test_march_is_the_twelfth_month_of_the_year_that_began_the_april_before():
    march, april = Month(2027, 3), Month(2026, 4)
    assert (march.financial_year, march.of_year) == (FinancialYear(2026), 12)
    assert (april.financial_year, april.of_year) == (FinancialYear(2026), 1)
    assert FinancialYear(2026).months == (april, *FinancialYear(2026).months[1:-1], march)
    assert len(FinancialYear(2026).months) == 12


YEARS = [(2026, "2026/27", 365), (2027, "2027/28", 366), (1999, "1999/00", 366)]


@pytest.mark.parametrize(("year", "name", "days"), YEARS)
def test_a_year_by_its_name(year, name, days):
    assert (str(FinancialYear(year)), FinancialYear(year).days) == (name, days)
    assert parse_financial_year(name) == FinancialYear(year)


def test_the_month_of_an_instant_is_that_of_the_sites_clock():
    at = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert Month.at(at, ZoneInfo("Europe/London")) == Month(2026, 7)
    assert Month.at(at, ZoneInfo("UTC")) == Month(2026, 6)


def test_a_month_ends_where_the_next_begins():
    assert Month(2026, 12).ends == date(2027, 1, 1)
    assert (str(Month(2026, 3)), Month(2026, 3).words) == ("2026-03", "March 2026")


def test_a_quarter_by_its_name():
    quarter = parse_quarter("2026/27 Q3")
    assert (quarter.begins, quarter.ends, quarter.last) == (date(2026, 10, 1), date(2027, 1, 1), date(2026, 12, 31))
    assert parse_quarter("2026/27 q4").begins == date(2027, 1, 1)
    assert parse_quarter("2026-Q4") == quarter
    assert parse_quarter("2027-q1") == parse_quarter("2026/27 Q4")


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (parse_month, "2026-13"),
        (parse_month, "1026-11"),
        (parse_month, "November"),
        (parse_financial_year, "2026/28"),
        (parse_financial_year, "2026-27"),
        (parse_quarter, "2026/27 Q5"),
        (parse_quarter, "2026/28 Q1"),
        (parse_quarter, "1026-Q4"),
        (parse_quarter, "2026-Q5"),
    ],
)
def test_what_is_no_period_is_refused_with_how_to_write_one(read, text):
    with pytest.raises(ValueError, match="write it like 2026"):
        read(text)


TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("asked", "begins", "ends"),
    [
        ({}, date(2026, 11, 3), TODAY),  # today is not over
        ({"month": "2026-11"}, date(2026, 11, 1), date(2026, 12, 1)),
        ({"year": "2026/27"}, date(2026, 4, 1), date(2027, 4, 1)),
        ({"quarter": "2026/27 Q4"}, date(2027, 1, 1), date(2027, 4, 1)),
        ({"begins": "2026-08-01", "until": "2026-09-01"}, date(2026, 8, 1), date(2026, 9, 1)),
    ],
)
def test_a_period_is_named_in_one_way(asked, begins, ends):
    found = period_asked(TODAY, **asked)
    assert (found.begins, found.ends) == (begins, ends)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"begins": "2026-08-01"}, "Two days make a period"),
        ({"begins": "2026-08-01", "until": "2026-09-01", "month": "2026-08"}, "named twice, by days and by month"),
        ({"month": "2026-08", "year": "2026/27"}, "named twice, by month and by year"),
        ({"begins": "yesterday", "until": "2026-09-01"}, "is not a date"),
    ],
)
def test_a_period_that_is_not_clear_is_refused(asked, said):
    with pytest.raises(ValueError, match=said):
        period_asked(TODAY, **asked)


@pytest.mark.parametrize(
    ("typed", "begins", "ends"),
    [
        ("", date(2026, 11, 3), TODAY),
        (" 2026-11 ", date(2026, 11, 1), date(2026, 12, 1)),
        ("2026/27", date(2026, 4, 1), date(2027, 4, 1)),
        ("2026/27 q4", date(2027, 1, 1), date(2027, 4, 1)),
        ("2026-08-01 2026-09-01", date(2026, 8, 1), date(2026, 9, 1)),
    ],
)
def test_a_period_is_typed_in_one_line(typed: str, begins: date, ends: date):
    found = period_typed(typed, TODAY)
    assert (found.begins, found.ends) == (begins, ends)


def test_what_is_typed_and_is_no_period_is_refused():
    with pytest.raises(ValueError, match="“summer” is no period; write 2026-11, 2026/27"):
        period_typed("summer", TODAY)


def test_only_whole_months_quarters_and_years_have_names():
    assert period_name(date(2026, 11, 1), date(2026, 12, 1)) == "November 2026"
    assert period_name(date(2027, 1, 1), date(2027, 4, 1)) == "2026/27 Q4"
    assert period_name(date(2026, 4, 1), date(2027, 4, 1)) == "2026/27"
    assert period_name(date(2026, 11, 1), date(2026, 11, 30)) == ""
    assert Month(2026, 11).short == "Nov 26"
