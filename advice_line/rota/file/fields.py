"""Reads one table of a rota file field by field, noting every complaint at the line of its value."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from difflib import get_close_matches
from typing import Any, TypeVar

from advice_line.plain import visible
from advice_line.problems import Problem
from advice_line.rota.model import FIRST_YEAR, LAST_YEAR, LONGEST_TEXT, MOST_COMPLAINTS, MOST_NUMBER, Path

T = TypeVar("T")
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


_LONGEST = 300


class TooManyComplaints(Exception):
    """A file of which so much is wrong that the first two hundred are enough."""


@dataclass(slots=True)
class Complaints:
    """The problems of one file, gathered as they are met."""

    file: str
    lines: Mapping[Path, int]
    found: list[Problem] = field(default_factory=list)
    kept: bool = False
    """Of a file that was published before the limits: they do not hold for it."""

    def line(self, path: Path) -> int:
        """The line of a value, else of the nearest table around it."""
        length = next((n for n in range(len(path), 0, -1) if path[:n] in self.lines), 0)
        return self.lines.get(path[:length], 1)

    def add(self, path: Path, sentence: str) -> None:
        """Notes an error at the line of a value. Raises TooManyComplaints when that is enough for one reading."""
        shown = visible(sentence)
        if len(shown) > _LONGEST:
            shown = f"{shown[:_LONGEST]}…"
        self.found.append(Problem(self.file, self.line(path), shown))
        if len(self.found) >= MOST_COMPLAINTS:
            raise TooManyComplaints


def closest(word: str, known: Iterable[str]) -> str:
    """“; did you mean x?” when one is near."""
    near = get_close_matches(word, list(known), 1) if len(word) < 60 else []
    return f"; did you mean “{near[0]}”?" if near else "."


class TomlTable:
    """One table. Each reader returns the value, or None after noting what is wrong with it."""

    def __init__(self, values: Any, path: Path, complaints: Complaints, keys: Iterable[str]) -> None:
        self.path = path
        self.complaints = complaints
        self.name = ".".join(part for part in path if isinstance(part, str))
        self.values: dict[str, Any] = values if isinstance(values, dict) else {}
        if not isinstance(values, dict):
            self.add((), f"“{self.name}” must be a table, written [{self.name}] or [[{self.name}]].")
        known = tuple(keys)
        for key in self.values:
            if key not in known:
                self.add((key,), f"[{self.name}] has no key “{key}”{closest(key, known)}")

    def add(self, path: Path, sentence: str) -> None:
        self.complaints.add((*self.path, *path), sentence)

    def get(self, key: str, kind: type | tuple[type, ...], what: str, required: bool) -> Any:
        if key not in self.values:
            if required:
                self.add((), f"[{self.name}] lacks “{key}”; add it.")
            return None
        value = self.values[key]
        kinds = kind if isinstance(kind, tuple) else (kind,)
        if type(value) not in kinds:
            self.add((key,), f"“{key}” must be {what}.")
            return None
        return value

    def text(self, key: str, required: bool = True) -> str | None:
        value: str | None = self.get(key, str, "text in quotes", required)
        if value is not None and not value.strip():
            self.add((key,), f"“{key}” is empty; write something.")
            return None
        return None if value is not None and len(value) > LONGEST_TEXT else value  # the file's bounds say so

    def matching(self, key: str, pattern: str, sentence: str, required: bool = True) -> str | None:
        value = self.text(key, required)
        if value is not None and not re.fullmatch(pattern, value):
            self.add((key,), f"“{value}” {sentence}")
            return None
        return value

    def one_of(self, key: str, known: Iterable[str], what: str, required: bool = True) -> str | None:
        value = self.text(key, required)
        known = list(known)
        if value is not None and value not in known:
            self.add((key,), f"“{value}” is not {what}{closest(value, known)}")
            return None
        return value

    def whole_number(self, key: str, least: int, required: bool = True, most: int = MOST_NUMBER) -> int | None:
        value: int | None = self.get(key, int, "a whole number", required)
        if value is not None and value < least:
            self.add((key,), f"“{key}” must be {least} or more; it is {value}.")
            return None
        if value is not None and value > most and not self.complaints.kept:
            self.add((key,), f"“{key}” must be {most:,} or less; it is {value}.")
            return None
        return value

    def truth(self, key: str, default: bool) -> bool:
        value = self.get(key, bool, "true or false", required=False)
        return default if value is None else bool(value)

    def day(self, key: str, required: bool = True) -> date | None:
        value: date | None = self.get(key, date, "a date without quotes, like 2026-08-03", required)
        return None if value is None or self.beyond((key,), value) else value

    def beyond(self, path: Path, day: date) -> bool:
        """Whether a date lies where no rota is: calendars at the ends of time overflow."""
        if self.complaints.kept or FIRST_YEAR <= day.year <= LAST_YEAR:
            return False
        self.add(path, f"{day} lies outside the years {FIRST_YEAR} to {LAST_YEAR}; look at the date.")
        return True

    def wall_time(self, key: str) -> time | None:
        value = self.get(key, str, 'a time in quotes, like "09:00"', required=True)
        if value is None:
            return None
        found = _TIME.fullmatch(value)
        if not found:
            self.add((key,), f"“{value}” is not a time; write hours and minutes like 09:00 (24-hour clock).")
            return None
        return time(int(found[1]), int(found[2]))

    def each(
        self, key: str, kind: type, what: str, read: Callable[[Any, int], T | None], required: bool = True
    ) -> list[T] | None:
        """A list whose elements are read one by one; None where it is absent or any element is wrong."""
        values = self.get(key, list, f"a list of {what}", required)
        if values is None:
            return None
        results: list[T | None] = []
        for index, value in enumerate(values):
            if type(value) is not kind:
                self.add((key, index), f"“{key}” must be a list of {what}; item {index + 1} is not.")
                results.append(None)
            elif isinstance(value, str) and len(value) > LONGEST_TEXT:
                results.append(None)
            else:
                results.append(read(value, index))
        return None if any(result is None for result in results) else [r for r in results if r is not None]
