"""PURE. The name that an account signs in with, and the name that people read."""

import re
import unicodedata

from advice_line.plain import check_plain, visible

LONGEST = 64
_USERNAME = re.compile(r"[^\W_][\w.@'-]*")
_OF_JOBS = ("worker", "token", "system")
_BETWEEN = re.compile(r"[.@'_-]")


def username(text: str) -> str:
    """An account's name as it is kept: lower case, letters and digits with . - _ @ ' between them.

    Raises ValueError with a sentence. What jobs are called is no person's: a person named so would be taken for one.
    """
    name = unicodedata.normalize("NFC", text.strip().lower())
    if not name:
        raise ValueError("The user name is empty; give one, like “ruth” or “r.appleby”.")
    if len(name) > LONGEST:
        raise ValueError(f"The user name is longer than {LONGEST} letters; choose a shorter one.")
    if not _USERNAME.fullmatch(name):
        raise ValueError(f"“{visible(name)}” is no user name; use letters and digits, with . - _ @ ' between them.")
    if not all(unicodedata.name(char, "").startswith(("LATIN", "DIGIT")) for char in name if char.isalnum()):
        raise ValueError(f"“{name}” reads as another name; use Latin letters and 0 to 9.")
    if _BETWEEN.split(name)[0] in _OF_JOBS:
        raise ValueError(f"“{name}” is a name for jobs; choose another.")
    return name


def person_name(text: str) -> str:
    """The name that others read. Raises ValueError with a sentence."""
    return _read_by_people(text, "The person's name")


def site_name(text: str) -> str:
    """A hospital's name. Raises ValueError with a sentence."""
    return _read_by_people(text, "The hospital's name")


def _read_by_people(text: str, what: str) -> str:
    name = " ".join(unicodedata.normalize("NFC", text).split(" ")).strip()
    if not name:
        raise ValueError(f"{what} is empty; type it.")
    check_plain(name, what)
    if len(name) > 2 * LONGEST:
        raise ValueError(f"{what} is longer than {2 * LONGEST} letters; shorten it.")
    return name
