"""At which line each value of a TOML text stands.

``tomllib`` reads the values and is the judge of syntax; this walks the same, already accepted text
once more and only notes lines. Keys are paths: ``("clinician", 1, "contacts", 0)``.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping

Path = tuple[str | int, ...]
"""Where a value stands: the names and places from the top."""


class LineNumbers(Mapping[Path, int]):
    """The line numbers of a text, worked out when the first is asked for: a sound file never asks."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[Path, int] | None = None

    @property
    def _lines(self) -> dict[Path, int]:
        if self._found is None:
            self._found = line_numbers(self._text)
        return self._found

    def __getitem__(self, path: Path) -> int:
        return self._lines[path]

    def __iter__(self) -> Iterator[Path]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def line_numbers(text: str) -> dict[Path, int]:
    """The line (from 1) of every table, key and array element of a valid TOML text."""
    return _Walker(text).walk()


class _Walker:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.newlines = [index for index, char in enumerate(text) if char == "\n"]
        self.lines: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}

    def walk(self) -> dict[Path, int]:
        table: Path = ()
        self._skip()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip()
        return self.lines

    def _note(self, path: Path) -> None:
        self.lines.setdefault(path, bisect_right(self.newlines, self.at - 1) + 1 if self.at else 1)

    def _skip(self, also: str = "") -> None:
        while self.at < len(self.text):
            char = self.text[self.at]
            if char == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            elif char in " \t\r\n" or (also and char in also):
                self.at += 1
            else:
                return

    def _header(self) -> Path:
        start = self.at
        many = self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        names = self._key()
        self.at = self.text.index("]", self.at) + (2 if many else 1)
        path: Path = ()
        for name in names[:-1]:
            path = self._inside((*path, name))
        path = (*path, names[-1])
        if many:
            self.counts[path] = self.counts.get(path, -1) + 1
        path = self._inside(path)
        end, self.at = self.at, start
        self._note(path)
        self.at = end
        return path

    def _inside(self, path: Path) -> Path:
        return (*path, self.counts[path]) if path in self.counts else path

    def _key(self) -> list[str]:
        names: list[str] = []
        while True:
            self._spaces()
            char = self.text[self.at]
            if char in "\"'":
                start = self.at
                self._string()
                names.append(self.text[start + 1 : self.at - 1])
            else:
                start = self.at
                while self.text[self.at] not in " \t.=]":
                    self.at += 1
                names.append(self.text[start : self.at])
            self._spaces()
            if self.text[self.at] != ".":
                return names
            self.at += 1

    def _spaces(self) -> None:
        while self.text[self.at] in " \t":
            self.at += 1

    def _pair(self, table: Path) -> None:
        start = self.at
        names = self._key()
        end, self.at = self.at, start
        path = table
        for name in names:
            path = (*path, name)
            self._note(path)
        self.at = self.text.index("=", end) + 1
        self._spaces()
        self._value(path)

    def _value(self, path: Path) -> None:
        char = self.text[self.at]
        if char in "\"'":
            self._string()
        elif char == "[":
            self._array(path)
        elif char == "{":
            self._inline_table(path)
        else:
            while self.at < len(self.text) and self.text[self.at] not in ",]}#\n":
                self.at += 1

    def _array(self, path: Path) -> None:
        self.at += 1
        index = 0
        self._skip(",")
        while self.text[self.at] != "]":
            self._note((*path, index))
            self._value((*path, index))
            index += 1
            self._skip(",")
        self.at += 1

    def _inline_table(self, path: Path) -> None:
        self.at += 1
        self._skip(",")
        while self.text[self.at] != "}":
            self._pair(path)
            self._skip(",")
        self.at += 1

    def _string(self) -> None:
        quote = self.text[self.at]
        if self.text.startswith(quote * 3, self.at):
            self._long_string(quote)
            return
        self.at += 1
        while self.text[self.at] != quote:
            self.at += 2 if quote == '"' and self.text[self.at] == "\\" else 1
        self.at += 1

    def _long_string(self, quote: str) -> None:
        self.at += 3
        while not self.text.startswith(quote * 3, self.at):
            self.at += 2 if quote == '"' and self.text[self.at] == "\\" else 1
        self.at += 3
        while self.at < len(self.text) and self.text[self.at] == quote:  # up to two more belong to the text
            self.at += 1
