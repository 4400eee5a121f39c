from datetime import date

from advice_line.words.days import (
    date_words,
    day_column,
    day_words,
    file_day,
    found_column,
    grid_head,
    letter_date,
    month_words,
    short_day,
    weekday,
    whole_weekday,
)

WEDNESDAY = date(2026, 8, 5)


def test_a_day_is_said_without_a_nought_and_stands_in_columns_with_one():
    assert [short_day(WEDNESDAY), day_words(WEDNESDAY), date_words(WEDNESDAY), letter_date(WEDNESDAY)] == [
        "5 Aug",
        "Wed 5 Aug",
        "Wed 5 Aug 2026",
        "5 August 2026",
    ]
    assert [day_column(WEDNESDAY), found_column(WEDNESDAY), grid_head(WEDNESDAY)] == [
        "Wed 05 Aug",
        "05 Aug 26",
        "Wed 05",
    ]


def test_a_day_of_a_rota_file_is_said_as_it_stands_there():
    assert file_day(WEDNESDAY) == "Wed 2026-08-05"


def test_a_weekday_and_a_month():
    assert (weekday(WEDNESDAY), whole_weekday(WEDNESDAY)) == ("Wed", "Wednesday")
    assert month_words(WEDNESDAY) == "August 2026"


def test_columns_are_as_wide_on_every_day_of_the_year():
    days = [date.fromordinal(date(2026, 1, 1).toordinal() + n) for n in range(365)]
    assert {len(day_column(day)) for day in days} == {10}
    assert {len(found_column(day)) for day in days} == {9}
