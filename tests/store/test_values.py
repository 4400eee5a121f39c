"""Every statement that is read as values gives the columns that its class has fields for, on both engines."""

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from advice_line.store import Store
from advice_line.store.queries import for_postgres, statements
from advice_line.store.typed import reader

ROOT = Path(__file__).parent.parent.parent
ENGINES = ("sqlite", "postgres")
_READS = ("all", "one", "the")


@cache
def _trees() -> dict[Path, ast.Module]:
    return {file: ast.parse(file.read_text("utf-8")) for file in sorted((ROOT / "advice_line").rglob("*.py"))}


@cache
def _all_calls() -> list[tuple[Path, str, ast.Call]]:
    """Every call of a method, with its name; the two engines themselves are passed over."""
    return [
        (file, node.func.attr, node)
        for file, tree in _trees().items()
        for node in (ast.walk(tree) if file.name not in ("sqlite.py", "postgres.py", "typed.py") else ())
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]


def _calls(methods: tuple[str, ...]) -> Iterator[tuple[Path, ast.Call]]:
    """Every call of a store's method by one of these names."""
    return ((file, call) for file, name, call in _all_calls() if name in methods)


def _names(node: ast.expr) -> list[str]:
    """The statements that an argument may name; one for each engine where its name ends in the engine's."""
    match node:
        case ast.Constant(value=str(name)):
            return [name]
        case ast.IfExp(body=body, orelse=otherwise):
            return _names(body) + _names(otherwise)
        case ast.JoinedStr(values=[ast.Constant(value=str(begins)), ast.FormattedValue()]):
            return [f"{begins}{engine}" for engine in ENGINES]
    return []


def _imported(file: Path, name: str) -> Any:
    """What a name stands for in a file, wherever in it the name is imported."""
    for node in ast.walk(_trees()[file]):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                if (alias.asname or alias.name) == name:
                    return getattr(importlib.import_module(node.module), alias.name)
    module = importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    return getattr(module, name) if hasattr(module, name) else __builtins__[name]  # type: ignore[index]


@cache
def _read_as() -> dict[tuple[str, type], str]:
    """Every statement with the kind that it is read as, and where."""
    found: dict[tuple[str, type], str] = {}
    for file, call in _calls(_READS):
        if len(call.args) == 2:
            where = f"{file.relative_to(ROOT)}:{call.lineno}"
            assert _names(call.args[1]), f"{where}: a statement is named where it is read"
            kind = _imported(file, ast.unparse(call.args[0]))
            found |= {(name, kind): where for name in _names(call.args[1])}
    return found


def _columns(store: Store, query: str) -> list[str]:
    """The columns of a statement: of one that writes as it names them, else as it gives them for no parameters."""
    text = statements()[query]
    if not text.startswith(("SELECT", "WITH")):
        return [re.split(r"[ .]", column.strip())[-1] for column in text.partition("RETURNING ")[2].split(",")]
    names, limits = set(re.findall(r"(?<![:\w]):([a-z_]\w*)", text)), set(re.findall(r"LIMIT :(\w+)", text))
    values = {name: 0 if name in limits else None for name in names}
    with store.snapshot():
        asked = store.connection.execute(  # type: ignore[attr-defined]
            text if store.engine == "sqlite" else for_postgres(query), values
        )
    return [column[0] for column in asked.description]


def test_every_statement_has_the_columns_of_the_value_that_it_is_read_as(store: Store):
    other = "postgres" if store.engine == "sqlite" else "sqlite"
    differ = []
    for (query, kind), where in _read_as().items():
        columns = _columns(store, query) if not query.endswith(f"_{other}") else []
        fields = list(vars(kind)["__match_args__"]) if is_dataclass(kind) else columns[:1]
        if columns and columns != fields:
            differ.append(f"{where}: “{query}” has {columns}, {kind.__name__} has {fields}")
    assert differ == []


def test_every_value_can_be_read():
    assert all(reader(kind) for _, kind in _read_as())


def test_what_is_inserted_says_its_number():
    inserted = {name for _, call in _calls(("inserted",)) for name in _names(call.args[0])}
    says = {name: statements()[name] for name in inserted}
    assert [name for name, text in says.items() if not text.startswith("INSERT INTO ")] == []
    assert [name for name, text in says.items() if not text.endswith("RETURNING id")] == []
    assert inserted
