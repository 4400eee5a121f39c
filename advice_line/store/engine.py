"""What every noun's module asks of a store, whichever engine is below."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Any, Literal, Protocol, TypeVar

T = TypeVar("T")


class Store(Protocol):
    """One connection, for one thread. Statements go by their name in ``queries/*.sql``.

    Every method raises StoreTrouble with a sentence when the store cannot be used.
    """

    @property
    def engine(self) -> Literal["sqlite", "postgres"]:
        """Which engine is below."""
        ...

    @property
    def kept(self) -> dict[Any, Any]:
        """What never changes once written, kept for as long as this connection is open."""
        ...

    def all(self, kind: type[T], query: str, /, **values: Any) -> list[T]:
        """All rows of a named statement, as values of a kind; see ``typed``."""
        ...

    def one(self, kind: type[T], query: str, /, **values: Any) -> T | None:
        """The first row of a named statement as a value, or None."""
        ...

    def the(self, kind: type[T], query: str, /, **values: Any) -> T:
        """The row that a named statement always has. Raises StoreTrouble when there is none."""
        ...

    def inserted(self, query: str, /, **values: Any) -> int:
        """The number of the row that a named statement adds."""
        ...

    def run(self, query: str, **values: Any) -> None:
        """A named statement whose rows nobody wants."""
        ...

    def many(self, query: str, values: Iterable[Mapping[str, Any]]) -> None:
        """A named statement, once for each set of values."""
        ...

    def select(self, text: str, *values: Any) -> list[tuple[Any, ...]]:
        """The plain rows of a statement that is made from the tables' own description; ``?`` stands for a value."""
        ...

    def script(self, text: str) -> None:
        """The statements of a schema or a migration, inside the caller's transaction."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing. Entered again inside itself, it is the outer one.

        Raises Unvouched, and writes nothing, when a record was added that no trail row vouches for.
        """
        ...

    def snapshot(self) -> AbstractContextManager[None]:
        """Inside it everything is read as it was at one instant, whoever writes meanwhile; nothing is written."""
        ...

    def mark(self) -> int:
        """A number that changes when somebody else has written; cheap enough to ask four times a second."""
        ...

    @property
    def waits_for(self) -> str:
        """Who keeps this connection from its turn to write, in words; empty when nobody does, or none can tell."""
        ...

    def close(self) -> None: ...
