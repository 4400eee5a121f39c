"""The append-only rows of an act: which they are, and the digest by which its trail row vouches for them.

An act's rows are one JSON array of arrays: each row's table, then its values in the table's own order. Values that
equal their column's default are left away at the end of a row, so that a column which a later version adds changes
no digest made before it.
"""

import hmac
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from advice_line.store.engine import Store
from advice_line.store.schema import collected
from advice_line.store.values.installation import TableColumn
from advice_line.store.values.trail import WrittenKey

Key = int | list[Any]
"""One whole number, or the list of a key of several columns."""
Keys = Mapping[str, Sequence[Key]]

_AT_ONCE = 5000
_NO_DEFAULT = object()


def _of_bytes(value: Any) -> list[str]:
    """A BLOB as no text or number can stand: by its hash."""
    return [sha256(bytes(value)).hexdigest()]


to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_of_bytes).encode


def encoder() -> Callable[[Any], str]:
    """``to_json`` for very many small values: it is set up once, not for each of them."""
    from json import encoder as library

    make = getattr(library, "c_make_encoder", None)
    if make is None:
        return to_json
    parts = make(None, _of_bytes, library.encode_basestring, None, ":", ",", False, False, False)
    return lambda value: "".join(parts(value, 0))


@dataclass(frozen=True, slots=True)
class Shape:
    """How the rows of one table are read: its key, its columns in order, what each is when nobody says."""

    table: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    defaults: tuple[Any, ...]

    @property
    def counted(self) -> bool:
        """Whether its key is one whole number, so that many rows are one range."""
        return len(self.key) == 1

    @property
    def reading(self) -> str:
        """The beginning of a statement that reads rows as they are sealed: the table's name comes first."""
        return f"SELECT '{self.table}', {', '.join(self.columns)} FROM {self.table}"

    def trimmed(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """A row that was so read, without the defaults at its end."""
        end = len(row)
        while end > 1 and row[end - 1] == self.defaults[end - 2]:
            end -= 1
        return row[:end]


def shape_of(store: Store, table: str) -> Shape:
    """The shape of a table as this store has it, kept for as long as the store is open."""
    kept = ("shape", table)
    if kept not in store.kept:
        found = store.all(TableColumn, f"columns_of_{store.engine}", name=table)
        columns = tuple(column.name for column in found)
        defaults = tuple(_default(column.initial, column.required) for column in found)
        store.kept[kept] = Shape(table, collected()[table], columns, defaults)
    shape: Shape = store.kept[kept]
    return shape


def _default(text: str | None, required: bool) -> Any:
    if text is None:
        return _NO_DEFAULT if required else None
    quoted = re.fullmatch(r"'((?:[^']|'')*)'(?:::\w+)?", text)
    if quoted:
        return quoted[1].replace("''", "'")
    return int(text) if re.fullmatch(r"-?\d+", text) else _NO_DEFAULT


def take_written(store: Store) -> dict[str, list[Key]]:
    """The keys of what this transaction has added and nobody has vouched for yet, by table; they are taken away."""
    found: dict[str, list[Key]] = {}
    for written in store.all(WrittenKey, "take_unvouched"):
        found.setdefault(written.name, []).append(_key(written.key))
    return {table: sorted(found[table]) for table in sorted(found)}


def _key(text: int | str) -> Key:
    if isinstance(text, int):
        return text
    parts: list[Any] = json.loads(text)
    return parts[0] if len(parts) == 1 else parts


def ranges(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Rising numbers as runs, first and last."""
    first = last = None
    for number in numbers:
        if last is not None and number == last + 1:
            last = number
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = number
    if first is not None and last is not None:
        yield first, last


def named(keys: Keys) -> str:
    """Which rows, as the trail says it: numbers and ranges of them, or whole keys."""
    return to_json({table: _named(found) for table, found in keys.items()}) if keys else "{}"


def _named(keys: Sequence[Key]) -> list[Any]:
    if isinstance(keys[0], list):
        return list(keys)
    return [first if first == last else [first, last] for first, last in ranges(keys)]  # type: ignore[arg-type]


def read(store: Store, shape: Shape, keys: Sequence[Key]) -> Iterator[tuple[Any, ...]]:
    """The rows with these keys as they are sealed, in their order; those that are not there are left out."""
    if shape.counted:
        key = shape.key[0]
        text = f"{shape.reading} WHERE {key} BETWEEN ? AND ? ORDER BY {key}"
        for first, last in ranges(keys):  # type: ignore[arg-type]
            for begin in range(first, last + 1, _AT_ONCE):
                yield from map(shape.trimmed, store.select(text, begin, min(begin + _AT_ONCE - 1, last)))
        return
    text = f"{shape.reading} WHERE {' AND '.join(f'{column} = ?' for column in shape.key)}"
    for several in keys:
        yield from map(shape.trimmed, store.select(text, *several))  # type: ignore[misc]


def digest(secret: str, rows: Iterable[tuple[Any, ...]]) -> str:
    """The seal of rows in canonical form, by the site's secret; however many, they are never all in memory."""
    made = hmac.new(bytes.fromhex(secret), b"[", sha256)
    before = ""
    for row in rows:
        made.update(f"{before}{to_json(row)}".encode())
        before = ","
    made.update(b"]")
    return made.hexdigest()


Look = Callable[[str, str, str], None]
"""Told the table, the column and the text of everything that an act has written in letters."""


def look_at(store: Store, keys: Keys, look: Look) -> None:
    """Shows every text of these rows; those of plain letters are passed over."""
    for table, found in keys.items():
        shape = shape_of(store, table)
        for row in read(store, shape, found):
            for column, value in zip(shape.columns, row[1:], strict=False):
                if isinstance(value, str) and not (value.isascii() and value.isprintable()):
                    look(table, column, value)


def digest_of(store: Store, secret: str, keys: Keys) -> str:
    """The digest of the rows with these keys, read back from the store; empty for none."""
    if not keys:
        return ""
    return digest(
        secret, (row for table, found in keys.items() for row in read(store, shape_of(store, table), found))
    )
