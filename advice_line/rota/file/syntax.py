"""TOML text to plain tables, with every syntax error and not only the first.

``tomllib`` stops at the first error. When it does, the text is read again block by block (one table a
block), so that a slip in one table does not hide what is wrong in the others.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from advice_line.rota.model import MOST_COMPLAINTS, Path
from advice_line.toml_positions import LineNumbers, line_numbers

_HEADER = re.compile(r"\s*\[\[?\s*([A-Za-z0-9_-]+)[^\]\"',]*\]\]?\s*(?:#.*)?$")
_WHERE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(slots=True)
class Tables:
    """What a file holds, and which kinds of table were lost to syntax errors."""

    values: dict[str, Any]
    lines: Mapping[Path, int]
    errors: list[tuple[int, str]] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)


def read_tables(text: str) -> Tables:
    """Reads the text whole, or as much of it as can be read, with the errors met on the way."""
    text = text.replace("\r\n", "\n")
    try:
        return Tables(tomllib.loads(text), LineNumbers(text))
    except tomllib.TOMLDecodeError as error:
        first = _said(error, text, 0)
    lines: dict[Path, int] = {}
    found = Tables({}, lines)
    for start, block in _blocks(text):
        _read_block(found, lines, start, block)
        if len(found.errors) >= MOST_COMPLAINTS:
            break
    if not found.errors:
        found.errors.append(first)
    return found


def _said(error: tomllib.TOMLDecodeError, text: str, start: int) -> tuple[int, str]:
    message = str(error)
    where = _WHERE.search(message)
    line = int(where[1]) if where and where[1] else max(text.count("\n"), 1)
    what = _WHERE.sub("", message).rstrip(".")
    return start + line, f"This is not TOML: {what[0].lower()}{what[1:]}; mend the line."


def _blocks(text: str) -> list[tuple[int, str]]:
    lines = text.split("\n")
    starts = [0, *(number for number, line in enumerate(lines) if number and _HEADER.match(line))]
    return [
        (start, "\n".join(lines[start:end]) + "\n")
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]


def _read_block(found: Tables, lines: dict[Path, int], start: int, block: str) -> None:
    try:
        values = tomllib.loads(block)
    except tomllib.TOMLDecodeError as error:
        found.errors.append(_said(error, block, start))
        header = _HEADER.match(block.split("\n", 1)[0])
        found.lost.add(header[1] if header else "")
        return
    offset: dict[str, int] = {}
    for name, value in values.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            rows = found.values.setdefault(name, [])
            if not isinstance(rows, list):
                found.errors.append((start + 1, f"“{name}” is written both [{name}] and [[{name}]]; keep one."))
                continue
            offset[name] = len(rows)
            rows.extend(value)
        elif name in found.values:
            found.errors.append((start + 1, f"The table [{name}] is here twice; keep one."))
        else:
            found.values[name] = value
    for path, line in line_numbers(block).items():
        place = path
        if len(path) > 1 and isinstance(path[1], int) and path[0] in offset:
            place = (path[0], path[1] + offset[str(path[0])], *path[2:])
        lines.setdefault(place, start + line)
