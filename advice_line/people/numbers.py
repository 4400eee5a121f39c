"""Identities by number: NHS, GMC and ODS, checked as their issuers define them."""

import re
from datetime import date

from advice_line.plain import visible

SITE_CODE = re.compile(r"[A-Z0-9]{5}")
COMMISSIONER_CODE = re.compile(r"[A-Z0-9]{3,5}")
PRACTICE_CODE = re.compile(r"[A-Z][0-9]{5}")
GMC_NUMBER = re.compile(r"[0-9]{7}")
NO_REGISTRATION = "is not a registration number (seven digits)."


def registration_number(text: str) -> str:
    """The seven digits of a GMC number, without blanks around them. Raises ValueError with a sentence."""
    number = text.strip()
    if not GMC_NUMBER.fullmatch(number):
        raise ValueError(f"“{visible(number)[:80]}” {NO_REGISTRATION}")
    return number


def nhs_number(text: str) -> str:
    """The ten digits of an NHS number as typed (spaces and dashes are let go).

    Modulus 11 with weights 10 to 2 (NHS Data Dictionary); ten equal digits pass the sum and are
    refused all the same. Raises ValueError with a sentence that does not repeat the number.
    """
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise ValueError(f"An NHS number has 10 digits; this has {sum(c.isdigit() for c in digits)}.")
    if len(set(digits)) == 1:
        raise ValueError("Ten equal digits are not an NHS number; ask again.")
    check = 11 - sum(int(d) * w for d, w in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    if check == 10 or check % 11 != int(digits[9]):
        raise ValueError("This NHS number fails its check digit; read it back.")
    return digits


def group_nhs_number(digits: str) -> str:
    """``9990000018`` as it is read aloud: ``999 000 0018``."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def numbers_in(text: str) -> list[str]:
    """The different valid NHS numbers that stand in a text."""
    found: list[str] = []
    for run in re.findall(r"(?<![\d+])\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)", text):
        try:
            number = nhs_number(run)
        except ValueError:
            continue
        if number not in found:
            found.append(number)
    return found


def birth_date(text: str, today: date) -> date:
    """A date of birth as a person types it: 4/7/1951, 04.07.1951, 4 7 1951 or 1951-07-04.

    Raises ValueError with a sentence when it is no date, in the future, or over 130 years ago.
    """
    parts = re.findall(r"\d+", text)
    try:
        numbers = [int(part) for part in parts]
        if len(parts) == 1 and len(parts[0]) == 8:
            numbers = [int(text.strip()[:2]), int(text.strip()[2:4]), int(text.strip()[4:])]
        first, month, last = numbers
        day = date(first, month, last) if first > 31 else date(last, month, first)
    except ValueError:
        raise ValueError("Type the date of birth as day, month, year: 4/7/1951.") from None
    if day > today:
        raise ValueError("This date of birth is in the future.")
    if today.year - day.year > 130:
        raise ValueError("This date of birth is over 130 years ago; type the year in full.")
    return day
