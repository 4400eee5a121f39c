"""Who asks, when and through which door, as a document: one table for each way of dividing the same enquiries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from advice_line.enquiry.breakdown import StepTime
from advice_line.exports.documents import Document
from advice_line.exports.provenance import Provenance
from advice_line.exports.tables import Table

_COUNTED = ("enquiries", "calls", "connected", "advised_with_outcome", "referral_avoided", "admission_avoided")
_COLUMNS = ("enquiries", "calls", "connected", "advised", "referral avoided", "admission avoided")
NOT_KNOWN = "not known"
Groups = Mapping[str, Mapping[str, int]]
"""Counts by the name of the group."""


@dataclass(frozen=True, slots=True)
class WhoAsks:
    """``divided``: the groups by what they are groups of. ``askers``: name, role, practice, how often, the most
    first. ``silent``: practices that never asked, code, name and commissioner. ``again``: enquiries about a patient
    asked about before."""

    divided: Mapping[str, Groups]
    steps: Sequence[StepTime]
    askers: Sequence[tuple[str, str, str, int]]
    silent: Sequence[tuple[str, str, str]]
    enquiries: int
    again: int


def who_asks_document(found: WhoAsks, made: Provenance) -> Document:
    """What is not known stands as a group of its own: every table adds up to all enquiries."""
    facts = (
        *made.facts,
        ("Enquiries", f"{found.enquiries:,}"),
        ("Asked again", f"{found.again:,}, about a patient of whom somebody had asked within 30 days"),
        ("Hours and weekdays", "by the desk’s clock, of when it was asked"),
        ("Commissioner", "the practice’s on the day"),
        ("Connected", "put through to an adviser; of calls"),
        ("Advised", "advice recorded with its outcome; avoided is of these"),
        ("Never asked", "open practices of which no enquiry came, of commissioners of which some did"),
    )
    tables = [
        Table(f"By {kind}", (kind, *_COLUMNS), tuple(_row(name, counts) for name, counts in groups.items()))
        for kind, groups in found.divided.items()
    ]
    times = ("step", "of", "median", "90th centile")
    more = (
        Table("Times", times, tuple((one.words, one.number, one.median, one.ninetieth) for one in found.steps)),
        Table("By person", ("who asked", "role", "practice", "enquiries"), tuple(found.askers)),
        Table("Practices that never asked", ("practice", "name", "commissioner"), tuple(found.silent)),
    )
    main = tuple(
        (kind, *_row(name, counts)) for kind, groups in found.divided.items() for name, counts in groups.items()
    )
    return Document("Who asks", facts, Table("Who asks", ("by", "which", *_COLUMNS), main), (*tables, *more))


def _row(name: str, counts: Mapping[str, int]) -> tuple[str | int, ...]:
    return (name or NOT_KNOWN, *(counts.get(counted, 0) for counted in _COUNTED))
