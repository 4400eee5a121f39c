"""What a value's type promises, looked at for every value that a test reads."""

from collections.abc import Callable, Sequence
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

Reader = Callable[[Sequence[tuple[Any, ...]]], list[Any]]


def _fits(one: Any, hint: Any) -> bool:
    if get_origin(hint) in (Union, UnionType):
        return any(_fits(one, part) for part in get_args(hint))
    if get_origin(hint) is Literal:
        return one in get_args(hint)
    return one is None if hint is NoneType else type(one) is hint or (hint is not int and isinstance(one, hint))


def _is_said_by_type(hint: Any) -> bool:
    """Whether one value of a type fits where another of it does."""
    return get_origin(hint) is not Literal and all(map(_is_said_by_type, get_args(hint)))


def strict(reader: Callable[[type], Reader]) -> Callable[[type], Reader]:
    """The same reader, which fails where a part of a value is not what its field says."""

    @cache
    def of(kind: type) -> Reader:
        read, hints = reader(kind), get_type_hints(kind)
        known: dict[str, set[type]] = {name: set() for name in getattr(kind, "__match_args__", ())}

        def checked(rows: Sequence[tuple[Any, ...]]) -> list[Any]:
            made = read(rows)
            for one in made:
                for name, fitted in known.items():
                    part = getattr(one, name)
                    if type(part) in fitted:
                        continue
                    assert _fits(part, hints[name]), f"{kind.__name__}.{name} is {part!r}, not {hints[name]}"
                    if _is_said_by_type(hints[name]):
                        fitted.add(type(part))
            return made

        return checked

    return of
