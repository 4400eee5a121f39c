"""The chains of the trail: their heads."""

from datetime import datetime

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


@value
class HeadPlace:
    """A place where the trail's head is left: how far it was when it last was, and what went wrong since."""

    site: str
    place: str
    seq: int
    at: datetime
    error: str


@value
class SealedRow:
    """The seal of a row of the trail, and the text of its instant, which a forger may have made anything."""

    hash: str
    at: str


@value
class TrailRow:
    """A row of the trail as it is handed out: the instant is its text, of which the seal is made."""

    site: str
    seq: int
    at: str
    who: str
    role: str
    act: str
    subject_kind: str
    subject: str
    detail: str
    hash: str
