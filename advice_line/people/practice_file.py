"""One line of ``epraccur.csv``, the national list of GP practices (NHS Organisation Data Service).

The classic file has no header and 27 columns by position; newer reports have a header row and are read by
the names in it.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from advice_line.people.numbers import PRACTICE_CODE
from advice_line.people.phones import telephone
from advice_line.plain import check_plain

GP_PRACTICE = "4"
_LONGEST = 300
_MOST_COLUMNS = 200
_BY_POSITION = {
    "code": 0,
    "name": 1,
    "address 1": 4,
    "address 2": 5,
    "address 3": 6,
    "address 4": 7,
    "address 5": 8,
    "postcode": 9,
    "opened": 10,
    "closed": 11,
    "status": 12,
    "commissioner": 14,
    "joined": 15,
    "telephone": 17,
    "setting": 25,
}
_NAMES: dict[str, tuple[str, ...]] = {
    "code": ("code", "organisation code", "organisationcode", "ods code", "org code", "practice code"),
    "name": ("name", "organisation name", "organisationname", "practice name"),
    "address 1": ("address line 1", "address 1", "addressline1", "addrln1"),
    "address 2": ("address line 2", "address 2", "addressline2", "addrln2"),
    "address 3": ("address line 3", "address 3", "addressline3", "addrln3"),
    "address 4": ("address line 4", "address 4", "addressline4", "town"),
    "address 5": ("address line 5", "address 5", "addressline5", "county"),
    "postcode": ("postcode", "post code"),
    "opened": ("open date", "opened", "opendate", "start date"),
    "closed": ("close date", "closed", "closedate", "end date"),
    "status": ("status code", "status", "statuscode"),
    "commissioner": ("commissioner", "commissioner code", "commissionercode"),
    "joined": ("join provider/purchaser date", "join date", "commissioner since"),
    "telephone": ("contact telephone number", "telephone", "telephone number", "phone", "contact telephone"),
    "setting": ("prescribing setting", "prescribingsetting", "setting"),
}
_STATUS = {"A": "A", "C": "C", "D": "D", "P": "P", "ACTIVE": "A", "CLOSED": "C", "INACTIVE": "C", "DORMANT": "D",
           "PROPOSED": "P"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PracticeLine:
    """What one line says. ``telephone`` is as it is read out, ``e164`` None when it is no number.
    ``joined``: since when its commissioner is its own, where the file says so.
    """

    code: str
    name: str
    address: str
    postcode: str
    telephone: str
    e164: str | None
    commissioner: str
    joined: str | None
    status: str
    opened: str | None
    closed: str | None
    setting: str

    @property
    def is_gp_practice(self) -> bool:
        """Other prescribers (walk-in centres, prisons) are in the same file."""
        return self.setting in ("", GP_PRACTICE)


def columns_of(first: list[str]) -> tuple[dict[str, int], bool]:
    """Where each column is, by the first row; and whether that row is a header."""
    names = [re.sub(r"[\s_]+", " ", cell.strip().lower()) for cell in first[:_MOST_COLUMNS]]
    found = {
        column: names.index(name)
        for column, known in _NAMES.items()
        for name in [next((n for n in known if n in names), "")]
        if name
    }
    if "code" in found and "name" in found:
        return found, True
    return dict(_BY_POSITION), False


def practice_line(row: list[str], columns: dict[str, int]) -> PracticeLine:
    """One line's practice. Raises ValueError with a sentence."""

    def cell(column: str) -> str:
        place = columns.get(column)
        text = row[place].strip() if place is not None and place < len(row) else ""
        if len(text) > _LONGEST:
            raise ValueError(f"The {column} has {len(text):,} letters, more than {_LONGEST}; the line was skipped.")
        return check_plain(text, f"The {column}")

    if len(row) <= max(columns["code"], columns["name"], min(columns.get("status", 0), 12)):
        raise ValueError(f"This line has {len(row)} columns, too few for a practice; it was skipped.")
    code = cell("code").upper()
    if not PRACTICE_CODE.fullmatch(code):
        raise ValueError(f"“{code}” is not a practice code (a letter and five digits); the line was skipped.")
    if not cell("name"):
        raise ValueError(f"{code} has no name; the line was skipped.")
    status = _STATUS.get((cell("status") or "A").upper())
    if status is None:
        raise ValueError(f"{code} has the unknown status “{cell('status')}”; the line was skipped.")
    shown, e164 = _telephone(cell("telephone"))
    address = ", ".join(_in_title_case(cell(f"address {n}")) for n in range(1, 6) if cell(f"address {n}"))
    opened, closed, joined = (_day(code, cell(column)) for column in ("opened", "closed", "joined"))
    return PracticeLine(
        code, _in_title_case(cell("name")), address, cell("postcode").upper(), shown, e164,
        cell("commissioner").upper(), joined, status, opened, closed, cell("setting"),
    )  # fmt: skip


_SMALL = {"And", "Of", "The", "In", "On", "At", "Upon", "With"}


@lru_cache(maxsize=32768)
def _in_title_case(text: str) -> str:
    """The file shouts; ``THE SURGERY AT ST JOHN'S`` is easier to read as ``The Surgery at St John's``."""
    if not text.isupper():
        return text
    words = [re.sub(r"(?<=[A-Za-z])[A-Za-z']*", lambda m: m[0].lower(), word) for word in text.split()]
    return " ".join(w.lower() if w in _SMALL and n else w for n, w in enumerate(words))


def _telephone(text: str) -> tuple[str, str | None]:
    if not text:
        return "", None
    try:
        number = telephone(text)
    except ValueError:
        return text, None
    return number.shown, number.e164


def _day(code: str, text: str) -> str | None:
    if not text:
        return None
    for form in ("%Y%m%d", "%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 - a date has no zone
        except ValueError:
            continue
    raise ValueError(f"{code} has the date “{text}”; dates are written YYYYMMDD. The line was skipped.")
