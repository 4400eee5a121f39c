"""TOML text looked through before it is read: what would take a reader's breath, its memory or an hour.

The reader of the standard library nests as deep as the text does, keeps every prefix of a dotted key, and lets
Python refuse a number of thousands of digits; each is a sentence with its line here, in one pass over the text.
"""

import re

_DEEPEST, _MOST_PARTS, _MOST_DIGITS, _MOST_TABLES = 16, 8, 40, 20_000
_MOST_SIGNS = 120_000
"""Commas, equals signs and braces: what a text costs to read goes with the values in it, not with its length."""
_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_TOKEN = re.compile(
    r'"""(?:[^"\\]++|\\.?|"(?!""))*+(?:"""|\Z)|'
    r"'''(?:[^']++|'(?!''))*+(?:'''|\Z)|"
    r'"(?:[^"\\\n]++|\\[^\n]?)*+"?|'
    r"'[^'\n]*+'?|"
    r"#[^\n]*+|"
    rf"(?<![A-Za-z0-9_-])[+-]?[0-9][0-9A-Za-z_]{{{_MOST_DIGITS},}}|"
    r"[][{}=,.\n]",
    re.DOTALL,
)


def toml_trouble(text: str) -> tuple[int, str] | None:
    """Line and sentence of the first thing that must not be read: none in any file that a person wrote."""
    if text.count("[") > _MOST_TABLES:
        for number, table in enumerate(_TABLE.finditer(text)):
            if number == _MOST_TABLES:
                line = text.count("\n", 0, table.start()) + 1
                return line, f"Here are more than {_MOST_TABLES:,} tables; no such file has as many."
    line, depth, parts, signs = 1, 0, 0, 0
    for token in _TOKEN.finditer(text):
        sign = token[0][0]
        if sign == ".":
            parts += 1
            if parts > _MOST_PARTS:
                return line, f"This key has more than {_MOST_PARTS} parts; mend the line."
        elif sign in "[{":
            depth += 1
            if depth > _DEEPEST:
                return line, f"Here are more than {_DEEPEST} brackets one in another; mend the line."
        elif sign in "]}":
            depth = max(depth - 1, 0)
        elif sign in "+-0123456789":
            return line, f"This number has {len(token[0])} digits, more than {_MOST_DIGITS}; mend the line."
        if sign in "=,{":
            signs += 1
            if signs > _MOST_SIGNS:
                said = f"Here are more than {_MOST_SIGNS:,} commas, equals signs and braces"
                return line, f"{said}; no such file has as many."
        if sign in "=,\n":
            parts = 0
        line += token[0].count("\n")
    return None
