"""Rows become values: each column is converted once, here, by the type of the field that it fills.

An instant is UTC text in the store, a day is text, a truth is 0 or 1, a code is its word. A value is a class whose
fields are named and ordered as its statement's columns; a lone column may be read as ``str``, ``int``, ``datetime``.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import FrozenInstanceError, dataclass, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, dataclass_transform, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from advice_line.instants import from_text
from advice_line.problems import StoreTrouble

T = TypeVar("T")
_Rows = Sequence[tuple[Any, ...]]


@dataclass_transform(frozen_default=True)
def value(kind: type[T]) -> type[T]:
    """A frozen, slotted dataclass whose methods are shared, not compiled for each class.

    ``dataclass`` compiles six for every class, which takes a millisecond; a hundred would delay the first screen.
    """
    made = dataclass(init=False, repr=False, eq=False, slots=True)(kind)
    for name, method in _SHARED.items():
        setattr(made, name, method)
    return made


def _init(self: Any, /, *given: Any, **named: Any) -> None:
    names: tuple[str, ...] = self.__match_args__
    found = dict(zip(names, given, strict=False)) | named
    if len(given) + len(named) != len(names) or found.keys() != set(names):
        raise TypeError(f"{type(self).__name__} takes {', '.join(names)}")
    for name, one in found.items():
        object.__setattr__(self, name, one)


def fields_of(self: Any) -> dict[str, Any]:
    """The parts of a value by the names of its fields; for a larger value that has them too."""
    return {name: getattr(self, name) for name in self.__match_args__}


def _refuse(self: Any, name: str, *_: Any) -> None:
    raise FrozenInstanceError(f"cannot change {name} of a {type(self).__name__}")


def _parts(self: Any) -> tuple[Any, ...]:
    return tuple(getattr(self, name) for name in self.__match_args__)


def _equal(self: Any, other: object) -> bool:
    return type(self) is type(other) and _parts(self) == _parts(other)


def _repr(self: Any) -> str:
    said = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
    return f"{type(self).__name__}({said})"


_SHARED: dict[str, Callable[..., Any]] = {
    "__init__": _init,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
    "__eq__": _equal,
    "__hash__": lambda self: hash(_parts(self)),
    "__repr__": _repr,
    "__reduce__": lambda self: (type(self), _parts(self)),
}


_MADE: dict[Any, Callable[[Any], Any]] = {
    datetime: from_text,
    date: date.fromisoformat,
    time: time.fromisoformat,
    ZoneInfo: ZoneInfo,
}


def _conversion(hint: Any, column: str, names: dict[str, Any]) -> str:
    """The expression that makes a field's value from its column; what it calls is put into ``names``."""
    if hint in (int, str, bytes, int | str) or get_origin(hint) is Literal:
        return column
    if get_origin(hint) in (Union, UnionType):
        (kind,) = (part for part in get_args(hint) if part is not NoneType)
        made = _conversion(kind, column, names)
        empty = f"{column} else None" if kind in _MADE else f"{column} is not None else None"
        return made if made == column else f"({made} if {empty})"
    if hint is bool:
        return f"({column} == 1)"
    if hint in _MADE:
        names[f"make_{hint.__name__}"] = _MADE[hint]
        return f"make_{hint.__name__}({column})"
    if isinstance(hint, type) and issubclass(hint, Enum):
        names[f"codes_{hint.__name__}"] = {member.value: member for member in hint}
        return f"codes_{hint.__name__}[{column}]"
    raise TypeError(f"a column cannot be read as {hint!r}")


_READERS: dict[type, Callable[[_Rows], list[Any]]] = {}


def reader(kind: type[T]) -> Callable[[_Rows], list[T]]:
    """What makes values of this kind from rows: put together once, and as fast as making dictionaries of them."""
    if kind not in _READERS:
        _READERS[kind] = _compiled(kind)
    return _READERS[kind]


def _compiled(kind: type[Any]) -> Callable[[_Rows], list[Any]]:
    names: dict[str, Any] = {"kind": kind, "new": object.__new__}
    fields: tuple[str, ...] = getattr(kind, "__match_args__", ())
    if not is_dataclass(kind):
        lines = [f"return [{_conversion(kind | None, 'one', names)} for (one,) in rows]"]
    else:
        hints = get_type_hints(kind)
        columns = "".join(f"column_{number}, " for number in range(len(fields)))
        lines = ["made = []", f"for {columns}in rows:", "    one = new(kind)"]
        for number, field in enumerate(fields):
            names[f"set_{number}"] = getattr(kind, field).__set__
            lines.append(f"    set_{number}(one, {_conversion(hints[field], f'column_{number}', names)})")
        lines += ["    made.append(one)", "return made"]
    exec("def read(rows):\n" + "\n".join(f"    {line}" for line in lines), names)
    made: Callable[[_Rows], list[Any]] = names["read"]
    return made


class TypedReads(ABC):
    """What both engines give of a named statement as values."""

    @abstractmethod
    def found(self, query: str, values: dict[str, Any]) -> tuple[Any, list[tuple[Any, ...]]]:
        """The description of a named statement's columns, and its rows."""

    def all(self, kind: type[T], query: str, /, **values: Any) -> list[T]:
        _, rows = self.found(query, values)
        if not rows:
            return []
        try:
            return reader(kind)(rows)
        except (ValueError, KeyError, TypeError) as error:
            raise StoreTrouble(
                f"What the store holds for “{query}” cannot be read ({error}); run “advice-line trail verify”."
            ) from error

    def one(self, kind: type[T], query: str, /, **values: Any) -> T | None:
        found = self.all(kind, query, **values)
        return found[0] if found else None

    def the(self, kind: type[T], query: str, /, **values: Any) -> T:
        found = self.one(kind, query, **values)
        if found is None:
            raise StoreTrouble(f"The store has nothing for “{query}”, where it must; run “advice-line trail verify”.")
        return found

    def inserted(self, query: str, /, **values: Any) -> int:
        return self.the(int, query, **values)
