"""The chains of the trail: their heads."""

from advice_line.store.typed import value


@value
class ChainHead:
    """How far a site's chain has come, and the hash that it has come to."""

    site: str
    seq: int
    hash: str


@value
class ChainPlace:
    """A place in a chain that is just being taken, and the hash before it."""

    seq: int
    hash: str


@value
class WrittenKey:
    """The key of a record that this transaction has added to a table, and that nobody vouches for yet."""

    name: str
    key: int | str


@value
class KeptText:
    """The text of a published file, and the hash that it had."""

    id: int
    source: str
    sha256: str
