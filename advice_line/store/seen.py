"""The records that trail rows vouch for: how a row names them, and that each record is named exactly once."""

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from advice_line.store.engine import Store
from advice_line.store.findings import FindingsSoFar
from advice_line.store.records import Shape, to_json
from advice_line.store.schema import collected

Run = tuple[int, int]
"""First and last of the numbers of a table whose key is one number."""
Named = Mapping[str, Sequence[Any]]
"""By table: runs where the key is one number, else the keys as tuples."""
_NEAR = 64
"""Numbers this near to each other are read in one go; what lies between is read in vain."""
_AT_ONCE = 5000
_LONG = 500
_TOLD = 20
_BITS = 63


_scan = json.JSONDecoder().scan_once  # type: ignore[attr-defined]  # what json.loads does, without its checks
_BY_NUMBER = frozenset(table for table, key in collected().items() if len(key) == 1)


def few_numbers(records: str) -> dict[str, list[int]] | None:
    """The quick way for most rows: a list of plain numbers, and nothing else. None: ``names_of`` has to look."""
    if len(records) > _LONG:
        return None
    try:
        found, end = _scan(records, 0)
    except (ValueError, StopIteration, RecursionError):
        return None
    if end != len(records) or type(found) is not dict:
        return None
    for table, numbers in found.items():
        if table not in _BY_NUMBER or type(numbers) is not list:
            return None
        for number in numbers:
            if type(number) is not int or number.bit_length() > _BITS:
                return None
    return found


def names_of(records: str) -> Named | None:
    """What a trail row's list names; None where it is no such list."""
    try:
        found = json.loads(records)
        return {table: [_name(key, len(collected()[table])) for key in keys] for table, keys in found.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _name(key: Any, columns: int) -> tuple[Any, ...]:
    if columns == 1:
        first, last = (key, key) if type(key) is int else key
        if not _is_number(first) or not _is_number(last) or last < first:
            raise ValueError
        return first, last
    if len(key) != columns or not all(_is_number(part) or type(part) is str for part in key):
        raise ValueError
    for part in key:
        str(part).encode()  # half a character is no text: it raises ValueError
    return tuple(key)


def _is_number(part: Any) -> bool:
    """Whether it is a whole number that either engine holds."""
    return type(part) is int and part.bit_length() <= _BITS


def count_of(names: Named) -> int:
    return sum(
        sum(last - first + 1 for first, last in found) if len(collected()[table]) == 1 else len(found)
        for table, found in names.items()
    )


def keys_of(table: str, found: Sequence[Any]) -> Iterator[Any]:
    """One by one: numbers, or tuples."""
    if len(collected()[table]) > 1:
        yield from found
        return
    for first, last in found:
        if first == last:
            yield first
        else:
            yield from range(first, last + 1)


def rows_of(store: Store, shape: Shape, keys: Sequence[Any]) -> dict[Any, tuple[Any, ...]]:
    """The rows with these keys as they are sealed, as far as they are there."""
    what, last, trimmed = shape.reading, shape.defaults[-1], shape.trimmed
    places = [1 + shape.columns.index(column) for column in shape.key]
    found: dict[Any, tuple[Any, ...]] = {}
    if not shape.counted:
        text = f"{what} WHERE {' AND '.join(f'{column} = ?' for column in shape.key)}"
        for key in keys:
            for row in store.select(text, *key):
                found[tuple([row[place] for place in places])] = trimmed(row)
        return found
    numbers, place, key = sorted(set(keys)), places[0], shape.key[0]
    for first, end in _stretches(numbers):
        for row in store.select(f"{what} WHERE {key} BETWEEN ? AND ?", first, end):
            found[row[place]] = trimmed(row) if row[-1] == last else row
    return found


def _stretches(numbers: Sequence[int]) -> Iterator[Run]:
    first = last = numbers[0]
    for number in numbers:
        if number - last > _NEAR or number - first >= _AT_ONCE:
            yield first, last
            first = number
        last = number
    yield first, last


class Seen:
    """Which rows of one table were named so far; ``before``: how many were, as an earlier verifying counted."""

    def __init__(self, table: str, before: int) -> None:
        self.table, self.before, self.gone = table, before, 0
        self.counted = len(collected()[table]) == 1
        self.runs: list[list[int]] = []
        self.keys: set[tuple[Any, ...]] = set()
        self.twice: list[Any] = []
        self.total = before

    def add_one(self, number: int) -> None:
        runs = self.runs
        if runs and runs[-1][1] + 1 == number:
            runs[-1][1] = number
        else:
            runs.append([number, number])

    def add(self, found: Iterable[Any]) -> None:
        if not self.counted:
            for key in found:
                if key in self.keys:
                    self.twice.append(list(key))
                self.keys.add(key)
            return
        runs = self.runs
        for first, last in found:
            if runs and runs[-1][1] + 1 == first:
                runs[-1][1] = last
            else:
                runs.append([first, last])

    def finish(self, store: Store, found: FindingsSoFar) -> None:
        """Finds what was named twice, and the records that nothing vouches for."""
        if self.counted:
            self._merge()
        named = len(self.keys) if not self.counted else sum(last - first + 1 for first, last in self.runs)
        (held,) = store.select(f"SELECT count(*) FROM {self.table}")[0]
        self.total = self.before + named
        for key in self.twice[:_TOLD]:
            found.add("", None, f"{self.table} {to_json(key)} is vouched for twice")
        if self.total - self.gone == held:
            return
        if self.before:
            found.add("", None, f"{self.table} holds {held} records and the trail vouches for {self.total}")
            return
        for number, key in enumerate(self._unvouched(store)):
            if number == _TOLD:
                found.add("", None, f"more records in {self.table} are vouched for by no row of the trail")
                return
            found.add("", None, f"{self.table} {to_json(key)} is vouched for by no row of the trail")

    def _merge(self) -> None:
        merged: list[list[int]] = []
        for first, last in sorted(self.runs):
            if merged and first <= merged[-1][1]:
                self.twice.append(first)
                merged[-1][1] = max(merged[-1][1], last)
            elif merged and first == merged[-1][1] + 1:
                merged[-1][1] = last
            else:
                merged.append([first, last])
        self.runs = merged

    def _unvouched(self, store: Store) -> Iterator[Any]:
        key = ", ".join(collected()[self.table])
        starts = [first for first, _ in self.runs]
        for row in store.select(f"SELECT {key} FROM {self.table} ORDER BY {key}"):
            if not self.counted:
                if row not in self.keys:
                    yield list(row)
                continue
            at = bisect_right(starts, row[0]) - 1
            if at < 0 or row[0] > self.runs[at][1]:
                yield row[0]
