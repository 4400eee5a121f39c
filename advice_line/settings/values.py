"""What each kind of setting may be: what would trip only later, when it is used, is refused when it is read.

They are ours and no library's. msgspec was tried: it costs 15 ms of every start that finds a file, does not say in
which key of a table a fault is, and its sentences (“Expected `int` >= 0”) have to be written anew one by one, so that
these rooms grew by a tenth. All that it would do for them are the seven checks from ``each_read`` to ``table``.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from pathlib import Path
from typing import Any

from advice_line.enquiry.quiet_hours import QuietHours
from advice_line.plain import check_plain

# Patterns are compiled when a setting is first held against one: most start-ups need none.
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_MOST = 1000
"""Of a list or a table, and letters of a text: more than any hospital has."""

Keys = tuple[str | int, ...]
"""Where a setting stands: ``("mail", "desks", "cardiology", "user")``."""
Reader = Callable[[Keys, Any], Any]
"""Gives the value of a setting as the program uses it. Raises Wrong."""


class Wrong(Exception):
    """A setting that cannot be: where it stands, by its keys, and a sentence."""

    def __init__(self, keys: Keys, sentence: str) -> None:
        super().__init__(sentence)
        self.keys = keys


def no_hidden(keys: Keys, value: Any) -> None:
    """Raises Wrong where any text or key, however deep, holds what nobody sees."""
    if isinstance(value, str):
        _plain(keys, value)
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        if isinstance(key, str):
            _plain((*keys, key), key)
        no_hidden((*keys, key), one)


def _plain(keys: Keys, text: str) -> None:
    if len(text) > _MOST:
        raise Wrong(keys, f"This text has {len(text):,} letters; a setting has {_MOST:,} at most.")
    try:
        check_plain(text, "This setting")
    except ValueError as error:
        raise Wrong(keys, f"{error}") from None


def each_read(keys: Keys, values: Mapping[str, Any], readers: Mapping[str, Reader], unknown: str) -> dict[str, Any]:
    """Every key by its reader; ``unknown`` is said at the first that has none."""
    for key in values:
        if key not in readers:
            raise Wrong((*keys, key), unknown.format(key=key))
    return {key: readers[key]((*keys, key), value) for key, value in values.items()}


def whole(keys: Keys, value: Any, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise Wrong(keys, f"“{keys[-1]}” must be a whole number, {least} or more and at most {most:,}.")
    return value


def above_nothing(keys: Keys, value: Any, most: float) -> float:
    if type(value) not in (int, float) or not 0 < value <= most:
        raise Wrong(keys, f"“{keys[-1]}” must be a number over 0 and up to {most:,}.")
    return float(value)


def one_of(keys: Keys, value: Any, choices: tuple[str, ...]) -> Any:
    if value not in choices:
        raise Wrong(keys, f"“{keys[-1]}” is one of {', '.join(choices)}.")
    return value


def text(keys: Keys, value: Any, *, empty: bool = False) -> str:
    if not isinstance(value, str) or not (value.strip() or empty):
        raise Wrong(keys, f"“{keys[-1]}” must be text in quotes.")
    return value.strip()


def texts(keys: Keys, value: Any, what: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(part, str) and part.strip() for part in value):
        raise Wrong(keys, f"“{keys[-1]}” must be {what}.")
    if len(value) > _MOST:
        raise Wrong(keys, f"“{keys[-1]}” has {len(value):,} entries; {_MOST:,} is the most.")
    return tuple(dict.fromkeys(part.strip() for part in value))


def table(keys: Keys, value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Wrong(keys, f"Write {name} as a table.")
    return value


def place(keys: Keys, value: Any, kind: str) -> str:
    """A file or folder by its whole path. It need not be there, but nothing else may be in its place."""
    found = text(keys, value, empty=True)
    if not found:
        return ""
    try:
        path = Path(found).expanduser()
        there = path.exists()
        above = next((folder for folder in path.parents if folder.exists()), path)
        other = there and (path.is_dir() if kind == "file" else not path.is_dir())
    except (OSError, RuntimeError, ValueError) as error:
        raise Wrong(keys, f"“{found[:80]}” cannot be looked at: {error}.") from None
    if not path.is_absolute():
        raise Wrong(keys, f"“{found[:80]}” depends on where the program is started; write the whole path.")
    if not there and not above.is_dir():
        raise Wrong(keys, f"“{found}” cannot be: {above} is no folder.")
    if other:
        raise Wrong(keys, f"“{found}” is {'a folder' if kind == 'file' else 'no folder'}; name a {kind}.")
    return found


def command(keys: Keys, value: Any) -> tuple[str, ...]:
    """What “dial” runs; each part stays as it is written, and one must take the number."""
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise Wrong(keys, f'“{keys[-1]}” must be a list of texts like ["dial", "{{number}}"].')
    if value and not value[0].strip():
        raise Wrong(keys, f"“{keys[-1]}” begins with the program that dials; it is empty.")
    if value and not any("{number}" in part for part in value[1:]):
        raise Wrong(keys, f"“{keys[-1]}” would dial nothing: write {{number}} where the number goes.")
    return tuple(value)


def quiet(keys: Keys, value: Any) -> QuietHours:
    times = value if isinstance(value, list) and len(value) == 2 else [None]
    if not all(isinstance(one, str) and re.fullmatch(_TIME, one) for one in times):
        raise Wrong(keys, f'“{keys[-1]}” must be two times of day like ["21:00", "07:00"].')
    if times[0] == times[1]:
        raise Wrong(keys, f"“{keys[-1]}” begin and end at {times[0]}; write two different times.")
    return QuietHours(*map(time.fromisoformat, times))


def day(keys: Keys, value: Any) -> date:
    if type(value) is not date:
        raise Wrong(keys, f"“{keys[-1]}” must be a date like 2026-08-05, without quotes.")
    return value


def gmc(keys: Keys, value: Any) -> str:
    from advice_line.people.numbers import registration_number

    if not isinstance(value, str):
        raise Wrong(keys, f"“{f'{value}'[:80]}” is no registration number: seven digits in quotes.")
    try:
        return registration_number(value)
    except ValueError as error:
        raise Wrong(keys, f"{error}") from None


def shares(keys: Keys, value: Any) -> dict[str, float]:
    """By registration number, the share of a whole-time post."""
    found = table(keys, value, f"“{keys[-1]}”").items()
    return {gmc((*keys, who), who): above_nothing((*keys, who), share, 1.5) for who, share in found}


def heads_to(keys: Keys, value: Any) -> tuple[str, ...]:
    """Folders by their whole paths, and mail addresses."""
    from advice_line.people.addresses import is_address, mail_address

    found = texts(keys, value, 'a list of folders and mail addresses like ["/mnt/audit"]')
    for number, one in enumerate(found):
        if is_address(one):
            try:
                mail_address(one)
            except ValueError as error:
                raise Wrong((*keys, number), f"{error}") from None
        else:
            place((*keys, number), one, "folder")
    return found


def chosen_keys(keys: Keys, value: Any) -> dict[str, str]:
    """By the name of a command, its key; TOML reads ``board.note`` without quotes as a table in a table."""
    found: dict[str, str] = {}
    for name, one in table(keys, value, f"“{keys[-1]}”").items():
        if isinstance(one, dict):
            inner = chosen_keys((*keys, name), one)
            found |= {f"{name}.{rest}": key for rest, key in inner.items()}
        else:
            found[name] = text((*keys, name), one)
    return found
