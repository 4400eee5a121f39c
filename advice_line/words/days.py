"""How a day is said."""

from datetime import date


def short_day(day: date) -> str:
    """Where its weekday does not matter, or is plain: ``5 Aug``."""
    return f"{day.day} {day:%b}"


def day_words(day: date) -> str:
    """In a sentence: ``Wed 5 Aug``."""
    return f"{day:%a} {short_day(day)}"


def date_words(day: date) -> str:
    """Where the year is not plain from what is around it: ``Wed 5 Aug 2026``."""
    return f"{day_words(day)} {day.year}"


def letter_date(day: date) -> str:
    """In a letter, which is kept: ``5 August 2026``."""
    return f"{day.day} {day:%B} {day.year}"


def month_words(day: date) -> str:
    """``August 2026``."""
    return f"{day:%B} {day.year}"


def short_month(day: date) -> str:
    """Above a narrow column: ``Aug 2026``."""
    return f"{day:%b %Y}"


def file_day(day: date) -> str:
    """As it stands in a rota file, with the weekday that it is looked for by: ``Wed 2026-08-05``."""
    return f"{day:%a} {day.isoformat()}"


def day_column(day: date) -> str:
    """In a list, each as wide as the next: ``Wed 05 Aug``."""
    return f"{day:%a %d %b}"


def found_column(day: date) -> str:
    """In a list that goes back for years: ``05 Aug 26``."""
    return f"{day:%d %b %y}"


def grid_head(day: date) -> str:
    """Above a day's column, where the month stands elsewhere: ``Wed 05``."""
    return f"{day:%a %d}"


def weekday(day: date) -> str:
    """``Wed``."""
    return f"{day:%a}"


def whole_weekday(day: date) -> str:
    """``Wednesday``."""
    return f"{day:%A}"
