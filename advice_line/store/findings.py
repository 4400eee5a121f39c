"""What verifying the trail has found: faults in words, and how far it looked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST = 100
"""Faults that are told one by one; the others are counted."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was written. ``site`` is empty where it is of no chain, ``row`` None of no row."""

    site: str
    row: int | None
    words: str

    def __str__(self) -> str:
        where = f"{self.site}: " if self.site else ""
        return f"{where}{f'broken at row {self.row}: ' if self.row is not None else ''}{self.words}."


@dataclass(frozen=True, slots=True)
class Mark:
    """How far an earlier verifying without a fault had come: each chain's row and hash, how many records it saw.

    ``at``: when the oldest of it was read.
    """

    at: str
    heads: Mapping[str, tuple[int, str]]
    records: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found. ``heads``: each chain's; ``rows`` and ``records``: how many were read and compared."""

    heads: Mapping[str, tuple[int, str]]
    faults: tuple[Fault, ...]
    more: int
    rows: int
    records: int
    by_table: Mapping[str, int]
    sealed: Mapping[str, int]
    since: Mark | None

    @property
    def whole(self) -> bool:
        return not self.faults

    @property
    def checked(self) -> tuple[str, ...]:
        """What was looked at, in sentences."""
        what = (
            f"{self.rows} rows of the trail and {self.records} records that they vouch for, read back and compared."
        )
        return (
            what,
            "That every record is vouched for by one row, and none is gone.",
            "The kept files of the publications; the tables, indexes and triggers.",
        )

    @property
    def not_checked(self) -> tuple[str, ...]:
        """What was not, and what nothing inside the store can show."""
        said = []
        for site, (seq, _) in (self.since.heads if self.since else {}).items():
            day = self.since.at[:16].replace("T", " ") if self.since else ""
            said.append(
                f"Rows 1 to {seq} of {site} and their records: they were whole when they were read, from {day} UTC "
                "on; --full reads them again."
            )
        for site, row in self.sealed.items():
            said.append(f"What {site} held before row {row}: it is vouched for as it was found then.")
        said.append("What may change: where an enquiry stands, accounts, practices, drafts, what waits to be sent.")
        said.append(
            "Whoever holds the file can write all of it anew, or cut its end off: “trail verify --against” a head "
            "that was kept elsewhere shows it."
        )
        return tuple(said)

    def mark(self, at: str) -> Mark:
        """From where the next verifying may go on."""
        return Mark(self.since.at if self.since else at, dict(self.heads), dict(self.by_table))


@dataclass(slots=True)
class FindingsSoFar:
    """What is gathered while it goes on."""

    faults: list[Fault] = field(default_factory=list)
    more: int = 0
    rows: int = 0
    records: int = 0
    sealed: dict[str, int] = field(default_factory=dict)

    def add(self, site: str, row: int | None, words: str) -> None:
        if len(self.faults) < MOST:
            self.faults.append(Fault(site, row, words))
        else:
            self.more += 1
