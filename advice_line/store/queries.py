"""The named statements of ``queries/*.sql``, for either driver.

A statement begins with ``-- name: the_name`` and takes ``:parameters``. psycopg wants ``%(parameters)s``
and doubled percent signs; that is the whole difference.
"""

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "queries"
_NAME = re.compile(r"^-- name: (\w+)$", re.MULTILINE)
_ADDS = re.compile(r"INSERT INTO (\w+)")
_PARAMETER = re.compile(r"(?<![:\w]):([a-z_][a-z0-9_]*)")


@cache
def statements() -> dict[str, str]:
    """Every statement by name, as SQLite takes it."""
    found: dict[str, str] = {}
    for file in sorted(_FOLDER.glob("*.sql")):
        _, *parts = _NAME.split(file.read_text("utf-8"))
        for name, text in zip(parts[::2], parts[1::2], strict=True):
            if name in found:
                raise ValueError(f"two statements are called {name}")
            found[name] = text.strip().rstrip(";")
    return found


@cache
def _adding() -> dict[str, str]:
    from advice_line.store.schema import collected

    found = {name: _ADDS.match(text) for name, text in statements().items()}
    return {name: match[1] for name, match in found.items() if match and match[1] in collected()}


def adds_a_record(name: str) -> str:
    """The append-only table to which a statement adds; it may only do so inside an act. Empty: to none."""
    return _adding().get(name, "")


@cache
def for_postgres(name: str) -> str:
    """One statement as psycopg takes it."""
    return _PARAMETER.sub(r"%(\1)s", statements()[name].replace("%", "%%"))
